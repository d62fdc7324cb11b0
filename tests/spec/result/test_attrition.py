from tests.support.spec import expect, made

AGREEMENTS = """
    agreement_id | has_treatment
    EX001        | true
    EX004        | true
    EX005        | false
"""


def test_every_treated_person_leaves_once_or_is_analysed_and_empty_steps_are_shown():
    rows = made(
        "result.attrition",
        given={
            "cohort.observed_agreement": AGREEMENTS,
            "cohort.attrition_step": """
                agreement_id | person_id | reason
                EX004        | A         | earlier_starter
                EX004        | B         | outside
                EX004        | C         | outside
                EX004        | D         | undetermined
                EX004        | E         | inside
                EX004        | F         | inside
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | data_cut   | step_order | step         | n_in | n_out | reason          | suppressed
        EX001        | 2026-06-30 | 1          | treated      | 0    | 0     | earlier_starter | false
        EX001        | 2026-06-30 | 2          | new_starters | 0    | 0     | outside         | false
        EX001        | 2026-06-30 | 3          | not_outside  | 0    | 0     | undetermined    | false
        EX001        | 2026-06-30 | 4          | inside       | 0    | 0     | analysed        | false
        EX004        | 2026-06-30 | 1          | treated      | 6    | 1     | earlier_starter | false
        EX004        | 2026-06-30 | 2          | new_starters | 5    | 2     | outside         | false
        EX004        | 2026-06-30 | 3          | not_outside  | 3    | 1     | undetermined    | false
        EX004        | 2026-06-30 | 4          | inside       | 2    | 0     | analysed        | false
        """,
    )
