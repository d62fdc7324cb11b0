"""What an attacker finds out from curves of the same persons, and from cut to cut: nothing.

Treatment under four rules, next treatment, and survival under other demands, of two studies: `make
bench-trust` asks it of more.
"""

from dataclasses import replace

import polars as pl
import pytest

from tests.attack.conftest import LARGE, MIDDLE
from tests.attack.curves import MEASURE
from tests.attack.edition import Edition
from tests.attack.other_times import (
    FOLLOWED_365,
    LANDMARK,
    NEXT_TREATMENT,
    Outcome,
    attack_other_times,
)

pytestmark = pytest.mark.xdist_group("attack_times")


@pytest.fixture(scope="module")
def outcomes(timed) -> list[Outcome]:
    return [attack_other_times([one.of(study.agreement_id) for one in timed]) for study in (MIDDLE, LARGE)]


def test_no_small_difference_of_two_curves_is_found_out(outcomes):
    assert all(len(outcome.small) > 200 for outcome in outcomes), "there is something to find"
    assert [outcome.found for outcome in outcomes] == [(), ()]


@pytest.mark.parametrize(("kind", "least"), [(FOLLOWED_365, 8), (LANDMARK, 4), (NEXT_TREATMENT, 8)])
def test_probabilities_of_large_studies_are_told(timed, kind, least):
    """Withholding everything would be safe too. Of the four editions together."""
    measure, variant = kind
    is_kind = (pl.col("measure") == measure) & (pl.col("variant") == variant) & (pl.col("subgroup") == "all")
    told = [edition.of(LARGE.agreement_id).released["estimate"].filter(is_kind) for edition in timed]
    assert pl.concat(told)["estimate"].is_not_null().sum() >= least


@pytest.mark.parametrize("variant", [FOLLOWED_365[1], LANDMARK[1]])
def test_told_exactly_they_are_found_out(timed, variant):
    exactly = [_told_exactly(edition.of(LARGE.agreement_id), variant) for edition in timed[-2:]]
    found = attack_other_times(exactly).found
    assert variant in {name[2] for name in found}


def _told_exactly(edition: Edition, variant: str) -> Edition:
    """As released, but the probabilities of one definition as they are."""
    estimates = edition.released["estimate"]
    is_it = (pl.col("measure") == MEASURE) & (pl.col("variant") == variant) & (pl.col("subgroup") == "all")
    as_they_are = edition.exact["estimate"].filter(is_it)
    both = pl.concat([estimates.filter(~is_it), as_they_are], how="diagonal")
    return replace(edition, released=edition.released | {"estimate": both})
