"""Everybody begins on 2024-03-01; NPR is complete from 2023-01-01 to 2025-03-01."""

from tests.support.spec import expect, made

CODES = """
    list          | code_system | code | valid_from | valid_to
    infection     | icd10       | A41  | 2008-01-01 | -
    infection     | icd10       | J18  | 2008-01-01 | 2024-04-30
    infection     | procedure   | A99  | 2008-01-01 | -
    neurotoxicity | icd10       | G92  | 2008-01-01 | -
    pregnancy     | icd10       | O    | 2008-01-01 | -
"""
FOLLOWED = """
    agreement_id | complication       | window_days | lookback_days
    EX004        | infection          | 90          | 60
    EX004        | hospital_admission | 30          | 0
"""


def complications(
    contacts="", people="A", followed=FOLLOWED, vital="", complete_from="2023-01-01", starter=None
):
    """`contacts`: person, episode, from, to, code, acute; `vital`: person, death, emigration."""
    lines = [[cell.strip() for cell in line.split("|")] for line in contacts.strip().splitlines()]
    ends = {
        person.strip(): f"{death} | {gone}"
        for person, death, gone in (line.split("|") for line in vital.strip().splitlines())
    }
    names = people.split()
    return made(
        "outcome.complication",
        {
            "agreement.complication": followed,
            "cohort.treated_person": "\n".join(
                ["agreement_id | person_id | starter"]
                + [f"EX004 | {name} | {starter or 'new_starter'}" for name in names]
            ),
            "reference.code_list": CODES,
            "core.source": f"register | complete_from\nnpr | {complete_from}\nprom | 2000-01-01",
            "outcome.source_follow_up": "agreement_id | record_kind | followed_to_date\n"
            "EX004 | drug | 2024-03-02\nEX004 | hospital | 2025-03-01",
            "outcome.vital_follow_up": "\n".join(
                ["agreement_id | person_id | index_date | death_date | emigration_date | followed_to_date"]
                + [f"EX004 | {name} | 2024-03-01 | {ends.get(name, '- | -')} | 2025-06-30" for name in names]
            ),
            "core.hospital_episode": "\n".join(
                ["person_id | episode_id | admission_date | discharge_date | care_level | is_acute"]
                + [
                    f"{person} | {episode} | {begin} | {end} | {level} | {acute}"
                    for person, episode, begin, end, _, level, acute in lines
                ]
            ),
            "core.episode_code": "\n".join(
                ["person_id | episode_id | position | code_type | code"]
                + [f"{line[0]} | {line[1]} | 1 | condition | {line[4]}" for line in lines]
            ),
        },
    )


def of(complication, rows):
    return [row for row in rows if row["complication"] == complication]


def test_a_code_counts_from_the_day_its_contact_began():
    rows = complications(
        """
        A | 1 | 2024-03-11 | 2024-03-20 | A419 | inpatient  | false
        A | 2 | 2024-05-01 | 2024-05-01 | A41  | outpatient | -
        B | 3 | 2024-03-11 | 2024-03-20 | B99  | inpatient  | false
        C | 4 | 2024-03-01 | 2024-03-02 | A41  | inpatient  | false
        D | 5 | 2025-03-01 | 2025-03-09 | A41  | inpatient  | false
        E | 6 | 2025-03-02 | 2025-03-09 | A41  | inpatient  | false
        """,
        people="A B C D E",
    )
    expect(
        of("infection", rows),
        """
        person_id | window_days | look_back | days_from_index | n_events | follow_up_days | end_reason  | evidence
        A         | 90          | free      | 10              | 2        | 365            | complete_to | npr_episode/A/1
        B         | 90          | free      | -               | 0        | 365            | complete_to | -
        C         | 90          | free      | 0               | 1        | 365            | complete_to | npr_episode/C/4
        D         | 90          | free      | 365             | 1        | 365            | complete_to | npr_episode/D/5
        E         | 90          | free      | -               | 0        | 365            | complete_to | -
        """,
    )


def test_a_code_counts_only_while_it_is_in_the_list():
    rows = complications(
        """
        in_time   | 1 | 2024-04-30 | 2024-05-02 | J189 | inpatient | false
        too_late  | 2 | 2024-05-01 | 2024-05-02 | J189 | inpatient | false
        procedure | 3 | 2024-05-01 | 2024-05-02 | A99  | inpatient | false
        other     | 4 | 2024-05-01 | 2024-05-02 | G92  | inpatient | false
        """,
        people="in_time too_late procedure other",
    )
    expect(
        of("infection", rows),
        "person_id | days_from_index\nin_time | 60\ntoo_late | -\nprocedure | -\nother | -",
    )


