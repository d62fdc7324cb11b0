from tests.support.spec import expect, made

OBSERVED = "agreement_id | has_treatment | has_disease\nEX001 | true | true\nEX002 | false | true\nEX003 | true | false"


def test_the_long_table_holds_the_rows_of_its_parts():
    row = "agreement_id | cohort | measure | unit | n\nEX001 | inside | {} | {} | 7"
    rows = made(
        "result.estimate",
        given={
            "cohort.observed_agreement": OBSERVED,
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


def test_where_a_register_has_delivered_nothing_there_is_no_number_instead_of_a_zero():
    head = "agreement_id | measure | unit | n\n"
    shares = "\n".join(
        f"{agreement} | {measure} | share | 7"
        for agreement in ("EX001", "EX002", "EX003")
        for measure in ("share_inside", "share_uptake", "share_tested")
    )
    rows = made(
        "result.estimate",
        given={
            "cohort.observed_agreement": OBSERVED,
            "result.share_estimate": head + shares,
        },
    )
    expect(
        rows,
        """
        agreement_id | measure
        EX001        | share_inside
        EX001        | share_uptake
        EX001        | share_tested
        EX002        | share_tested
        EX003        | share_inside
        """,
    )
