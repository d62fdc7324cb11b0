from tests.support.spec import expect, made


def test_hospital_and_region_and_a_missing_one_is_unknown():
    verdicts = made(
        "cohort.criterion_place",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | hospital_id | region_code
                EX001        | A         | 993467049   | 7
                EX001        | B         | 983974724   | 3
                EX001        | C         | -           | 9
                EX001        | D         | 993467049   | -
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind  | subject
                EX001        | oslo         | place | hospital
                EX001        | south_east   | place | region
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | oslo         | 993467049
                EX001        | south_east   | 7
                EX001        | south_east   | 4
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict | evidence
        oslo         | A         | met     | cohort.assessed_person/A
        oslo         | B         | not_met | cohort.assessed_person/B
        oslo         | C         | unknown | -
        oslo         | D         | met     | cohort.assessed_person/D
        south_east   | A         | met     | cohort.assessed_person/A
        south_east   | B         | not_met | cohort.assessed_person/B
        south_east   | C         | not_met | cohort.assessed_person/C
        south_east   | D         | unknown | -
        """,
    )