def test_what_was_there_before_is_no_complication():
    """The look-back of 60 days begins on 2024-01-01."""
    rows = complications(
        """
        had_it   | 1 | 2023-12-20 | 2024-01-01 | A41 | inpatient | false
        had_it   | 2 | 2024-06-01 | 2024-06-09 | A41 | inpatient | false
        long_ago | 3 | 2023-12-20 | 2023-12-31 | A41 | inpatient | false
        long_ago | 4 | 2024-06-01 | 2024-06-09 | A41 | inpatient | false
        spans    | 5 | 2024-02-20 | 2024-03-01 | A41 | inpatient | false
        both     | 6 | 2024-02-20 | 2024-03-05 | A41 | inpatient | false
        both     | 7 | 2024-02-01 | 2024-02-02 | A41 | inpatient | false
        """,
        people="had_it long_ago spans both",
    )
    expect(
        of("infection", rows),
        """
        person_id | look_back | days_from_index | n_events
        had_it    | had_it    | 92              | 1
        long_ago  | free      | 92              | 1
        spans     | unknown   | -               | 0
        both      | had_it    | -               | 0
        """,
    )


def test_a_look_back_that_npr_does_not_cover_is_unknown():
    assert complications(complete_from="2024-01-01")[0]["look_back"] == "free"
    for complete_from in ("2024-01-02", "-"):
        rows = complications(
            "A | 1 | 2024-03-05 | 2024-03-06 | A41 | inpatient | true", complete_from=complete_from
        )
        expect(
            rows,
            "complication | look_back | days_from_index\ninfection | unknown | 4\nhospital_admission | "
            "free | 4",
        )


def test_without_a_look_back_everything_counts():
    followed = "agreement_id | complication | window_days | lookback_days\nEX004 | infection | 90 | 0"
    rows = complications(
        "A | 1 | 2024-02-27 | 2024-03-20 | A41 | inpatient | false", followed=followed, complete_from="-"
    )
    expect(rows, "look_back | days_from_index | n_events\nfree | - | 0")


def test_contacts_soon_after_one_another_are_one_complication():
    """The next is another from 15 days after the last one ended; of overlapping ones the later end counts."""
    rows = complications(
        """
        one  | 1 | 2024-03-10 | 2024-03-30 | A41 | inpatient  | false
        one  | 2 | 2024-03-12 | 2024-03-12 | A41 | outpatient | -
        one  | 3 | 2024-04-13 | 2024-04-13 | A41 | outpatient | -
        two  | 4 | 2024-03-10 | 2024-03-30 | A41 | inpatient  | false
        two  | 5 | 2024-03-12 | 2024-03-12 | A41 | outpatient | -
        two  | 6 | 2024-04-14 | 2024-04-14 | A41 | outpatient | -
        """,
        people="one two",
    )
    expect(
        of("infection", rows),
        "person_id | n_events | evidence\none | 1 | npr_episode/one/1\ntwo | 2 | npr_episode/two/4",
    )


def test_admissions_are_acute_and_after_the_day_of_the_first_dose():
    rows = complications(
        """
        planned  | 1 | 2024-03-05 | 2024-03-08 | C34 | inpatient | false
        unknown  | 2 | 2024-03-05 | 2024-03-08 | C34 | inpatient | -
        day      | 3 | 2024-03-05 | 2024-03-05 | C34 | day       | true
        same_day | 4 | 2024-03-01 | 2024-03-08 | C34 | inpatient | true
        acute    | 5 | 2024-03-02 | 2024-03-08 | C34 | inpatient | true
        before   | 6 | 2024-02-20 | 2024-03-08 | C34 | inpatient | true
        moved    | 7 | 2024-03-05 | 2024-03-08 | C34 | inpatient | true
        moved    | 8 | 2024-03-09 | 2024-03-12 | C34 | inpatient | true
        again    | 9 | 2024-03-05 | 2024-03-08 | C34 | inpatient | true
        again    | 0 | 2024-03-10 | 2024-03-12 | C34 | inpatient | true
        """,
        people="planned unknown day same_day acute before moved again",
    )
    expect(
        of("hospital_admission", rows),
        """
        person_id | look_back | days_from_index | n_events
        planned   | free      | -               | 0
        unknown   | free      | -               | 0
        day       | free      | -               | 0
        same_day  | free      | -               | 0
        acute     | free      | 1               | 1
        before    | free      | -               | 0
        moved     | free      | 4               | 1
        again     | free      | 4               | 2
        """,
    )


def test_follow_up_ends_with_death_emigration_or_the_registers():
    """A complication on the day of death counts, one after it does not."""
    rows = complications(
        """
        died | 1 | 2024-04-10 | 2024-04-10 | A41 | inpatient | false
        gone | 2 | 2024-05-02 | 2024-05-10 | A41 | inpatient | false
        """,
        people="died gone",
        vital="died | 2024-04-10 | -\ngone | - | 2024-05-01",
    )
    expect(
        of("infection", rows),
        """
        person_id | days_from_index | follow_up_days | end_reason
        died      | 40              | 40             | death
        gone      | -               | 61             | emigrated
        """,
    )


def test_earlier_starters_have_no_row_and_nothing_is_followed_where_nothing_is_agreed():
    assert complications(starter="earlier_starter") == []
    assert complications(followed="agreement_id | complication\nEX001 | infection") == []
