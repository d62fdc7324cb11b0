"""result.comparison_curve: both groups' survival, as they are and weighted; counts are persons."""

import pytest

from tests.support.compared import given
from tests.support.spec import made


@pytest.fixture(scope="module")
def curves():
    found = {}
    for row in made("result.comparison_curve", given()):
        if row["cohort"] == "compared":
            found.setdefault(row["variant"], []).append(row)
    return found


def test_every_group_has_a_curve_as_it_is_and_a_weighted_one(curves):
    assert set(curves) == {
        "unadjusted_treated", "unadjusted_comparator",
        "weighted_overlap_treated", "weighted_overlap_comparator",
    }  # fmt: skip
    ends = {variant: rows[-1]["survival"] for variant, rows in curves.items()}
    assert ends == {
        "unadjusted_treated": pytest.approx(0.75),
        "unadjusted_comparator": pytest.approx(0.25),
        "weighted_overlap_treated": pytest.approx(0.5),
        "weighted_overlap_comparator": pytest.approx(0.5),
    }


def test_counts_of_a_weighted_curve_are_of_persons(curves):
    for arm, events in (("treated", 8), ("comparator", 24)):
        plain, weighted = curves[f"unadjusted_{arm}"], curves[f"weighted_overlap_{arm}"]
        counts = [
            [(row["time_days"], row["n_risk"], row["n_event"], row["n_censor"]) for row in rows]
            for rows in (plain, weighted)
        ]
        assert counts[0] == counts[1]
        assert sum(row["n_event"] for row in weighted) == events
        assert weighted[0]["n_risk"] == 32


def test_without_a_comparison_there_is_no_curve():
    assert made("result.comparison_curve", {}) == []
