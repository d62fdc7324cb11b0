"""The stop date is 2024-01-01, the gap 60 days; drug records are complete to 2024-04-30, vital status later."""

from datetime import date, timedelta
from random import Random

from tests.support.spec import expect, made

STOP = """
    agreement_id | is_proposal | stop_date  | primary_duration_variant
    EX003        | false       | 2024-01-01 | gap_60
"""
RULE = """
    agreement_id | variant   | permitted_gap_days | with_tail
    EX003        | gap_60    | 60                 | true
    EX003        | gap_120   | 120                | true
    EX003        | last_dose | 60                 | false
"""


def statuses(records: str, vital: str = "", lines: str = "", **given: str) -> list[dict]:
    """`records`: person, date of the record, end of its coverage; `vital`: person, death, emigration, known to."""
    doses = [[cell.strip() for cell in line.split("|")] for line in records.strip().splitlines()]
    known = {
        cells[0]: cells[1:]
        for cells in ([cell.strip() for cell in line.split("|")] for line in vital.strip().splitlines())
    }
    people = sorted({person for person, _, _ in doses})
    place = {person: 0 for person in people}
    coverage, exposures = [], []
    for number, (person, day, end) in enumerate(doses):
        place[person] += 1
        coverage.append(f"EX003 | {person} | {number} | {place[person]} | {day} | {end}")
        exposures.append(f"EX003 | {number} | 90000000{number % 10} | {3 + number % 2}")
    tables = {
        "agreement.agreement": STOP,
        "agreement.duration_rule": RULE,
        "cohort.treated_person": "\n".join(
            ["agreement_id | person_id | first_dose_date"]
            + [f"EX003 | {name} | {min(day for who, day, _ in doses if who == name)}" for name in people]
        ),
        "outcome.exposure_coverage": "\n".join(
            [
                "agreement_id | person_id | exposure_id | sequence_number | exposure_date | coverage_end",
                *coverage,
            ]
        ),
        "cohort.agreement_exposure": "\n".join(
            ["agreement_id | exposure_id | hospital_id | region_code", *exposures]
        ),
        "outcome.source_follow_up": """
            agreement_id | record_kind | followed_to_date
            EX003        | drug        | 2024-04-30
            EX003        | hospital    | 2020-01-01
        """,
        "outcome.vital_follow_up": "\n".join(
            ["agreement_id | person_id | death_date | emigration_date | followed_to_date"]
            + [f"EX003 | {name} | {' | '.join(known.get(name, ['-', '-', '2024-05-31']))}" for name in people]
        ),
        "cohort.therapy_line": "agreement_id | person_id | line_number | line_start\n" + lines,
    }
    return made(
        "outcome.exit_status", tables | {name.replace("__", "."): text for name, text in given.items()}
    )


def test_who_is_covered_on_the_stop_date_is_on_treatment():
    """The first day without cover is no day of treatment; after it the gap passed without a record."""
    expect(
        statuses(
            """
            covered  | 2023-12-20 | 2024-01-02
            ended    | 2023-12-19 | 2024-01-01
            that_day | 2023-06-01 | 2023-07-01
            that_day | 2024-01-01 | 2024-01-29
            long_ago | 2022-01-01 | 2022-02-01
            """
        ),
        """
        person_id | status         | date
        covered   | on_treatment   | 2023-12-20
        ended     | stopped_before | 2024-01-01
        that_day  | on_treatment   | 2024-01-01
        long_ago  | stopped_before | 2022-02-01
        """,
    )


def test_a_record_within_the_gap_bridges_the_stop_date():
    expect(
        statuses(
            """
            day_60 | 2023-11-01 | 2023-12-01
            day_60 | 2024-01-30 | 2024-03-01
            day_61 | 2023-11-01 | 2023-12-01
            day_61 | 2024-01-31 | 2024-03-01
            """
        ),
        """
        person_id | status         | date
        day_60    | on_treatment   | 2023-11-01
        day_61    | stopped_before | 2023-12-01
        """,
    )


def test_a_gap_that_the_records_do_not_see_the_end_of_is_not_known():
    """Complete to 2024-01-30 here, which is one day less than the gap of whom coverage left on 1 December."""
    late = "agreement_id | record_kind | followed_to_date\nEX003 | drug | 2024-01-30"
    expect(
        statuses(
            """
            not_seen | 2023-11-01 | 2023-12-01
            seen     | 2023-10-31 | 2023-11-30
            """,
            outcome__source_follow_up=late,
        ),
        """
        person_id | status         | date
        not_seen  | not_known      | 2023-11-01
        seen      | stopped_before | 2023-11-30
        """,
    )


