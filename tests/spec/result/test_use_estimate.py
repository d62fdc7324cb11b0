from tests.support.spec import expect, made

COLUMNS = "agreement_id | data_cut | topic | item | grouping | level | category | n\n"


def estimates(uptake: str = "", testing: str = "") -> list[dict]:
    def rows(topic: str, text: str) -> str:
        lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
        return COLUMNS + "\n".join(f"EX004 | 2026-06-30 | {topic} | {line}" for line in lines)

    return made(
        "result.use_estimate",
        given={
            "result.uptake_count": rows("uptake", uptake),
            "result.testing_count": rows("testing", testing),
        },
    )


def test_uptake_is_the_treated_among_the_eligible_and_may_count_the_undetermined():
    rows = estimates(
        """
        inside       | all | all | treated   | 30
        inside       | all | all | untreated | 10
        undetermined | all | all | treated   | 5
        undetermined | all | all | untreated | 15
        """
    )
    expect(
        rows,
        """
        measure      | variant                | n_events | n  | estimate
        share_uptake | inside                 | 30       | 40 | 0.75
        share_uptake | inside_or_undetermined | 35       | 60 | 0.5833333333333334
        """,
    )


def test_a_region_that_delivers_nothing_has_no_share_and_is_not_in_the_total():
    rows = estimates(
        """
        inside | all    | all | treated   | 11
        inside | all    | all | untreated | 9
        inside | all    | all | not_known | 7
        inside | region | 7   | treated   | 11
        inside | region | 7   | untreated | 9
        inside | region | 5   | not_known | 7
        """
    )
    expect(
        [row for row in rows if row["variant"] == "inside"],
        """
        subgroup | level | n_events | n  | estimate
        all      | all   | 11       | 20 | 0.55
        region   | 7     | 11       | 20 | 0.55
        region   | 5     | 0        | 0  | -
        """,
    )
    assert "delivers nothing" in rows[-1]["method"]
    assert rows[0]["method"].endswith("of those for whom the source of treatment is delivered")


def test_limits_are_those_published_for_eleven_of_twenty():
    (row,) = estimates(testing="egfr | all | all | tested | 11\negfr | all | all | not_recorded | 9")
    assert row["measure"] == "share_tested"
    assert "source of treatment" not in row["method"]
    assert [round(100 * row[name], 1) for name in ("lower", "upper")] == [31.5, 76.9]


def test_each_of_several_biomarkers_has_a_share_of_its_own():
    rows = estimates(
        testing="""
        er   | all | all | tested       | 18
        er   | all | all | not_recorded | 2
        her2 | all | all | tested       | 10
        her2 | all | all | not_recorded | 10
        """
    )
    expect(
        rows,
        """
        subgroup  | level | estimate
        criterion | er    | 0.9
        criterion | her2  | 0.5
        """,
    )


def test_shares_are_in_all_and_by_region_and_not_by_region_for_several_biomarkers():
    rows = estimates(
        uptake="""
        inside | all    | all  | treated   | 30
        inside | region | 7    | treated   | 20
        inside | year   | 2024 | treated   | 10
        """,
        testing="""
        er   | all    | all | tested | 18
        her2 | all    | all | tested | 10
        er   | region | 7   | tested | 8
        """,
    )
    expect(
        [row for row in rows if row["variant"] != "inside_or_undetermined"],
        """
        measure      | subgroup  | level | n
        share_uptake | all       | all   | 30
        share_uptake | region    | 7     | 20
        share_tested | criterion | er    | 18
        share_tested | criterion | her2  | 10
        """,
    )


def test_nothing_counted_gives_nothing():
    assert estimates() == []
