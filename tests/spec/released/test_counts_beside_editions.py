"""Numbers of events and of persons followed further do not tell of few beside what editions told before."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_survival_curve import ESTIMATES, counted, curve
from tests.support.spec import made

PUBLISHED = (
    "build_id | agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | n_events "
    "| n_beyond | n_lost\n"
)
FLOW = told_flow(40, 12, 20, 300)


def published(*rows: str, data_cut: str = "2026-03-31") -> str:
    """What one edition counted, from its subgroup to its numbers."""
    return PUBLISHED + "\n".join(f"before | EX004 | {data_cut} | inside | {row}" for row in rows)


def of_survival(
    time_days: int | str, n_events: int, n_beyond: int | str = "-", n_lost: int | str = "-"
) -> str:
    return f"all | all | overall_survival | kaplan_meier | {time_days} | {n_events} | {n_beyond} | {n_lost}"


def points_beside(*told: str, data_cut: str = "2026-03-31") -> dict[int, tuple]:
    """Of 300 eighteen have died by day 183 and 282 are followed further: survival and counts by time."""
    rows = made(
        "released.survival_curve",
        given={
            "reference.published_curve": published(*told, data_cut=data_cut),
            "released.attrition": FLOW,
            "result.estimate": counted(ESTIMATES, 300, 300),
            "result.survival_curve": curve("inside"),
        },
    )
    return {row["time_days"]: (row["survival"], row["n_event"], row["n_risk"]) for row in rows}


def so_far(points: dict[int, tuple], until: int) -> int:
    return sum(n_event or 0 for time, (_, n_event, _) in points.items() if time <= until)


ALONE = points_beside()


@pytest.mark.parametrize(
    ("n_events", "n_beyond"), [(15, 200), (5, 280), (22, 200)], ids=["died", "followed", "corrected"]
)
def test_an_agreed_time_at_which_few_were_added_is_told_without_counts(n_events, n_beyond):
    later = of_survival(365, 40, 5)
    survival, *counts = points_beside(of_survival(183, n_events, n_beyond), later)[183]
    assert (survival, counts) == (0.94, [None, None])


@pytest.mark.parametrize(("n_events", "n_beyond"), [(18, 282), (13, 277), (5, 200)])
def test_where_nobody_or_five_were_added_counts_are_told(n_events, n_beyond):
    told = points_beside(of_survival(183, n_events, n_beyond))
    assert (so_far(told, 183), told[183][2]) == (so_far(ALONE, 183), 282) == (18, 282)


def test_times_that_nobody_agreed_on_leave_with_counts_only():
    """Alone day 120 is told with its twelve deaths, and day 180 is too near to 183; ten were told of before."""
    assert so_far(ALONE, 120) == 12 and ALONE[120][1] is not None
    told = points_beside(of_survival(120, 10, 200))
    assert 120 not in told
    assert (so_far(told, 183), told[183][2]) == (18, 282)


def test_what_another_cohort_or_definition_counted_is_of_others():
    other = of_survival(183, 15, 200)
    for of_others in (
        other.replace("overall_survival", "time_to_next_treatment"),
        other.replace("kaplan_meier", "landmark"),
        other.replace("all | all", "sex | female"),
    ):
        assert points_beside(of_others) == ALONE


def test_a_later_cut_published_before_is_asked_as_well():
    """It told of 20 deaths by day 200: two of them were not yet told of by day 183."""
    assert points_beside(of_survival(200, 20, 200))[183][1] is not None
    assert points_beside(of_survival(200, 20, 200), data_cut="2026-09-30")[183][1:] == (None, None)


ESTIMATE = (
    "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days | estimate | unit | n "
    "| n_events | suppressed\n"
)


POINTS = "agreement_id | cohort | subgroup | level | measure | variant | time_days | n_event | n_censor | suppressed\n"


def events_told(rows: str, *told: str, points: str = "") -> dict[tuple, int | None]:
    """The number of events beside each estimate, by measure and level; of curves, these points leave."""
    lines = [f"EX004 | 2026-06-30 | inside | {row} | false" for row in rows.strip().splitlines()]
    given = {
        "reference.published_curve": published(*told),
        "released.attrition": FLOW,
        "released.survival_curve": POINTS + points,
        "result.estimate": ESTIMATE + "\n".join(lines),
    }
    found = made("released.estimate", given=given)
    assert {row["suppressed"] for row in found} == {False}
    return {(row["measure"], row["level"]): row["n_events"] for row in found}


MEDIAN = """all | all | number_treated | new_starters | - | 300 | persons | 300 | -
all | all | overall_survival_median | kaplan_meier | - | 400 | days | 300 | 150"""


@pytest.mark.parametrize(("before", "is_told"), [(150, True), (147, False), (145, True), (152, False)])
def test_events_over_all_follow_up_are_told_where_nobody_or_five_were_added(before, is_told):
    told = events_told(MEDIAN, of_survival("-", before))
    assert told["overall_survival_median", "all"] == (150 if is_told else None)


def test_events_over_all_follow_up_are_judged_beside_the_last_point_of_a_curve_too():
    assert events_told(MEDIAN, of_survival(365, 147, 20))["overall_survival_median", "all"] is None
    assert events_told(MEDIAN, of_survival(365, 145, 20))["overall_survival_median", "all"] == 150


YEAR = (
    MEDIAN
    + """
all | all | overall_survival | kaplan_meier | 365 | 0.7 | probability | 300 | 80"""
)

AT_A_YEAR = "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 80 | 20 | false"


@pytest.mark.parametrize("rows", [YEAR, MEDIAN], ids=["of an estimate", "of the curve alone"])
@pytest.mark.parametrize(("before", "is_told"), [(138, False), (140, True), (135, True), (143, False)])
def test_events_over_all_follow_up_are_judged_since_an_earlier_time_too(rows, before, is_told):
    """Ten were added by day 365, and of those later none or five, or a few."""
    told = events_told(rows, of_survival(365, 70), of_survival("-", before), points=AT_A_YEAR)
    assert told.get(("overall_survival", "all")) == (80 if rows == YEAR else None)
    assert told["overall_survival_median", "all"] == (150 if is_told else None)


def test_net_survival_is_told_without_its_events_beside_an_edition_that_counted_the_curve():
    net = YEAR + "\nall | all | net_survival | pohar_perme | 365 | 0.8 | probability | 300 | 80"
    assert events_told(net, points=AT_A_YEAR)["net_survival", "all"] == 80
    beside = events_told(net, of_survival(365, 70), points=AT_A_YEAR)
    assert (beside["net_survival", "all"], beside["overall_survival", "all"]) == (None, 80)


SEXES = """all | all | number_treated | new_starters | - | 300 | persons | 300 | -
all | all | overall_survival_median | kaplan_meier | - | 400 | days | 300 | 150
sex | female | overall_survival_median | kaplan_meier | - | 400 | days | 140 | 70
sex | male | overall_survival_median | kaplan_meier | - | 400 | days | 160 | 80"""
OF_WOMEN = "sex | female | overall_survival | kaplan_meier | - | {} | - | -"


def test_one_level_of_a_subgroup_takes_the_others_with_it():
    """Three women were added: what all and the men tell would tell it too."""
    median = "overall_survival_median"
    assert events_told(SEXES) == events_told(SEXES, OF_WOMEN.format(65))
    assert events_told(SEXES)[median, "female"] == 70
    beside = events_told(SEXES, OF_WOMEN.format(67))
    assert {level: n for (measure, level), n in beside.items() if measure == median} == {
        "all": 150, "female": None, "male": None,
    }  # fmt: skip
