"""Cox's model and the test of proportional hazards against R's `survival` 3.5-3.

The numbers in `PUBLISHED_DATA` were made by

    library(survival)
    control <- coxph.control(eps = 1e-13)
    fit <- coxph(FORMULA, data = DATA, ties = TIES, robust = TRUE, control = control)
    signif(cbind(coef(fit), sqrt(diag(fit$naive.var)), sqrt(diag(fit$var))), 10); fit$loglik
    cox.zph(fit)$table[, "chisq"]

with lung: Surv(time, status == 2) ~ age + sex + ph.ecog on lung[!is.na(lung$ph.ecog), ]; veteran:
Surv(time, status) ~ trt + karno + strata(celltype); ovarian: Surv(futime, fustat) ~ age + rx. Tied and
weighted data, delayed entry, strata, clusters and mgus2 are asked of R itself.
"""

from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.methods.cox import cox, proportional_hazards
from tests.reference.reference_data import FOLDER
from tests.support.r import run_r

TIES = ("efron", "breslow")
TRANSFORMS = ("km", "identity", "rank", "log")
# Data set: columns of time, status, the status that is an event, stratum, covariates.
DATA_SETS = {
    "lung": ("time", "status", 2, None, ["age", "sex", "ph.ecog"]),
    "veteran": ("time", "status", 1, "celltype", ["trt", "karno"]),
    "ovarian": ("futime", "fustat", 1, None, ["age", "rx"]),
}
# Coefficients, standard errors, robust standard errors, log-likelihoods, chi-squares (the last of all).
PUBLISHED_DATA = {
    ("lung", "efron"): (
        [0.0110667646, -0.5526123955, 0.4637284751],
        [0.009267411014, 0.1677390538, 0.1135772662],
        [0.00988139278, 0.1647484279, 0.1241588486],
        [-744.4804558, -729.2301214],
        [0.1879876736, 2.3054372268, 2.0542487739, 4.4636575882],
    ),
    ("lung", "breslow"): (
        [0.01104113639, -0.5518895696, 0.4629470403],
        [0.009266770114, 0.167742448, 0.1135740521],
        [0.009861406193, 0.1644835494, 0.1239634528],
        [-744.6928193, -729.4887052],
        [0.1880856611, 2.2971973543, 2.0517086115, 4.4510123332],
    ),
    ("veteran", "efron"): (
        [0.2328346769, -0.035801123],
        [0.2010987449, 0.005530190931],
        [0.177137996700, 0.005033771259],
        [-338.7362072, -317.5805549],
        [0.05076951908, 6.70678848955, 7.09505221242],
    ),
    ("veteran", "breslow"): (
        [0.2275210382, -0.03556314473],
        [0.2008050531, 0.005524406571],
        [0.1757899955, 0.004976057255],
        [-339.1415984, -318.2287731],
        [0.05216507925, 6.50901015201, 6.89439590268],
    ),
    **{
        ("ovarian", ties): (  # No ties: both approximations are exact.
            [0.1473265955, -0.8039730127],
            [0.04614704774, 0.6320493719],
            [0.04633395047, 0.6120576714],
            [-34.98494037, -27.04189886],
            [0.2242656422, 0.7796068799, 0.9186699285],
        )
        for ties in TIES
    },
}
SCRIPT = """
control <- coxph.control(eps = 1e-14, toler.chol = 1e-15, iter.max = 50)
transforms <- c("km", "identity", "rank", "log")
told <- function(fit) {
    estimates <- summary(fit)
    naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
    rows <- residuals(fit, type = "dfbeta", weighted = TRUE)
    robust <- if (is.null(fit$naive.var)) crossprod(rows) else fit$var
    list(
        coefficient = unname(coef(fit)), std_err = sqrt(diag(as.matrix(naive))),
        robust_std_err = sqrt(diag(as.matrix(robust))),
        lower = unname(estimates$conf.int[, "lower .95"]), upper = unname(estimates$conf.int[, "upper .95"]),
        z = unname(estimates$coefficients[, "z"]), p_value = unname(estimates$coefficients[, "Pr(>|z|)"]),
        log_likelihood = fit$loglik, n = fit$n, n_events = fit$nevent,
        zph = sapply(transforms, function(g) cox.zph(fit, transform = g)$table[, "chisq"]),
        zph_p = unname(cox.zph(fit)$table[, "p"])
    )
}
answer <- list()
for (ties in c("efron", "breslow")) {
    fitted <- function(...) told(do.call(coxph, list(..., ties = ties, control = control)))
    all_of_it <- Surv(entry, time, event) ~ x + y + strata(stratum)
    answer[[paste("plain", ties)]] <- fitted(Surv(time, event) ~ x + y, data = random)
    answer[[paste("entry", ties)]] <- fitted(Surv(entry, time, event) ~ x + y, data = random)
    answer[[paste("strata", ties)]] <- fitted(Surv(time, event) ~ x + y + strata(stratum), data = random)
    # As a double: cox.zph of this version fails on whole numbers stored as such.
    whole <- as.numeric(random$whole)
    answer[[paste("whole weights", ties)]] <- fitted(Surv(time, event) ~ x + y, random, weights = whole)
    answer[[paste("everything", ties)]] <- fitted(all_of_it, random, weights = random$weight)
    answer[[paste("clusters", ties)]] <- fitted(
        all_of_it, random, weights = random$weight, cluster = random$hospital)
    answer[[paste("mgus2", ties)]] <- fitted(Surv(futime, death) ~ age + sex + strata(era), data = mgus)
}
"""
MGUS2 = """
mgus <- survival::mgus2
mgus$sex <- as.numeric(mgus$sex == "M")
mgus$era <- mgus$dxyr >= 1985
"""


