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


def test_a_small_exclusion_withholds_the_criteria_that_bound_it():
    """Of 20 outside 7 fail the first criterion and 10 the second: three fail the third alone."""
    given = {
        "result.attrition": flow(7, 20, 19, 43),
        "result.criterion": """
            agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
            EX004        | adult        | 75    | 7         | 0         | false
            EX004        | stage        | 59    | 12        | 11        | false
            EX004        | marker       | 60    | 5         | 17        | false
        """,
    }
    exclusions = """
        agreement_id | topic     | category       | n
        EX004        | exclusion | outside:adult  | 7
        EX004        | exclusion | outside:stage  | {}
        EX004        | exclusion | outside:marker | {}
    """
    for of_stage, of_marker, is_withheld in ((10, 3, True), (8, 5, False)):
        given["result.exclusion_count"] = exclusions.format(of_stage, of_marker)
        rows = made("released.criterion", given=given)
        assert {row["suppressed"] for row in rows} == {is_withheld}
