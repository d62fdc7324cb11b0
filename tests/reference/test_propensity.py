"""Propensity scores, weights and weighted contrasts against R's `glm` and `survival` 3.5-3.

For lung (treated: sex 2; covariates age and ph.ecog) the fixed numbers were made by `SCRIPT` on

    d <- lung[!is.na(lung$ph.ecog), ]; d$treated <- as.numeric(d$sex == 2); d$event <- d$status == 2
    formula <- treated ~ age + ph.ecog

The same script is run on data with a category that has missing values.
"""

from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.methods.cox import cox
from pipelines.methods.propensity import KINDS, comparison_weights, effective_sample_size
from pipelines.methods.weighted_contrast import hazard_ratio, restricted_mean_contrast, survival_contrast
from tests.reference.reference_data import FOLDER
from tests.support.r import run_r

SCRIPT = """
fit <- glm(formula, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100))
e <- unname(fitted(fit)); p <- mean(d$treated)
weights <- list(
    inverse_probability = ifelse(d$treated == 1, p / e, (1 - p) / (1 - e)),
    treated = ifelse(d$treated == 1, 1, e / (1 - e)),
    overlap = ifelse(d$treated == 1, 1 - e, e)
)
answer <- list(score = e)
for (kind in names(weights)) {
    w <- d$w <- weights[[kind]]
    hazards <- coxph(Surv(time, event) ~ treated, d, weights = w, robust = TRUE,
        control = coxph.control(eps = 1e-13, toler.chol = 1e-14))
    curves <- survfit(Surv(time, event) ~ treated, d, weights = w)
    at <- summary(curves, times = 365)
    influence <- residuals(curves, times = 365, type = "rmst", weighted = TRUE)
    answer[[kind]] <- list(
        weight = w,
        effective = tapply(w, d$treated, function(w) sum(w)^2 / sum(w^2)),
        log_hazard_ratio = c(coef(hazards), sqrt(hazards$var)),
        survival = at$surv,
        survival_errors = at$std.err,
        means = unname(summary(curves, rmean = 365)$table[, "rmean"]),
        mean_errors = unname(sqrt(tapply(influence^2, d$treated, sum)))
    )
}
"""
LUNG_SCORE = [0.320917080737, 0.356398766989, 0.436728565080, 0.432234614987]
# Comparators first, as R sorts them: the arms 0 and 1.
LUNG = {
    "inverse_probability": {
        "log_hazard_ratio": [-0.498765678795, 0.161309426247],
        "effective": [135.384531081536, None],
        "survival": [0.343686482143, 0.527272612804],
        "survival_errors": [0.0441731204378, 0.0603778457120],
        "means": [244.707692329, 297.609742060],
        "mean_errors": [10.2045128852, 10.9625410303],
    },
    "treated": {
        "log_hazard_ratio": [-0.489816741793, 0.166523256678],
        "effective": [127.362202962810, 90],
        "survival": [0.351496243815, 0.526463030186],
        "survival_errors": [0.0457453007057, 0.0597368539904],
        "means": [247.691295816, 297.465409532],
        "mean_errors": [10.1726642695, 10.7913239788],
    },
    "overlap": {
        "log_hazard_ratio": [-0.497485885166, 0.164147020825],
        "effective": [133.757126171360, None],
        "survival": [0.347107447995, 0.526824096836],
        "survival_errors": [0.0445764172734, 0.0600604841120],
        "means": [245.729382172, 297.521440691],
        "mean_errors": [10.1552629164, 10.9093030763],
    },
}


def lung() -> pl.DataFrame:
    frame = pl.read_csv(FOLDER / "survival" / "lung.csv", null_values=["NA", ""])
    frame = frame.filter(pl.col("ph.ecog").is_not_null())
    return frame.select(
        "time", "age", "ph.ecog", treated=pl.col("sex") == 2, event=(pl.col("status") == 2).cast(pl.Int8)
    )


