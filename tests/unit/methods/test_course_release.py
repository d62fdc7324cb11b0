"""Means rest on five persons followed completely, quartiles on twenty; which rules stand side by side."""

import polars as pl
import pytest

from pipelines.methods.course_release import released_courses

DIFFERENCES = {
    "agreement_id": "EX004", "cohort": "inside", "variant": "gap_60", "other_variant": "gap_90",
    "n_other_end": 1,
}  # fmt: skip
ROW = {
    "agreement_id": "EX004", "cohort": "inside", "subgroup": "all", "level": "all", "time_days": 365,
}  # fmt: skip


def leaves(*rows: tuple[str, str, int], n_other_cost: int = 0, **changed: object) -> set[tuple[str, str]]:
    """`rows`: measure, variant and persons followed completely."""
    names = ("measure", "variant", "n_events")
    common = ROW | {"unit": "doses", "n": 100}
    estimates = pl.DataFrame(
        [common | dict(zip(names, row, strict=True)) | changed for row in rows],
        schema_overrides={"n_events": pl.Int64},
    )
    differences = pl.DataFrame([DIFFERENCES | {"n_other_cost": n_other_cost}])
    found = released_courses(estimates, differences, {"EX004": "gap_90"})
    return set(found.select("measure", "variant").iter_rows())


@pytest.mark.parametrize("measure", ["doses", "cycles"])
def test_means_take_five_and_quartiles_twenty(measure):
    assert leaves((measure, "corrected_mean", 4)) == set()
    assert leaves((measure, "corrected_mean", 5)) == {(measure, "corrected_mean")}
    for variant in ("lower_quartile", "median", "upper_quartile"):
        assert leaves((measure, variant, 19)) == set()
        assert leaves((measure, variant, 20)) == {(measure, variant)}


@pytest.mark.parametrize("measure", ["relative_dose_intensity", "dose_given_of_ordered"])
def test_ratios_rest_on_all_who_are_counted(measure):
    for variant, fewest in (
        ("mean_of_persons", 5),
        ("median_of_persons", 20),
        ("upper_quartile_of_persons", 20),
    ):
        assert leaves((measure, variant, None), unit="ratio", n=fewest - 1) == set()
        assert leaves((measure, variant, None), unit="ratio", n=fewest) == {(measure, variant)}


@pytest.mark.parametrize(
    ("n_other_cost", "rules"), [(0, {"gap_60", "gap_90"}), (3, {"gap_90"}), (5, {"gap_60", "gap_90"})]
)
def test_cost_under_two_rules_leaves_where_none_or_five_differ(n_other_cost, rules):
    cost = "drug_cost_on_treatment"
    found = leaves((cost, "gap_60", 40), (cost, "gap_90", 40), n_other_cost=n_other_cost)
    assert found == {(cost, rule) for rule in rules}
    assert leaves((cost, "gap_90", 4)) == set()


def test_a_single_rule_has_nothing_to_stand_beside():
    cost = "drug_cost_on_treatment"
    assert leaves((cost, "gap_90", 40), cohort="all_treated") == {(cost, "gap_90")}
    assert leaves((cost, "gap_60", 40), cohort="all_treated") == set()


def test_subgroups_and_other_measures_do_not_leave_here():
    assert leaves(("doses", "corrected_mean", 40), subgroup="age") == set()
    assert leaves(("overall_survival_median", "median", 40)) == set()
