from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": """
        agreement_id | combination_window_days
        EX004        | 28
    """,
    "agreement.substance": """
        agreement_id | atc_code
        EX004        | L01EB04
        EX005        | M09AX07
    """,
    "agreement.criterion": """
        agreement_id | criterion_id | kind
        EX004        | platinum     | combination
        EX004        | any_other    | combination
        EX004        | hormone      | combination
        EX004        | adult        | age
    """,
    "agreement.criterion_value": """
        agreement_id | criterion_id | value
        EX004        | platinum     | L01XA
        EX004        | hormone      | L02BG
    """,
    "core.source": """
        register | complete_to
        inspire  | 2023-12-31
        npr      | 2020-12-31
    """,
    "reference.source_coverage": """
        source   | region_code | covers_from | covers_to
        hospital | 7           | 2019-01-01  | -
    """,
}


def _judged(persons: str, lines: str, exposures: str, history: str, **changed: str) -> list[dict]:
    return made(
        "cohort.criterion_combination",
        {
            **GIVEN,
            "cohort.assessed_person": persons,
            "cohort.therapy_line": lines,
            "core.drug_exposure": exposures,
            "cohort.treatment_history": history,
            **changed,
        },
    )


def test_a_partner_within_the_window_of_the_index_line_meets_it():
    """28 days after the first of January is the 29th; the drug itself is no partner of its own."""
    verdicts = _judged(
        persons="""
            agreement_id | person_id
            EX004        | last_day
            EX004        | day_after
            EX004        | before
            EX004        | alone
            EX004        | rare
        """,
        lines="""
            agreement_id | person_id | line_number | line_start | is_index_line
            EX004        | last_day  | 1           | 2023-01-01 | true
            EX004        | day_after | 1           | 2023-01-01 | true
            EX004        | day_after | 2           | 2023-01-30 | false
            EX004        | before    | 1           | 2022-12-31 | false
            EX004        | before    | 2           | 2023-01-01 | true
            EX004        | alone     | 1           | 2023-01-01 | true
            EX004        | rare      | 1           | 2023-01-01 | true
        """,
        exposures="""
            person_id | exposure_id | atc_code | exposure_date
            last_day  | hospital/1  | L01XA02  | 2023-01-29
            day_after | hospital/2  | L01XA02  | 2023-01-30
            before    | hospital/3  | L01XA02  | 2022-12-31
            alone     | h_resept/4  | L01EB04  | 2023-01-01
            rare      | hospital/5  | M09AX07  | 2023-01-01
        """,
        history="""
            agreement_id | person_id | covered_from_date
            EX004        | last_day  | 2023-01-01
            EX004        | day_after | 2023-01-01
            EX004        | before    | 2023-01-01
            EX004        | alone     | 2023-01-02
            EX004        | rare      | 2019-01-01
        """,
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict | evidence
        platinum     | last_day  | met     | core.drug_exposure/hospital/1
        platinum     | day_after | not_met | cohort.treatment_history/day_after
        platinum     | before    | not_met | cohort.treatment_history/before
        platinum     | alone     | unknown | -
        platinum     | rare      | not_met | cohort.treatment_history/rare
        any_other    | last_day  | met     | core.drug_exposure/hospital/1
        any_other    | day_after | not_met | cohort.treatment_history/day_after
        any_other    | before    | not_met | cohort.treatment_history/before
        any_other    | alone     | unknown | -
        any_other    | rare      | not_met | cohort.treatment_history/rare
        hormone      | last_day  | unknown | -
        hormone      | day_after | unknown | -
        hormone      | before    | unknown | -
        hormone      | alone     | unknown | -
        hormone      | rare      | unknown | -
        """,
    )


def test_nothing_given_is_known_only_where_all_sources_cover_the_whole_window():
    """The untreated have no index line; deliveries reach the last day of December, and one ends too early."""
    verdicts = _judged(
        persons="""
            agreement_id | person_id
            EX004        | in_time
            EX004        | too_late
            EX004        | no_region
            EX004        | untreated
        """,
        lines="""
            agreement_id | person_id | line_number | line_start | is_index_line
            EX004        | in_time   | 1           | 2023-12-03 | true
            EX004        | too_late  | 1           | 2023-12-04 | true
            EX004        | no_region | 1           | 2023-01-01 | true
            EX004        | untreated | 1           | 2023-01-01 | false
        """,
        exposures="person_id | exposure_id | atc_code | exposure_date",
        history="""
            agreement_id | person_id | covered_from_date
            EX004        | in_time   | 2019-01-01
            EX004        | too_late  | 2019-01-01
            EX004        | no_region | -
            EX004        | untreated | 2019-01-01
        """,
    )
    expect(
        [row for row in verdicts if row["criterion_id"] == "platinum"],
        """
        person_id | verdict
        in_time   | not_met
        too_late  | unknown
        no_region | unknown
        untreated | unknown
        """,
    )


