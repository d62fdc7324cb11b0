"""outcome.prom_invitation: everybody has one state at each time, and one answer counts."""

from datetime import date

from tests.support.spec import expect, made

TIMES = """
    agreement_id | time_days | from_days | to_days
    EX004        | 0         | -90       | 15
    EX004        | 183       | 92        | 275
"""
SOURCE = "register | complete_to\nprom | 2024-06-30"
# From the index date 2023-01-01: baseline 2022-10-03 to 2023-01-15, six months 2023-04-03 to 2023-10-02 (last
# day 2023-10-02), nominal 2023-07-03.
PERSONS = ("A", "B", "C", "D", "E", "F", "G", "H")


def treated(*persons: str, index_date: str = "2023-01-01", starter: str = "new_starter") -> str:
    head = "agreement_id | person_id | index_date | starter"
    return "\n".join([head, *(f"EX004 | {person} | {index_date} | {starter}" for person in persons)])


def followed(*rows: str) -> str:
    return "\n".join(["agreement_id | person_id | death_date | emigration_date | followed_to_date", *rows])


def alive(*persons: str) -> str:
    return followed(*(f"EX004 | {person} | - | - | 2024-06-30" for person in persons))


def forms(*rows: str) -> str:
    head = "person_id | invited_date | answered_date | response_status | respondent_group"
    return "\n".join([head, *rows])


def invitations(persons: str, follow_up: str, given_forms: str, **more) -> list[dict]:
    return made(
        "outcome.prom_invitation",
        {
            "agreement.patient_reported_time": more.get("times", TIMES),
            "cohort.treated_person": persons,
            "outcome.vital_follow_up": follow_up,
            "core.source": more.get("source", SOURCE),
            "core.prom_response": given_forms,
        },
        data_cut=more.get("data_cut", date(2026, 6, 30)),
    )


def test_everybody_has_one_state_at_each_time():
    found = invitations(
        treated(*PERSONS),
        alive(*PERSONS),
        forms(
            "A | 2022-12-20 | 2022-12-28 | answered    | patient",
            "A | 2023-07-01 | 2023-07-08 | partial     | patient",
            "B | 2023-01-03 | -          | no_answer   | patient",
            "B | 2023-07-01 | -          | unreachable | patient",
            # One of two invitations arrived.
            "C | 2023-06-01 | -          | unreachable | patient",
            "C | 2023-08-01 | -          | no_answer   | patient",
            # Answered, but after the window has ended: not in it.
            "D | 2023-09-30 | 2023-10-03 | answered    | patient",
            # Invited before the window, answered in it.
            "E | 2023-03-30 | 2023-04-03 | answered    | patient",
            # Between the windows.
            "F | 2023-02-01 | 2023-02-09 | answered    | patient",
            # A control from the population.
            "G | 2023-07-01 | 2023-07-08 | answered    | control",
            # Without a date of its own, the answer is of the day of the invitation.
            "H | 2023-07-01 | -          | answered    | patient",
        ),
    )
    expect(
        found,
        """
        person_id | time_days | state       | form_invited_date | form_answered_date
        A         | 0         | answered    | 2022-12-20        | 2022-12-28
        A         | 183       | answered    | 2023-07-01        | 2023-07-08
        B         | 0         | no_answer   | -                 | -
        B         | 183       | unreachable | -                 | -
        C         | 0         | not_invited | -                 | -
        C         | 183       | no_answer   | -                 | -
        D         | 0         | not_invited | -                 | -
        D         | 183       | no_answer   | -                 | -
        E         | 0         | not_invited | -                 | -
        E         | 183       | answered    | 2023-03-30        | 2023-04-03
        F         | 0         | not_invited | -                 | -
        F         | 183       | not_invited | -                 | -
        G         | 0         | not_invited | -                 | -
        G         | 183       | not_invited | -                 | -
        H         | 0         | not_invited | -                 | -
        H         | 183       | answered    | 2023-07-01        | 2023-07-01
        """,
    )