def test_a_first_dose_on_the_stop_date_or_later_is_a_new_start():
    """Its hospital is that of the first dose; a later dose of an old patient is not a new start."""
    found = statuses(
        """
        on_day | 2024-01-01 | 2024-01-29
        on_day | 2024-02-01 | 2024-02-29
        after  | 2024-03-01 | 2024-03-29
        after  | 2024-04-01 | 2024-04-29
        old    | 2022-01-01 | 2022-02-01
        old    | 2024-03-01 | 2024-04-01
        """
    )
    expect(
        found,
        """
        person_id | status         | date       | hospital_id | region_code
        on_day    | new_start      | 2024-01-01 | 900000000   | 3
        after     | new_start      | 2024-03-01 | 900000002   | 3
        old       | stopped_before | 2022-02-01 | 900000004   | 3
        """,
    )


def test_the_hospital_is_that_of_the_last_record_before_the_stop_date():
    found = statuses("A | 2023-10-01 | 2023-11-01\nA | 2023-12-20 | 2024-01-20\nA | 2024-01-20 | 2024-02-20")
    expect(found, "person_id | status | hospital_id | region_code\nA | on_treatment | 900000001 | 4")


def test_death_and_emigration_before_the_stop_date_end_treatment():
    expect(
        statuses(
            """
            died      | 2023-12-20 | 2024-01-20
            died_day  | 2023-12-20 | 2024-01-20
            left      | 2023-12-20 | 2024-01-20
            died_long | 2023-06-01 | 2023-07-01
            """,
            """
            died      | 2023-12-31 | -          | 2024-05-31
            died_day  | 2024-01-01 | -          | 2024-05-31
            left      | -          | 2023-12-30 | 2024-05-31
            died_long | 2023-10-01 | -          | 2024-05-31
            """,
        ),
        """
        person_id | status         | date
        died      | stopped_before | 2023-12-31
        died_day  | on_treatment   | 2023-12-20
        left      | stopped_before | 2023-12-30
        died_long | stopped_before | 2023-07-01
        """,
    )


def test_another_line_ends_treatment_unless_the_drug_goes_on():
    expect(
        statuses(
            """
            switched | 2023-12-01 | 2024-01-20
            added    | 2023-12-01 | 2024-01-20
            added    | 2024-01-20 | 2024-02-20
            later    | 2023-12-01 | 2024-01-20
            """,
            lines="""
            EX003 | switched | 2 | 2023-12-15
            EX003 | added    | 2 | 2023-12-15
            EX003 | later    | 2 | 2024-01-02
            """,
        ),
        """
        person_id | status         | date
        switched  | stopped_before | 2023-12-15
        added     | on_treatment   | 2023-12-01
        later     | on_treatment   | 2023-12-01
        """,
    )


def test_who_is_covered_is_not_known_where_the_data_end_before_the_stop_date():
    covered = "A | 2023-12-20 | 2024-01-20"
    short = "agreement_id | record_kind | followed_to_date\nEX003 | drug | 2023-12-31"
    expect(statuses(covered, outcome__source_follow_up=short), "status\nnot_known")
    expect(statuses(covered, "A | - | - | 2023-12-31"), "status\nnot_known")
    expect(statuses(covered, "A | - | - | -"), "status\nnot_known")


def test_a_rule_without_tail_looks_at_records_only():
    """The gap is still counted from the end of coverage."""
    expect(
        statuses(
            """
            covered  | 2023-12-31 | 2024-01-20
            that_day | 2023-01-01 | 2023-01-20
            that_day | 2024-01-01 | 2024-01-20
            bridged  | 2023-12-01 | 2024-01-01
            bridged  | 2024-02-01 | 2024-03-01
            """,
            agreement__agreement=STOP.replace("gap_60", "last_dose"),
        ),
        """
        person_id | status         | date
        covered   | stopped_before | 2024-01-01
        that_day  | on_treatment   | 2024-01-01
        bridged   | on_treatment   | 2023-12-01
        """,
    )


