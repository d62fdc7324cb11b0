"""Net and expected survival leave only beside overall survival, and only with as many persons."""

import polars as pl
import pytest

from pipelines.methods.net_survival_release import withhold_beside_survival


def row(measure: str, n: int | None, suppressed: bool = False, **change: object) -> dict[str, object]:
    place = {"agreement_id": "EX004", "cohort": "inside", "subgroup": "all", "level": "all", "time_days": 365}
    variant = {"overall_survival": "kaplan_meier", "expected_survival": "ederer_1"}.get(
        measure, "pohar_perme"
    )
    counts = {"n": n, "n_events": 50}
    return {**place, "measure": measure, "variant": variant, **counts, "suppressed": suppressed, **change}


def withheld(*rows: dict[str, object], mark: str = "suppressed") -> list[bool]:
    return withhold_beside_survival(pl.DataFrame(rows))[mark].to_list()


@pytest.mark.parametrize(
    ("n", "is_withheld"), [(100, False), (99, True), (96, True), (95, False), (101, True), (None, True)]
)
def test_persons_left_out_are_none_or_at_least_five(n: int | None, is_withheld: bool) -> None:
    rows = row("overall_survival", 100), row("net_survival", n)
    assert withheld(*rows) == withheld(*rows, mark="leaves_few_out") == [False, is_withheld]


@pytest.mark.parametrize("n", [100, 99, 96, 95])
def test_expected_survival_leaves_without_its_numbers_where_few_are_left_out(n: int) -> None:
    """It comes from the life table: what became of those left out is not in it."""
    rows = row("overall_survival", 100), row("expected_survival", n)
    assert withheld(*rows) == [False, False]
    assert withheld(*rows, mark="leaves_few_out") == [False, n in (96, 99)]


def test_expected_survival_of_levels_stays_where_few_are_left_out() -> None:
    level = {"subgroup": "sex", "level": "women"}
    rows = row("overall_survival", 100, **level), row("expected_survival", 98, **level)
    assert withheld(*rows) == [False, True]


@pytest.mark.parametrize(("n_events", "is_withheld"), [(50, False), (49, True), (45, False), (43, True)])
def test_deaths_and_survivors_left_out_are_none_or_at_least_five(n_events: int, is_withheld: bool) -> None:
    """Ten of a hundred are left out."""
    found = withheld(row("overall_survival", 100), row("net_survival", 90, n_events=n_events))
    assert found == [False, is_withheld]


@pytest.mark.parametrize(
    "survival",
    [
        row("overall_survival", 100, suppressed=True),
        row("overall_survival", 100, time_days=730),
        row("overall_survival", 100, cohort="all_treated"),
        row("overall_survival", 100, agreement_id="EX001"),
        row("overall_survival", 100, subgroup="sex", level="men"),
        row("overall_survival", 100, variant="another"),
        row("treatment_duration", 100, variant="kaplan_meier"),
    ],
)
def test_without_overall_survival_at_the_same_place_nothing_leaves(survival: dict[str, object]) -> None:
    assert withheld(survival, row("net_survival", 100))[1] is True


def test_what_another_rule_withholds_stays_withheld() -> None:
    assert withheld(row("overall_survival", 100), row("net_survival", 100, suppressed=True)) == [False, True]


def test_levels_of_a_subgroup_leave_together() -> None:
    levels = [{"subgroup": "sex", "level": level} for level in ("men", "women")]
    rows = [row("overall_survival", 100, **level) for level in levels]
    same, fewer = (row("net_survival", n, **level) for n, level in zip((100, 98), levels, strict=True))
    assert withheld(*rows, same, fewer) == [False, False, True, True]


def test_other_measures_are_left_as_they_were() -> None:
    assert withheld(row("overall_survival_median", 97), row("number_treated", 100, suppressed=True)) == [
        False,
        True,
    ]
