"""What of a comparison may leave: groups, deaths and those left out are none or at least five."""

import polars as pl
import pytest

from pipelines.methods.comparison_release import (
    open_comparisons,
    open_mean_differences,
    prior_use_leaves,
)

COMPARISON = ["agreement_id", "comparator_id", "cohort", "why_not",
              "n_treated", "n_events_treated", "n_comparators", "n_events_comparators",
              "n_events_treated_to_horizon", "n_events_comparators_to_horizon"]  # fmt: skip
NEW_USERS, WIDER = "compared_new_users", "compared_with_undetermined"


def opened(
    treated=(100, 40),
    comparators=(80, 50),
    own=(100, 40),
    wider=None,
    wider_own=(120, 50),
    new_users=None,
    why_not=None,
    to_horizon=(30, 40),
    asked=open_comparisons,
):
    """Names of what leaves; each pair is persons and deaths. `to_horizon`: deaths of both groups in the main
    comparison; of the others they are their third pair."""
    rows = [("EX004", "older", "compared", why_not, *treated, *comparators, *to_horizon)]
    for cohort, sizes in ((WIDER, wider), (NEW_USERS, new_users)):
        if sizes is not None:
            deaths = sizes[4:] or (sizes[1], sizes[3])
            rows.append(("EX004", "older", cohort, why_not, *sizes[:4], *deaths))
    own_rows = [
        ("EX004", cohort, "all", "overall_survival_median", "kaplan_meier", *counts)
        for cohort, counts in (("inside", own), ("inside_or_undetermined", wider_own))
    ]
    columns = ["agreement_id", "cohort", "subgroup", "measure", "variant", "n", "n_events"]
    found = asked(
        pl.DataFrame(rows, schema=COMPARISON, orient="row", infer_schema_length=None).with_columns(
            pl.col("why_not").cast(pl.String)
        ),
        pl.DataFrame(own_rows, schema=columns, orient="row"),
    )
    return set(found["cohort"])


def test_large_groups_leave():
    assert opened() == {"compared"}


@pytest.mark.parametrize(
    "groups",
    [
        {"treated": (100, 4), "own": (100, 4)},
        {"treated": (100, 96), "own": (100, 96)},
        {"comparators": (80, 4)},
        {"comparators": (80, 76)},
        {"comparators": (4, 0)},
        {"why_not": "no_weights"},
    ],
)
def test_few_deaths_or_few_who_lived_stay(groups):
    assert opened(**groups) == set()


@pytest.mark.parametrize(
    ("own", "leaves"),
    [
        ((100, 40), True),
        ((104, 40), False),  # four left out
        ((105, 40), True),  # five left out, all of whom lived
        ((110, 44), False),  # of ten left out four died
        ((110, 46), False),  # of ten left out four lived
        ((110, 45), True),
    ],
)
def test_those_left_out_are_none_or_enough(own, leaves):
    assert bool(opened(own=own)) is leaves


@pytest.mark.parametrize(
    ("wider", "leaves"),
    [
        ((110, 45, 90, 55), True),
        ((110, 45, 80, 50), True),
        ((103, 45, 90, 55), False),
        ((110, 44, 90, 55), False),
        ((110, 45, 84, 54), False),
    ],
)
def test_the_wider_comparison_adds_none_or_enough(wider, leaves):
    found = opened(wider=wider, wider_own=wider[:2])
    assert ("compared_with_undetermined" in found) is leaves
    assert "compared" in found


def test_the_wider_comparison_stays_where_the_main_one_does():
    assert opened(comparators=(80, 4), wider=(110, 45, 90, 55), wider_own=(110, 45)) == set()


@pytest.mark.parametrize(
    ("new_users", "leaves"),
    [
        ((100, 40, 80, 50), True),  # nobody is left out
        ((100, 40, 70, 45), True),
        ((100, 40, 76, 46), False),  # four are
        ((100, 40, 70, 46), False),  # of ten left out four died
        ((100, 40, 70, 44), False),  # of ten left out four lived
        ((95, 35, 80, 50), True),
        ((96, 40, 70, 45), False),
        ((100, 40, 20, 4), False),
        ((100, 40, 90, 55), False),  # no part of the comparison
    ],
)
def test_the_narrower_comparison_leaves_out_none_or_enough(new_users, leaves):
    found = opened(new_users=new_users)
    assert (NEW_USERS in found) is leaves
    assert "compared" in found


@pytest.mark.parametrize("beside", [{"wider": (110, 45, 90, 55), "wider_own": (110, 45)}, {}])
def test_each_of_the_others_leaves_or_stays_by_itself(beside):
    assert opened(new_users=(100, 40, 70, 45), **beside) == {
        "compared",
        NEW_USERS,
        *([WIDER] if beside else []),
    }
    assert NEW_USERS not in opened(new_users=(100, 40, 70, 46), **beside)


@pytest.mark.parametrize(
    ("new_users", "leaves"),
    [
        ((100, 40, 70, 46, 30, 35), True),  # ten left out, five of them dead up to the horizon
        ((100, 40, 70, 45, 30, 36), False),  # of ten left out four died up to the horizon
        ((100, 40, 70, 45, 30, 34), False),  # of ten left out four lived beyond it
        ((100, 40, 76, 46, 30, 40), False),
        ((100, 40, 70, 45, 30, 4), False),
    ],
)
def test_a_difference_in_mean_survival_is_judged_by_what_came_up_to_its_horizon(new_users, leaves):
    """What came later has no part in it; the main comparison leaves whole or not at all."""
    found = opened(new_users=new_users, asked=open_mean_differences)
    assert (NEW_USERS in found) is leaves
    assert "compared" in found
    stays = opened(new_users=new_users, comparators=(80, 76), asked=open_mean_differences)
    assert stays == set()


@pytest.mark.parametrize(
    ("arm", "unknown", "leaves"),
    [
        ("comparators", 0, True),
        ("comparators", 4, False),
        ("comparators", 5, True),
        ("comparators", 95, True),
        ("comparators", 96, False),
        ("comparators", 100, True),
        ("treated", 0, True),
        ("treated", 50, False),
        ("treated", 100, True),
    ],
)
def test_how_many_are_of_unknown_prior_use(arm, unknown, leaves):
    frame = pl.DataFrame({f"n_{arm}": [100], f"n_prior_use_unknown_{arm}": [unknown]})
    assert frame.select(prior_use_leaves(arm)).item() is leaves
