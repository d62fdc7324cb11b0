"""The horizon is 365 days and the primary rule gap_90; gap_60 has the same courses at half the price."""

import pytest

from tests.support.spec import made


def given(people: dict[str, tuple], group: str = "inside | all | all") -> dict[str, str]:
    """Of each person: days, whether treatment ended, and the days with a record (one cycle begins on each)."""
    days = [(person, day) for person, (_, _, records) in people.items() for day in records]
    return {
        "agreement.agreement": "agreement_id | primary_duration_variant | cost_horizon_days\nEX001 | gap_90 | 365",
        "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
        + "\n".join(f"EX001 | {group} | {person}" for person in people),
        "outcome.treatment_duration": "agreement_id | person_id | variant | time_days | is_event\n"
        + "\n".join(
            f"EX001 | {person} | {rule} | {time} | {str(ended).lower()}"
            for person, (time, ended, _) in people.items()
            for rule in ("gap_60", "gap_90")
        ),
        "outcome.treatment_record": "agreement_id | person_id | variant | exposure_id | days_from_index | drug_cost_nok\n"
        + "\n".join(
            f"EX001 | {person} | {rule} | {person}{day} | {day} | {cost}"
            for person, day in days
            for rule, cost in (("gap_60", 100), ("gap_90", 200))
        ),
        "outcome.treatment_cycle": "agreement_id | person_id | cycle_number | days_from_index\n"
        + "\n".join(
            f"EX001 | {person} | {day + 1} | {day}" for person, day in days if person != "unnumbered"
        ),
    }


def found(rows: list[dict]) -> dict:
    return {(row["measure"], row["variant"]): row for row in rows}


COMPLETE = {
    "a": (10, True, [0]),
    "b": (40, True, [0, 30]),
    "c": (70, True, [0, 30, 60]),
    "unnumbered": (900, False, [0, 100, 200, 300, 365, 400]),
}


def test_without_censoring_these_are_plain_means_and_quartiles():
    """Who is followed beyond the horizon is complete; what comes from the horizon on does not count."""
    rows = found(made("result.course_estimate", given(COMPLETE)))
    assert {key: row["estimate"] for key, row in rows.items()} == pytest.approx(
        {
            ("doses", "corrected_mean"): (1 + 2 + 3 + 4) / 4,
            ("doses", "lower_quartile"): 1.5,
            ("doses", "median"): 2.5,
            ("doses", "upper_quartile"): 3.5,
            # Whose cycles are not known is left out.
            ("cycles", "corrected_mean"): 2,
            ("cycles", "lower_quartile"): 1,
            ("cycles", "median"): 2,
            ("cycles", "upper_quartile"): 3,
            ("drug_cost_on_treatment", "gap_60"): 250,
            ("drug_cost_on_treatment", "gap_90"): 500,
        }
    )
    assert {key: (row["unit"], row["n"], row["n_events"]) for key, row in rows.items()} == {
        **dict.fromkeys((key for key in rows if key[0] == "doses"), ("doses", 4, 4)),
        **dict.fromkeys((key for key in rows if key[0] == "cycles"), ("cycles", 3, 3)),
        **dict.fromkeys((key for key in rows if key[0] == "drug_cost_on_treatment"), ("NOK", 4, 4)),
    }
    assert {row["time_days"] for row in rows.values()} == {365}
    mean, median = rows["doses", "corrected_mean"], rows["doses", "median"]
    assert mean["lower"] < 2.5 < mean["upper"] and median["lower"] is None and median["upper"] is None


def test_who_is_still_on_treatment_is_not_counted_as_done():
    """One is censored on day 35 after two doses: the plain mean, 2, is too low."""
    people = COMPLETE | {"goes_on": (35, False, [0, 30])}
    rows = found(made("result.course_estimate", given(people)))
    # Days 0 to 29: 5 doses. Days 30 to 59: the censored one is lost, K = 3/4 weighs those of b and c.
    # Days 60 on: c's third dose and the other's second to fourth, weighed alike.
    expected = (5 + (1 + 1) / (3 / 4) + (1 + 1 + 1 + 1) / (3 / 4)) / 5
    assert rows["doses", "corrected_mean"]["estimate"] == pytest.approx(expected)
    assert (rows["doses", "median"]["n"], rows["doses", "median"]["n_events"]) == (5, 4)
    # Weights 1, 4/3, 4/3, 4/3: one or two doses have 47 %, so half of all have at most three.
    assert rows["doses", "median"]["estimate"] == 3


def test_records_without_a_price_are_said_to_be_left_out():
    tables = given({"a": (10, True, [0]), "b": (40, True, [0, 30])})
    tables["outcome.treatment_record"] += "\nEX001 | a | gap_60 | unpriced | 5 | -"
    rows = found(made("result.course_estimate", tables))
    assert "without a known price" in rows["drug_cost_on_treatment", "gap_60"]["method"]
    assert "without a known price" not in rows["doses", "corrected_mean"]["method"]
    assert rows["drug_cost_on_treatment", "gap_60"]["estimate"] == 150


def test_too_few_followed_to_the_horizon_gives_no_number():
    people = {f"p{number}": (number + 1, False, [0]) for number in range(20)} | {"a": (400, True, [0, 30])}
    rows = found(made("result.course_estimate", given(people)))
    assert {row["estimate"] for row in rows.values()} == {None}


def test_subgroups_and_agreements_are_apart_and_nobody_gives_no_row():
    rows = made("result.course_estimate", given(COMPLETE, group="inside | age | below_70"))
    assert {(row["subgroup"], row["level"]) for row in rows} == {("age", "below_70")}
    assert made("result.course_estimate", {}) == []
