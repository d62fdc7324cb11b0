from itertools import pairwise

import pytest

from tests.support.spec import expect, made

HEAD = "agreement_id | data_cut | cohort | measure | variant | time_days | state | n | suppressed\n"
POINTS = (
    "agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days "
    "| n_risk | n_event | n_censor\n"
)
NOW, BEFORE = "2026-06-30", "2026-03-31"
COUNTS = "build_id | agreement_id | data_cut | topic | item | grouping | level | category | n | is_small | n_exact\n"
CURVES = (
    "build_id | agreement_id | data_cut | cohort | subgroup | level | measure | variant | time_days "
    "| n_events | n_beyond | n_lost\n"
)
OF_CURVE = "inside | all | all | overall_survival | kaplan_meier"


def released(ledger: list[str], points: list[str], before: dict[str, str] | None = None) -> list[dict]:
    """What leaves of a ledger beside the points of its curve: time, persons beyond, events and lost so far."""
    at = f"EX004 | {NOW} | {OF_CURVE}"
    of = f"EX004 | {NOW} | inside | overall_survival | kaplan_meier"
    return made(
        "released.follow_up_ledger",
        given={
            "result.follow_up_ledger": HEAD + "\n".join(f"{of} | {line} | false" for line in ledger),
            "released.survival_curve": POINTS + "\n".join(f"{at} | {point}" for point in _since(points)),
        }
        | {f"reference.published_{table}": rows for table, rows in (before or {}).items()},
    )


def _since(points: list[str]) -> list[str]:
    """Events and losses are told since the point before."""
    numbers = [[cell.strip() for cell in point.split("|")] for point in points]
    if any("-" in row for row in numbers):
        return points
    rows = [[0, 0, 0, 0], *([int(cell) for cell in row] for row in numbers)]
    return [
        " | ".join(map(str, (time, beyond, events - then[2], lost - then[3])))
        for then, (time, beyond, events, lost) in pairwise(rows)
    ]


def earlier(ledger: list[str], points: list[str]) -> dict[str, str]:
    """What the edition of three months ago told: by time and cause, and of the curve."""
    of = f"first | EX004 | {BEFORE}"
    counts = [f"{of} | follow_up_ledger | {line}" for line in ledger]
    curves = [f"{of} | {OF_CURVE} | {point}" for point in points]
    return {"count": COUNTS + "\n".join(counts), "curve": CURVES + "\n".join(curves)}


def told(rows: list[dict], state: str) -> dict[int, int | None]:
    return {row["time_days"]: row["n"] for row in rows if row["state"] == state}


def test_only_times_whose_numbers_at_risk_leave():
    rows = released(
        ["183 | followed | 80", "183 | death | 20", "365 | followed | 60", "365 | death | 40"],
        ["183 | 80 | 20 | 0", "365 | - | - | -"],
    )
    expect(rows, "time_days | state | n\n183 | followed | 80\n183 | death | 20")


def test_causes_of_censoring_are_withheld_together_where_one_is_small():
    rows = released(
        ["183 | followed | 80", "183 | death | 10", "183 | complete_to | 7", "183 | emigrated | 3"],
        ["183 | 80 | 10 | 10"],
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
        ["183 | 80 | 0 | 20", "365 | 60 | 0 | 40", "730 | 30 | 0 | 70"],
    )
    assert told(rows, "emigrated") == {183: 5, 365: None, 730: 10}
    assert told(rows, "complete_to")[365] is None


@pytest.mark.parametrize(
    ("n_lost", "n_told"),
    [(15, None), (35, 8)],
    ids=["five were lost since, so three or more had left before", "they can all have left since"],
)
def test_a_later_number_does_not_say_how_few_had_left_before(n_lost, n_told):
    """Three of the ten lost by 183 days had emigrated, and eight by 365."""
    rows = released(
        [
            *("183 | followed | 90", "183 | complete_to | 7", "183 | emigrated | 3"),
            *("365 | followed | 50", f"365 | complete_to | {n_lost - 8}", "365 | emigrated | 8"),
        ],
        ["183 | 90 | 0 | 10", f"365 | {100 - n_lost} | 0 | {n_lost}"],
    )
    assert told(rows, "emigrated") == {183: None, 365: n_told}


@pytest.mark.parametrize(
    ("n_abroad", "n_told"), [(7, None), (11, 11)], ids=["two emigrated since", "six emigrated since"]
)
def test_beside_an_earlier_edition_no_few_have_emigrated_since(n_abroad, n_told):
    before = earlier(
        ["183 | all | all | complete_to | 15 | - | 15", "183 | all | all | emigrated | 5 | - | 5"],
        ["183 | 0 | 80 | 20"],
    )
    rows = released(
        ["183 | followed | 90", f"183 | complete_to | {20 - n_abroad}", f"183 | emigrated | {n_abroad}"],
        ["183 | 90 | 0 | 20"],
        before,
    )
    assert told(rows, "emigrated") == {183: n_told}


@pytest.mark.parametrize(
    ("n_abroad", "n_told"), [(8, None), (14, 14)], ids=["eight have emigrated now", "six more have"]
)
def test_what_an_earlier_edition_withheld_stays_hidden(n_abroad, n_told):
    """Of ten lost by 183 days eight had emigrated, and two were not followed further then."""
    before = earlier(
        ["183 | all | all | complete_to | - | true | 2", "183 | all | all | emigrated | - | false | 8"],
        ["183 | 0 | 80 | 10"],
    )
    rows = released(
        ["183 | followed | 90", "183 | complete_to | 6", f"183 | emigrated | {n_abroad}"],
        [f"183 | 90 | 0 | {6 + n_abroad}"],
        before,
    )
    assert told(rows, "emigrated") == {183: n_told}
