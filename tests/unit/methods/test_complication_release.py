"""Rates of complications leave unless 1 to 4 persons could be worked out from them."""

import polars as pl
import pytest

from pipelines.methods.complication_release import QUESTION, released_complications

SCHEMA = dict.fromkeys(QUESTION, pl.String) | {"time_days": pl.Int32, "n": pl.Int64, "n_events": pl.Int64}
NO_POINTS = pl.DataFrame(schema={name: SCHEMA[name] for name in QUESTION})
RATE, AGAIN, INCIDENCE = "complication_rate", "complication_rate_repeated", "complication_incidence"


def left(*rows, cohort="inside", subgroup="all", treated=40, points=NO_POINTS):
    """`rows`: measure, events, persons; which measures leave."""
    head = ("EX001", cohort, subgroup, subgroup)
    frame = pl.DataFrame(
        [("EX001", cohort, "all", "all", "number_treated", "new_starters", None, treated, None)]
        + [
            (*head, measure, "infection", None if measure == AGAIN else 90, n, events)
            for measure, events, n in rows
        ],
        schema=SCHEMA,
        orient="row",
    )
    return released_complications(frame, points)["measure"].to_list()


@pytest.mark.parametrize(
    ("events", "n", "leaves"),
    [
        (5, 40, True),
        (0, 40, True),
        (4, 40, False),
        (1, 40, False),
        (36, 40, False),
        (35, 40, True),
        (40, 40, True),
    ],
)
def test_persons_with_and_without_are_none_or_five(events, n, leaves):
    assert left((RATE, events, n)) == ([RATE] if leaves else [])


def test_incidence_may_tell_how_many_were_at_risk():
    assert left((INCIDENCE, 10, 40)) == [INCIDENCE]
    assert left((INCIDENCE, 10, 35)) == [INCIDENCE]
    assert left((INCIDENCE, 10, 37)) == []
    assert left((RATE, 10, 37)) == [RATE]


@pytest.mark.parametrize(
    ("first", "all_events", "n", "leaves"),
    [
        (10, 10, 40, True),
        (10, 15, 40, True),
        (10, 12, 40, False),
        (10, 37, 40, False),
        (0, 0, 40, True),
        (0, 9, 40, False),
        (4, 20, 40, False),
    ],
)
def test_all_events_are_not_persons(first, all_events, n, leaves):
    """Nine events after a window without any may all be of one person."""
    assert (AGAIN in left((RATE, first, n), (AGAIN, all_events, n))) == leaves


def test_only_of_the_counted_cohort_as_a_whole():
    assert left((RATE, 10, 40), cohort="all_treated") == []
    assert left((RATE, 10, 40), subgroup="age") == []


def test_early_death_leaves_with_the_point_of_the_curve():
    point = ("EX001", "all_treated", "all", "all", "overall_survival", "kaplan_meier", 30)
    others = [
        (*point[:6], 183),
        (*point[:4], "treatment_duration", "gap_90", 30),
        (*point[:5], "landmark_183", 30),
    ]
    points = pl.DataFrame([point, *others], schema=NO_POINTS.schema, orient="row")
    frame = pl.DataFrame(schema=SCHEMA)
    expected = {"measure": "death_within_30_days", "cohort": "all_treated", "time_days": 30}
    (found,) = released_complications(frame, points).to_dicts()
    assert {name: found[name] for name in expected} == expected
