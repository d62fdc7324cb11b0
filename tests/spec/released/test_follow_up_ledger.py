from tests.support.spec import expect, made

HEAD = "agreement_id | cohort | measure | variant | time_days | state | n | suppressed\n"
POINTS = "agreement_id | cohort | subgroup | measure | variant | time_days | n_risk | n_event\n"
AT = "EX004 | inside | all | overall_survival | kaplan_meier"


def released(ledger: list[str], points: list[str]) -> list[dict]:
    of = "EX004 | inside | overall_survival | kaplan_meier"
    return made(
        "released.follow_up_ledger",
        given={
            "result.follow_up_ledger": HEAD + "\n".join(f"{of} | {line} | false" for line in ledger),
            "released.survival_curve": POINTS + "\n".join(f"{AT} | {point}" for point in points),
        },
    )


def test_only_times_whose_numbers_at_risk_leave():
    rows = released(
        ["183 | followed | 80", "183 | death | 20", "365 | followed | 60", "365 | death | 40"],
        ["183 | 80 | 20", "365 | - | 20"],
    )
    expect(rows, "time_days | state | n\n183 | followed | 80\n183 | death | 20")


def test_causes_of_censoring_are_withheld_together_where_one_is_small():
    rows = released(
        ["183 | followed | 80", "183 | death | 10", "183 | complete_to | 7", "183 | emigrated | 3"],
        ["183 | 80 | 10"],
    )
    expect(
        rows,
        """
        state       | n  | suppressed
        followed    | 80 | false
        death       | 10 | false
        complete_to | -  | true
        emigrated   | -  | true
        censored    | 10 | false
        """,
    )


def test_a_small_number_since_the_time_before_is_withheld_too():
    """Five emigrated by 183 days and seven by 365: two between them. Ten by 730 are five more than last told."""
    rows = released(
        [
            *("183 | followed | 80", "183 | complete_to | 15", "183 | emigrated | 5"),
            *("365 | followed | 60", "365 | complete_to | 33", "365 | emigrated | 7"),
            *("730 | followed | 30", "730 | complete_to | 60", "730 | emigrated | 10"),
        ],
        ["183 | 80 | 0", "365 | 60 | 0", "730 | 30 | 0"],
    )
    emigrated = {row["time_days"]: row["n"] for row in rows if row["state"] == "emigrated"}
    assert emigrated == {183: 5, 365: None, 730: 10}
    assert {row["time_days"]: row["n"] for row in rows if row["state"] == "complete_to"}[365] is None
