"""The numbers that come out are the numbers that were planted, as often as a 95 % interval promises.

The sample and ten other seeds run through ingest and every table. The misses among all intervals, and among
one interval for each question (the cohort inside the indication, the primary rule, one estimator), are held
against the binomial distribution; the second because cohorts and variants repeat the same persons, whose
misses come in clusters. The seeds are fixed, so the answer is the same each time.
"""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import polars as pl
import pytest
from scipy.stats import binom

from tests.support.planted_truth import KEY, Outcome, misses, outcome_of

pytestmark = pytest.mark.xdist_group("planted_truth")

SEEDS = range(1, 12)
MOST_MISSES_OF_ONE = 4
PRIMARY = {
    "overall_survival": "kaplan_meier",
    "overall_survival_median": "kaplan_meier",
    "treatment_duration": "gap_90",
    "treatment_duration_median": "gap_90",
    "mean_drug_cost": "bang_tsiatis",
    "mean_hospital_cost": "bang_tsiatis_all_drg",
    "share_inside": "new_starters",
    "share_outside": "new_starters",
    "share_undetermined": "new_starters",
}


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return list(pool.map(outcome_of, SEEDS))


@pytest.fixture(scope="module")
def intervals(outcomes) -> pl.DataFrame:
    return pl.concat([outcome.intervals for outcome in outcomes]).with_columns(misses().alias("missed"))


def most_misses(n: int) -> int:
    return int(binom.ppf(0.9995, n, 0.05))


def fewest_misses(n: int) -> int:
    return int(binom.ppf(0.0005, n, 0.05))


def test_every_kind_of_number_has_a_planted_truth(intervals):
    assert set(intervals["measure"]) == set(PRIMARY)
    assert set(intervals["agreement_id"]) == {"EX001", "EX002", "EX003", "EX004", "EX005"}
    assert set(intervals["seed"]) == set(SEEDS)


def test_one_interval_for_each_question_misses_as_often_as_promised(intervals):
    primary = pl.DataFrame(list(PRIMARY.items()), schema=["measure", "variant"], orient="row")
    asked = intervals.join(primary, on=["measure", "variant"], how="semi").filter(
        (pl.col("cohort") == "inside") | pl.col("measure").str.starts_with("share_")
    )
    n_missed = int(asked["missed"].sum())
    assert fewest_misses(asked.height) <= n_missed <= most_misses(asked.height), (n_missed, asked.height)


def test_all_intervals_together_miss_as_often_as_promised(intervals):
    n_missed = int(intervals["missed"].sum())
    assert fewest_misses(intervals.height) <= n_missed <= most_misses(intervals.height), (
        n_missed,
        intervals.height,
    )


def test_no_measure_of_any_agreement_misses_at_more_than_four_of_the_eleven(intervals):
    often = (
        intervals.group_by(KEY)
        .agg(pl.col("missed").sum().alias("n_missed"))
        .filter(pl.col("n_missed") > MOST_MISSES_OF_ONE)
    )
    assert often.rows() == []


def test_planted_verdicts_are_recovered(outcomes):
    verdicts = pl.concat([outcome.verdicts for outcome in outcomes])
    wrong = verdicts.filter(pl.col("planted_verdict") != pl.col("verdict"))
    assert verdicts.height > 3000
    assert wrong.height == 0


def test_a_pipeline_that_is_off_by_a_little_would_be_caught(intervals):
    """The same check on estimates that are all a fifth too high finds far too many misses."""
    too_high = intervals.with_columns(pl.col("lower") * 1.2, pl.col("upper") * 1.2)
    assert int(too_high.select(misses().sum()).item()) > most_misses(too_high.height)
