"""Day 0 of every line here is 2023-01-01, unless the test says otherwise."""

from datetime import date

from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | is_proposal | combination_window_days | new_line_gap_days | bridging_days | cycle_gap_days
    EX004        | false       | 28                      | 180               | 60            | -
"""
SUBSTANCE = "agreement_id | atc_code\nEX004 | L01EB04"


def lines(records: str, index: dict[str, str], agreement: str = AGREEMENT, **more: str) -> list[dict]:
    """Lines of treated persons with these index dates."""
    persons = "agreement_id | person_id | judged_at_date | is_treated"
    given = {
        "agreement.agreement": agreement,
        "agreement.substance": SUBSTANCE,
        "cohort.assessed_person": "\n".join(
            [persons, *(f"EX004 | {person} | {day} | true" for person, day in index.items())]
        ),
        "core.drug_exposure": records,
    }
    return made(
        "cohort.therapy_line", {**given, **{name.replace("__", "."): text for name, text in more.items()}}
    )


def test_substances_begun_by_day_28_form_the_line_and_day_29_begins_the_next():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        day_28    | 1           | h_resept | L01EB04  | 2023-01-01
        day_28    | 2           | hospital | L01BA04  | 2023-01-29
        day_29    | 3           | h_resept | L01EB04  | 2023-01-01
        day_29    | 4           | hospital | L01BA04  | 2023-01-30
        """,
        {"day_28": "2023-01-01", "day_29": "2023-01-01"},
    )
    expect(
        found,
        """
        person_id | line_number | line_start | line_end   | substances      | n_records | is_index_line
        day_28    | 1           | 2023-01-01 | 2023-01-29 | L01BA04+L01EB04 | 2         | true
        day_29    | 1           | 2023-01-01 | 2023-01-01 | L01EB04         | 1         | true
        day_29    | 2           | 2023-01-30 | 2023-01-30 | L01BA04         | 1         | false
        """,
    )


def test_the_same_drug_after_181_days_is_a_new_line_and_after_180_it_is_not():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        day_180   | 1           | h_resept | L01EB04  | 2023-01-01
        day_180   | 2           | h_resept | L01EB04  | 2023-06-30
        day_181   | 3           | h_resept | L01EB04  | 2023-01-01
        day_181   | 4           | h_resept | L01EB04  | 2023-07-01
        """,
        {"day_180": "2023-01-01", "day_181": "2023-01-01"},
    )
    expect(
        found,
        """
        person_id | line_number | line_start | line_end   | is_rechallenge | is_index_line
        day_180   | 1           | 2023-01-01 | 2023-06-30 | false          | true
        day_181   | 1           | 2023-01-01 | 2023-01-01 | false          | true
        day_181   | 2           | 2023-07-01 | 2023-07-01 | true           | false
        """,
    )


def test_dropping_a_drug_another_source_or_the_same_code_again_begins_nothing():
    """A biosimilar and another route have the same ATC code: the record looks the same from here."""
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        A         | 1           | hospital | L01BA04  | 2023-01-01
        A         | 2           | h_resept | L01EB04  | 2023-01-10
        A         | 3           | hospital | L01EB04  | 2023-03-01
        A         | 4           | h_resept | L01EB04  | 2023-06-01
        A         | 5           | hospital | L01BA04  | 2023-07-01
        """,
        {"A": "2023-01-10"},
    )
    expect(
        found,
        """
        line_number | line_start | line_end   | substances      | n_records | is_index_line | is_rechallenge
        1           | 2023-01-01 | 2023-07-01 | L01BA04+L01EB04 | 5         | true          | false
        """,
    )


