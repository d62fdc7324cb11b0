"""Everybody begins on 2023-01-01 and is judged by gap_90; day 100 is 2023-04-11, the last record is of day 90."""

from tests.support.spec import expect, made

BEGUN = "2023-01-01"


def reasons(people: str, events: str = "", transplants: str = "") -> list[dict]:
    """`people`: person and how the time to day 100 ended (- for no duration); `events`: person, event, type, date;
    `transplants`: person, admission, discharge, whether it is dated."""
    found = [[cell.strip() for cell in line.split("|")] for line in people.strip().splitlines()]
    ends = {"stopped": "true", "death": "true", "next_line": "true"}
    given = {
        "agreement.agreement": "agreement_id | is_proposal | primary_duration_variant | bridging_days\n"
        "EX004 | false | gap_90 | 60",
        "cohort.treated_person": "agreement_id | person_id | index_date | starter\n"
        "EX004 | earlier | 2020-01-01 | earlier_starter\n"
        + "\n".join(f"EX004 | {person} | {BEGUN} | new_starter" for person, _ in found),
        "outcome.treatment_duration": "agreement_id | person_id | variant | time_days | is_event | end_reason\n"
        + "\n".join(
            f"EX004 | {person} | gap_60 | 5 | true | death\n"
            f"EX004 | {person} | gap_90 | 100 | {ends.get(end, 'false')} | {end}"
            for person, end in found
            if end != "-"
        ),
        "outcome.treatment_course": "agreement_id | person_id | variant | last_exposure_date\n"
        + "\n".join(f"EX004 | {person} | gap_90 | 2023-04-01" for person, _ in found),
        "cohort.agreement_course_event": "agreement_id | person_id | event_id | event_type | event_date\n"
        + "\n".join(f"EX004 | {line.strip()}" for line in events.strip().splitlines()),
        "cohort.transplant": "person_id | transplant_date | stay_end_date | is_dated | evidence\n"
        + "\n".join(f"{line.strip()} | stay" for line in transplants.strip().splitlines()),
    }
    return made("outcome.stop_reason", given)


def test_death_next_line_and_nothing_recorded():
    """No stop: treatment had not ended when follow-up did, or is not judged at all."""
    found = reasons(
        "dead | death\nchanged | next_line\nplain | stopped\ngoes_on | complete_to\nleft | emigrated\ntoo_new | -"
    )
    expect(
        found,
        """
        person_id | reason       | evidence
        dead      | death        | -
        changed   | next_line    | -
        plain     | not_recorded | -
        goes_on   | on_treatment | -
        left      | on_treatment | -
        too_new   | not_known    | -
        """,
    )


def test_progression_counts_from_sixty_days_before_the_end_to_thirty_after():
    """Day 100 less 60 is 10 February, and 30 more is 11 May. What else is reported is no reason."""
    events = """
        first    | 1 | progression | 2023-02-10
        too_old  | 2 | progression | 2023-02-09
        last     | 3 | relapse     | 2023-05-11
        too_late | 4 | progression | 2023-05-12
        spread   | 5 | metastasis  | 2023-04-11
        response | 6 | response    | 2023-04-11
        earliest | 8 | progression | 2023-04-01
        earliest | 7 | progression | 2023-04-11
        goes_on  | 9 | progression | 2023-04-11
    """
    people = ["first", "too_old", "last", "too_late", "spread", "response", "earliest"]
    found = reasons(
        "\n".join([*(f"{person} | stopped" for person in people), "goes_on | complete_to"]), events
    )
    expect(
        found,
        """
        person_id | reason       | evidence
        first     | progression  | kreftregisteret_forlop/1
        too_old   | not_recorded | -
        last      | progression  | kreftregisteret_forlop/3
        too_late  | not_recorded | -
        spread    | progression  | kreftregisteret_forlop/5
        response  | not_recorded | -
        earliest  | progression  | kreftregisteret_forlop/8
        goes_on   | on_treatment | -
        """,
    )


def test_what_is_reported_up_to_the_first_dose_is_the_reason_for_it():
    """Treatment that ended on day 5 (gap_60 as primary rule would say) has the first day within its 60 days."""
    found = made(
        "outcome.stop_reason",
        {
            "agreement.agreement": "agreement_id | is_proposal | primary_duration_variant | bridging_days\n"
            "EX004 | false | gap_60 | 60",
            "cohort.treated_person": f"""
                agreement_id | person_id | index_date | starter
                EX004        | first_day | {BEGUN}    | new_starter
                EX004        | next_day  | {BEGUN}    | new_starter
            """,
            "outcome.treatment_duration": """
                agreement_id | person_id | variant | time_days | is_event | end_reason
                EX004        | first_day | gap_60  | 5         | true     | stopped
                EX004        | next_day  | gap_60  | 5         | true     | stopped
            """,
            "cohort.agreement_course_event": """
                agreement_id | person_id | event_id | event_type  | event_date
                EX004        | first_day | 1        | progression | 2023-01-01
                EX004        | next_day  | 2        | progression | 2023-01-02
            """,
        },
    )
    expect(found, "person_id | reason\nfirst_day | not_recorded\nnext_day | progression")


def test_a_transplantation_counts_from_the_last_record_through_the_bridging_days():
    """The last record is of 1 April; sixty days later is 31 May. A condition that tells of one before does not count."""
    found = reasons(
        "in_stay | stopped\nlast_day | stopped\ntoo_late | stopped\nbefore | stopped\nundated | stopped",
        transplants="""
            in_stay  | 2023-03-20 | 2023-04-01 | true
            last_day | 2023-05-31 | 2023-06-30 | true
            too_late | 2023-06-01 | 2023-06-30 | true
            before   | 2023-03-01 | 2023-03-31 | true
            undated  | 2023-04-10 | 2023-04-10 | false
        """,
    )
    expect(
        found,
        """
        person_id | reason       | evidence
        in_stay   | transplant   | stay
        last_day  | transplant   | stay
        too_late  | not_recorded | -
        before    | not_recorded | -
        undated   | not_recorded | -
        """,
    )


def test_what_explains_the_end_comes_before_what_followed():
    found = reasons(
        "dead | death\nboth | next_line\nchanged | next_line",
        "dead | 1 | progression | 2023-04-01\nboth | 2 | progression | 2023-04-01",
        """
        dead    | 2023-04-05 | 2023-04-30 | true
        both    | 2023-04-05 | 2023-04-30 | true
        changed | 2023-04-05 | 2023-04-30 | true
        """,
    )
    expect(
        found,
        """
        person_id | reason      | evidence
        dead      | death       | -
        both      | progression | kreftregisteret_forlop/2
        changed   | transplant  | stay
        """,
    )
