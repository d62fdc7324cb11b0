"""How many are inside, in all and by region, beside what patients report."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from pipelines.methods.prom_groups import REST, WHOLE, PromGroups
from pipelines.methods.prom_told import TOPIC, know_before, know_sizes, levels_before, more_inside
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


def test_who_was_of_a_level_that_nothing_was_told_of_was_of_that_level():
    """All numbers of region 4 were withheld to hide others: it had no row in December, and twenty persons."""
    row = {"topic": TOPIC, "item": "region/3", "grouping": "all", "level": "all", "n": 30}
    told = pl.DataFrame([{**row, "category": "answered/all/0", "is_small": None}])
    flow = counts(50, of_3=30, of_4=20).with_columns(item=pl.lit("inside"), is_small=pl.lit(None, pl.Boolean))
    both = pl.concat([told.cast({"is_small": pl.Boolean}), flow.select(told.columns)])
    published = both.with_columns(data_cut=pl.lit(DECEMBER), build_id=pl.lit("b1"))
    knowledge = Knowledge()
    know_before(knowledge, published, GROUPS)
    before = replace(GROUPS, edition=(DECEMBER, "b1"), data_cut=DECEMBER)
    of_four, of_none = (knowledge.terms(before.of_courses(("region", level))) for level in (FOUR[1], REST))
    assert (of_four, 20, 20) in knowledge.sums and (of_none, 0, 0) in knowledge.sums
    assert levels_before(published) == {THREE}
