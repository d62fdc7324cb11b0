from tests.support.spec import expect, made

AGREEMENT = "agreement_id | primary_duration_variant\nEX004 | gap_90"
HEAD = "agreement_id | cohort | subgroup | level | measure | variant | person_id | entry_days | time_days | end_reason\n"


def ledger(*lines: str) -> list[dict]:
    given = {"agreement.agreement": AGREEMENT, "outcome.time_to_event": HEAD + "\n".join(lines)}
    return made("result.follow_up_ledger", given=given)


def survival(
    person: str, time_days: int, end_reason: str, subgroup: str = "all", variant: str = "kaplan_meier"
) -> str:
    return f"EX004 | inside | {subgroup} | all | overall_survival | {variant} | {person} | 0 | {time_days} | {end_reason}"


def test_everybody_is_somewhere_at_every_time():
    rows = ledger(
        survival("A", 183, "death"), survival("B", 184, "complete_to"), survival("C", 2000, "complete_to"),
        survival("D", 10, "emigrated"),
    )  # fmt: skip
    expect(
        [row for row in rows if row["time_days"] in (183, 365)],
        """
        time_days | state       | n
        183       | death       | 1
        183       | emigrated   | 1
        183       | followed    | 2
        365       | death       | 1
        365       | emigrated   | 1
        365       | complete_to | 1
        365       | followed    | 1
        """,
    )


def test_only_the_main_definitions_and_whole_groups_are_in_it():
    rows = ledger(
        survival("A", 10, "death", subgroup="age"),
        survival("A", 10, "death", variant="landmark_183"),
        "EX004 | inside | all | all | treatment_duration | gap_60 | A | 0 | 10 | stopped",
        "EX004 | inside | all | all | treatment_duration | gap_90 | A | 0 | 10 | next_line",
        "EX004 | earlier_starter | all | all | overall_survival | kaplan_meier | B | 400 | 900 | death",
    )
    assert {(row["measure"], row["variant"], row["state"]) for row in rows} == {
        ("treatment_duration", "gap_90", "next_line")
    }
