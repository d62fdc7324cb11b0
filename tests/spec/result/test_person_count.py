from tests.support.spec import expect, made

COLUMNS = "agreement_id | data_cut | topic | item | grouping | level | category | n | suppressed\n"
PARTS = (
    "eligibility", "criterion", "exclusion", "uptake", "testing", "attribution", "line", "context",
    "stop_rule", "stop_reason", "exit",
)  # fmt: skip


def test_the_counts_of_every_topic_stand_in_one_table():
    rows = made(
        "result.person_count",
        given={"cohort.observed_agreement": "agreement_id | has_treatment | has_disease\nEX004 | true | true"}
        | {
            f"result.{part}_count": COLUMNS
            + f"EX004 | 2026-06-30 | {part} | all | all | all | some | 7 | false"
            for part in PARTS
        },
    )
    expect(rows, "topic | n\n" + "\n".join(f"{part} | 7" for part in PARTS))


def test_topics_that_rest_on_a_register_without_deliveries_are_not_counted():
    rows = made(
        "result.person_count",
        given={
            "cohort.observed_agreement": "agreement_id | has_treatment | has_disease\n"
            "EX001 | false | true\nEX002 | true | false"
        }
        | {
            f"result.{part}_count": COLUMNS
            + f"EX001 | 2026-06-30 | {part} | all | all | all | some | 0 | false\n"
            + f"EX002 | 2026-06-30 | {part} | all | all | all | some | 0 | false"
            for part in ("eligibility", "uptake", "testing")
        },
    )
    expect(rows, "agreement_id | topic\nEX001 | testing\nEX002 | eligibility")
