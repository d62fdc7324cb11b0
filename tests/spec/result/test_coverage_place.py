from tests.support.spec import expect, made


def test_hospitals_of_those_shown_lie_in_their_regions():
    rows = made(
        "result.coverage_place",
        given={
            "cohort.coverage_person": """
                agreement_id | register | denominator   | person_id | hospital_id | region_code
                EX004        | inspire  | npr_drug      | a         | OUS         | 7
                EX004        | inspire  | npr_drug      | b         | OUS         | 7
                EX004        | inspire  | npr_drug      | c         | -           | -
                EX004        | nornmd   | npr_diagnosis | a         | OUS         | 7
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | register | denominator   | hospital | region
        EX004        | inspire  | npr_drug      | OUS      | 7
        EX004        | inspire  | npr_drug      | unknown  | unknown
        EX004        | nornmd   | npr_diagnosis | OUS      | 7
        """,
    )
