"""released.published_comparison: ours leaves where it has left among the estimates."""

from tests.support.spec import expect, made

GIVEN = {
    "result.published_comparison": """
        agreement_id | data_cut   | comparator_id | cohort                 | measure                 | time_days | unit        | published | variant      | our_estimate | our_n | difference | suppressed
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival        | 365       | probability | 0.8       | kaplan_meier | 0.7          | 500   | -0.1       | false
        EX004        | 2026-06-30 | trial         | inside_or_undetermined | overall_survival        | 365       | probability | 0.8       | kaplan_meier | 0.69         | 503   | -0.11      | false
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival_median | -         | days        | 1000      | kaplan_meier | 730          | 500   | -270       | false
        EX004        | 2026-06-30 | trial         | inside                 | overall_survival        | 1095      | probability | 0.5       | -            | -            | -     | -          | false
    """,
    "released.estimate": """
        agreement_id | cohort                 | subgroup | measure                 | variant      | time_days | n   | suppressed
        EX004        | inside                 | all      | overall_survival        | kaplan_meier | 365       | 500 | false
        EX004        | inside                 | sex      | overall_survival        | kaplan_meier | 365       | 300 | false
        EX004        | inside_or_undetermined | all      | overall_survival        | kaplan_meier | 365       | -   | true
        EX004        | inside                 | all      | overall_survival_median | kaplan_meier | -         | -   | false
    """,
}


def test_a_withheld_estimate_is_withheld_here_and_its_difference_too():
    expect(
        made("released.published_comparison", GIVEN),
        """
        cohort                 | measure                 | time_days | published | our_estimate | our_n | difference | suppressed
        inside                 | overall_survival        | 365       | 0.8       | 0.7          | 500   | -0.1       | false
        inside_or_undetermined | overall_survival        | 365       | 0.8       | -            | -     | -          | true
        inside                 | overall_survival_median | -         | 1000      | 730          | -     | -270       | false
        inside                 | overall_survival        | 1095      | 0.5       | -            | -     | -          | false
        """,
    )
