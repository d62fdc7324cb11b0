from tests.support.spec import expect, made

AGREEMENTS = """
    agreement_id | is_proposal | start_date | minimum_age_years | maximum_age_years
    EX001        | false       | 2022-01-01 | 0                 | 18
    EX002        | false       | 2022-01-01 | 18                | -
    EX004        | false       | 2022-01-01 | -                 | -
    EX006        | true        | -          | -                 | -
"""
REGISTERS = """
    agreement_id | complete_to
    EX001        | 2023-12-31
    EX002        | 2023-12-31
    EX004        | 2023-12-31
"""


def test_the_treated_are_judged_at_their_first_dose_and_nobody_twice():
    """Who had the drug at an age outside the scope, or before the agreement, was treated: no candidate."""
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "cohort.treated_person": """
                agreement_id|person_id|index_date|evidence_until_date|age_years|sex   |region_code|starter
                EX004       |A        |2023-02-01|2023-03-03         |61.5     |female|7          |new_starter
                EX004       |B        |2021-02-01|2021-03-03         |-        |male  |-          |earlier_starter
            """,
            "cohort.agreement_exposure": """
                agreement_id | person_id
                EX004        | A
                EX004        | B
                EX004        | out_of_scope
                EX004        | out_of_scope
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id    | evidence | diagnosis_date
                EX004        | A            | row/1    | 2022-05-01
                EX004        | B            | row/2    | 2022-05-01
                EX004        | out_of_scope | row/3    | 2022-05-01
                EX004        | untreated    | row/4    | 2022-05-01
            """,
        },
    )
    expect(
        persons,
        """
        person_id | is_treated | judged_at_date | evidence_until_date | age_years | sex     | region_code | starter
        A         | true       | 2023-02-01     | 2023-03-03          | 61.5      | female  | 7           | new_starter
        B         | true       | 2021-02-01     | 2021-03-03          | -         | male    | -           | earlier_starter
        untreated | false      | 2022-05-01     | 2022-05-31          | -         | unknown | -           | -
        """,
    )


def test_the_untreated_are_judged_on_the_first_day_they_looked_eligible():
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "agreement.criterion": """
                agreement_id | criterion_id | kind         | is_absence
                EX004        | marker       | biomarker    | false
                EX004        | relapse      | course_event | false
                EX004        | spread       | stage        | false
                EX004        | no_braf      | biomarker    | true
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | marker       | EGFR
                EX004        | marker       | ALK
                EX004        | relapse      | relapse
                EX004        | spread       | distant
                EX004        | spread       | metastasis
                EX004        | no_braf      | BRAF
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date | spread
                EX004        | bare      | row/1    | T1        | 2022-01-01     | localised
                EX004        | marker    | row/2    | T2        | 2022-03-01     | distant
                EX004        | old       | row/3    | T3        | 2015-01-01     | distant
                EX004        | relapsed  | row/4    | T4        | 2015-01-01     | localised
                EX004        | spread    | row/5    | T5        | 2022-01-01     | localised
                EX004        | distant   | row/6    | T6        | 2022-01-01     | distant
                EX004        | two       | row/7    | T7        | 2021-12-31     | localised
                EX004        | two       | row/8    | T8        | 2022-07-01     | localised
                EX004        | two       | row/9    | T9        | 2022-08-01     | localised
                EX004        | late      | row/10   | T10       | 2023-12-31     | localised
                EX004        | too_late  | row/11   | T11       | 2022-12-31     | localised
            """,
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                marker    | T2        | ALK       | 2022-06-01  | positive
                marker    | -         | EGFR      | 2022-05-01  | positive
                marker    | T2        | EGFR      | 2022-03-05  | negative
                marker    | T2        | BRAF      | 2023-03-05  | positive
                two       | T9        | EGFR      | 2022-09-01  | positive
                too_late  | T11       | EGFR      | 2024-01-01  | positive
            """,
            "core.course_event": """
                person_id | tumour_id | event_type | event_date
                relapsed  | T4        | relapse    | 2018-01-01
                relapsed  | T4        | relapse    | 2022-04-01
                relapsed  | T4        | relapse    | 2023-04-01
                spread    | T5        | metastasis | 2022-02-01
                distant   | T6        | metastasis | 2022-02-01
                bare      | other     | metastasis | 2022-02-01
            """,
        },
    )
    expect(
        persons,
        """
        person_id | is_treated | judged_at_date
        bare      | false      | 2022-01-01
        marker    | false      | 2022-05-01
        old       | false      | 2022-01-01
        relapsed  | false      | 2022-01-01
        spread    | false      | 2022-02-01
        distant   | false      | 2022-01-01
        two       | false      | 2022-01-01
        late      | false      | 2023-12-31
        """,
    )


def test_one_of_several_alternatives_is_enough():
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "agreement.criterion": """
                agreement_id | criterion_id | kind         | is_absence | alternative_group
                EX004        | marker       | biomarker    | false      | either
                EX004        | relapse      | course_event | false      | either
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | marker       | EGFR
                EX004        | relapse      | relapse
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date
                EX004        | A         | row/1    | T1        | 2022-01-01
            """,
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                A         | T1        | EGFR      | 2022-06-01  | positive
            """,
            "core.course_event": """
                person_id | tumour_id | event_type | event_date
                A         | T1        | relapse    | 2022-03-01
            """,
        },
    )
    expect(persons, "person_id | judged_at_date\nA | 2022-03-01")


