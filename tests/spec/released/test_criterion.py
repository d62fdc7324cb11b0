from tests.spec.released.test_attrition import flow
from tests.support.spec import expect, made


def test_one_small_count_withholds_all_criteria_of_the_agreement():
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
        adult        | -     | -         | -         | true
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


def test_criteria_of_large_groups_leave():
    rows = made(
        "released.criterion",
        given={
            "result.attrition": flow(40, 12, 20, 300),
            "result.criterion": """
                agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
                EX004        | adult        | 332   | 0         | 0         | false
                EX004        | egfr         | 301   | 12        | 19        | false
            """,
        },
    )
    expect(
        rows,
        """
        criterion_id | n_met | n_not_met | n_unknown | suppressed
        adult        | 332   | 0         | 0         | false
        egfr         | 301   | 12        | 19        | false
        """,
    )


def test_five_are_enough():
    rows = made(
        "released.criterion",
        given={
            "result.attrition": flow(40, 12, 20, 300),
            "result.criterion": """
                agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
                EX004        | egfr         | 322   | 5         | 5         | false
            """,
        },
    )
    expect(rows, "n_met | n_not_met | n_unknown | suppressed\n322 | 5 | 5 | false")


def test_criteria_do_not_give_away_a_withheld_group_of_the_flow():
    """All 47, inside 32, not of age 13: at most two could be undetermined."""
    rows = made(
        "released.criterion",
        given={
            "result.attrition": flow(40, 13, 2, 32),
            "result.criterion": """
                agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
                EX004        | adult        | 34    | 13        | 0         | false
            """,
        },
    )
    expect(rows, "criterion_id | n_not_met | suppressed\nadult | - | true")
