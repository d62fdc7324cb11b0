"""Which estimates count as resting on no small number, of which an edition should tell most."""

from collections.abc import Mapping

import polars as pl
import pytest

from tests.attack.resting import resting_on_none

SURVIVAL = {"measure": "overall_survival", "variant": "kaplan_meier"}


def rests_on_none(followed_further: int = 40, **row: object) -> bool:
    """Whether one estimate does; of a hundred twenty died within half a year, ten more within a year."""
    estimates = [of_survival(183, 20), of_survival(365, 30) | row]
    curve = [step(1, 100, 0, 0), step(183, 60, 20, 0), step(360, followed_further + 10, 9, 1)]
    found = resting_on_none(
        pl.DataFrame(estimates, schema_overrides={"time_days": pl.Int32}), pl.DataFrame(curve)
    )
    return found.filter(pl.col("n_events").eq_missing(estimates[1]["n_events"])).height == 1


def of_survival(time: int, n_events: int) -> dict[str, object]:
    counts = {"estimate": 0.8, "n": 100, "n_events": n_events}
    return {"cohort": "inside", "subgroup": "all", **SURVIVAL, "time_days": time, **counts}


def step(time: int, n_risk: int, n_event: int, n_censor: int) -> dict[str, object]:
    counts = {"n_risk": n_risk, "n_event": n_event, "n_censor": n_censor}
    return {"cohort": "inside", "subgroup": "all", **SURVIVAL, "time_days": time, **counts}


@pytest.mark.parametrize(
    ("row", "is_it"),
    [
        ({}, True),
        ({"n_events": 23}, False),
        ({"n_events": 97}, False),
        ({"n": 34}, False),
        ({"n_events": 100}, True),
        ({"estimate": None}, False),
    ],
)
def test_survival_rests_on_the_dead_the_living_and_the_deaths_since_the_time_before(
    row: Mapping[str, object], is_it: bool
) -> None:
    assert rests_on_none(**row) is is_it


@pytest.mark.parametrize(("followed_further", "is_it"), [(0, True), (1, False), (4, False), (5, True)])
@pytest.mark.parametrize("measure", ["overall_survival", "net_survival", "expected_survival"])
def test_what_is_read_off_a_curve_rests_on_those_followed_further(
    measure: str, followed_further: int, is_it: bool
) -> None:
    """Expected survival comes from the life table."""
    found = rests_on_none(followed_further, measure=measure, n_events=30)
    assert found is (is_it or measure == "expected_survival")


@pytest.mark.parametrize(
    ("row", "is_it"),
    [
        ({"measure": "follow_up_median", "n_events": 9}, False),
        ({"measure": "follow_up_median", "n_events": 10}, True),
        ({"variant": "lower_quartile_of_persons", "n": 19}, False),
        ({"variant": "lower_quartile_of_persons", "n": 20}, True),
        ({"variant": "median_of_persons", "n": 9}, False),
        ({"variant": "median_of_persons", "n": 10}, True),
        # Of a course, on those followed to its end.
        ({"variant": "median/gap_90", "n": 100, "n_events": 9}, False),
    ],
)
def test_a_median_or_quartile_rests_on_those_beyond_it(row: Mapping[str, object], is_it: bool) -> None:
    """Of nine the median has four on one side."""
    asked = {"measure": "relative_dose_intensity", "time_days": None, "n_events": None, "n": 100}
    assert rests_on_none(**asked | row) is is_it


def test_what_has_no_time_rests_on_its_own_numbers() -> None:
    mean = {"measure": "mean_drug_cost", "time_days": None}
    assert rests_on_none(2, **mean, n_events=31)
    assert not rests_on_none(2, **mean, n_events=3)