def test_a_source_that_ends_within_the_window_leaves_it_unknown():
    verdicts = _judged(
        persons="agreement_id | person_id\nEX004 | A\nEX004 | B",
        lines="""
            agreement_id | person_id | line_number | line_start | is_index_line
            EX004        | A         | 1           | 2023-01-01 | true
            EX004        | B         | 1           | 2023-02-02 | true
        """,
        exposures="person_id | exposure_id | atc_code | exposure_date",
        history="""
            agreement_id | person_id | covered_from_date
            EX004        | A         | 2019-01-01
            EX004        | B         | 2019-01-01
        """,
        **{
            "reference.source_coverage": """
                source   | region_code | covers_from | covers_to
                hospital | 7           | 2019-01-01  | 2023-01-15
                h_resept | -           | 2019-01-01  | 2023-01-20
            """
        },
    )
    expect(
        [row for row in verdicts if row["criterion_id"] == "platinum"],
        "person_id | verdict\nA | unknown\nB | not_met",
    )


def test_the_window_reaches_from_the_first_day_of_the_line_to_the_cut():
    """The cut is the 30th of June 2026: the window of a line from the 2nd of June ends on it."""
    verdicts = _judged(
        persons="agreement_id | person_id\nEX004 | first_day\nEX004 | to_the_cut\nEX004 | beyond_it",
        lines="""
            agreement_id | person_id  | line_number | line_start | is_index_line
            EX004        | first_day  | 1           | 2023-01-01 | true
            EX004        | to_the_cut | 1           | 2026-06-02 | true
            EX004        | beyond_it  | 1           | 2026-06-03 | true
        """,
        exposures="person_id | exposure_id | atc_code | exposure_date\nfirst_day | hospital/1 | L01XA02 | 2023-01-01",
        history="""
            agreement_id | person_id  | covered_from_date
            EX004        | to_the_cut | 2019-01-01
            EX004        | beyond_it  | 2019-01-01
        """,
        **{"core.source": "register | complete_to\ninspire | 2026-08-31"},
    )
    expect(
        [row for row in verdicts if row["criterion_id"] == "platinum"],
        "person_id | verdict\nfirst_day | met\nto_the_cut | not_met\nbeyond_it | unknown",
    )


def test_what_cannot_be_seen_among_several_partners_leaves_it_unknown():
    verdicts = _judged(
        persons="agreement_id | person_id\nEX004 | A",
        lines="""
            agreement_id | person_id | line_number | line_start | is_index_line
            EX004        | A         | 1           | 2023-01-01 | true
        """,
        exposures="person_id | exposure_id | atc_code | exposure_date",
        history="agreement_id | person_id | covered_from_date\nEX004 | A | 2019-01-01",
        **{
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | platinum     | L01XA
                EX004        | platinum     | L02BG
            """
        },
    )
    expect([row for row in verdicts if row["criterion_id"] == "platinum"], "person_id | verdict\nA | unknown")


def test_only_the_sources_of_drugs_must_cover_the_window():
    """That NPR is complete says nothing of drugs; that the quality register ended takes nothing from INSPIRE."""
    given = {
        "persons": "agreement_id | person_id\nEX004 | A",
        "lines": """
            agreement_id | person_id | line_number | line_start | is_index_line
            EX004        | A         | 1           | 2023-01-01 | true
        """,
        "exposures": "person_id | exposure_id | atc_code | exposure_date",
        "history": "agreement_id | person_id | covered_from_date\nEX004 | A | 2019-01-01",
    }
    npr_only = {"core.source": "register | complete_to\ninspire | 2023-01-10\nnpr | 2023-12-31"}
    quality_register_ended = {
        "reference.source_coverage": "source | covers_from | covers_to\nquality_register | 2008-01-01 | 2023-01-15"
    }
    ended_first_day = {
        "reference.source_coverage": "source | covers_from | covers_to\nh_resept | 2008-01-01 | 2023-01-01"
    }
    found = [
        next(row["verdict"] for row in _judged(**given, **changed) if row["criterion_id"] == "platinum")
        for changed in (npr_only, quality_register_ended, ended_first_day)
    ]
    assert found == ["unknown", "not_met", "unknown"]