def test_the_untreated_are_judged_when_the_last_thing_awaited_is_found():
    """Or on the first day of the agreement, if it was found before. Reports without a tumour count."""
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "agreement.criterion": """
                agreement_id | criterion_id | kind         | is_absence
                EX004        | marker       | biomarker    | false
                EX004        | relapse      | course_event | false
                EX001        | spread       | stage        | false
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | marker       | EGFR
                EX004        | relapse      | relapse
                EX001        | spread       | metastasis
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date | spread
                EX004        | both      | row/1    | T1        | 2020-01-01     | localised
                EX004        | first_day | row/2    | T2        | 2020-01-01     | localised
                EX004        | unnamed   | row/3    | T3        | 2020-01-01     | localised
                EX001        | earlier   | row/4    | T4        | 2022-02-01     | localised
                EX001        | before    | row/5    | T5        | 2021-02-01     | localised
            """,
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                both      | T1        | EGFR      | 2022-06-01  | positive
            """,
            "core.course_event": """
                person_id | tumour_id | event_type | event_date
                both      | T1        | relapse    | 2022-03-01
                first_day | T2        | relapse    | 2022-01-01
                unnamed   | -         | relapse    | 2022-04-01
                before    | T5        | metastasis | 2021-06-01
                before    | T5        | metastasis | 2022-06-01
            """,
        },
    )
    expect(
        persons,
        """
        person_id | judged_at_date
        both      | 2022-06-01
        first_day | 2022-01-01
        unnamed   | 2022-04-01
        earlier   | 2022-02-01
        before    | 2022-01-01
        """,
    )


def test_who_looked_eligible_before_the_agreement_is_judged_on_its_first_day_if_still_here():
    """Who died or left on that day could not begin. Of whom nothing is known, nothing speaks against it."""
    days = {
        "nothing_known": "- | -",
        "died_before": "2021-12-31 | -",
        "died_that_day": "2022-01-01 | -",
        "died_after": "2022-01-02 | -",
        "left_before": "- | 2021-06-01",
        "left_that_day": "- | 2022-01-01",
        "left_after": "- | 2022-01-02",
    }
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS.replace("EX001        | 2023-12-31", "EX001 | 2021-12-31"),
            "cohort.agreement_exposure": "agreement_id | person_id\nEX004 | began_earlier",
            "cohort.agreement_disease": "agreement_id | person_id | evidence | diagnosis_date\n"
            + "\n".join(f"EX004 | {person} | {person} | 2015-03-01" for person in (*days, "began_earlier"))
            + "\nEX001 | register_ends | row | 2015-03-01\nEX004 | left_before | new | 2022-05-01",
            "core.person": "person_id | death_date | emigration_date\n"
            + "\n".join(f"{person} | {dates}" for person, dates in days.items()),
        },
    )
    expect(
        persons,
        """
        person_id     | judged_at_date | evidence_until_date
        nothing_known | 2022-01-01     | 2022-01-31
        died_after    | 2022-01-01     | 2022-01-31
        left_after    | 2022-01-01     | 2022-01-31
        left_before   | 2022-05-01     | 2022-05-31
        """,
    )


def test_a_disease_of_which_everything_was_found_comes_before_one_that_lacks_something():
    """Spread at diagnosis is found at diagnosis, also where it is one of two alternatives."""
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "agreement.criterion": """
                agreement_id | criterion_id | kind         | is_absence | alternative_group
                EX004        | marker       | biomarker    | false      | -
                EX004        | relapse      | course_event | false      | advanced
                EX004        | spread       | stage        | false      | advanced
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX004        | marker       | EGFR
                EX004        | relapse      | relapse
                EX004        | spread       | distant
            """,
            "cohort.agreement_disease": """
                agreement_id | person_id | evidence | tumour_id | diagnosis_date | spread
                EX004        | second    | row/1    | T1        | 2015-01-01     | distant
                EX004        | second    | row/2    | T2        | 2022-03-01     | distant
                EX004        | second    | row/3    | T3        | 2023-03-01     | distant
                EX004        | neither   | row/4    | T4        | 2015-01-01     | distant
                EX004        | neither   | row/5    | T5        | 2022-03-01     | localised
            """,
            "core.biomarker": """
                person_id | tumour_id | biomarker | sample_date | result
                second    | T2        | EGFR      | 2022-03-08  | positive
                second    | T3        | EGFR      | 2023-03-08  | positive
                neither   | T5        | EGFR      | 2022-03-08  | positive
            """,
        },
    )
    expect(persons, "person_id | judged_at_date\nsecond | 2022-03-08\nneither | 2022-01-01")


def test_age_scope_holds_for_the_untreated_as_for_the_treated():
    """Born on the 15th by convention: 18 on the 15th of March 2023. Unknown age is in every scope."""
    disease = "\n".join(
        f"{agreement} | {person} | {agreement}/{person} | {date}"
        for agreement in ("EX001", "EX002")
        for person, date in (
            ("A", "2023-03-14"), ("B", "2023-03-15"), ("C", "2023-03-14"), ("D", "2023-03-01"), ("E", "2023-03-01"),
        )
    )  # fmt: skip
    persons = made(
        "cohort.assessed_person",
        {
            "agreement.agreement": AGREEMENTS,
            "cohort.disease_register": REGISTERS,
            "cohort.agreement_disease": "agreement_id | person_id | evidence | diagnosis_date\n" + disease,
            "core.person": """
                person_id | sex    | birth_year | birth_month | region_code
                A         | female | 2005       | 3           | 5
                B         | male   | 2005       | 3           | 7
                C         | male   | 2005       | -           | -
                D         | male   | 2023       | 3           | -
            """,
        },
    )
    expect(
        persons,
        """
        agreement_id | person_id | age_years          | sex     | region_code
        EX001        | A         | 17.997311827956988 | female  | 5
        EX002        | B         | 18                 | male    | 7
        EX001        | C         | -                  | male    | -
        EX002        | C         | -                  | male    | -
        EX001        | D         | 0                  | male    | -
        EX001        | E         | -                  | unknown | -
        EX002        | E         | -                  | unknown | -
        """,
    )


def test_without_agreements_or_without_a_diagnosis_nobody_untreated_is_judged():
    assert made("cohort.assessed_person", {}) == []
    assert made("cohort.assessed_person", {"agreement.agreement": AGREEMENTS}) == []
