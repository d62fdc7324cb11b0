import pytest

from tests.support.spec import made

AGREEMENT = "agreement_id | primary_duration_variant\nEX004 | gap_90"
HEAD = "agreement_id | cohort | subgroup | level | measure | variant | person_id | entry_days | time_days | is_event\n"


def levels_tested(*levels: tuple[str, str, range]) -> list[dict]:
    """Levels as (subgroup, level, days of death): everybody dies."""
    lines = [
        f"EX004 | inside | {subgroup} | {level} | overall_survival | kaplan_meier | {level}{day} | 0 | {day} | true"
        for subgroup, level, days in levels
        for day in days
    ]
    given = {"agreement.agreement": AGREEMENT, "outcome.time_to_event": HEAD + "\n".join(lines)}
    return made("result.subgroup_test", given=given)


def test_levels_that_fare_alike_and_levels_that_do_not():
    """R: survdiff(Surv(c(seq(10, 110, 10), seq(500, 600, 10)), rep(1, 22)) ~ rep(1:2, each = 11))$chisq"""
    rows = levels_tested(
        ("age", "young", range(500, 610, 10)),
        ("age", "old", range(10, 120, 10)),
        ("sex", "women", range(10, 120, 10)),
        ("sex", "men", range(10, 120, 10)),
    )
    found = {row["subgroup"]: row for row in rows}
    assert found["age"]["chi_square"] == pytest.approx(24.2940497831, abs=1e-6)
    assert found["age"]["p_value"] < 0.0001 and found["sex"]["p_value"] == pytest.approx(1)
    assert {row["n_tests"] for row in rows} == {2}
    assert found["age"]["p_value_corrected"] == pytest.approx(2 * found["age"]["p_value"])


def test_no_test_where_a_level_has_few_events_and_it_is_not_counted():
    rows = levels_tested(
        ("age", "young", range(10, 100, 10)),
        ("age", "old", range(10, 200, 10)),
        ("sex", "women", range(10, 120, 10)),
        ("sex", "men", range(15, 125, 10)),
    )
    found = {row["subgroup"]: row for row in rows}
    assert found["age"]["p_value"] is None and found["age"]["fewest_events"] == 9
    assert found["sex"]["p_value_corrected"] == found["sex"]["p_value"]
    assert {row["n_tests"] for row in rows} == {1}


def test_a_subgroup_with_one_level_has_nothing_to_compare():
    (row,) = levels_tested(("age", "young", range(10, 120, 10)))
    assert (row["n_levels"], row["p_value"], row["n_tests"]) == (1, None, 0)
