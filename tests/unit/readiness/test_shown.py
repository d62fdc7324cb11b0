"""Nothing printed gives away one to four persons."""

import itertools

import pytest

from pipelines.readiness.accrual import Expected, Rate
from pipelines.readiness.history import Part
from pipelines.readiness.shown import about, about_share, shown_expected, shown_rate
from tests.unit.readiness.invented_facts import PAST, invented_facts


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (402, 400)])
def test_counts_are_rounded_to_fives_and_small_ones_hidden(n, shown):
    assert about(n) == shown


def test_subtracting_rounded_counts_never_leaves_a_small_group_for_sure():
    """What is left of a total when its other part is known in fives may be any small number, or nobody."""
    for whole, small in itertools.product(range(5, 60), range(1, 5)):
        shown = (about(whole), about(whole - small))
        if None in shown:
            continue
        totals, rests = ([n for n in range(100) if about(n) == number] for number in shown)
        left = {total - rest for total in totals for rest in rests if total >= rest}
        assert {1, 2, 3, 4} <= left or 0 in left


def test_a_share_is_that_of_the_rounded_counts():
    assert about_share(Part(97, 402)) == 95 / 400
    assert about_share(Part(3, 400)) is None
    assert about_share(Part(0, 3)) is None
    assert about_share(Part(8, 7)) == 1


def test_rates_and_expected_numbers_of_few_persons_are_hidden(tmp_path):
    assert shown_rate(Rate("history", 0.1, 1.0, 3.0, 3, 3.0)) is None
    assert shown_rate(Rate("history", 0.1, 1.0, 3.0, 12, 3.0)).mid == 10 / 3
    assert shown_rate(Rate("given", 0.1, 1.0, 3.0)).mid == 1
    facts = invented_facts(tmp_path)
    assert shown_expected(facts, "inside") == Expected(20, 35, 50)
    few = PAST.__class__(**{**PAST.__dict__, "cohorts": {**PAST.cohorts, "inside": 3}})
    assert shown_expected(invented_facts(tmp_path, past=few), "inside") is None
