from tests.spec.released.test_attrition import flow
from tests.support.spec import expect, made


def test_a_criterion_with_a_small_count_is_withheld_whole():
    rows = made(
        "released.criterion",
        given={
            "result.attrition": flow(40, 12, 20, 300),
            "result.criterion": """
                agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
                EX004        | adult        | 332   | 0         | 0         | false
                EX004        | egfr         | 310   | 3         | 19        | false
            """,
        },
    )
    expect(
        rows,
        """
        criterion_id | n_met | n_not_met | n_unknown | suppressed
        adult        | 332   | 0         | 0         | false
        egfr         | -     | -         | -         | true
        """,
    )


def test_criteria_are_withheld_where_the_number_treated_is():
    rows = made(
        "released.criterion",
        given={
            "result.attrition": flow(0, 2, 0, 300),
            "result.criterion": """
                agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
                EX004        | adult        | 302   | 0         | 0         | false
            """,
        },
    )
    expect(rows, "criterion_id | n_met | suppressed\nadult | - | true")
