from tests.support.spec import expect, made


def test_the_long_table_holds_the_rows_of_its_parts():
    row = "agreement_id | cohort | measure | unit | n\nEX001 | inside | {} | {} | 7"
    rows = made(
        "result.estimate",
        given={
            "result.survival_estimate": row.format("overall_survival_median", "days"),
            "result.cost_estimate": row.format("mean_drug_cost", "NOK"),
            "result.share_estimate": row.format("share_inside", "share"),
        },
    )
    expect(
        rows,
        """
        agreement_id | measure                 | unit
        EX001        | overall_survival_median | days
        EX001        | mean_drug_cost          | NOK
        EX001        | share_inside            | share
        """,
    )
