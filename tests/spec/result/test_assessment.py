from datetime import date

import pytest

from tests.support.spec import DATA_CUT, expect, made

AGREEMENT = """
    agreement_id | reassessment_date
    EX001        | 2026-06-30
    EX004        | 2027-01-01
"""
ASSUMPTIONS = """
    agreement_id | assumption_id | measure          | variant      | cohort | time_days | value | lower | upper | unit        | rule     | margin
    EX001        | survival      | overall_survival | kaplan_meier | inside | 365       | 0.50  | 0.40  | 0.60  | probability | at_least | 0.05
    EX004        | survival      | overall_survival | kaplan_meier | inside | 365       | 0.50  | -     | -     | probability | at_least | 0.05
"""


def judged(estimate: str, data_cut: date = DATA_CUT) -> list[dict]:
    return made(
        "result.assessment",
        data_cut=data_cut,
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.assumption": ASSUMPTIONS,
            "result.estimate": """
                agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | lower | upper
            """
            + estimate,
        },
    )


def test_only_the_cut_at_the_reassessment_date_binds():
    expect(
        judged(""),
        """
        agreement_id | assumption_id | verdict         | binding    | observed
        EX001        | survival      | cannot_tell_yet | binding    | -
        EX004        | survival      | cannot_tell_yet | indicative | -
        """,
    )


def test_an_uncertain_assumption_is_harder_to_refute_than_a_certain_one():
    rows = judged(
        "EX001 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.36 | 0.30 | 0.42\n"
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.36 | 0.30 | 0.42"
    )
    expect(
        rows,
        """
        agreement_id | observed | verdict
        EX001        | 0.36     | cannot_tell_yet
        EX004        | 0.36     | does_not_hold
        """,
    )


def test_a_subgroup_does_not_answer_for_all():
    rows = judged("EX004 | inside | sex | female | overall_survival | kaplan_meier | 365 | 0.9 | 0.8 | 0.95")
    assert {row["verdict"] for row in rows} == {"cannot_tell_yet"}


def test_a_cut_after_the_reassessment_date_does_not_bind():
    assert {row["binding"] for row in judged("", date(2026, 9, 30))} == {"indicative"}


SHARE = "agreement_id | assumption_id | measure | variant | cohort | value | unit | rule | margin\n"
SHARES = (
    "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | lower | upper | n "
    "| n_events | unit\n"
)


def judged_share(n_inside: int, n_undetermined: int) -> dict:
    row = "EX004 | all_treated | all | all | {} | new_starters | - | {} | 0.565 | 0.662 | 402 | {} | share\n"
    (judged,) = made(
        "result.assessment",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.assumption": SHARE
            + "EX004 | inside | share_inside | new_starters | all_treated | 0.85 | share | at_least | 0.10",
            "result.estimate": SHARES
            + row.format("share_inside", n_inside / 402, n_inside)
            + row.format("share_undetermined", n_undetermined / 402, n_undetermined),
        },
    )
    return judged


def test_unknown_is_not_no_when_a_share_is_judged():
    """247 of 402 are inside, but 97 cannot be determined: with them it would be 344, well above the rule."""
    judged = judged_share(247, 97)
    assert judged["verdict"] == "cannot_tell_yet"
    assert 0.88 < judged["observed_upper"] < 0.89
    assert judged["observed_lower"] == 0.565


def test_a_share_fails_when_it_would_fail_with_all_undetermined_inside():
    assert judged_share(247, 5)["verdict"] == "does_not_hold"


def test_a_count_can_be_too_high_but_never_surely_low_enough():
    """A register misses persons: whoever it counts was treated, whoever it does not may have been."""
    for observed, rule, expected in (
        (47, "at_most", "cannot_tell_yet"),
        (130, "at_most", "does_not_hold"),
        (130, "at_least", "holds"),
        (47, "at_least", "cannot_tell_yet"),
    ):
        (judged,) = made(
            "result.assessment",
            given={
                "agreement.agreement": AGREEMENT,
                "agreement.assumption": SHARE
                + f"EX001 | n | number_treated | new_starters | all_treated | 100 | persons | {rule} | 10",
                "result.estimate": SHARES
                + f"EX001 | all_treated | all | all | number_treated | new_starters | - | {observed} | - | - "
                f"| {observed} | - | persons",
            },
        )
        assert judged["verdict"] == expected, (observed, rule)
        assert judged["observed_lower"] is None and judged["observed_upper"] is None


