from tests.support.spec import expect, made


def test_one_positive_meets_it_and_only_a_negative_does_not():
    verdicts = made(
        "cohort.criterion_biomarker",
        {
            "cohort.assessed_person": """
                agreement_id | person_id    | evidence_until_date
                EX003        | positive     | 2023-01-31
                EX003        | both         | 2023-01-31
                EX003        | negative     | 2023-01-31
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
        EX003        | ntrk         | inconclusive | unknown | -
        EX003        | ntrk         | too_late     | unknown | -
        EX003        | ntrk         | other_marker | unknown | -
        EX003        | ntrk         | untested     | unknown | -
        """,
    )
