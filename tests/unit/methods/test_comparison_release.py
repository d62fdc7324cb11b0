"""What of a comparison may leave: groups, deaths and those left out are none or at least five."""

import polars as pl
import pytest

from pipelines.methods.comparison_release import open_comparisons

COMPARISON = ["agreement_id", "comparator_id", "cohort", "why_not",
              "n_treated", "n_events_treated", "n_comparators", "n_events_comparators"]  # fmt: skip


def opened(
    treated=(100, 40), comparators=(80, 50), own=(100, 40), wider=None, wider_own=(120, 50), why_not=None
):
    """Names of what leaves; each pair is persons and deaths."""
    rows = [("EX004", "older", "compared", why_not, *treated, *comparators)]
    if wider is not None:
        rows.append(("EX004", "older", "compared_with_undetermined", why_not, *wider))
    own_rows = [
        ("EX004", cohort, "all", "overall_survival_median", "kaplan_meier", *counts)
        for cohort, counts in (("inside", own), ("inside_or_undetermined", wider_own))
    ]
    columns = ["agreement_id", "cohort", "subgroup", "measure", "variant", "n", "n_events"]
    found = open_comparisons(
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