def mixed() -> pl.DataFrame:
    """A number in large units, a category with missing values and one of true and false, ties."""
    draw, n = np.random.default_rng(7), 300
    x, known = draw.normal(size=n), draw.random(n) < 0.85
    stage = np.where(known, draw.choice(["I", "II", "III"], n, p=[0.2, 0.5, 0.3]), None)
    treated = draw.random(n) < 1 / (1 + np.exp(0.4 - 0.8 * x - 0.5 * (stage == "III")))
    died = draw.exponential(500 * np.exp(-0.4 * x + 0.3 * treated))
    followed = draw.uniform(300, 1200, n)
    return pl.DataFrame(
        {
            "treated": treated,
            "time": np.ceil(np.minimum(died, followed) / 10) * 10,
            "event": (died <= followed).astype(int),
            "weight_kg": 20000 + 1000 * x,
            "stage": pl.Series(stage.tolist(), dtype=pl.String),
            "earlier": draw.random(n) < 0.3,
        }
    )


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    known = mixed().with_columns(pl.col("treated").cast(pl.Int8), pl.col("stage").fill_null("missing"))
    formula = 'formula <- treated ~ weight_kg + relevel(factor(stage), "II") + earlier\n'
    return run_r(formula + SCRIPT, {"d": known})


def assert_as(frame: pl.DataFrame, expected: dict[str, Any]) -> None:
    """Estimates within 1e-8 of R's, with the weights of the frame."""
    ratio, means, survival = (
        hazard_ratio(frame),
        restricted_mean_contrast(frame, 365),
        survival_contrast(frame, 365),
    )
    found = [float(np.log(ratio["estimate"][0])), ratio["std_err"][0]]
    assert found == pytest.approx(expected["log_hazard_ratio"], abs=1e-8)
    assert effective_sample_size(frame)["effective_n"][1] == pytest.approx(expected["effective"][0], rel=1e-9)
    for contrast, estimates, errors in (
        (means, expected["means"], expected["mean_errors"]),
        (survival, expected["survival"], expected["survival_errors"]),
    ):
        row = contrast.row(0, named=True)
        difference, error = estimates[1] - estimates[0], float(np.hypot(*errors))
        assert (row["comparator"], row["treated"]) == pytest.approx(tuple(estimates), rel=1e-9)
        assert (row["estimate"], row["std_err"]) == pytest.approx((difference, error), rel=1e-8)
        limits = (difference - 1.959963984540054 * error, difference + 1.959963984540054 * error)
        assert (row["lower"], row["upper"]) == pytest.approx(limits, rel=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_lung(kind: str) -> None:
    frame = comparison_weights(lung(), ["age", "ph.ecog"], kind)
    assert frame["propensity_score"][:4].to_list() == pytest.approx(LUNG_SCORE, abs=1e-11)
    assert_as(frame, LUNG[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_as_r(kind: str, answers: dict[str, Any]) -> None:
    frame = comparison_weights(mixed(), ["weight_kg", "stage", "earlier"], kind)
    assert frame["propensity_score"].to_list() == pytest.approx(answers["score"], abs=1e-8)
    assert frame["weight"].to_list() == pytest.approx(answers[kind]["weight"], rel=1e-7)
    assert_as(frame, answers[kind])


def test_without_weights_the_naive_comparison_is_coxs() -> None:
    frame = lung()
    found = hazard_ratio(frame).row(0, named=True)
    expected = cox(frame.with_columns(stratum=pl.lit(1)), ["treated"]).row(0, named=True)
    assert found["estimate"] == expected["hazard_ratio"]
    error = expected["robust_std_err"]
    assert found["std_err"] == pytest.approx(error)
    assert abs(error / expected["std_err"] - 1) > 1e-3
    reach = np.exp(1.6448536269514722 * error)
    found = hazard_ratio(frame, conf_level=0.9).row(0, named=True)
    assert found["lower"] == pytest.approx(expected["hazard_ratio"] / reach)
    assert found["upper"] == pytest.approx(expected["hazard_ratio"] * reach)
