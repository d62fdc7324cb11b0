from tests.support.spec import expect, made


def test_next_line_is_another_antineoplastic_begun_after_day_28():
    """Day 28 after the first of January is the 29th.

    Given with the drug from day 5 and again on day 60, a partner is no next line; used before the index
    date only, a substance may come back as one.
    """
    lines = made(
        "outcome.next_line",
        {
            "cohort.treated_person": """
                agreement_id | person_id   | index_date
                EX004        | day_28      | 2023-01-01
                EX004        | day_29      | 2023-01-01
                EX004        | partner     | 2023-01-01
                EX004        | came_back   | 2023-01-01
                EX004        | same_drug   | 2023-01-01
                EX004        | not_cancer  | 2023-01-01
                EX004        | first_of_2  | 2023-01-01
                EX004        | after_cut   | 2023-01-01
            """,
            "agreement.substance": """
                agreement_id | atc_code
                EX004        | L01EB04
            """,
            "core.drug_exposure": """
                person_id  | exposure_id | source   | atc_code | exposure_date
                day_28     | 1           | hospital | L01BA04  | 2023-01-29
                day_29     | 2           | hospital | L01BA04  | 2023-01-30
                partner    | 3           | hospital | L01XA02  | 2023-01-06
                partner    | 4           | hospital | L01XA02  | 2023-03-02
                came_back  | 5           | hospital | L01XA02  | 2022-11-01
                came_back  | 6           | hospital | L01XA02  | 2023-05-01
                same_drug  | 7           | h_resept | L01EB04  | 2023-05-01
                not_cancer | 8           | h_resept | M09AX07  | 2023-05-01
                first_of_2 | 9           | hospital | L01XA02  | 2023-07-01
                first_of_2 | 10          | h_resept | L01BA04  | 2023-06-01
                after_cut  | 11          | hospital | L01BA04  | 2026-07-01
            """,
        },
    )
    expect(
        lines,
        """
        agreement_id | person_id  | next_line_date
        EX004        | day_29     | 2023-01-30
        EX004        | came_back  | 2023-05-01
        EX004        | first_of_2 | 2023-06-01
        """,
    )
