"""What an attacker finds out from the comparisons of invented studies at four cuts: nothing."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import mean

import polars as pl
import pytest

from tests.attack.comparison import Outcome, attack_comparisons, published_comparisons, unseen_of
from tests.attack.comparison_study import last_dates
from tests.attack.conftest import N_STUDIES
from tests.attack.edition import Edition
from tests.attack.study import SIZES, Study, studies

pytestmark = pytest.mark.xdist_group("attack_series")

STUDIES = studies(N_STUDIES, seed=1)


@pytest.fixture(scope="module")
def editions(series) -> list[Edition]:
    return published_comparisons(STUDIES, series)


def attacked(editions: Sequence[Edition], study: Study) -> Outcome:
    of_study = [edition.of(study.agreement_id) for edition in editions]
    return attack_comparisons(of_study, last_dates(study))


@pytest.fixture(scope="module")
def outcomes(editions) -> dict[str, Outcome]:
    return {study.agreement_id: attacked(editions, study) for study in STUDIES}


def test_every_small_number_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 500, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


def test_what_a_total_grew_by_tells_of_hardly_any(outcomes):
    """Nobody inside was in the other group, and one came: no comparison could hide how few are now."""
    n_small = sum(outcome.n_small for outcome in outcomes.values())
    assert sum(len(outcome.by_growth) for outcome in outcomes.values()) < 0.005 * n_small


def test_where_few_came_to_a_total_as_many_more_are_thought_of_in_those_that_hold_it():
    """One came inside, three to those not outside, and four in all."""
    before = {"analysed": 21, "undetermined": 35, "outside": 50, "earlier_starter": None}
    after = {"analysed": 22, "undetermined": 38, "outside": 54, "earlier_starter": None}
    assert set(unseen_of(before, after).values()) == {3}
    assert set(unseen_of(before, before | {"outside": 60}).values()) == {0}
    assert set(unseen_of({}, after).values()) == {0}


@pytest.mark.parametrize(("place", "promised"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_most_other_counts_are_told(outcomes, place, promised):
    """Withholding everything would be safe too."""
    assert mean(mean(outcome.kept) for outcome in list(outcomes.values())[place :: len(SIZES)]) > promised


def test_where_editions_do_not_know_of_each_other_small_numbers_are_found_out(series):
    unaware = published_comparisons(STUDIES, series, knows_before=False)
    assert sum(len(attacked(unaware, study).found) for study in STUDIES) > 3


def test_hiding_small_counts_alone_is_found_out(editions):
    """The patient flow tells who is inside: beside the compared that leaves those of the other group."""
    last = editions[-1]
    n = pl.col("n")
    told = last.exact["comparison_count"].with_columns(n=pl.when(~n.is_between(1, 4)).then(n))
    planted = replace(last, released=last.released | {"comparison_count": told})
    outcomes = [attacked([planted], study) for study in STUDIES]
    assert sum(len(outcome.found) for outcome in outcomes) > 5


def test_an_effective_number_of_those_not_weighted_is_their_number(editions):
    """So are the digits of a share: both leave only where the number does."""
    exact = ("comparison", "comparison_balance")
    told = [
        replace(one, released=one.released | {name: one.exact[name] for name in exact}) for one in editions
    ]
    hidden = [_without_numbers(edition) for edition in told]
    assert sum(len(attacked(hidden, study).found) for study in STUDIES[: len(SIZES) * 3]) > 5


def _without_numbers(edition: Edition) -> Edition:
    comparison = edition.released["comparison"]
    numbers = [name for name in comparison.columns if name.startswith("n_")]
    nothing = [pl.lit(None, pl.Int64).alias(name) for name in numbers]
    return replace(edition, released=edition.released | {"comparison": comparison.with_columns(nothing)})
