"""Rules that differ for one to four persons do not leave together; the primary rule comes first."""

import polars as pl
import pytest

from pipelines.methods.rule_release import released_rules

RULES = ("gap_120", "gap_60", "gap_90", "last_dose")


def rules(differences: dict[tuple[str, str], int], primary: str = "gap_90") -> set[str]:
    pairs = [(a, b) for a in RULES for b in RULES if a < b]
    frame = pl.DataFrame(
        [("EX004", "inside", a, b, differences.get((a, b), 0), 1) for a, b in pairs],
        schema=["agreement_id", "cohort", "variant", "other_variant", "n_other_end", "n_other_cost"],
        orient="row",
    )
    found = released_rules(frame, {"EX004": primary}, "n_other_end")
    assert set(found.select("agreement_id", "cohort").iter_rows()) == {("EX004", "inside")}
    return set(found["variant"])


@pytest.mark.parametrize(("n", "leaves"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_rule_leaves_beside_the_primary_one_where_none_or_five_differ(n, leaves):
    assert ("gap_60" in rules({("gap_60", "gap_90"): n})) == leaves


def test_the_others_are_judged_against_each_other_too():
    """Of gap_120 and gap_60, which differ for two persons, the first by name leaves."""
    assert rules({("gap_120", "gap_60"): 2}) == {"gap_90", "gap_120", "last_dose"}


def test_the_primary_rule_leaves_whatever_the_others_are():
    few = {("gap_120", "gap_60"): 1, ("gap_120", "gap_90"): 1, ("gap_120", "last_dose"): 1}
    assert rules(few, primary="gap_120") == {"gap_120"}


def test_nothing_to_compare_releases_nothing():
    names = {"agreement_id": pl.String, "cohort": pl.String, "variant": pl.String, "other_variant": pl.String}
    assert released_rules(
        pl.DataFrame(schema=names | {"n_other_end": pl.Int64}), {}, "n_other_end"
    ).is_empty()
