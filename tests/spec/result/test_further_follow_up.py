import pytest

from tests.support.spec import made

JUDGED = (
    "agreement_id | assumption_id | measure | variant | cohort | time_days | unit | assumed | assumed_lower "
    "| assumed_upper | observed | observed_lower | observed_upper | rule | margin | verdict\n"
)
SURVIVAL = "EX004 | one | overall_survival | kaplan_meier | inside | 365 | probability | 0.55 | {assumed} | {observed} | at_least | 0 | {verdict}"
SOURCES = (
    "agreement_id | register | purpose\nEX004 | inspire | treatment\nEX004 | folkeregisteret | vital_status"
)
COMPLETE = "register | complete_to\ninspire | 2026-03-31\nfolkeregisteret | 2026-05-31"
STARTED = """
    agreement_id | cohort | person_id | index_date
    EX004        | inside | A         | 2024-01-01
    EX004        | inside | B         | 2025-06-29
    EX004        | all_treated | C    | 2024-01-01
"""


def answer(judged: str, stop_date: str = "-", members: str = STARTED) -> dict:
    (row,) = made(
        "result.further_follow_up",
        given={
            "result.assessment": JUDGED + judged,
            "agreement.agreement": f"agreement_id | stop_date\nEX004 | {stop_date}",
            "agreement.data_source": SOURCES,
            "agreement.duration_rule": "agreement_id | variant | permitted_gap_days\nEX004 | gap_90 | 90",
            "core.source": COMPLETE,
            "cohort.membership": members,
        },
    )
    return row


def survival(observed: str, verdict: str = "cannot_tell_yet", assumed: str = "- | -") -> str:
    return SURVIVAL.format(observed=observed, verdict=verdict, assumed=assumed)


def test_days_until_enough_have_been_followed():
    """0.62 (0.52–0.72) against 0.55: 0.1 / 0.07 squared is 2.04 times the information. One has been followed for
    a year when vital status ends on 31 May, so three must be: B will be on 29 June, and one who starts in a year."""
    row = answer(survival("0.62 | 0.52 | 0.72"))
    assert row["answer"] == "later"
    assert row["information_factor"] == pytest.approx(2.04, rel=0.02)
    assert (row["n_followed"], row["further_days"], row["further_months"]) == (1, 365 + 365, 24)


def test_two_are_enough_for_a_factor_of_two():
    row = answer(survival("0.621 | 0.521 | 0.721"))
    assert row["information_factor"] < 2
    assert (row["further_days"], row["further_months"]) == (29, 3), "rounded up to a quarter"
    assert str(row["decided_date"]) == "2026-07-29"


def test_duration_is_judged_the_permitted_gap_before_treatment_is_complete():
    """INSPIRE ends on 31 March, 90 days before it B has been treated for 185 of 365 days: 180 more."""
    judged = SURVIVAL.format(observed="0.621 | 0.521 | 0.721", verdict="cannot_tell_yet", assumed="- | -")
    row = answer(judged.replace("overall_survival | kaplan_meier", "treatment_duration | gap_90"))
    assert row["further_days"] == 180


def test_where_nobody_starts_any_more_there_may_never_be_enough():
    assert answer(survival("0.60 | 0.50 | 0.70"), stop_date="2026-01-01")["answer"] == "nobody_more"


def test_where_one_a_year_starts_it_may_take_more_than_ten_years():
    """Three quarters of the way to the margin: 16 times the information of one person, and one starts a year."""
    row = answer(survival("0.575 | 0.475 | 0.675"))
    assert (row["answer"], row["further_days"]) == ("not_within_ten_years", None)


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (survival("0.70 | 0.60 | 0.80", verdict="holds"), "decided"),
        (survival("- | - | -"), "no_estimate"),
        (survival("0.55 | 0.45 | 0.65"), "on_the_margin"),
        (survival("0.60 | 0.50 | 0.70", assumed="0.40 | 0.70"), "assumption_too_wide"),
        (survival("0.60 | - | 0.70"), "limit_not_reached"),
        (
            "EX004 | one | number_treated | new_starters | inside | - | persons | 800 | - | - | 700 | - | - "
            "| at_most | 0 | cannot_tell_yet",
            "not_forecast",
        ),
    ],
)
def test_what_is_not_forecast_says_why(judged, expected):
    row = answer(judged)
    assert row["answer"] == expected
    assert row["further_days"] is None and row["further_months"] is None and row["decided_date"] is None


def test_everybody_who_has_started_counts_for_a_share():
    """A share speaks of no time: the first two are known now, and the two more that 1.56 times as many
    takes start in a year each."""
    judged = (
        "EX004 | one | share_inside | new_starters | inside | - | share | 0.55 | - | - | 0.63 | 0.53 | 0.73 "
        "| at_least | 0 | cannot_tell_yet"
    )
    row = answer(judged)
    assert (row["answer"], row["n_followed"]) == ("later", 2)
    assert row["further_days"] == 2 * 365


def test_those_who_cannot_be_determined_are_no_question_of_follow_up():
    judged = (
        "EX004 | one | share_inside | new_starters | inside | - | share | 0.75 | - | - | 0.61 | 0.56 | 0.89 "
        "| at_least | 0 | cannot_tell_yet"
    )
    (row,) = made(
        "result.further_follow_up",
        given={
            "result.assessment": JUDGED + judged,
            "agreement.agreement": "agreement_id\nEX004",
            "cohort.membership": STARTED,
            "result.estimate": "agreement_id | cohort | subgroup | measure | variant | estimate\n"
            "EX004 | inside | all | share_undetermined | new_starters | 0.25",
        },
    )
    assert (row["answer"], row["further_days"]) == ("unknown_persons", None)
