from tests.support.spec import expect, made

AGREEMENTS = """
    agreement_id | is_proposal
    EX001        | false
    EX006        | true
"""
GIVEN = {
    "agreement.agreement": AGREEMENTS,
    "cohort.treated_person": """
        agreement_id | person_id | starter         | index_date | hospital_id | region_code
        EX001        | A         | new_starter     | 2023-05-01 | 993467049   | 7
        EX001        | B         | new_starter     | 2023-06-01 | 993467049   | 7
        EX001        | C         | new_starter     | 2024-01-01 | -           | -
        EX001        | D         | earlier_starter | 2020-01-01 | 993467049   | 7
    """,
    "cohort.eligibility": """
        agreement_id | person_id | verdict
        EX001        | A         | inside
        EX001        | B         | inside
        EX001        | C         | undetermined
        EX001        | D         | inside
        EX001        | untreated | inside
    """,
}


def test_new_starters_by_verdict_and_nobody_left_out_of_a_grouping():
    expect(
        made("result.eligibility_count", GIVEN),
        """
        agreement_id | data_cut   | topic       | item | grouping | level     | category     | n | suppressed
        EX001        | 2026-06-30 | eligibility | all  | all      | all       | inside       | 2 | false
        EX001        | 2026-06-30 | eligibility | all  | all      | all       | outside      | 0 | false
        EX001        | 2026-06-30 | eligibility | all  | all      | all       | undetermined | 1 | false
        EX001        | 2026-06-30 | eligibility | all  | hospital | 993467049 | inside       | 2 | false
        EX001        | 2026-06-30 | eligibility | all  | hospital | unknown   | undetermined | 1 | false
        EX001        | 2026-06-30 | eligibility | all  | region   | 7         | inside       | 2 | false
        EX001        | 2026-06-30 | eligibility | all  | region   | unknown   | undetermined | 1 | false
        EX001        | 2026-06-30 | eligibility | all  | year     | 2023      | inside       | 2 | false
        EX001        | 2026-06-30 | eligibility | all  | year     | 2024      | undetermined | 1 | false
        """,
    )


def test_an_agreement_that_nobody_is_treated_under_has_its_zeros():
    counts = made("result.eligibility_count", {"agreement.agreement": AGREEMENTS})
    assert [(row["agreement_id"], row["grouping"], row["n"]) for row in counts] == [("EX001", "all", 0)] * 3