def test_no_stop_date_none_yet_and_a_proposal_have_no_rows():
    for agreement in (STOP.replace("2024-01-01", "-"), STOP.replace("false", "true ")):
        assert statuses("A | 2023-12-20 | 2024-01-20", agreement__agreement=agreement) == []
    early = made(
        "outcome.exit_status",
        {
            "agreement.agreement": STOP,
            "agreement.duration_rule": RULE,
            "cohort.treated_person": "agreement_id | person_id | first_dose_date\nEX003 | A | 2023-12-20",
        },
        data_cut=date(2023, 12, 31),
    )
    assert early == []


def test_the_stop_date_may_be_the_day_of_the_cut_and_the_last_day_known():
    stop_date_is_cut = made(
        "outcome.exit_status",
        {
            "agreement.agreement": STOP,
            "agreement.duration_rule": RULE,
            "cohort.treated_person": "agreement_id | person_id | first_dose_date\nEX003 | A | 2023-12-20",
            "cohort.agreement_exposure": "agreement_id | exposure_id\nEX003 | 1",
            "outcome.exposure_coverage": """
                agreement_id | person_id | exposure_id | sequence_number | exposure_date | coverage_end
                EX003        | A         | 1           | 1               | 2023-12-20    | 2024-01-20
            """,
            "outcome.source_follow_up": """
                agreement_id | record_kind | followed_to_date
                EX003        | drug        | 2024-01-01
            """,
            "outcome.vital_follow_up": """
                agreement_id | person_id | followed_to_date
                EX003        | A         | 2024-01-01
            """,
        },
        data_cut=date(2024, 1, 1),
    )
    expect(stop_date_is_cut, "person_id | status\nA | on_treatment")


def test_a_line_counts_as_another_from_the_day_after_the_last_record_to_the_stop_date():
    """The first of several is the one that ended treatment."""
    expect(
        statuses(
            """
            same_day | 2023-12-01 | 2024-01-20
            on_stop  | 2023-12-01 | 2024-01-20
            two      | 2023-12-01 | 2024-01-20
            """,
            lines="""
            EX003 | same_day | 1 | 2023-12-01
            EX003 | on_stop  | 2 | 2024-01-01
            EX003 | two      | 2 | 2023-12-10
            EX003 | two      | 3 | 2023-12-20
            """,
        ),
        """
        person_id | status         | date
        same_day  | on_treatment   | 2023-12-01
        on_stop   | stopped_before | 2024-01-01
        two       | stopped_before | 2023-12-10
        """,
    )


def test_everybody_has_one_status_whatever_the_dates():
    """A hundred persons with up to four records, some dead, some on another line, drawn at random."""
    random = Random(3)
    first = date(2023, 6, 1)
    records, vital, lines = [], [], []
    for number in range(100):
        person = f"P{number:03}"
        day, end = first + timedelta(days=random.randint(0, 300)), first
        for _ in range(random.randint(1, 4)):
            end = max(day, end) + timedelta(days=random.randint(1, 60))
            records.append(f"{person} | {day} | {end}")
            day += timedelta(days=random.randint(1, 120))
        death = day + timedelta(days=random.randint(0, 60)) if random.random() < 0.3 else "-"
        vital.append(f"{person} | {death} | - | 2024-05-31")
        if random.random() < 0.3:
            lines.append(f"EX003 | {person} | 2 | {first + timedelta(days=random.randint(0, 300))}")
    found = statuses("\n".join(records), "\n".join(vital), "\n".join(lines))
    assert len({row["person_id"] for row in found}) == len(found) == 100
    assert {row["status"] for row in found} == {"on_treatment", "new_start", "stopped_before"}
    stop = date(2024, 1, 1)
    for row in found:
        assert (row["date"] >= stop) == (row["status"] == "new_start" or row["date"] == stop)
    # Data that end earlier take verdicts away and turn none around.
    fewer = statuses(
        "\n".join(records),
        "\n".join(vital),
        "\n".join(lines),
        outcome__source_follow_up="agreement_id | record_kind | followed_to_date\nEX003 | drug | 2024-01-15",
    )
    sure = {row["person_id"]: row["status"] for row in found}
    changed = {
        (sure[row["person_id"]], row["status"]) for row in fewer if sure[row["person_id"]] != row["status"]
    }
    assert changed == {("stopped_before", "not_known")}
