"""cohort.comparison_person: both groups of a comparison, aligned at the first dose and judged by one rule."""

from tests.support.spec import expect, made

COMMON = {
    "agreement.agreement": """
        agreement_id | is_proposal | treatment_source | start_date | lookback_days | combination_window_days | new_line_gap_days | bridging_days | stage_current_days
        EX004        | false       | h_resept         | 2022-01-01 | 365           | 28                      | 180               | 60            | 120
        EX006        | true        | h_resept         | -          | 365           | 28                      | 180               | 60            | 120
    """,
    "agreement.substance": "agreement_id | atc_code\nEX004 | L01EB04\nEX006 | L01EB04",
    "agreement.criterion": """
        agreement_id | criterion_id | position | kind      | minimum | is_absence
        EX004        | age          | 1        | age       | 18      | false
        EX004        | diagnosis    | 2        | diagnosis | -       | false
        EX006        | age          | 1        | age       | 18      | false
    """,
    "agreement.criterion_value": "agreement_id | criterion_id | value\nEX004 | diagnosis | C34",
    "agreement.comparator_cohort": """
        agreement_id | comparator_id | treatment_source | first_date | last_date
        EX004        | older         | h_resept         | 2019-01-01 | 2021-12-31
        EX006        | older         | h_resept         | 2019-01-01 | 2021-12-31
    """,
    "agreement.comparator_substance": """
        agreement_id | comparator_id | atc_code
        EX004        | older         | L01EB01
        EX004        | older         | L01EB02
        EX006        | older         | L01EB01
    """,
    "core.source": "register | complete_to\nkreftregisteret | 2025-12-31\ninspire | 2026-03-31\nnpr | 2026-04-30",
    "reference.source_coverage": """
        source   | region_code | covers_from | covers_to
        hospital | -           | 2008-01-01  | -
        h_resept | -           | 2008-01-01  | -
    """,
}  # fmt: skip


def doses(*rows: tuple[str, str, str]) -> str:
    """Dispensings: person, substance, day."""
    lines = [f"h_resept/{place} | {' | '.join(row)} | h_resept | 5" for place, row in enumerate(rows)]
    return "\n".join(["exposure_id | person_id | atc_code | exposure_date | source | region_code", *lines])


def persons(*names: str, born: int = 1960) -> str:
    return "\n".join(
        ["person_id | sex | birth_year | birth_month", *(f"{name} | female | {born} | 1" for name in names)]
    )


def tumours(*rows: tuple[str, str, str]) -> str:
    """Cancers: person, day of diagnosis, code."""
    lines = [f"{person} | t{person} | {day} | {code} | distant" for person, day, code in rows]
    return "\n".join(["person_id | tumour_id | diagnosis_date | icd10_code | spread", *lines])


def test_a_comparator_is_judged_at_its_own_first_dose_by_the_agreements_criteria():
    """Time zero is the first dose of any of the comparator's substances. What is not in the period is kept, and
    said to be before or after it; a wrong disease is outside, none registered is undetermined."""
    found = made(
        "cohort.comparison_person",
        COMMON
        | {
            "core.drug_exposure": doses(
                ("inside", "L01EB01", "2020-03-01"),
                ("inside", "L01EB02", "2020-02-01"),
                ("inside", "L01EB01", "2021-02-01"),
                ("before", "L01EB01", "2018-12-31"),
                ("before", "L01EB01", "2020-02-01"),
                ("after", "L01EB02", "2022-01-01"),
                ("last_day", "L01EB02", "2021-12-31"),
                ("young", "L01EB02", "2021-06-01"),
                ("other_disease", "L01EB02", "2021-06-01"),
                ("no_disease", "L01EB02", "2021-06-01"),
                ("other_drug", "L01XX99", "2021-06-01"),
            ),
            "core.person": persons(
                "inside", "before", "after", "last_day", "other_disease", "no_disease", "other_drug"
            )
            + "\nyoung | male | 2010 | 1",
            "core.tumour": tumours(
                ("inside", "2020-01-02", "C341"),
                ("inside", "2015-01-02", "C509"),
                ("before", "2018-01-02", "C341"),
                ("after", "2018-01-02", "C341"),
                ("last_day", "2022-01-20", "C341"),
                ("young", "2018-01-02", "C341"),
                ("other_disease", "2018-01-02", "C509"),
            ).replace("tinside | 2015", "tearlier | 2015"),
        },
    )
    expect(
        found,
        """
        agreement_id | comparator_id | arm        | person_id     | index_date | standing      | is_counted | is_counted_with_undetermined | days_since_diagnosis | spread
        EX004        | older         | comparator | inside        | 2020-02-01 | inside        | true       | true                         | 30                   | distant
        EX004        | older         | comparator | last_day      | 2021-12-31 | inside        | true       | true                         | 0                    | distant
        EX004        | older         | comparator | before        | 2018-12-31 | before_period | false      | false                        | 363                  | distant
        EX004        | older         | comparator | after         | 2022-01-01 | after_period  | false      | false                        | 1460                 | distant
        EX004        | older         | comparator | young         | 2021-06-01 | outside       | false      | false                        | 1246                 | distant
        EX004        | older         | comparator | other_disease | 2021-06-01 | outside       | false      | false                        | -                    | -
        EX004        | older         | comparator | no_disease    | 2021-06-01 | undetermined  | false      | true                         | -                    | -
        """,
    )