@pytest.mark.parametrize(
    ("measure", "variant", "verdict"),
    [
        ("share_outside", "new_starters", "cannot_tell_yet"),
        ("share_inside", "worst_case", "does_not_hold"),
        ("share_undetermined", "new_starters", "does_not_hold"),
    ],
)
def test_the_undetermined_may_belong_inside_or_outside_but_not_where_they_are_allocated(
    measure, variant, verdict
):
    """The limits alone, 0.565 to 0.662, lie below 0.75; with 97 more the upper one would lie above."""
    row = "EX004 | all_treated | all | all | {} | {} | - | 0.61 | 0.565 | 0.662 | 402 | {} | share\n"
    (judged,) = made(
        "result.assessment",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.assumption": SHARE
            + f"EX004 | share | {measure} | {variant} | all_treated | 0.85 | share | at_least | 0.10",
            "result.estimate": SHARES
            + row.format(measure, variant, 247)
            + (
                ""
                if measure == "share_undetermined"
                else row.format("share_undetermined", "new_starters", 97)
            ),
        },
    )
    assert judged["verdict"] == verdict


def judged_response(rule: str, margin: float, n_reported: int, n_unknown: int, assumed: float) -> dict:
    """Of 100 due; limits as of the exact interval."""
    from pipelines.methods.proportion import exact_interval

    lower, upper = exact_interval(n_reported, 100)
    row = "EX001 | inside | all | all | {} | any_response | 56 | {} | {} | {} | 100 | {} | share\n"
    (judged,) = made(
        "result.assessment",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.assumption": "agreement_id | assumption_id | measure | variant | cohort | time_days | value "
            "| unit | rule | margin\nEX001 | response | share_response_reported | any_response | inside | 56 "
            f"| {assumed} | share | {rule} | {margin}",
            "result.estimate": SHARES
            + row.format("share_response_reported", n_reported / 100, lower, upper, n_reported)
            + row.format("share_response_unknown", n_unknown / 100, 0, 1, n_unknown),
        },
    )
    return judged


@pytest.mark.parametrize(
    ("rule", "n_reported", "n_unknown", "assumed", "verdict"),
    [
        ("at_least", 60, 40, 0.40, "holds"),
        ("at_least", 20, 80, 0.60, "cannot_tell_yet"),
        ("at_least", 20, 0, 0.60, "does_not_hold"),
        ("at_most", 20, 80, 0.60, "cannot_tell_yet"),
        ("at_most", 20, 0, 0.60, "holds"),
        ("at_most", 60, 40, 0.40, "does_not_hold"),
    ],
)
def test_what_is_reported_can_show_at_least_but_never_at_most(rule, n_reported, n_unknown, assumed, verdict):
    """Whoever has no report may have responded, unless every response is reported: then nobody is unknown."""
    judged = judged_response(rule, 0.05, n_reported, n_unknown, assumed)
    assert judged["verdict"] == verdict
    assert (judged["observed_upper"] == 1.0) == (n_reported + n_unknown == 100)


def test_the_unknown_of_another_window_do_not_widen_a_share():
    row = "EX001 | inside | all | all | {} | any_response | {} | 0.2 | 0.13 | 0.29 | 100 | {} | share\n"
    (judged,) = made(
        "result.assessment",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.assumption": "agreement_id | assumption_id | measure | variant | cohort | time_days | value "
            "| unit | rule | margin\nEX001 | response | share_response_reported | any_response | inside | 56 | 0.6 "
            "| share | at_least | 0.05",
            "result.estimate": SHARES
            + row.format("share_response_reported", 56, 20)
            + row.format("share_response_unknown", 84, 80),
        },
    )
    assert (judged["observed_upper"], judged["verdict"]) == (0.29, "does_not_hold")