def test_windows_begin_with_their_first_day_and_end_before_their_last():
    found = invitations(
        treated("A", "B", "C", "D"),
        alive("A", "B", "C", "D"),
        forms(
            "A | 2022-10-02 | 2022-10-02 | answered | patient",
            "B | 2022-10-03 | 2022-10-03 | answered | patient",
            "C | 2023-01-15 | 2023-01-15 | answered | patient",
            "D | 2023-01-16 | 2023-01-16 | answered | patient",
        ),
    )
    expect(
        [row for row in found if row["time_days"] == 0],
        """
        person_id | window_from_date | window_to_date | state
        A         | 2022-10-03       | 2023-01-16     | not_invited
        B         | 2022-10-03       | 2023-01-16     | answered
        C         | 2022-10-03       | 2023-01-16     | answered
        D         | 2022-10-03       | 2023-01-16     | not_invited
        """,
    )


def test_the_answer_nearest_the_nominal_time_counts_and_of_two_the_earlier():
    found = invitations(
        treated("A", "B"),
        alive("A", "B"),
        forms(
            "A | 2023-06-01 | 2023-06-10 | answered | patient",
            "A | 2023-07-01 | 2023-07-10 | partial  | patient",
            "A | 2023-07-03 | -          | no_answer | patient",
            "B | 2023-06-20 | 2023-06-30 | answered | patient",
            "B | 2023-07-01 | 2023-07-06 | answered | patient",
        ),
    )
    expect(
        [row for row in found if row["time_days"] == 183],
        """
        person_id | state    | form_answered_date
        A         | answered | 2023-07-10
        B         | answered | 2023-06-30
        """,
    )


def test_who_died_or_left_before_the_window_opened():
    found = invitations(
        treated("A", "B", "C", "D", "E", "F"),
        followed(
            "EX004 | A | 2023-04-02 | -          | 2024-06-30",
            "EX004 | B | 2023-04-03 | -          | 2024-06-30",
            "EX004 | C | -          | 2023-04-03 | 2024-06-30",
            "EX004 | D | -          | 2023-04-04 | 2024-06-30",
            # Vital status unknown; and dead before the first dose, so without a row.
            "EX004 | E | -          | -          | -",
        ),
        forms("B | 2023-04-03 | - | no_answer | patient", "C | 2023-05-01 | 2023-05-02 | answered | patient"),
    )
    expect(
        [row for row in found if row["time_days"] == 183],
        """
        person_id | state       | later_death
        A         | dead        | died
        B         | no_answer   | died
        C         | not_due     | unknown
        D         | not_invited | unknown
        E         | not_due     | unknown
        F         | not_due     | unknown
        """,
    )


def test_a_window_that_has_not_closed_is_not_due():
    # The window of six months ends with 2023-10-02.
    form = forms("A | 2023-07-01 | 2023-07-08 | answered | patient")

    def state(**more) -> str:
        follow_up = followed(f"EX004 | A | - | - | {more.pop('followed_to', '2024-06-30')}")
        found = invitations(treated("A"), follow_up, form, **more)
        return next(row["state"] for row in found if row["time_days"] == 183)

    assert state() == "answered"
    assert state(source="register | complete_to\nprom | 2023-10-02") == "answered"
    assert state(source="register | complete_to\nprom | 2023-10-01") == "not_due"
    assert state(followed_to="2023-10-02") == "answered"
    assert state(followed_to="2023-10-01") == "not_due"
    assert state(data_cut=date(2023, 10, 2)) == "answered"
    assert state(data_cut=date(2023, 10, 1)) == "not_due"


def test_death_within_183_days_after_the_window_opened():
    found = invitations(
        treated("A", "B", "C", "D"),
        followed(
            "EX004 | A | 2023-10-03 | - | 2024-06-30",
            "EX004 | B | 2023-10-04 | - | 2024-06-30",
            "EX004 | C | -          | - | 2023-10-02",
            "EX004 | D | -          | - | 2023-10-03",
        ),
        forms(),
    )
    expect(
        [row for row in found if row["time_days"] == 183],
        """
        person_id | later_death
        A         | died
        B         | lived
        C         | unknown
        D         | lived
        """,
    )


def test_earlier_starters_and_agreements_without_the_part_are_not_asked():
    assert invitations(treated("A", starter="earlier_starter"), alive("A"), forms()) == []
    assert invitations(treated("A"), alive("A"), forms(), times="agreement_id | time_days") == []


def test_without_a_delivery_nobody_is_known_not_to_answer():
    assert (
        invitations(treated("A"), alive("A"), forms(), source="register | complete_to\nnpr | 2024-06-30")
        == []
    )
