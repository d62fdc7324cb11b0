from tests.support.spec import expect, made


def test_treated_persons_by_status_and_hospital_where_there_is_a_stop_date():
    """The stop date of EX004 comes after the cut, EX005 has none, EX006 is a proposal."""
    counts = made(
        "result.exit_count",
        {
            "agreement.agreement": """
                agreement_id | is_proposal | stop_date
                EX003        | false       | 2026-06-30
                EX004        | false       | 2026-07-01
                EX005        | false       | -
                EX006        | true        | 2025-01-01
            """,
            "outcome.exit_status": """
                agreement_id | person_id | status       | hospital_id | region_code
                EX003        | A         | on_treatment | 993467049   | 7
                EX003        | B         | on_treatment | 993467049   | 7
                EX003        | C         | new_start    | -           | -
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | topic | item | grouping | level     | category       | n
        EX003        | exit  | all  | all      | all       | on_treatment   | 2
        EX003        | exit  | all  | all      | all       | new_start      | 1
        EX003        | exit  | all  | all      | all       | stopped_before | 0
        EX003        | exit  | all  | all      | all       | not_known      | 0
        EX003        | exit  | all  | hospital | 993467049 | on_treatment   | 2
        EX003        | exit  | all  | hospital | unknown   | new_start      | 1
        EX003        | exit  | all  | region   | 7         | on_treatment   | 2
        EX003        | exit  | all  | region   | unknown   | new_start      | 1
        """,
    )
