"""Everybody begins on 2023-01-01. The rule on progression allows 60 days, the one on use allows 365."""

from tests.support.spec import expect, made

RULES = """
    agreement_id | rule_id     | kind  | judged_by      | event_type  | within_days
    EX004        | progression | stop  | course_event   | progression | 60
    EX004        | one_year    | stop  | longest_use    | -           | 365
    EX004        | toxicity    | stop  | not_observable | -           | -
    EX004        | begin       | start | not_observable | -           | -
"""

ENDED = {
    "true": "true | stopped",
    "false": "false | complete_to",
    "death": "true | death",
    "next_line": "true | next_line",
}


def verdicts(durations: str, events: str = "", **given: str) -> list[dict]:
    """`durations`: person, days, ended (true, false, death, next_line, or - for no duration); `events`: person,
    event, type, date."""
    people = [[cell.strip() for cell in line.split("|")] for line in durations.strip().splitlines()]
    reported = [[cell.strip() for cell in line.split("|")] for line in events.strip().splitlines()]
    tables = {
        "agreement.use_rule": RULES,
        "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
        "cohort.treated_person": "\n".join(
            [
                "agreement_id | person_id | index_date | starter",
                "EX004 | earlier | 2020-01-01 | earlier_starter",
                *(f"EX004 | {person} | 2023-01-01 | new_starter" for person, _, _ in people),
            ]
        ),
        "outcome.treatment_duration": "\n".join(
            [
                "agreement_id | person_id | variant | time_days | is_event | end_reason",
                *(f"EX004 | {person} | gap_60 | 1 | true | death" for person, _, _ in people),
                *(
                    f"EX004 | {person} | gap_90 | {days} | {ENDED.get(ended, ended)}"
                    for person, days, ended in people
                    if days != "-"
                ),
            ]
        ),
        "cohort.agreement_course_event": "\n".join(
            [
                "agreement_id | person_id | event_id | event_type | event_date",
                *(f"EX004 | {person} | {event} | {kind} | {day}" for person, event, kind, day in reported),
            ]
        ),
    }
    return made("outcome.stop_rule", tables | {name.replace("__", "."): text for name, text in given.items()})


def of_rule(rule: str, found: list[dict]) -> list[dict]:
    return [row for row in found if row["rule_id"] == rule]


def test_treatment_must_end_within_the_agreed_days_after_the_event():
    """Progression is reported on day 100, so treatment must have ended by day 160."""
    found = verdicts(
        """
        day_160      | 160 | true
        day_161      | 161 | true
        goes_on_160  | 160 | false
        goes_on_161  | 161 | false
        ends_on_100  | 100 | true
        """,
        "\n".join(
            f"{person} | {person} | progression | 2023-04-11"
            for person in ("day_160", "day_161", "goes_on_160", "goes_on_161", "ends_on_100")
        ),
    )
    expect(
        of_rule("progression", found),
        """
        person_id   | verdict      | evidence
        day_160     | followed     | kreftregisteret_forlop/day_160
        day_161     | not_followed | kreftregisteret_forlop/day_161
        goes_on_160 | not_due      | kreftregisteret_forlop/goes_on_160
        goes_on_161 | not_followed | kreftregisteret_forlop/goes_on_161
        ends_on_100 | followed     | kreftregisteret_forlop/ends_on_100
        """,
    )


def test_whom_death_took_within_the_agreed_days_nobody_stopped():
    """A next line is a stop; who died later than day 160, or after the year, had gone on."""
    found = verdicts(
        """
        day_160   | 160 | death
        day_161   | 161 | death
        next_line | 160 | next_line
        no_event  | 160 | death
        day_365   | 365 | death
        day_366   | 366 | death
        """,
        "\n".join(
            f"{person} | {person} | progression | 2023-04-11"
            for person in ("day_160", "day_161", "next_line")
        ),
    )
    expect(
        of_rule("progression", found),
        """
        person_id | verdict      | evidence
        day_160   | died         | kreftregisteret_forlop/day_160
        day_161   | not_followed | kreftregisteret_forlop/day_161
        next_line | followed     | kreftregisteret_forlop/next_line
        no_event  | unknown      | -
        day_365   | unknown      | -
        day_366   | unknown      | -
        """,
    )
    assert {row["person_id"]: row["verdict"] for row in of_rule("one_year", found)} == {
        "day_160": "died", "day_161": "died", "next_line": "followed", "no_event": "died",
        "day_365": "died", "day_366": "not_followed",
    }  # fmt: skip


def test_without_an_event_on_treatment_nobody_knows():
    """No notice is no evidence; nor is one of the first day, of another kind, or after treatment ended."""
    found = verdicts(
        """
        nothing   | 200 | true
        first_day | 200 | true
        response  | 200 | true
        too_late  | 200 | true
        too_new   | -   | -
        """,
        """
        first_day | 1 | progression | 2023-01-01
        response  | 2 | response    | 2023-03-01
        too_late  | 3 | progression | 2023-07-21
        """,
    )
    expect(
        of_rule("progression", found),
        """
        person_id | verdict | evidence
        nothing   | unknown | -
        first_day | unknown | -
        response  | unknown | -
        too_late  | unknown | -
        too_new   | unknown | -
        """,
    )


def test_the_first_event_after_the_first_dose_is_the_one():
    found = verdicts(
        "A | 200 | true\nB | 200 | true",
        """
        A | 1 | progression | 2023-01-01
        A | 2 | progression | 2023-03-01
        A | 3 | progression | 2023-07-01
        B | 4 | progression | 2022-12-01
        B | 5 | progression | 2023-07-01
        """,
    )
    expect(
        of_rule("progression", found),
        """
        person_id | verdict      | evidence
        A         | not_followed | kreftregisteret_forlop/2
        B         | followed     | kreftregisteret_forlop/5
        """,
    )


def test_the_longest_use_is_judged_from_the_first_dose():
    """Who came back after the year had the drug for longer, also when the first course ended in time."""
    found = verdicts(
        """
        day_365     | 365 | true
        day_366     | 366 | true
        goes_on_365 | 365 | false
        goes_on_366 | 366 | false
        came_back   | 90  | true
        in_time     | 90  | true
        too_new     | -   | -
        """,
        cohort__agreement_exposure="""
            agreement_id | person_id | exposure_id | exposure_date
            EX004        | came_back | 1           | 2024-01-02
            EX004        | in_time   | 2           | 2024-01-01
        """,
    )
    expect(
        of_rule("one_year", found),
        """
        person_id   | verdict      | evidence
        day_365     | followed     | -
        day_366     | not_followed | -
        goes_on_365 | not_due      | -
        goes_on_366 | not_followed | -
        came_back   | not_followed | -
        in_time     | followed     | -
        too_new     | not_due      | -
        """,
    )


def test_a_rule_no_register_can_judge_is_unknown_and_a_start_rule_is_not_asked():
    found = verdicts("A | 100 | true")
    expect(of_rule("toxicity", found), "person_id | verdict | evidence\nA | unknown | -")
    assert {row["rule_id"] for row in found} == {"progression", "one_year", "toxicity"}
    assert {row["person_id"] for row in found} == {"A"}
