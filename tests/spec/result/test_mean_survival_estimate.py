import pytest

from tests.support.spec import made

HEAD = "agreement_id | cohort | subgroup | level | measure | variant | person_id | entry_days | time_days | is_event\n"


def means(*lines: str) -> dict[tuple, dict]:
    rows = made("result.mean_survival_estimate", given={"outcome.time_to_event": HEAD + "\n".join(lines)})
    return {(row["subgroup"], row["time_days"]): row for row in rows}


def person(
    name: str, time_days: int, is_event: bool, measure: str = "overall_survival | kaplan_meier"
) -> str:
    return f"EX004 | inside | all | all | {measure} | {name} | 0 | {time_days} | {str(is_event).lower()}"


def test_the_mean_is_the_days_lived_within_the_horizon():
    found = means(person("A", 100, True), person("B", 800, False))
    assert found["all", 365]["estimate"] == pytest.approx((100 + 365) / 2)
    assert found["all", 730]["estimate"] == pytest.approx((100 + 730) / 2)
    assert (found["all", 365]["n"], found["all", 365]["n_events"]) == (2, 1)


def test_beyond_follow_up_it_is_missing():
    found = means(person("A", 100, True), person("B", 500, False))
    assert found["all", 365]["estimate"] is not None and found["all", 730]["estimate"] is None


def test_only_overall_survival_by_its_main_definition():
    others = ("treatment_duration | gap_90", "overall_survival | landmark_183")
    assert means(*(person("A", 900, True, measure) for measure in others)) == {}
