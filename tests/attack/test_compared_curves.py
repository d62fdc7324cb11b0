"""What an attacker finds out from the curves of comparisons at four cuts: nothing."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest

from pipelines.methods.comparison_terms import TIMES_DAYS
from pipelines.methods.curve_histories import Point
from pipelines.methods.curve_release import released_points
from tests.attack.compared_curves import MAIN, attack_compared_curves, with_difference
from tests.attack.conftest import N_COMPARED, N_STUDIES
from tests.attack.edition import Edition
from tests.attack.study import studies

pytestmark = pytest.mark.xdist_group("attack_series")

STUDIES = studies(N_STUDIES, seed=1)[:N_COMPARED]
OF_GROUPS = pl.col("cohort") == MAIN


LARGE = STUDIES[2].agreement_id


def found_out(editions: Sequence[Edition]) -> int:
    """Of one large study at the last two cuts."""
    return len(attack_compared_curves([edition.of(LARGE) for edition in editions[-2:]]).found)


def test_every_small_number_could_still_be_any_of_one_to_four(series):
    outcomes = [
        attack_compared_curves([edition.of(study.agreement_id) for edition in series]) for study in STUDIES
    ]
    assert sum(outcome.n_small for outcome in outcomes) > 200, "there is something to find"
    assert [outcome.found for outcome in outcomes if outcome.found] == []
    assert sum(outcome.n_points for outcome in outcomes) > 200, "withholding everything would be safe too"
    assert sum(outcome.n_agreed for outcome in outcomes) > 50


def test_curves_thinned_by_themselves_are_found_out(series):
    """Beside those of the agreement's patients, and from cut to cut, they tell of few."""
    assert found_out([_with(edition, "survival_curve", _thinned(edition)) for edition in series]) > 3


def test_deaths_in_all_are_found_out_where_every_cut_tells_them(series):
    """They grow by few, and few may have died after the last point of a curve."""
    assert found_out([_with(edition, "comparison", edition.exact["comparison"]) for edition in series]) > 3


def _thinned(edition: Edition) -> pl.DataFrame:
    """As released, but the curves of groups as if nobody knew of another curve."""
    released, exact = (tables["survival_curve"] for tables in (edition.released, edition.exact))
    by_itself = [
        released_points(curve, TIMES_DAYS)
        for key, curve in exact.filter(OF_GROUPS).group_by("agreement_id", "level", "variant")
        if not released.filter(OF_GROUPS, agreement_id=key[0], level=key[1]).is_empty()
    ]
    return pl.concat([released.filter(~OF_GROUPS), *by_itself], how="diagonal_relaxed")


def _with(edition: Edition, name: str, table: pl.DataFrame) -> Edition:
    return replace(edition, released=edition.released | {name: table})


def test_a_difference_says_of_each_group_what_is_told_of_the_other():
    """Of the other group survival lies from 0.5 to 0.6, and is lower by 0.1, to the nearest tenth."""
    own, other = Point(365, (0.4, 0.8)), Point(365, (0.5, 0.6))
    low, high = with_difference(own, other, 0.1, 0.1).survival
    assert (round(low, 6), round(high, 6)) == (0.55, 0.75)