def test_rechallenge_needs_every_substance_to_have_been_given_before():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        A         | 1           | hospital | L01BA04  | 2023-01-01
        A         | 2           | h_resept | L01EB04  | 2023-03-01
        A         | 3           | hospital | L01BA04  | 2023-05-01
        A         | 4           | hospital | L01BA04  | 2023-07-01
        A         | 5           | hospital | L01XA02  | 2023-07-01
        A         | 6           | h_resept | L01EB04  | 2023-09-01
        A         | 7           | hospital | L01XA02  | 2023-09-02
        """,
        {"A": "2023-03-01"},
    )
    expect(
        found,
        """
        line_number | line_start | substances      | is_rechallenge | is_index_line
        1           | 2023-01-01 | L01BA04         | false          | false
        2           | 2023-03-01 | L01EB04         | false          | true
        3           | 2023-05-01 | L01BA04         | true           | false
        4           | 2023-07-01 | L01BA04+L01XA02 | false          | false
        5           | 2023-09-01 | L01EB04+L01XA02 | true           | false
        """,
    )


def test_what_counts_is_cancer_drugs_and_the_agreements_own_up_to_the_cut():
    """Nusinersen makes lines for its own agreement only; what lies after the cut is not known."""
    found = made(
        "cohort.therapy_line",
        {
            "agreement.agreement": AGREEMENT
            + """
    EX005        | false       | 28                      | 365               | 60            | -
    EX006        | true        | 28                      | 180               | 60            | -
            """,
            "agreement.substance": """
                agreement_id | atc_code
                EX004        | L01EB04
                EX005        | M09AX07
                EX006        | L03AB15
            """,
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date | is_treated
                EX004        | A         | 2023-01-01     | true
                EX005        | A         | 2023-02-01     | true
            """,
            "core.drug_exposure": """
                person_id | exposure_id | source           | atc_code | exposure_date
                A         | 1           | h_resept         | L01EB04  | 2023-01-01
                A         | 2           | quality_register | M09AX07  | 2023-02-01
                A         | 3           | h_resept         | L03AB15  | 2023-02-01
                A         | 4           | h_resept         | L01EB04  | 2023-09-01
                A         | 5           | h_resept         | L01BA04  | 2023-10-01
                B         | 6           | h_resept         | L01EB04  | 2023-01-01
            """,
        },
        data_cut=date(2023, 9, 30),
    )
    expect(
        found,
        """
        agreement_id | person_id | line_number | line_start | substances | is_index_line
        EX004        | A         | 1           | 2023-01-01 | L01EB04    | true
        EX004        | A         | 2           | 2023-09-01 | L01EB04    | false
        EX005        | A         | 1           | 2023-01-01 | L01EB04    | false
        EX005        | A         | 2           | 2023-02-01 | M09AX07    | true
        EX005        | A         | 3           | 2023-09-01 | L01EB04    | false
        """,
    )


