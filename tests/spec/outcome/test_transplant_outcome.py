"""Everybody begins on 2024-03-01; the 365 days end on 2025-03-01."""

from tests.support.spec import expect, made


def outcomes(stays="", people="A", complete_to="2025-03-01", emigrated="-", response="transplant"):
    """`stays`: person, date, dated, evidence."""
    return made(
        "outcome.transplant_outcome",
        {
            "agreement.response": f"agreement_id | response | within_days\nEX001 | {response} | 365",
            "cohort.treated_person": "\n".join(
                [
                    "agreement_id | person_id | starter | index_date",
                    "EX001 | early | earlier_starter | 2020-01-01",
                ]
                + [f"EX001 | {name} | new_starter | 2024-03-01" for name in people.split()]
            ),
            "outcome.vital_follow_up": f"agreement_id | person_id | emigration_date\nEX001 | A | {emigrated}",
            "outcome.source_follow_up": "agreement_id | record_kind | followed_to_date\n"
            f"EX001 | drug | 2024-03-02\nEX001 | hospital | {complete_to}",
            "cohort.transplant": "person_id | transplant_date | is_dated | evidence\n" + stays,
        },
    )


def test_a_stay_within_the_days_counts():
    rows = outcomes(
        """
        first_day | 2024-03-01 | true  | s1
        day_after | 2024-03-02 | true  | s2
        last_day  | 2025-03-01 | true  | s3
        too_late  | 2025-03-02 | true  | s4
        before    | 2023-03-02 | true  | s5
        twice     | 2024-05-10 | true  | s6
        twice     | 2024-04-10 | true  | s7
        """,
        people="first_day day_after last_day too_late before twice",
    )
    expect(
        rows,
        """
        person_id | within_days | answer | days_from_index | evidence
        first_day | 365         | no     | -               | -
        day_after | 365         | yes    | 1               | s2
        last_day  | 365         | yes    | 365             | s3
        too_late  | 365         | no     | -               | -
        before    | 365         | no     | -               | -
        twice     | 365         | yes    | 40              | s7
        """,
    )


def test_one_that_lies_behind_without_a_date_is_unknown():
    """It may have been before the first dose; one known before it explains a later contact."""
    rows = outcomes(
        """
        behind     | 2024-06-01 | false | s1
        far_behind | 2026-06-01 | false | s2
        earlier    | 2024-02-01 | false | s3
        dated_too  | 2024-06-01 | false | s4
        dated_too  | 2024-07-01 | true  | s5
        """,
        people="behind far_behind earlier dated_too",
    )
    expect(
        rows,
        """
        person_id  | answer  | days_from_index | evidence
        behind     | unknown | -               | s1
        far_behind | unknown | -               | s2
        earlier    | no      | -               | -
        dated_too  | yes     | 122             | s5
        """,
    )


def test_who_is_not_followed_through_the_days_is_not_due():
    stay = "A | 2024-06-01 | true | s1"
    for given in ({"complete_to": "2025-02-28"}, {"complete_to": "-"}, {"emigrated": "2025-03-01"}):
        expect(outcomes(stay, **given), "answer | days_from_index\nnot_due | 92")
    assert outcomes(stay, emigrated="2025-03-02")[0]["answer"] == "yes"


def test_nothing_is_looked_for_where_nothing_is_agreed():
    assert outcomes(response="any_response") == []
