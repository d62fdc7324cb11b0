"""How many are inside, in all and by region, beside what patients report."""

from datetime import date

import polars as pl
import pytest

from pipelines.methods.prom_groups import REST, WHOLE, PromGroups
from pipelines.methods.prom_told import know_sizes, more_inside
from pipelines.methods.withholding import Knowledge

DECEMBER, MARCH = date(2025, 12, 31), date(2026, 3, 31)
THREE, FOUR = ("region", "3"), ("region", "4")
GROUPS = PromGroups("", MARCH, {0: None}, (), {"region": ("3", "4")}, {})


def counts(in_all: int | None, **regions: int | None) -> pl.DataFrame:
    """What the patient flow tells of the cohort inside."""
    rows = [("flow", "all", "all", in_all)]
    rows += [("eligibility", "region", name.removeprefix("of_"), n) for name, n in regions.items()]
    found = pl.DataFrame(rows, schema=["topic", "grouping", "level", "n"], orient="row")
    return found.with_columns(pl.col("n").cast(pl.Int64), category=pl.lit("inside"))


def test_who_could_have_come_to_a_region_could_have_come_to_all():
    """Two came to one region, and six in all."""
    before = counts(52, of_3=27, of_4=25).with_columns(data_cut=pl.lit(DECEMBER))
    found = more_inside(MARCH, counts(58, of_3=29, of_4=29), before)
    assert found[MARCH] == {THREE: 2, FOUR: 0, WHOLE: 2}
    assert more_inside(MARCH, counts(58, of_3=27, of_4=31), before) == {}


@pytest.mark.parametrize(
    ("flow", "nobody"),
    [
        (counts(54, of_3=29, of_4=None), True),
        (counts(54, of_3=29, of_4=22, of_7=3), False),
        (counts(54, of_3=29, of_4=25, of_7=0), True),
        (counts(54), False),
    ],
    ids=["one withheld", "a third region", "nobody of a third", "no regions"],
)
def test_where_the_flow_has_no_other_region_nobody_is_of_none(flow, nobody):
    knowledge = Knowledge()
    know_sizes(knowledge, GROUPS, flow, {})
    of_none = knowledge.terms(GROUPS.of_courses(("region", REST)))
    assert ((of_none, 0, 0) in knowledge.sums) is nobody
