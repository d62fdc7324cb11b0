from datetime import date

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
