from tests.support.spec import expect, made

GIVEN = {
    "agreement.criterion": """
        agreement_id | criterion_id | kind
        EX004        | spread       | stage
    """,
    "agreement.criterion_value": """
        agreement_id | criterion_id | value
        EX004        | spread       | distant
        EX004        | spread       | metastasis
    """,
}


def test_stage_at_diagnosis_holds_if_distant_and_lapses_after_120_days_if_not():
    """120 days after the first of January 2023 is the first of May."""
    verdicts = made(
        "cohort.criterion_stage",
        {
            "cohort.treated_person": """
                agreement_id | person_id    | first_dose_date | evidence_until_date
                EX004        | distant_long | 2025-01-01      | 2025-01-31
                EX004        | local_120    | 2023-05-01      | 2023-05-31
                EX004        | local_121    | 2023-05-02      | 2023-06-01
                EX004        | not_known    | 2023-01-10      | 2023-02-09
                EX004        | no_tumour    | 2023-01-10      | 2023-02-09
            """,
            "cohort.registered_disease": """
                agreement_id | person_id    | evidence | tumour_id | diagnosis_date | spread    | is_diagnosis
                EX004        | distant_long | row/1    | T1        | 2023-01-01     | distant   | true
                EX004        | local_120    | row/2    | T2        | 2023-01-01     | localised | true
                EX004        | local_121    | row/3    | T3        | 2023-01-01     | regional  | true
                EX004        | not_known    | row/4    | T4        | 2023-01-01     | unknown   | true
            """,
            **GIVEN,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id    | verdict | evidence
        EX004        | spread       | distant_long | met     | row/1
        EX004        | spread       | local_120    | not_met | row/2
        EX004        | spread       | local_121    | unknown | -
        EX004        | spread       | not_known    | unknown | -
        EX004        | spread       | no_tumour    | unknown | -
        """,
    )


def test_a_later_report_of_spread_of_the_same_tumour_meets_it():
    verdicts = made(
        "cohort.criterion_stage",
        {
            "cohort.treated_person": """
                agreement_id | person_id    | first_dose_date | evidence_until_date
                EX004        | in_time      | 2023-01-01      | 2023-01-31
                EX004        | too_late     | 2023-01-01      | 2023-01-31
                EX004        | of_another   | 2023-01-01      | 2023-01-31
                EX004        | second_fits  | 2023-01-01      | 2023-01-31
                EX004        | second_not   | 2023-01-01      | 2023-01-31
                EX004        | no_icd       | 2023-01-01      | 2023-01-31
            """,
            "cohort.registered_disease": """
                agreement_id | person_id   | evidence | tumour_id | diagnosis_date | spread    | is_diagnosis
                EX004        | in_time     | row/1    | T1        | 2020-01-01     | regional  | true
                EX004        | too_late    | row/2    | T2        | 2022-12-01     | localised | true
                EX004        | of_another  | row/3    | T3        | 2022-12-01     | localised | true
                EX004        | of_another  | row/4    | T4        | 2022-12-01     | distant   | false
                EX004        | second_fits | row/5    | T5        | 2022-12-01     | localised | true
                EX004        | second_fits | row/6    | T6        | 2018-12-01     | distant   | true
                EX004        | second_not  | row/7    | T7        | 2022-12-01     | localised | true
                EX004        | second_not  | row/8    | T8        | 2018-12-01     | localised | true
                EX004        | no_icd      | row/9    | T9        | 2022-12-01     | distant   | -
            """,
            "core.course_event": """
                person_id   | tumour_id | event_id | event_type | event_date
                in_time     | T1        | H1       | metastasis | 2023-01-31
                too_late    | T2        | H2       | metastasis | 2023-02-01
                of_another  | T4        | H3       | metastasis | 2022-12-20
            """,
            **GIVEN,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id   | verdict | evidence
        EX004        | spread       | in_time     | met     | kreftregisteret_forlop/H1
        EX004        | spread       | too_late    | not_met | row/2
        EX004        | spread       | of_another  | not_met | row/3
        EX004        | spread       | second_fits | met     | row/6
        EX004        | spread       | second_not  | unknown | -
        EX004        | spread       | no_icd      | unknown | -
        """,
    )