def test_an_untreated_person_has_lines_and_no_index_line():
    found = made(
        "cohort.therapy_line",
        {
            "agreement.agreement": AGREEMENT,
            "agreement.substance": SUBSTANCE,
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date | is_treated
                EX004        | A         | 2023-01-01     | false
                EX004        | B         | 2023-01-01     | false
            """,
            "core.drug_exposure": """
                person_id | exposure_id | source   | atc_code | exposure_date
                A         | 1           | hospital | L01BA04  | 2023-01-01
            """,
        },
    )
    expect(found, "person_id | line_number | is_index_line\nA | 1 | false")


def test_the_index_line_is_the_one_with_the_first_dose_not_a_later_one_of_the_drug():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        A         | 1           | hospital | L01BA04  | 2022-01-01
        A         | 2           | h_resept | L01EB04  | 2023-01-01
        A         | 3           | h_resept | L01EB04  | 2024-01-01
        """,
        {"A": "2023-01-01"},
    )
    expect(found, "line_number | is_index_line\n1 | false\n2 | true\n3 | false")


REGIMENS = """
    person_id | exposure_id | source   | atc_code | exposure_date | regimen_code | cycle_number
    numbered  | 1           | hospital | L01EB04  | 2023-01-01    | 0112         | 1
    numbered  | 2           | hospital | L01EB04  | 2023-01-02    | 0112         | 1
    numbered  | 3           | hospital | L01EB04  | 2023-02-01    | 0112         | 2
    numbered  | 4           | hospital | L01EB04  | 2023-03-01    | 0200         | 1
    numbered  | 5           | h_resept | L01EB04  | 2023-03-01    | -            | -
    partly    | 6           | hospital | L01EB04  | 2023-01-01    | 0112         | 1
    partly    | 7           | hospital | L01EB04  | 2023-01-15    | 0112         | -
    partly    | 8           | hospital | L01EB04  | 2023-01-30    | -            | -
    partly    | 9           | hospital | L01BA04  | 2023-01-22    | -            | -
    dispensed | 10          | h_resept | L01EB04  | 2023-01-01    | -            | -
    other     | 11          | hospital | L01BA04  | 2022-01-01    | -            | -
    other     | 12          | h_resept | L01EB04  | 2023-01-01    | -            | -
"""
BEGUN = {name: "2023-01-01" for name in ("numbered", "partly", "dispensed", "other")}


def test_delivered_cycle_numbers_are_counted_within_each_regimen_if_all_administrations_have_one():
    """A regimen that follows another within the line counts its cycles from 1 again: they add up."""
    expect(
        lines(REGIMENS, BEGUN),
        """
        person_id | line_number | regimens  | n_cycles
        numbered  | 1           | 0112+0200 | 3
        partly    | 1           | 0112      | -
        dispensed | 1           | -         | -
        other     | 1           | -         | -
        other     | 2           | -         | -
        """,
    )


def test_without_numbers_a_pause_of_the_agreements_drug_longer_than_its_gap_begins_a_cycle():
    """14 days are no longer than the gap, 15 are; the partner drug in between changes nothing."""
    with_gap = AGREEMENT.replace("| -", "| 14")
    expect(
        lines(REGIMENS, BEGUN, agreement=with_gap),
        """
        person_id | line_number | n_cycles
        numbered  | 1           | 3
        partly    | 1           | 2
        dispensed | 1           | 1
        other     | 1           | -
        other     | 2           | 1
        """,
    )


def test_a_transplantation_within_60_days_of_the_last_record_makes_the_line_a_bridge():
    """NPR is complete to 2023-04-30; a stay that holds the last record counts, one that ended before it not."""
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        day_60    | 1           | h_resept | L01EB04  | 2023-01-01
        day_61    | 2           | h_resept | L01EB04  | 2023-01-01
        in_stay   | 3           | h_resept | L01EB04  | 2023-01-01
        before    | 4           | h_resept | L01EB04  | 2023-01-01
        none      | 5           | h_resept | L01EB04  | 2023-01-01
        not_yet   | 6           | h_resept | L01EB04  | 2023-03-02
        early     | 7           | h_resept | L01EB04  | 2023-03-02
        undated   | 8           | h_resept | L01EB04  | 2023-01-01
        """,
        dict.fromkeys(("day_60", "day_61", "in_stay", "before", "none", "undated"), "2023-01-01")
        | {"not_yet": "2023-03-02", "early": "2023-03-02"},
        core__source="register | complete_to\nnpr | 2023-04-30\ninspire | 2023-12-31",
        cohort__transplant="""
            person_id | transplant_date | stay_end_date | is_dated | evidence
            day_60    | 2023-03-02      | 2023-04-01    | true     | 1
            day_60    | 2023-03-20      | 2023-04-01    | true     | 2
            day_61    | 2023-03-03      | 2023-04-01    | true     | 3
            in_stay   | 2022-12-20      | 2023-01-20    | true     | 4
            before    | 2022-11-20      | 2022-12-31    | true     | 5
            early     | 2023-04-30      | 2023-04-30    | true     | 6
            undated   | 2023-02-01      | 2023-02-01    | false    | 7
        """,
    )
    expect(
        found,
        """
        person_id | transplant_date | is_bridge
        day_60    | 2023-03-02      | true
        day_61    | -               | false
        in_stay   | 2022-12-20      | true
        before    | -               | false
        none      | -               | false
        not_yet   | -               | -
        early     | 2023-04-30      | true
        undated   | -               | -
        """,
    )


def test_that_a_line_is_no_bridge_is_known_only_once_it_has_ended():
    """The drug may be given again within 180 days, to 2023-06-30, unless another line began or the person died."""
    records = """
        person_id | exposure_id | source   | atc_code | exposure_date
        open      | 1           | h_resept | L01EB04  | 2023-01-01
        dead      | 2           | h_resept | L01EB04  | 2023-01-01
        switched  | 3           | h_resept | L01EB04  | 2023-01-01
        switched  | 4           | hospital | L01BA04  | 2023-03-01
    """
    begun = {person: "2023-01-01" for person in ("open", "dead", "switched")}
    dead = "person_id | death_date\ndead | 2023-02-01\nopen | -"
    not_seen, seen = (
        lines(
            records,
            begun,
            core__source=f"register | complete_to\nnpr | 2023-12-31\ninspire | {day}",
            core__person=dead,
        )
        for day in ("2023-06-29", "2023-06-30")
    )
    expect(
        not_seen,
        "person_id | line_number | is_bridge\nopen | 1 | -\ndead | 1 | false\nswitched | 1 | false\nswitched | 2 | -",
    )
    assert [row["is_bridge"] for row in seen if row["person_id"] == "open"] == [False]
    before_death_is_seen = lines(
        records,
        begun,
        core__source="register | complete_to\nnpr | 2023-01-31\ninspire | 2023-12-31",
        core__person=dead,
    )
    assert {row["is_bridge"] for row in before_death_is_seen if row["line_number"] == 1} == {None}


def test_lines_of_a_quality_register_end_when_both_it_and_inspire_are_complete():
    given = {
        "agreement.agreement": """
            agreement_id | is_proposal | treatment_source | combination_window_days | new_line_gap_days | bridging_days
            EX005        | false       | quality_register | 28                      | 180               | 60
        """,
        "agreement.substance": "agreement_id | atc_code\nEX005 | M09AX07",
        "cohort.assessed_person": """
            agreement_id | person_id | judged_at_date | is_treated
            EX005        | A         | 2023-01-01     | true
        """,
        "core.drug_exposure": """
            person_id | exposure_id | source           | atc_code | exposure_date
            A         | 1           | quality_register | M09AX07  | 2023-01-01
        """,
    }
    sources = {
        "register | complete_to\nnpr | 2023-12-31\ninspire | 2023-12-31\nnornmd | 2023-12-31": False,
        "register | complete_to\nnpr | 2023-12-31\ninspire | 2023-12-31\nnornmd | 2023-03-31": None,
        "register | complete_to\nnpr | 2023-12-31\ninspire | 2023-12-31": None,
        "register | complete_to\ninspire | 2023-12-31\nnornmd | 2023-12-31": None,
    }
    for source, answer in sources.items():
        (line,) = made("cohort.therapy_line", {**given, "core.source": source})
        assert line["is_bridge"] is answer


def test_a_bridge_is_seen_also_when_conditioning_before_the_transplantation_begins_a_line():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        A         | 1           | hospital | L01EB04  | 2023-01-01
        A         | 2           | hospital | L01AB01  | 2023-02-10
        """,
        {"A": "2023-01-01"},
        core__source="register | complete_to\nnpr | 2023-12-31\ninspire | 2023-12-31",
        cohort__transplant="""
            person_id | transplant_date | stay_end_date | is_dated | evidence
            A         | 2023-02-09      | 2023-03-15    | true     | 1
        """,
    )
    expect(found, "line_number | substances | is_bridge\n1 | L01EB04 | true\n2 | L01AB01 | true")


def test_days_are_the_agreements():
    found = lines(
        """
        person_id | exposure_id | source   | atc_code | exposure_date
        A         | 1           | hospital | L01EB04  | 2023-01-01
        A         | 2           | hospital | L01BA04  | 2023-01-08
        A         | 3           | hospital | L01BA04  | 2023-04-09
        """,
        {"A": "2023-01-01"},
        agreement="""
            agreement_id | is_proposal | combination_window_days | new_line_gap_days | bridging_days
            EX004        | false       | 6                       | 90                | 60
        """,
    )
    expect(found, "line_number | line_start\n1 | 2023-01-01\n2 | 2023-01-08\n3 | 2023-04-09")


def test_nobody_assessed_has_no_lines():
    assert lines("person_id | exposure_id | atc_code | exposure_date\nA | 1 | L01EB04 | 2023-01-01", {}) == []
