"""Everybody begins on 2024-03-01; the 56 days end on 2024-04-26."""

from tests.support.spec import expect, made

FOLLOWED = """
    agreement_id | response           | within_days | are_reports_complete
    EX001        | complete_remission | 56          | false
    EX001        | any_response       | 56          | false
    EX001        | transplant         | 365         | false
"""


def responses(
    events="",
    people="A",
    followed=FOLLOWED,
    complete_to="2024-12-31",
    emigrated="-",
    register="kreftregisteret",
):
    """`events`: person, event, type, date, of the agreement's disease."""
    return made(
        "outcome.response",
        {
            "agreement.response": followed,
            "cohort.treated_person": "\n".join(
                [
                    "agreement_id | person_id | starter | index_date",
                    "EX001 | early | earlier_starter | 2020-01-01",
                ]
                + [f"EX001 | {name} | new_starter | 2024-03-01" for name in people.split()]
            ),
            "outcome.vital_follow_up": f"agreement_id | person_id | emigration_date\nEX001 | A | {emigrated}",
            "core.source": f"register | complete_to\n{register} | {complete_to}\nnpr | 2020-01-01",
            "cohort.agreement_course_event": "\n".join(
                ["agreement_id | person_id | event_id | event_type | event_date"]
                + [f"EX001 | {line.strip()}" for line in events.strip().splitlines()]
            ),
        },
    )


def test_a_report_within_the_days_is_a_response():
    rows = responses(
        """
        first_day | e1 | complete_remission | 2024-03-01
        day_after | e2 | complete_remission | 2024-03-02
        last_day  | e3 | complete_remission | 2024-04-26
        too_late  | e4 | complete_remission | 2024-04-27
        partial   | e5 | response           | 2024-03-11
        both      | e6 | complete_remission | 2024-03-21
        both      | e7 | response           | 2024-03-11
        relapse   | e8 | relapse            | 2024-03-11
        """,
        people="first_day day_after last_day too_late partial both relapse",
    )
    expect(
        rows,
        """
        person_id | response           | within_days | answer  | days_from_index | evidence
        first_day | complete_remission | 56          | unknown | -               | -
        first_day | any_response       | 56          | unknown | -               | -
        day_after | complete_remission | 56          | yes     | 1               | kreftregisteret_forlop/e2
        day_after | any_response       | 56          | yes     | 1               | kreftregisteret_forlop/e2
        last_day  | complete_remission | 56          | yes     | 56              | kreftregisteret_forlop/e3
        last_day  | any_response       | 56          | yes     | 56              | kreftregisteret_forlop/e3
        too_late  | complete_remission | 56          | unknown | -               | -
        too_late  | any_response       | 56          | unknown | -               | -
        partial   | complete_remission | 56          | unknown | -               | -
        partial   | any_response       | 56          | yes     | 10              | kreftregisteret_forlop/e5
        both      | complete_remission | 56          | yes     | 20              | kreftregisteret_forlop/e6
        both      | any_response       | 56          | yes     | 10              | kreftregisteret_forlop/e7
        relapse   | complete_remission | 56          | unknown | -               | -
        relapse   | any_response       | 56          | unknown | -               | -
        """,
    )


def test_no_report_is_no_only_where_the_agreement_says_so():
    followed = "agreement_id | response | within_days | are_reports_complete\nEX001 | any_response | 56 | {}"
    assert responses(followed=followed.format("true"))[0]["answer"] == "no"
    assert responses(followed=followed.format("false"))[0]["answer"] == "unknown"


def test_who_is_not_followed_through_the_days_is_not_due_with_or_without_a_report():
    report = "A | e1 | complete_remission | 2024-03-11"
    for given in (
        {"complete_to": "2024-04-25"},
        {"register": "dar"},
        {"emigrated": "2024-04-26"},
    ):
        for row in responses(report, **given):
            assert (row["answer"], row["days_from_index"]) == ("not_due", 10)
    followed = responses(report, complete_to="2024-04-26", emigrated="2024-04-27")
    assert [row["answer"] for row in followed] == ["yes", "yes"]


def test_the_data_cut_ends_follow_up_before_the_register_does():
    from datetime import date

    given = {
        "agreement.response": FOLLOWED,
        "cohort.treated_person": "agreement_id | person_id | starter | index_date\n"
        "EX001 | A | new_starter | 2024-03-01",
        "core.source": "register | complete_to\nkreftregisteret | 2024-12-31",
    }
    for cut, answer in ((date(2024, 4, 25), "not_due"), (date(2024, 4, 26), "unknown")):
        assert made("outcome.response", given, data_cut=cut)[0]["answer"] == answer
