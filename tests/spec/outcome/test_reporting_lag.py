"""Recent patients under every rule: records are complete to 2024-06-30, and each record covers 28 days.

Nobody may be called stopped only because the next record has not come yet, or on treatment only because the last
supply reaches far. Each rule looks no further than its own D: complete-to less the gap, and for the last dose
less a record's days too.
"""

from datetime import date, timedelta

import pytest

from tests.support.spec import made

COMPLETE_TO = date(2024, 6, 30)
COVERS_DAYS = 28
RULES = {"gap_60": (60, True), "gap_90": (90, True), "gap_120": (120, True), "last_dose": (90, False)}


def d_of(rule: str) -> date:
    """D: what is covered on this day may go on."""
    return COMPLETE_TO - timedelta(days=RULES[rule][0])


def looks_to(rule: str) -> date:
    return d_of(rule) - timedelta(days=0 if RULES[rule][1] else COVERS_DAYS)


def durations(
    rule: str, records: dict[str, list[date]], complete_to: date = COMPLETE_TO
) -> dict[str, tuple[int, str]]:
    """Days and reason of each person with these record dates, by the real chain: coverage, course, duration."""
    gap, with_tail = RULES[rule]
    rule_table = (
        "agreement_id | variant | permitted_gap_days | with_tail\n"
        f"EX003 | {rule} | {gap} | {str(with_tail).lower()}"
    )
    treated = "agreement_id | person_id | index_date | starter\n" + "\n".join(
        f"EX003 | {person} | {min(dates)} | new_starter" for person, dates in records.items()
    )
    exposures = "agreement_id | person_id | exposure_id | exposure_date | covered_days | is_dispensing\n"
    exposures += "\n".join(
        f"EX003 | {person} | {person}{day} | {day} | {COVERS_DAYS} | false"
        for person, dates in records.items()
        for day in dates
        if day <= complete_to
    )
    coverage = made(
        "outcome.exposure_coverage",
        {"cohort.treated_person": treated, "cohort.agreement_exposure": exposures},
    )
    courses = made(
        "outcome.treatment_course",
        {"outcome.exposure_coverage": _text(coverage), "agreement.duration_rule": rule_table},
    )
    found = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated,
            "agreement.duration_rule": rule_table,
            "agreement.agreement": f"agreement_id | administration_covers_days\nEX003 | {COVERS_DAYS}",
            "outcome.treatment_course": _text(courses),
            "outcome.source_follow_up": f"agreement_id | record_kind | followed_to_date\nEX003 | drug | {complete_to}",
            "outcome.vital_follow_up": "agreement_id | person_id | followed_to_date\n"
            + "\n".join(f"EX003 | {person} | 2024-12-31" for person in records),
        },
    )
    return {row["person_id"]: (row["time_days"], row["end_reason"]) for row in found}


def _text(rows: list[dict]) -> str:
    head = list(rows[0])
    lines = [" | ".join("-" if row[name] is None else str(row[name]) for name in head) for row in rows]
    return "\n".join([" | ".join(head), *lines])


def monthly(first: date, n: int) -> list[date]:
    return [first + timedelta(days=COVERS_DAYS * number) for number in range(n)]


def covered_to(day: date, n: int) -> list[date]:
    """Monthly records, the last of which covers until this day."""
    return monthly(day - timedelta(days=COVERS_DAYS * n), n)


@pytest.mark.parametrize("rule", RULES)
def test_who_goes_on_is_on_treatment_until_the_rule_can_see_and_no_further(rule):
    """Records every 28 days to the end: never stopped, and followed exactly to the rule's last day."""
    first = date(2023, 1, 1)
    found = durations(rule, {"goes_on": monthly(first, 25)})
    assert found == {"goes_on": ((looks_to(rule) - first).days, "complete_to")}


@pytest.mark.parametrize("rule", RULES)
def test_who_is_covered_to_d_is_not_known_to_have_stopped(rule):
    """Covered to the day before D, stopped: a later record would have come within the gap. To D: not known."""
    n = 6
    day_before = covered_to(d_of(rule) - timedelta(days=1), n)
    on_d = covered_to(d_of(rule), n)
    found = durations(rule, {"day_before": day_before, "on_d": on_d})
    ends_with_coverage = RULES[rule][1]
    days = COVERS_DAYS * (n if ends_with_coverage else n - 1)
    assert found["day_before"] == (days, "stopped")
    assert found["on_d"] == ((looks_to(rule) - on_d[0]).days, "complete_to")


@pytest.mark.parametrize("rule", RULES)
def test_a_record_that_bridges_the_gap_keeps_both_from_being_stopped(rule):
    """Covered to the day before D; the next record comes on the last permitted day, or one day too late."""
    records = covered_to(d_of(rule) - timedelta(days=1), 3)
    bridged = [*records, d_of(rule) - timedelta(days=1) + timedelta(days=RULES[rule][0])]
    too_late = [*records, bridged[-1] + timedelta(days=1)]
    found = durations(rule, {"bridged": bridged, "too_late": too_late})
    assert found["bridged"][1] == "complete_to"
    assert found["too_late"][1] == "stopped"


@pytest.mark.parametrize("rule", RULES)
def test_who_began_too_late_is_neither(rule):
    """First dose on the rule's last day: nothing is known. A day before: followed for one day, on treatment."""
    last = looks_to(rule)
    found = durations(rule, {"too_late": monthly(last, 4), "in_time": monthly(last - timedelta(days=1), 4)})
    assert found == {"in_time": (1, "complete_to")}


@pytest.mark.parametrize("rule", RULES)
def test_more_data_never_take_back_what_was_said(rule):
    """The same patients with records complete half a year later: who had stopped has, on the same day."""
    people = {f"p{n}": monthly(date(2023, 3, 1), n) for n in range(1, 18)}
    now = durations(rule, people)
    later = durations(rule, people, complete_to=date(2024, 12, 31))
    stopped = {person: answer for person, answer in now.items() if answer[1] == "stopped"}
    going_on = set(now) - set(stopped)
    assert stopped and stopped.items() <= later.items()
    assert going_on and all(later[person][0] >= now[person][0] for person in going_on)
