from tests.support.spec import expect, made

COLUMNS = "agreement_id | data_cut | topic | item | grouping | level | category | n | suppressed\n"
PARTS = (
    "eligibility", "criterion", "exclusion", "uptake", "testing", "attribution", "line", "context",
    "stop_rule", "exit",
)  # fmt: skip


def test_the_counts_of_every_topic_stand_in_one_table():
    rows = made(
        "result.person_count",
        given={
            f"result.{part}_count": COLUMNS
            + f"EX004 | 2026-06-30 | {part} | all | all | all | some | 7 | false"
            for part in PARTS
        },
    )
    expect(rows, "topic | n\n" + "\n".join(f"{part} | 7" for part in PARTS))
