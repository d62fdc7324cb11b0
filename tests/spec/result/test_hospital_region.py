from tests.support.spec import expect, made


def test_hospitals_of_the_treated_and_of_those_on_treatment_at_the_exit_lie_in_their_regions():
    rows = made(
        "result.hospital_region",
        given={
            "cohort.treated_person": """
                agreement_id | person_id | hospital_id | region_code
                EX004        | a         | OUS         | 7
                EX004        | b         | OUS         | 7
                EX004        | c         | -           | 3
                EX005        | a         | OUS         | 7
            """,
            "outcome.exit_status": """
                agreement_id | person_id | hospital_id | region_code
                EX004        | d         | HUS         | 3
                EX004        | e         | -           | -
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | hospital | region
        EX004        | OUS      | 7
        EX004        | unknown  | 3
        EX004        | HUS      | 3
        EX004        | unknown  | unknown
        EX005        | OUS      | 7
        """,
    )
