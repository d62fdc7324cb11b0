"""All causes of a measure at a time leave together, or none: every way of being too small keeps them back."""

import polars as pl
import pytest

from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.incidence_release import released_incidences

SOUND = {183: (20, 10, 5), 365: (30, 15, 10)}


def rows(measure: str, variant: str, counts: dict[int, tuple], n: int, **changed: object) -> list[dict]:
    """`counts`: persons with each cause up to each time, in the order of the competition."""
    return [
        {
            "agreement_id": "EX004", "cohort": "inside", "subgroup": "all", "level": "all",
            "measure": read_as, "variant": variant, "time_days": time, "estimate": 0.1, "n": n,
            "n_events": n_events,
        } | changed
        for time, causes in counts.items()
        for read_as, n_events in zip(COMPETITIONS[measure].causes.values(), causes, strict=True)
    ]  # fmt: skip


def leaves(estimates: list[dict], unreleased: tuple = ()) -> set[tuple[str, int]]:
    """Variant and time of what leaves, all causes or none; `unreleased` are composite, variant and time."""
    frame = pl.DataFrame(estimates, schema_overrides={"time_days": pl.Int32, "estimate": pl.Float64})
    points = pl.DataFrame(
        [
            ("EX004", "inside", "all", "all", competition.any_cause, variant, time)
            for competition in COMPETITIONS.values()
            for variant in ("gap_60", "gap_90", "new_line")
            for time in (183, 365, 730)
            if (competition.any_cause, variant, time) not in unreleased
        ],
        schema=["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"],
        orient="row",
    )
    found = released_incidences(frame, points, {"EX004": "gap_90"})
    for competition in COMPETITIONS.values():
        times = found.filter(pl.col("measure").is_in(list(competition.causes.values())))
        sizes = times.group_by("variant", "time_days").len()["len"].to_list()
        assert set(sizes) <= {len(competition.causes)}
    return set(found.select("variant", "time_days").iter_rows())


def ended(counts: dict[int, tuple], n: int = 100, **changed: object) -> set[int]:
    return {time for _, time in leaves(rows("end_of_treatment", "gap_90", counts, n, **changed))}


def test_sound_times_leave():
    assert ended(SOUND) == {183, 365}
    assert ended({183: (20, 0, 5)}) == {183}


@pytest.mark.parametrize("small", [1, 4])
def test_a_small_cause_keeps_all_causes_of_the_time_back(small):
    assert ended({183: (20, small, 5), 365: (30, 15, 10)}) == {365}
    assert ended({183: (20, 10, 5), 365: (20 + small, 15, 10)}) == {183}


@pytest.mark.parametrize(("rest", "expected"), [(0, {365}), (1, set()), (4, set()), (5, {365})])
def test_few_without_any_cause_keep_them_back(rest, expected):
    assert ended({365: (30, 15, 10)}, n=55 + rest) == expected


def test_the_survival_without_any_cause_must_have_left():
    estimates = rows("end_of_treatment", "gap_90", SOUND, 100)
    assert leaves(estimates, unreleased=(("treatment_duration", "gap_90", 183),)) == {("gap_90", 365)}


def test_a_time_beyond_follow_up_subgroups_and_other_cohorts_do_not_leave():
    assert ended(SOUND, estimate=None) == set()
    assert ended(SOUND, subgroup="age", level="old") == set()
    assert ended(SOUND, cohort="all_treated") == set()


def test_how_treatment_ended_leaves_under_the_primary_rule_alone():
    estimates = [row for rule in ("gap_60", "gap_90") for row in rows("end_of_treatment", rule, SOUND, 100)]
    assert leaves(estimates) == {("gap_90", 183), ("gap_90", 365)}


@pytest.mark.parametrize(("more_deaths", "leaves_too"), [(0, True), (2, False), (5, True)])
def test_a_cause_of_two_measures_differs_for_none_or_five(more_deaths, leaves_too):
    """Two more died without a next line than died on treatment: they died after it had ended."""
    estimates = rows("end_of_treatment", "gap_90", {365: (30, 15, 10)}, 100)
    estimates += rows("next_treatment", "new_line", {365: (15, 10 + more_deaths)}, 100)
    assert (("new_line", 365) in leaves(estimates)) == leaves_too
    alone = rows("next_treatment", "new_line", {365: (15, 12)}, 100)
    assert leaves(alone) == {("new_line", 365)}
