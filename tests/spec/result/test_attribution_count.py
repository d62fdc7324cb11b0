from tests.support.spec import expect, made

TREATED = """
    agreement_id | person_id | index_date | starter
    EX004        | A         | 2022-05-01 | new_starter
    EX004        | B         | 2023-05-01 | new_starter
    EX004        | C         | 2023-06-01 | new_starter
    EX004        | earlier   | 2020-06-01 | earlier_starter
"""


def test_new_starters_by_class_disease_and_number_of_primaries():
    """A category without anybody is shown for all together, and left out of the years."""
    counts = made(
        "result.attribution_count",
        {
            "agreement.agreement": "agreement_id | is_proposal\nEX004 | false\nEX006 | true",
            "cohort.treated_person": TREATED,
            "cohort.attribution": """
                agreement_id | person_id | ambiguity     | attributed_to | n_primaries
                EX004        | A         | certain       | indication    | 1
                EX004        | B         | several       | unknown       | 2
                EX004        | C         | none          | unknown       | 0
                EX004        | earlier   | one_candidate | other_disease | 1
            """,
        },
    )
    expect(
        counts,
        """
        agreement_id | data_cut   | topic       | item          | grouping | level | category      | n | suppressed
        EX004        | 2026-06-30 | attribution | class         | all      | all   | certain       | 1 | false
        EX004        | 2026-06-30 | attribution | class         | all      | all   | one_candidate | 0 | false
        EX004        | 2026-06-30 | attribution | class         | all      | all   | several       | 1 | false
        EX004        | 2026-06-30 | attribution | class         | all      | all   | none          | 1 | false
        EX004        | 2026-06-30 | attribution | attributed_to | all      | all   | indication    | 1 | false
        EX004        | 2026-06-30 | attribution | attributed_to | all      | all   | other_disease | 0 | false
        EX004        | 2026-06-30 | attribution | attributed_to | all      | all   | unknown       | 2 | false
        EX004        | 2026-06-30 | attribution | primaries     | all      | all   | one           | 1 | false
        EX004        | 2026-06-30 | attribution | primaries     | all      | all   | several       | 1 | false
        EX004        | 2026-06-30 | attribution | primaries     | all      | all   | none          | 1 | false
        EX004        | 2026-06-30 | attribution | class         | year     | 2022  | certain       | 1 | false
        EX004        | 2026-06-30 | attribution | class         | year     | 2023  | several       | 1 | false
        EX004        | 2026-06-30 | attribution | class         | year     | 2023  | none          | 1 | false
        EX004        | 2026-06-30 | attribution | attributed_to | year     | 2022  | indication    | 1 | false
        EX004        | 2026-06-30 | attribution | attributed_to | year     | 2023  | unknown       | 2 | false
        EX004        | 2026-06-30 | attribution | primaries     | year     | 2022  | one           | 1 | false
        EX004        | 2026-06-30 | attribution | primaries     | year     | 2023  | several       | 1 | false
        EX004        | 2026-06-30 | attribution | primaries     | year     | 2023  | none          | 1 | false
        """,
    )


def test_an_agreement_without_new_starters_has_every_category_with_nobody():
    counts = made(
        "result.attribution_count", {"agreement.agreement": "agreement_id | is_proposal\nEX004 | false"}
    )
    assert {row["grouping"] for row in counts} == {"all"}
    assert (len(counts), sum(row["n"] for row in counts)) == (10, 0)
