"""Rates, incidence in the window and early death, for every group at once."""

import math

import pytest

from tests.support.spec import expect, made

HEAD = "agreement_id | complication | window_days | look_back | person_id | days_from_index | n_events"
SURVIVAL = "agreement_id | person_id | starter | time_days | is_event"


def estimates(people="", survival="", groups=("inside | all | all",), complication="EX001 | infection | 100"):
    """`people`: look-back, person, first day, events, days followed, why they ended; `survival`: person, days,
    died."""
    lines = [line.strip() for line in people.strip().splitlines()]
    lives = [line.strip() for line in survival.strip().splitlines()]
    names = {line.split("|")[1].strip() for line in lines} | {line.split("|")[0].strip() for line in lives}
    return made(
        "result.complication_estimate",
        {
            "cohort.group_member": "\n".join(
                ["agreement_id | cohort | subgroup | level | person_id"]
                + [f"EX001 | {group} | {name}" for group in groups for name in sorted(names)]
            ),
            "outcome.complication": "\n".join(
                [f"{HEAD} | follow_up_days | end_reason", *(f"{complication} | {line}" for line in lines)]
            ),
            "outcome.overall_survival": "\n".join(
                [SURVIVAL]
                + [
                    f"EX001 | {person} | new_starter | {rest}"
                    for person, rest in (x.split("|", 1) for x in lives)
                ]
                + ["EX001 | A | earlier_starter | 1 | true"]
            ),
        },
    )


def by_measure(rows):
    return {row["measure"]: row for row in rows}


FIVE = """
    free | A | 10  | 3 | 400 | complete_to
    free | B | 150 | 1 | 400 | complete_to
    free | C | -   | 0 | 50  | death
    free | D | -   | 0 | 40  | complete_to
    free | E | 100 | 1 | 120 | death
"""


def test_rates_and_incidence_of_the_window_and_all_events_of_the_whole_follow_up():
    """At risk in the window: 10 + 100 + 50 + 40 + 100 days with 2 first events; 1010 days in all with 5 events.

    Incidence at 100 days: 1/5 on day 10; D leaves on day 40; C dies on day 50 among three; then one of the two
    left on day 100: 0.2 + 0.8 · 2/3 · 1/2 = 0.4667. Limits are R's: poisson.test(2, 300)$conf.int * 36525.
    """
    rows = estimates(FIVE)
    expect(
        rows,
        """
        variant   | measure                    | time_days | unit                 | n | n_events
        infection | complication_rate          | 100       | per_100_person_years | 5 | 2
        infection | complication_rate_repeated | -         | per_100_person_years | 5 | 5
        infection | complication_incidence     | 100       | probability          | 5 | 2
        """,
    )
    found = by_measure(rows)
    assert found["complication_rate"]["estimate"] == pytest.approx(36525 * 2 / 300)
    assert found["complication_rate"]["lower"] == pytest.approx(29.4889796627, rel=1e-10)
    assert found["complication_rate"]["upper"] == pytest.approx(879.6057235454, rel=1e-10)
    repeated = found["complication_rate_repeated"]
    assert repeated["estimate"] == pytest.approx(36525 * 5 / 1010)
    # Residuals events - rate * days: 1.0198, -0.9802, -0.2475, -0.1980, 0.4059.
    residuals = [
        events - 5 / 1010 * days for events, days in ((3, 400), (1, 400), (0, 50), (0, 40), (1, 120))
    ]
    spread = math.exp(1.959963984540054 * math.sqrt(5 / 4 * sum(x * x for x in residuals)) / 5)
    assert repeated["lower"] == pytest.approx(36525 * 5 / 1010 / spread)
    assert repeated["upper"] == pytest.approx(36525 * 5 / 1010 * spread)
    assert found["complication_incidence"]["estimate"] == pytest.approx(0.2 + 0.8 * 2 / 3 / 2)


def test_who_had_it_or_may_have_had_it_is_not_at_risk():
    rows = estimates(FIVE + "had_it | F | 5 | 1 | 400 | death\nunknown | G | 5 | 1 | 400 | death")
    assert {row["n"] for row in rows} == {5}


def test_the_window_that_nobody_was_followed_through_has_no_incidence():
    """Who is no longer followed is never counted as without it."""
    found = by_measure(estimates("free | A | 10 | 1 | 60 | complete_to\nfree | B | - | 0 | 60 | complete_to"))
    assert found["complication_incidence"]["estimate"] is None
    assert found["complication_rate"]["estimate"] == pytest.approx(36525 / 70)


def test_no_event_is_a_rate_of_zero_with_an_upper_limit():
    found = by_measure(estimates("free | A | - | 0 | 400 | complete_to\nfree | B | - | 0 | 90 | death"))
    first, repeated = found["complication_rate"], found["complication_rate_repeated"]
    # R: poisson.test(0, 190)$conf.int * 36525
    assert (first["estimate"], first["lower"]) == (0, 0)
    assert first["upper"] == pytest.approx(709.138537166, rel=1e-10)
    assert (repeated["estimate"], repeated["lower"], repeated["upper"]) == (0, None, None)
    assert found["complication_incidence"]["estimate"] == 0


def test_of_no_time_there_is_no_rate():
    rows = estimates("free | A | 0 | 1 | 0 | death")
    assert [(row["measure"], row["estimate"]) for row in rows] == [("complication_incidence", 1)]


def test_death_within_30_days_is_that_of_new_starters():
    lives = "A | 30 | true\nB | 31 | true\nC | 10 | false\nD | 400 | false"
    rows = estimates(survival=lives)
    expect(
        rows,
        "measure | variant | time_days | unit | n | n_events\n"
        "death_within_30_days | kaplan_meier | 30 | probability | 4 | 1",
    )
    assert rows[0]["estimate"] == pytest.approx(1 / 3)
    assert rows[0]["lower"] < 1 / 3 < rows[0]["upper"]


@pytest.mark.parametrize("days", [20, 31, 400])
def test_that_nobody_died_is_no_certainty(days):
    (row,) = estimates(survival=f"A | {days} | false\nB | 400 | true")
    assert (row["estimate"], row["lower"], row["upper"]) == (0, None, None)


def test_every_group_has_its_own_numbers():
    rows = estimates(FIVE, groups=("inside | all | all", "all_treated | all | all", "inside | age | old"))
    groups = {
        (row["cohort"], row["level"], row["n"]) for row in rows if row["measure"] == "complication_rate"
    }
    assert groups == {("inside", "all", 5), ("all_treated", "all", 5), ("inside", "old", 5)}


def test_nobody_gives_no_number():
    assert estimates() == []
