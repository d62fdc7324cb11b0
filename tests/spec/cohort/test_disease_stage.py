from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": """
        agreement_id | stage_current_days
        EX004        | 120
    """,
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
        "cohort.disease_stage",
        {
            "cohort.assessed_person": """
                agreement_id | person_id    | judged_at_date | evidence_until_date
                EX004        | distant_long | 2025-01-01     | 2025-01-31
                EX004        | local_120    | 2023-05-01     | 2023-05-31
                EX004        | local_121    | 2023-05-02     | 2023-06-01
                EX004        | not_known    | 2023-01-10     | 2023-02-09
                EX004        | rare         | 2023-01-10     | 2023-02-09
                EX004        | no_disease   | 2023-01-10     | 2023-02-09
            """,
            "cohort.registered_disease": """
                agreement_id | person_id    | evidence | tumour_id | diagnosis_date | spread
                EX004        | distant_long | row/1    | T1        | 2023-01-01     | distant
                EX004        | local_120    | row/2    | T2        | 2023-01-01     | localised
                EX004        | local_121    | row/3    | T3        | 2023-01-01     | regional
                EX004        | not_known    | row/4    | T4        | 2023-01-01     | unknown
                EX004        | rare         | row/5    | -         | 2023-01-01     | -
            """,
            **GIVEN,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id    | disease | verdict | evidence
        spread       | distant_long | row/1   | met     | row/1
        spread       | local_120    | row/2   | not_met | row/2
        spread       | local_121    | row/3   | unknown | row/3
        spread       | not_known    | row/4   | unknown | row/4
        spread       | rare         | row/5   | unknown | row/5
        """,
    )


def test_the_agreement_says_for_how_long_a_stage_is_current():
    given = {
        **GIVEN,
        "agreement.agreement": "agreement_id | stage_current_days\nEX004 | 0",
        "cohort.assessed_person": """
            agreement_id | person_id | judged_at_date | evidence_until_date
            EX004        | same_day  | 2023-01-01     | 2023-01-31
            EX004        | day_after | 2023-01-02     | 2023-02-01
        """,
        "cohort.registered_disease": """
            agreement_id | person_id | evidence | tumour_id | diagnosis_date | spread
            EX004        | same_day  | row/1    | T1        | 2023-01-01     | localised
            EX004        | day_after | row/2    | T2        | 2023-01-01     | localised
        """,
    }
    expect(made("cohort.disease_stage", given), "disease | verdict\nrow/1 | not_met\nrow/2 | unknown")


def test_a_later_report_of_spread_of_the_same_tumour_meets_it():
    verdicts = made(
        "cohort.disease_stage",
        {
            "cohort.assessed_person": """
                agreement_id | person_id  | judged_at_date | evidence_until_date
                EX004        | in_time    | 2023-01-01     | 2023-01-31
                EX004        | too_late   | 2023-01-01     | 2023-01-31
                EX004        | of_another | 2023-01-01     | 2023-01-31
                EX004        | names_none | 2023-01-01     | 2023-01-31
            """,
            "cohort.registered_disease": """
                agreement_id | person_id  | evidence | tumour_id | diagnosis_date | spread
                EX004        | in_time    | row/1    | T1        | 2020-01-01     | regional
                EX004        | too_late   | row/2    | T2        | 2022-12-01     | localised
                EX004        | of_another | row/3    | T3        | 2022-12-01     | localised
                EX004        | of_another | row/4    | T4        | 2022-12-01     | regional
                EX004        | names_none | row/5    | T5        | 2022-12-01     | localised
            """,
            "core.course_event": """
                person_id  | tumour_id | event_id | event_type | event_date
                in_time    | T1        | H1       | metastasis | 2023-01-31
                too_late   | T2        | H2       | metastasis | 2023-02-01
                of_another | T4        | H3       | metastasis | 2022-12-20
                names_none | -         | H4       | metastasis | 2022-12-20
                names_none | T5        | H5       | relapse    | 2022-12-20
            """,
            **GIVEN,
        },
    )
    expect(
        verdicts,
        """
        person_id  | disease | verdict | evidence
        in_time    | row/1   | met     | kreftregisteret_forlop/H1
        too_late   | row/2   | not_met | row/2
        of_another | row/3   | not_met | row/3
        of_another | row/4   | met     | kreftregisteret_forlop/H3
        names_none | row/5   | met     | kreftregisteret_forlop/H4
        """,
    )