def published(name: str) -> pl.DataFrame:
    time, status, event, stratum, covariates = DATA_SETS[name]
    frame = pl.read_csv(FOLDER / "survival" / f"{name}.csv", null_values=["NA", ""])
    return frame.select(
        pl.lit("all").alias("stratum") if stratum is None else pl.col(stratum).alias("stratum"),
        pl.col(time).alias("time"),
        (pl.col(status) == event).alias("event"),
        *covariates,
    ).drop_nulls()


def random_data() -> pl.DataFrame:
    """Many ties, delayed entry, three strata, weights, clusters."""
    draw, n = np.random.default_rng(20260630), 240
    x, y = draw.normal(50, 10, n), (draw.random(n) < 0.3).astype(float)
    entry = np.round(draw.exponential(3, n))
    return pl.DataFrame(
        {
            "stratum": draw.choice(list("abc"), n),
            "time": entry + 1 + np.round(draw.exponential(10 * np.exp(0.5 * y - 0.03 * (x - 50)))),
            "event": (draw.random(n) < 0.7).astype(int),
            "entry": entry,
            "weight": np.round(draw.gamma(2, 1, n) + 0.05, 2),
            "whole": draw.integers(1, 4, n),
            "hospital": draw.integers(0, 40, n),
            "x": x,
            "y": y,
        }
    )


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    script = MGUS2 + SCRIPT + '\nanswer$mgus <- mgus[c("futime", "death", "age", "sex", "era")]'
    return run_r(script, {"random": random_data()})


def case(name: str, answers: dict[str, Any]) -> tuple[pl.DataFrame, list[str], str | None]:
    if name == "mgus2":
        frame = pl.DataFrame(answers["mgus"]).rename({"futime": "time", "death": "event", "era": "stratum"})
        return frame, ["age", "sex"], None
    frame = random_data()
    used = {
        "plain": ["time", "event"],
        "entry": ["time", "event", "entry"],
        "strata": ["time", "event", "stratum"],
        "whole weights": ["time", "event", pl.col("whole").alias("weight")],
        "everything": ["time", "event", "stratum", "entry", "weight"],
        "clusters": ["time", "event", "stratum", "entry", "weight", "hospital"],
    }[name]
    frame = frame.select(*used, "x", "y")
    if "stratum" not in frame.columns:
        frame = frame.with_columns(stratum=pl.lit("all"))
    return frame, ["x", "y"], "hospital" if name == "clusters" else None


@pytest.mark.parametrize(("name", "ties"), PUBLISHED_DATA)
def test_published_data(name: str, ties: str) -> None:
    coefficient, std_err, robust, log_likelihood, chi_square = PUBLISHED_DATA[name, ties]
    frame, covariates = published(name), DATA_SETS[name][-1]
    found = cox(frame, covariates, ties)
    assert found["covariate"].to_list() == covariates
    assert found["coefficient"].to_list() == pytest.approx(coefficient, abs=1e-8)
    assert found["hazard_ratio"].to_list() == pytest.approx(np.exp(coefficient), abs=1e-8)
    assert found["std_err"].to_list() == pytest.approx(std_err, abs=1e-8)
    assert found["robust_std_err"].to_list() == pytest.approx(robust, abs=1e-8)
    assert found.row(0)[-2:] == pytest.approx(log_likelihood, abs=1e-6)
    tested = proportional_hazards(frame, covariates, ties)
    assert tested["covariate"].to_list() == [*covariates, "all covariates"]
    assert tested["chi_square"].to_list() == pytest.approx(chi_square, abs=1e-8)
    assert tested["degrees_of_freedom"].to_list() == [*(1 for _ in covariates), len(covariates)]


@pytest.mark.parametrize("ties", TIES)
@pytest.mark.parametrize(
    "name", ["plain", "entry", "strata", "whole weights", "everything", "clusters", "mgus2"]
)
def test_as_r(name: str, ties: str, answers: dict[str, Any]) -> None:
    frame, covariates, cluster = case(name, answers)
    expected = answers[f"{name} {ties}"]
    found = cox(frame, covariates, ties, cluster)
    for column in ("coefficient", "std_err", "robust_std_err", "lower", "upper", "z", "p_value"):
        assert found[column].to_list() == pytest.approx(expected[column], rel=1e-8, abs=1e-12), column
    assert found.row(0)[-4:-2] == (expected["n"][0], expected["n_events"][0])
    assert found.row(0)[-2:] == pytest.approx(expected["log_likelihood"], rel=1e-10)
    for place, transform in enumerate(TRANSFORMS):
        tested = proportional_hazards(frame, covariates, ties, transform)["chi_square"].to_list()
        assert tested == pytest.approx([row[place] for row in expected["zph"]], rel=1e-8), transform
    p_values = proportional_hazards(frame, covariates, ties)["p_value"].to_list()
    assert p_values == pytest.approx(expected["zph_p"], rel=1e-8)
