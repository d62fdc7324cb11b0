"""Net and expected survival against R's relsurv 2.2-9 and survival, with a ratetable made of our life table.

`test_six_persons` holds numbers that R gave (SCRIPT's `curve(estimate(Surv(time, event) ~ 1, six, method))`);
the rest asks R itself.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from pipelines.methods.life_table import expected_survival
from pipelines.methods.net_survival import METHODS, net_survival
from tests.support.r import run_r

LIFE_TABLE = pl.read_csv(Path(__file__).parents[2] / "sample_data" / "reference" / "life_table.csv")
BETWEEN = 500
"""A day on which nothing happens in any of the cohorts."""

SCRIPT = """
alive <- function(sex) {
  rows <- life_table[life_table$sex == sex, ]
  matrix(1 - rows$death_probability[order(rows$calendar_year, rows$age_years)], nrow = 111)
}
table <- transrate(alive("male"), alive("female"), c(2000, 2030))
estimate <- function(formula, person, method, ...) {
  person$start_date <- as.Date(person$start_date)
  rs.surv(formula, data = person, ratetable = table, method = method,
          rmap = list(age = age_days, year = start_date, sex = sex), ...)
}
curve <- function(fit) data.frame(
  stratum = if (is.null(fit$strata)) "all" else rep(sub("stratum=", "", names(fit$strata)), fit$strata),
  time = fit$time, n_risk = fit$n.risk, net_survival = fit$surv, std_err = fit$std.err * fit$surv,
  lower = fit$lower, upper = fit$upper)
late <- function(person) {                    # rs.surv ignores entry; what it is made of does not
  person$start_date <- as.Date(person$start_date)
  r <- relsurv:::rformulate(Surv(time, event) ~ 1, person, table,
                            rmap = quote(list(age = age_days, year = start_date, sex = sex)))
  times <- as.numeric(sort(unique(c(person$entry[person$entry > 0], person$time))))
  sums <- relsurv:::exp.prep(r$R, as.numeric(r$Y), r$ratetable, r$status, times = times,
                             fast = TRUE, prec = 1,
                             ys = person$entry + 0.5)      # at risk after entry, not on its day
  y <- sapply(times, function(t) sum(person$entry < t & person$time >= t))
  data.frame(time = times, n_risk = y,
    pohar_perme = cumprod(1 - sums$dnisi / sums$yisi + sums$yidlisiw),
    std_err_log_pohar_perme = sqrt(cumsum(sums$dnisisq / sums$yisi^2)),
    ederer_2 = cumprod(1 - sums$dni / y + sums$yidli / y),
    std_err_log_ederer_2 = sqrt(cumsum(sums$dni / y^2)))
}
answer <- list(late = late(late_entry))
for (method in c(pohar_perme = "pohar-perme", ederer_2 = "ederer2")) {
  name <- if (method == "ederer2") "ederer_2" else "pohar_perme"
  answer[[paste0("two_groups_", name)]] <- curve(estimate(Surv(time, event) ~ stratum, two_groups, method))
  answer[[paste0("few_and_old_", name)]] <- curve(estimate(Surv(time, event) ~ 1, few_and_old, method))
}
pohar_perme <- function(person, ...) curve(estimate(Surv(time, event) ~ 1, person, "pohar-perme", ...))
between <- pohar_perme(few_and_old, add.times = 500)
answer$between <- between[between$time == 500, ]
answer$level_90 <- pohar_perme(few_and_old, conf.int = 0.9)
answer$daily <- pohar_perme(few_and_old, add.times = 1:max(few_and_old$time))
two_groups$start_date <- as.Date(two_groups$start_date)
answer$expected <- summary(survexp(~ stratum, data = two_groups, ratetable = table, method = "ederer",
                           times = c(1, 365, 730, 1500),
                           rmap = list(age = age_days, year = start_date, sex = sex)))$surv
