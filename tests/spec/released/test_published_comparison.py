"""released.published_comparison: ours leaves where it has left among the estimates."""

from tests.support.spec import expect, made

GIVEN = {
    "result.published_comparison": """
        agreement_id | data_cut   | comparator_id | cohort                 | measure                 | time_days | unit        | published | variant      | our_estimate | our_n | difference | suppressed
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival        | 365       | probability | 0.8       | kaplan_meier | 0.7034       | 500   | -0.0966    | false
        EX004        | 2026-06-30 | trial         | inside_or_undetermined | overall_survival        | 365       | probability | 0.8       | kaplan_meier | 0.69         | 503   | -0.11      | false
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival_median | -         | days        | 1000      | kaplan_meier | 730          | 500   | -270       | false
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival        | 1095      | probability | 0.5       | -            | -            | -     | -          | false
    """,
    "released.estimate": """
        agreement_id | cohort                 | subgroup | measure                 | variant      | time_days | estimate | lower | rounded_to | n   | suppressed
        EX004        | inside                 | all      | overall_survival        | kaplan_meier | 365       | 0.7      | 0.6   | 0.01       | 500 | false
        EX004        | inside                 | sex      | overall_survival        | kaplan_meier | 365       | 0.6      | 0.5   | 0.01       | 300 | false
        EX004        | inside_or_undetermined | all      | overall_survival        | kaplan_meier | 365       | -        | -     | -          | -   | true
        EX004        | inside                 | all      | overall_survival_median | kaplan_meier | -         | 735      | -     | 7          | -   | false
    """,
}


def test_a_withheld_estimate_is_withheld_here_and_its_difference_too():
    expect(
        made("released.published_comparison", GIVEN),
        """
        cohort                 | measure                 | time_days | published | our_estimate | our_n | difference | suppressed
        inside                 | overall_survival        | 365       | 0.8       | 0.7          | 500   | -0.1       | false
        inside_or_undetermined | overall_survival        | 365       | 0.8       | -            | -     | -          | true
        inside                 | overall_survival_median | -         | 1000      | 735          | -     | -265       | false
        inside                 | overall_survival        | 1095      | 0.5       | -            | -     | -          | false
        """,
    )


def test_a_difference_tells_no_more_digits_than_the_estimate_that_has_left():
    """0.7034 less 0.8 would be 0.0966 below; its lower limit leaves in whole per cent too, its upper not at all."""
    given = dict(GIVEN)
    given["result.published_comparison"] = (
        GIVEN["result.published_comparison"]
        .replace("| difference |", "| difference | difference_lower | difference_upper |")
        .replace("| -0.0966    |", "| -0.0966 | -0.1534 | -0.0412 |")
        .replace("| -0.11      |", "| -0.11 | -0.16 | -0.05 |")
        .replace("| -270       |", "| -270 | -400 | -90 |")
        .replace("| -     | -          | false", "| -     | - | - | - | false")
    )
    rows = made("released.published_comparison", given)
    told = next(row for row in rows if row["our_estimate"] == 0.7)
    assert (told["difference"], told["difference_lower"], told["difference_upper"]) == (-0.1, -0.15, None)
    withheld = next(row for row in rows if row["cohort"] == "inside_or_undetermined")
    assert withheld["difference_lower"] is withheld["difference_upper"] is None