def test_a_criterion_that_is_left_out_judges_no_comparator():
    found = made(
        "cohort.comparison_person",
        COMMON
        | {
            "agreement.criterion_left_out": "agreement_id | comparator_id | criterion_id\nEX004 | older | age",
            "core.drug_exposure": doses(("young", "L01EB02", "2021-06-01")),
            "core.person": persons("young", born=2010),
            "core.tumour": tumours(("young", "2021-01-02", "C341")),
        },
    )
    expect(found, "person_id | standing | is_counted\nyoung | inside | true")


TREATED = {
    "cohort.treated_person": """
        agreement_id | person_id | index_date | starter         | age_years | sex    | region_code
        EX004        | A         | 2023-01-01 | new_starter     | 62.5      | female | 5
        EX004        | B         | 2023-02-01 | new_starter     | 70        | male   | -
        EX004        | C         | 2023-02-01 | new_starter     | 70        | male   | 3
        EX004        | D         | 2021-12-31 | earlier_starter | 70        | male   | 3
    """,
    "cohort.eligibility": """
        agreement_id | person_id | verdict
        EX004        | A         | inside
        EX004        | B         | undetermined
        EX004        | C         | outside
        EX004        | D         | inside
    """,
}


def test_the_treated_are_the_agreements_own_new_starters():
    """The disease is the first of the indication; earlier lines count where all of them can be known."""
    found = made(
        "cohort.comparison_person",
        COMMON
        | TREATED
        | {
            "cohort.registered_disease": """
                agreement_id | person_id | evidence | diagnosis_date | is_diagnosis_dated | is_diagnosis | spread
                EX004        | A         | t/1      | 2022-12-02     | true               | true         | localised
                EX004        | A         | t/2      | 2022-12-30     | true               | true         | distant
                EX004        | A         | t/3      | 2020-12-30     | true               | false        | regional
                EX004        | B         | t/4      | 2023-02-20     | true               | true         | unknown
                EX004        | C         | t/5      | 2022-02-20     | false              | true         | distant
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | n_earlier_lines | is_complete
                EX004        | A         | 2               | true
                EX004        | B         | 1               | false
            """,
        },
    )
    expect(
        found,
        """
        arm     | person_id | standing      | is_counted | is_counted_with_undetermined | age_years | sex    | region_code | days_since_diagnosis | spread    | n_earlier_lines
        treated | A         | inside        | true       | true                         | 62.5      | female | 5           | 30                   | localised | 2
        treated | B         | undetermined  | false      | true                         | 70        | male   | -           | 0                    | unknown   | -
        treated | C         | outside       | false      | false                        | 70        | male   | 3           | -                    | distant   | -
        treated | D         | before_period | false      | false                        | 70        | male   | 3           | -                    | -         | -
        """,
    )