"""


def cohort(n: int, years: tuple[int, int], seed: int, strata: str = "a") -> pl.DataFrame:
    """Persons of these ages who start 2012 to 2019 and are followed for up to five years."""
    random = np.random.default_rng(seed)
    days = [day for day in range(1, 1800) if day != BETWEEN]
    return pl.DataFrame(
        {
            "stratum": random.choice(list(strata), n),
            "time": random.choice(days, n),
            "event": (random.random(n) < 0.6).astype(int),
            "age_days": np.floor(random.uniform(*years, n) * 365.25),
            "sex": random.choice(["female", "male"], n),
            "start_date": [
                date(2012, 1, 1) + timedelta(days=int(day)) for day in random.integers(0, 2900, n)
            ],
        }
    )


def enter_late(frame: pl.DataFrame) -> pl.DataFrame:
    """Half of the persons come under observation halfway, one at least is there from the start."""
    halfway = pl.col("time") // 2
    return frame.with_columns(entry=pl.when(pl.int_range(pl.len()) % 2 == 0).then(halfway).otherwise(0))


TWO_GROUPS = cohort(400, (30, 90), 1, strata="ab")
FEW_AND_OLD = cohort(25, (60, 92), 2)
LATE_ENTRY = enter_late(cohort(60, (40, 85), 3))


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    frames = {"two_groups": TWO_GROUPS, "few_and_old": FEW_AND_OLD, "late_entry": LATE_ENTRY}
    return run_r(SCRIPT, {**frames, "life_table": LIFE_TABLE}, packages=["relsurv"])


SIX = pl.DataFrame(
    {
        "stratum": "a", "time": [100, 200, 200, 365, 500, 730], "event": [1, 0, 1, 1, 0, 0],
        "age_days": [20_000, 30_000, 26_000, 22_000, 31_000, 16_000],
        "sex": ["male", "female", "male", "female", "male", "female"],
        "start_date": [date(2015, 3, 1), date(2016, 6, 1), date(2017, 1, 1), date(2015, 12, 31),
                       date(2018, 7, 9), date(2016, 2, 29)],
    }
)  # fmt: skip
SIX_BY_R = {
    "pohar_perme": {
        "net_survival": [0.842895036685659, 0.684338646750729, 0.474844746980989, 0.484925327504804],
        "std_err": [0.139444530253371, 0.17681537241252, 0.1963710587621, 0.200539861898249],
        "lower": [0.609473430297281, 0.412422780501657, 0.211124681722489, 0.215606692670698],
        "upper": [1.16571454562469, 1.1355322876854, 1.06798282368433, 1.09065525908695],
    },
    "ederer_2": {
        "net_survival": [0.841815702876055, 0.68204056765548, 0.465711241734937, 0.475472068238344],
        "std_err": [0.140302617146009, 0.177563570749547, 0.196973773407093, 0.201102140205338],
        "lower": [0.607225636475648, 0.409455762867475, 0.203281954948288, 0.207542534714694],
        "upper": [1.16703517611962, 1.13609180310492, 1.0669267753425, 1.08928845831833],
    },
}


@pytest.mark.parametrize("method", METHODS)
def test_six_persons(method: str) -> None:
    found = net_survival(SIX, LIFE_TABLE, [100, 200, 365, 730], method)
    assert_same_curve(found, {"n_risk": [6, 5, 3, 1], **SIX_BY_R[method]})


def assert_same_curve(found: pl.DataFrame, expected: dict[str, list], tolerance: float = 1e-12) -> None:
    for column in ("n_risk", "net_survival", "std_err", "lower", "upper"):
        assert found[column].to_list() == pytest.approx(expected[column], rel=0, abs=tolerance), column


@pytest.mark.parametrize("method", METHODS)
def test_curves_of_two_strata(answer: dict[str, Any], method: str) -> None:
    expected = answer[f"two_groups_{method}"]
    rows = pl.DataFrame({"stratum": expected["stratum"], "time": expected["time"]})
    found = net_survival(TWO_GROUPS, LIFE_TABLE, sorted(set(expected["time"])), method)
    found = rows.join(found, on=["stratum", "time"], how="left", maintain_order="left")
    # Limits are ours only once somebody has died; R puts them on the estimate itself until then.
    n_before = int((found["std_err"] == 0).sum())
    has_died = found["std_err"] > 0
    assert n_before < 10 and found.filter(~has_died)["lower"].null_count() == n_before
    kept = {name: pl.Series(values).filter(has_died).to_list() for name, values in expected.items()}
    assert_same_curve(found.filter(has_died), kept)


@pytest.mark.parametrize("method", METHODS)
def test_few_and_old_persons(answer: dict[str, Any], method: str) -> None:
    expected = answer[f"few_and_old_{method}"]
    found = net_survival(FEW_AND_OLD, LIFE_TABLE, expected["time"], method)
    first = next(row for row, std_err in enumerate(expected["std_err"]) if std_err > 0)
    assert_same_curve(found[first:], {name: values[first:] for name, values in expected.items()})


def test_between_two_times_the_estimate_is_of_the_day_itself(answer: dict[str, Any]) -> None:
    assert_same_curve(net_survival(FEW_AND_OLD, LIFE_TABLE, BETWEEN), answer["between"])


def test_another_level(answer: dict[str, Any]) -> None:
    expected = answer["level_90"]
    found = net_survival(FEW_AND_OLD, LIFE_TABLE, expected["time"], conf_level=0.9)
    assert found["upper"].to_list()[-1] == pytest.approx(expected["upper"][-1], abs=1e-12)


def test_daily_steps(answer: dict[str, Any]) -> None:
    """As relsurv where every day is among `add.times`; and they do differ from the steps observed."""
    expected = answer["daily"]
    found = net_survival(FEW_AND_OLD, LIFE_TABLE, expected["time"], steps="daily")
    assert found["net_survival"].to_list() == pytest.approx(expected["net_survival"], rel=0, abs=1e-12)
    observed = net_survival(FEW_AND_OLD, LIFE_TABLE, expected["time"])
    assert (found["net_survival"] - observed["net_survival"]).abs().max() > 1e-4


@pytest.mark.parametrize("method", METHODS)
def test_delayed_entry(answer: dict[str, Any], method: str) -> None:
    expected = answer["late"]
    found = net_survival(LATE_ENTRY, LIFE_TABLE, expected["time"], method)
    assert found["n_risk"].to_list() == expected["n_risk"]
    assert found["net_survival"].to_list() == pytest.approx(expected[method], rel=0, abs=1e-12)
    spread = (found["std_err"] / found["net_survival"]).to_list()
    assert spread == pytest.approx(expected[f"std_err_log_{method}"], rel=0, abs=1e-12)


def test_expected_survival(answer: dict[str, Any]) -> None:
    """R changes the hazard within the day of a birthday, we at the next day's start: hence no closer."""
    found = expected_survival(TWO_GROUPS, LIFE_TABLE, [1, 365, 730, 1500])
    by_time = [list(row) for row in zip(*(group.to_list() for group in _by_stratum(found)), strict=True)]
    assert np.abs(np.array(by_time) - np.array(answer["expected"])).max() < 2e-5


def _by_stratum(found: pl.DataFrame) -> list[pl.Series]:
    return [group["expected_survival"] for group in found.partition_by("stratum", maintain_order=True)]
