"""result.published_comparison: published numbers beside ours."""

from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": "agreement_id | is_proposal | primary_duration_variant\nEX004 | false | gap_90\nEX006 | true | gap_90",
    "agreement.published_value": """
        agreement_id | comparator_id | measure                   | time_days | value | lower | upper | unit        | n   | n_events
        EX004        | trial         | overall_survival          | 365       | 0.80  | 0.76  | 0.86  | probability | 279 | -
        EX004        | trial         | overall_survival_median   | -         | 1000  | -     | -     | days        | 279 | 151
        EX004        | trial         | treatment_duration_median | -         | 400   | 380   | 430   | days        | 279 | -
        EX004        | trial         | overall_survival          | 1095      | 0.55  | 0.50  | 0.60  | probability | 279 | -
        EX006        | trial         | overall_survival          | 365       | 0.80  | 0.76  | 0.86  | probability | 279 | -
    """,
    "result.estimate": """
        agreement_id | cohort | subgroup | level  | measure                   | variant              | time_days | estimate | lower | upper | n   | n_events
        EX004        | inside | all      | all    | overall_survival          | kaplan_meier         | 365       | 0.70     | 0.67  | 0.72  | 500 | 150
        EX004        | inside | all      | all    | overall_survival          | minimum_follow_up_12 | 365       | 0.71     | 0.67  | 0.72  | 400 | 150
        EX004        | inside | sex      | female | overall_survival          | kaplan_meier         | 365       | 0.72     | 0.67  | 0.75  | 300 | 90
        EX004        | inside | all      | all    | overall_survival          | kaplan_meier         | 730       | 0.50     | 0.47  | 0.52  | 500 | 250
        EX004        | inside | all      | all    | overall_survival_median   | kaplan_meier         | -         | 730      | 700   | -     | 500 | 250
        EX004        | inside | all      | all    | treatment_duration_median | gap_90               | -         | 370      | 330   | 410   | 500 | 250
        EX004        | inside | all      | all    | treatment_duration_median | gap_60               | -         | 360      | 320   | 400   | 500 | 250
    """,
}


def test_ours_stands_beside_the_published_with_the_difference_and_its_limits():
    """MOVER of 0.70 (0.67–0.72) and 0.80 (0.76–0.86): −0.10 − √(0.03² + 0.06²) and −0.10 + √(0.02² + 0.04²)."""
    rows = [row for row in made("result.published_comparison", GIVEN) if row["cohort"] == "inside"]
    shown = [
        {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}
        for row in rows
    ]
    expect(
        shown,
        """
        agreement_id | comparator_id | measure                   | time_days | published | variant      | our_estimate | our_n | difference | difference_lower | difference_upper
        EX004        | trial         | overall_survival          | 365       | 0.8       | kaplan_meier | 0.7          | 500   | -0.1       | -0.1671          | -0.0553
        EX004        | trial         | overall_survival_median   | -         | 1000      | kaplan_meier | 730          | 500   | -270       | -                | -
        EX004        | trial         | treatment_duration_median | -         | 400       | gap_90       | 370          | 500   | -30        | -80              | 14.7214
        EX004        | trial         | overall_survival          | 1095      | 0.55      | -            | -            | -     | -          | -                | -
        """,
    )


def test_ours_is_empty_where_the_registers_cannot_say_it():
    rows = [
        row for row in made("result.published_comparison", GIVEN) if row["cohort"] == "inside_or_undetermined"
    ]
    assert len(rows) == 4
    assert {row["our_estimate"] for row in rows} == {None}