def test_who_changed_drug_counts_in_the_group_that_came_first():
    """Immortal-time trap: A lived long enough to get the new drug after the older one. Taking A out of the
    comparators would leave those who died before they could change; counting A twice would give the new drug a
    person who had to live. C, who got the older drug outside its period, and D, whose older drug came later, are
    treated. E began both on one day."""
    given = COMMON | {
        "cohort.treated_person": """
            agreement_id | person_id | index_date | starter     | age_years | sex
            EX004        | A         | 2023-01-01 | new_starter | 62        | female
            EX004        | C         | 2023-02-01 | new_starter | 70        | female
            EX004        | D         | 2022-02-01 | new_starter | 70        | female
            EX004        | E         | 2021-05-01 | new_starter | 70        | female
        """,
        "cohort.eligibility": """
            agreement_id | person_id | verdict
            EX004        | A         | inside
            EX004        | C         | inside
            EX004        | D         | inside
            EX004        | E         | inside
        """,
        "core.drug_exposure": doses(
            ("A", "L01EB01", "2020-02-01"),
            ("A", "L01EB04", "2023-01-01"),
            ("C", "L01EB01", "2018-02-01"),
            ("D", "L01EB01", "2022-06-01"),
            ("E", "L01EB01", "2021-05-01"),
        ),
        "core.person": persons("A", "C", "D", "E"),
        "core.tumour": tumours(*((name, "2017-01-02", "C341") for name in "ACDE")),
    }
    expect(
        made("cohort.comparison_person", given),
        """
        person_id | arm        | standing      | is_counted
        A         | comparator | inside        | true
        A         | treated    | inside        | false
        C         | comparator | before_period | false
        C         | treated    | inside        | true
        D         | comparator | after_period  | false
        D         | treated    | inside        | true
        E         | comparator | inside        | false
        E         | treated    | inside        | false
        """,
    )


def test_an_undetermined_first_group_counts_only_where_the_undetermined_do():
    found = made(
        "cohort.comparison_person",
        COMMON
        | {
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter     | age_years | sex
                EX004        | A         | 2023-01-01 | new_starter | 62        | female
            """,
            "cohort.eligibility": "agreement_id | person_id | verdict\nEX004 | A | inside",
            "core.drug_exposure": doses(("A", "L01EB01", "2020-02-01")),
            "core.person": persons("A"),
        },
    )
    expect(
        found,
        """
        person_id | arm        | standing     | is_counted | is_counted_with_undetermined
        A         | comparator | undetermined | false      | true
        A         | treated    | inside       | true       | false
        """,
    )


def test_another_source_than_the_comparators_does_not_make_a_comparator():
    given = COMMON | {
        "core.drug_exposure": doses(("A", "L01EB01", "2020-02-01")).replace("| h_resept |", "| hospital |"),
        "core.person": persons("A"),
    }
    assert made("cohort.comparison_person", given) == []


def test_doses_after_the_data_cut_are_not_known():
    given = COMMON | {
        "core.drug_exposure": doses(("A", "L01EB01", "2026-07-01")),
        "core.person": persons("A"),
    }
    assert made("cohort.comparison_person", given) == []


def test_prior_use_is_unknown_where_the_source_does_not_cover_the_look_back():
    """The source begins in 2019: with a look-back of 365 days nobody who began in that year is known to be a new
    user. C changed drug, and is not moved to the treated by what is not known; D and E are the treated's own."""
    given = COMMON | {
        "reference.source_coverage": "source | region_code | covers_from | covers_to\nh_resept | - | 2019-01-01 | -",
        "cohort.treated_person": """
            agreement_id | person_id | index_date | starter     | prior_use | age_years | sex
            EX004        | C         | 2023-01-01 | new_starter | none      | 62        | female
            EX004        | D         | 2023-01-01 | new_starter | none      | 62        | female
            EX004        | E         | 2023-01-01 | new_starter | unknown   | 62        | female
        """,
        "cohort.eligibility": """
            agreement_id | person_id | verdict
            EX004        | C         | inside
            EX004        | D         | inside
            EX004        | E         | inside
        """,
        "core.drug_exposure": doses(
            ("A", "L01EB01", "2019-12-31"),
            ("B", "L01EB01", "2020-01-01"),
            ("C", "L01EB01", "2019-02-01"),
            ("F", "L01EB01", "2020-01-01"),
        ),
        "core.person": persons("A", "B", "C", "F"),
        "core.tumour": tumours(*((name, "2017-01-02", "C341") for name in "ABC")),
    }
    expect(
        made("cohort.comparison_person", given),
        """
        person_id | arm        | prior_use | standing     | is_counted | is_counted_with_undetermined | is_counted_new_user
        A         | comparator | unknown   | inside       | true       | true                         | false
        B         | comparator | none      | inside       | true       | true                         | true
        C         | comparator | unknown   | inside       | true       | true                         | false
        C         | treated    | none      | inside       | false      | false                        | false
        D         | treated    | none      | inside       | true       | true                         | true
        E         | treated    | unknown   | inside       | true       | true                         | false
        F         | comparator | none      | undetermined | false      | true                         | false
        """,
    )
