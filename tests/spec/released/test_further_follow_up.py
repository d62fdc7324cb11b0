from tests.support.spec import expect, made


def test_months_go_with_the_number_that_is_judged():
    rows = made(
        "released.further_follow_up",
        given={
            "result.further_follow_up": """
                agreement_id | data_cut   | assumption_id | answer        | further_months
                EX004        | 2026-06-30 | survival      | later         | 3
                EX004        | 2026-06-30 | median        | later         | 6
                EX004        | 2026-06-30 | hidden        | later         | 15
                EX004        | 2026-06-30 | share         | on_the_margin | -
            """,
            "released.assessment": """
                agreement_id | assumption_id | suppressed
                EX004        | survival      | false
                EX004        | median        | false
                EX004        | hidden        | true
                EX004        | share         | true
            """,
        },
    )
    expect(
        rows,
        """
        assumption_id | answer        | further_months | suppressed
        survival      | later         | 3              | false
        median        | later         | 6              | false
        hidden        | later         | -              | true
        share         | on_the_margin | -              | false
        """,
    )
