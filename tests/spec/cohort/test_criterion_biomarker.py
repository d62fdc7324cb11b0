from tests.support.spec import expect, made


def test_one_positive_meets_it_and_only_all_negative_do_not():
    verdicts = made(
        "cohort.criterion_biomarker",
        {
            "cohort.assessed_person": """
                agreement_id | person_id    | evidence_until_date
                EX003        | positive     | 2023-01-31
                EX003        | both         | 2023-01-31
                EX003        | negative     | 2023-01-31
                EX003        | one_negative | 2023-01-31
                EX003        | inconclusive | 2023-01-31
                EX003        | too_late     | 2023-01-31
                EX003        | other_marker | 2023-01-31
                EX003        | untested     | 2023-01-31
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind
                EX003        | ntrk         | biomarker
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX003        | ntrk         | NTRK1
                EX003        | ntrk         | NTRK3
            """,
            "core.biomarker": """
                person_id    | event_id | biomarker | sample_date | result
                positive     | H1       | NTRK3     | 2023-01-31  | positive
                both         | H2       | NTRK1     | 2022-01-01  | negative
                both         | H3       | NTRK3     | 2022-06-01  | positive
                negative     | H4       | NTRK1     | 2022-01-01  | negative
                negative     | H9       | NTRK3     | 2022-01-01  | negative
                one_negative | I1       | NTRK1     | 2022-01-01  | negative
                one_negative | I2       | NTRK1     | 2022-02-01  | negative
                inconclusive | H5       | NTRK1     | 2022-01-01  | inconclusive
                inconclusive | H6       | NTRK3     | 2022-01-01  | not_done
                too_late     | H7       | NTRK1     | 2023-02-01  | positive
                other_marker | H8       | EGFR      | 2022-01-01  | positive
            """,
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | person_id    | verdict | evidence
        EX003        | ntrk         | positive     | met     | kreftregisteret_forlop/H1
        EX003        | ntrk         | both         | met     | kreftregisteret_forlop/H3
        EX003        | ntrk         | negative     | not_met | kreftregisteret_forlop/H4
        EX003        | ntrk         | one_negative | unknown | -
        EX003        | ntrk         | inconclusive | unknown | -
        EX003        | ntrk         | too_late     | unknown | -
        EX003        | ntrk         | other_marker | unknown | -
        EX003        | ntrk         | untested     | unknown | -
        """,
    )


def test_a_test_of_another_disease_does_not_count():
    """Neither way. One that names no case, a case the register does not hold or one without a code, does."""
    persons = ("own", "other", "other_negative", "both", "no_case", "not_held", "no_code")
    verdicts = made(
        "cohort.criterion_biomarker",
        {
            "cohort.assessed_person": "agreement_id | person_id | evidence_until_date\n"
            + "\n".join(f"EX004 | {person} | 2023-01-31" for person in persons),
            "agreement.criterion": "agreement_id | criterion_id | kind\nEX004 | egfr | biomarker",
            "agreement.criterion_value": "agreement_id | criterion_id | value\nEX004 | egfr | EGFR",
            "cohort.registered_disease": """
                agreement_id | evidence | tumour_id | is_diagnosis
                EX004        | 1        | lung      | true
                EX004        | 2        | colon     | false
                EX004        | 3        | no_code   | -
                EX003        | 4        | lung      | false
            """,
            "core.biomarker": """
                person_id      | event_id | tumour_id | biomarker | sample_date | result
                own            | H1       | lung      | EGFR      | 2023-01-01  | positive
                other          | H2       | colon     | EGFR      | 2023-01-01  | positive
                other_negative | H3       | colon     | EGFR      | 2023-01-01  | negative
                both           | H4       | colon     | EGFR      | 2023-01-01  | positive
                both           | H5       | lung      | EGFR      | 2023-01-01  | negative
                no_case        | H6       | -         | EGFR      | 2023-01-01  | positive
                not_held       | H7       | elsewhere | EGFR      | 2023-01-01  | positive
                no_code        | H8       | no_code   | EGFR      | 2023-01-01  | positive
            """,
        },
    )
    expect(
        verdicts,
        """
        person_id      | verdict | evidence
        own            | met     | kreftregisteret_forlop/H1
        other          | unknown | -
        other_negative | unknown | -
        both           | not_met | kreftregisteret_forlop/H5
        no_case        | met     | kreftregisteret_forlop/H6
        not_held       | met     | kreftregisteret_forlop/H7
        no_code        | met     | kreftregisteret_forlop/H8
        """,
    )
