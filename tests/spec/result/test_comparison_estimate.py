"""result.comparison_estimate: the two groups as they are, and weighted to be alike."""

import pytest

from tests.support.compared import given
from tests.support.spec import expect, made


@pytest.fixture(scope="module")
def rows():
    return made("result.comparison_estimate", given())


def the(rows, measure, variant, time_days=None, cohort="compared"):
    wanted = (measure, variant, time_days, cohort)
    found = [
        row for row in rows if (row["measure"], row["variant"], row["time_days"], row["cohort"]) == wanted
    ]
    assert len(found) == 1
    return found[0]


def test_a_difference_that_is_all_confounding_is_gone_when_the_groups_are_alike(rows):
    """Three in four treated and one in four comparators are women; every woman lives a year and no man."""
    as_they_are = the(rows, "survival_difference", "unadjusted", 365)
    assert as_they_are["estimate"] == pytest.approx(0.5)
    assert as_they_are["lower"] > 0.2
    weighted = the(rows, "survival_difference", "weighted_overlap", 365)
    assert weighted["estimate"] == pytest.approx(0, abs=1e-9)
    assert the(rows, "treated_survival", "weighted_overlap", 365)["estimate"] == pytest.approx(0.5)
    assert the(rows, "comparator_survival", "weighted_overlap", 365)["estimate"] == pytest.approx(0.5)
    assert the(rows, "hazard_ratio", "unadjusted")["upper"] < 0.7
    assert the(rows, "hazard_ratio", "weighted_overlap")["estimate"] == pytest.approx(1, abs=0.02)
    mean = the(rows, "restricted_mean_difference", "weighted_overlap", 365)
    assert (mean["estimate"], mean["unit"]) == (pytest.approx(0, abs=1), "days")


def test_counts_are_of_persons_and_of_one_group_or_both(rows):
    expect(
        [row for row in rows if row["cohort"] == "compared" and row["time_days"] == 365],
        """
        subgroup   | level | measure                    | variant          | unit        | n  | n_events
        comparator | older | treated_survival           | unadjusted       | probability | 32 | 8
        comparator | older | comparator_survival        | unadjusted       | probability | 32 | 24
        comparator | older | survival_difference        | unadjusted       | probability | 64 | 32
        comparator | older | restricted_mean_difference | unadjusted       | days        | 64 | 32
        comparator | older | treated_survival           | weighted_overlap | probability | 32 | 8
        comparator | older | comparator_survival        | weighted_overlap | probability | 32 | 24
        comparator | older | survival_difference        | weighted_overlap | probability | 64 | 32
        comparator | older | restricted_mean_difference | weighted_overlap | days        | 64 | 32
        """,
    )


def test_the_same_persons_give_the_same_limits(rows):
    again = made("result.comparison_estimate", given())
    assert again == rows


def test_groups_that_a_covariate_tells_apart_are_not_compared():
    """All treated are women and all comparators men: nobody can be compared with anybody."""
    apart = given(sexes=(("female", 1, 0), ("male", 0, 1)))
    assert made("result.comparison_estimate", apart) == []


def test_a_group_without_persons_is_not_compared():
    assert made("result.comparison_estimate", given(sexes=(("female", 1, 0), ("male", 1, 0)))) == []
    assert made("result.comparison_estimate", {}) == []


def test_beyond_follow_up_nothing_is_said():
    """Nobody is followed for 1100 days: no mean over them, but survival before that."""
    far = given() | {
        "agreement.comparator_cohort": "agreement_id | comparator_id | weights | horizon_days\n"
        "EX004 | older | overlap | 1100"
    }
    rows = made("result.comparison_estimate", far)
    assert the(rows, "restricted_mean_difference", "weighted_overlap", 1100)["estimate"] is None
    assert the(rows, "restricted_mean_difference", "unadjusted", 1100)["upper"] is None
    assert the(rows, "survival_difference", "weighted_overlap", 730)["estimate"] is not None


def test_known_new_users_are_compared_for_themselves_weighted_anew():
    """With eight more men among the comparators, who died and may have used the drug before, the groups are less
    alike; without them they are those of the comparison in which everybody is known."""
    sexes = (("female", 3, 1), ("male", 1, 4))
    tables = given(sexes=sexes)
    lines = tables["cohort.comparison_person"].splitlines()
    for place in range(24, 32):
        (line,) = (at for at, text in enumerate(lines) if f"| comparatormale{place} |" in text)
        lines[line] = (
            lines[line]
            .replace("| none |", "| unknown |")
            .replace("true | true | true", "true | true | false")
        )
    rows = made("result.comparison_estimate", tables | {"cohort.comparison_person": "\n".join(lines)})
    everybody = made("result.comparison_estimate", given())
    assert (the(rows, "hazard_ratio", "weighted_overlap")["n"]) == 72
    for measure, time in (
        ("hazard_ratio", None),
        ("restricted_mean_difference", 365),
        ("survival_difference", 365),
    ):
        for variant in ("unadjusted", "weighted_overlap"):
            found = the(rows, measure, variant, time, cohort="compared_new_users")
            expected = the(everybody, measure, variant, time)
            assert {
                found[name] == expected[name] for name in ("estimate", "lower", "upper", "n", "n_events")
            } == {True}
    assert (
        the(rows, "hazard_ratio", "unadjusted")["estimate"]
        < the(everybody, "hazard_ratio", "unadjusted")["estimate"]
    )


def test_without_known_new_users_they_are_not_compared():
    rows = made("result.comparison_estimate", given(n_unknown={"comparator": 32}))
    assert {row["cohort"] for row in rows} == {"compared", "compared_with_undetermined"}
