"""What an attacker by integer programming finds out from four editions of invented studies: nothing.

Held for the patient flow, the criteria, how new starters divide (by hospital, region, year, context), the
sizes of cohorts and their subgroups, and the shares of them, at each of four cuts a quarter apart; and for
what one cut adds to the curves of another, by counts and by rounded probabilities.
"""

from statistics import mean

import pytest

from tests.attack.added import attack_series
from tests.attack.attack import Outcome, attack, attack_alone
from tests.attack.conftest import N_STUDIES
from tests.attack.drawn import Outcome as Drawn
from tests.attack.drawn import attack_drawn
from tests.attack.edition import Edition, published_series
from tests.attack.study import CUTS, SIZES, studies

pytestmark = pytest.mark.xdist_group("attack_series")
N_UNAWARE = 3
"""Studies published once more, as if nobody knew what had been told of their curves: one of each size."""

NAMES = [study.agreement_id for study in studies(N_STUDIES, seed=1)]


@pytest.fixture(scope="module")
def editions(series) -> list[Edition]:
    return series


@pytest.fixture(scope="module")
def outcomes(editions) -> dict[str, Outcome]:
    return {name: attack([edition.of(name) for edition in editions]) for name in NAMES}


def test_every_small_count_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 3000, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


def test_one_edition_does_not_even_tell_of_a_small_count_without_a_row_in_public(editions):
    """Years that are counted together, and criteria by hospital and year."""
    alone = {name: attack_alone(editions[-1].of(name)) for name in NAMES}
    assert sum(outcome.n_small for outcome in alone.values()) > 1000, "there is something to find"
    assert {name: outcome.found for name, outcome in alone.items() if outcome.found} == {}


@pytest.mark.parametrize(("place", "promised"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_most_other_counts_are_told(outcomes, place, promised):
    """Withholding everything would be safe too."""
    kept = [mean(outcome.kept) for outcome in list(outcomes.values())[place :: len(SIZES)]]
    assert mean(kept) > promised


def test_nothing_that_one_cut_adds_to_the_curve_of_another_is_told_of_few(editions):
    added = {name: attack_series([edition.of(name) for edition in editions]) for name in NAMES}
    assert sum(outcome.n_small for outcome in added.values()) > 50, "there is something to find"
    assert {name: outcome.found for name, outcome in added.items() if outcome.found} == {}


def test_nor_do_probabilities_of_several_cuts_together_tell_of_few(editions):
    drawn = {name: _drawn(editions, name) for name in NAMES}
    assert sum(outcome.n_small for outcome in drawn.values()) > 500, "there is something to find"
    assert {name: outcome.found for name, outcome in drawn.items() if outcome.found} == {}


def test_where_editions_do_not_know_what_was_told_before_it_is_found_out_and_few_more_times_are_told(
    editions,
):
    unaware = published_series(studies(N_UNAWARE, seed=1), CUTS, knows_curves=False)
    same = [edition.of(*NAMES[:N_UNAWARE]) for edition in editions]
    without, aware = attack_series(unaware), attack_series(same)
    assert len(without.found) > 100
    assert sum(len(_drawn(unaware, name).found) for name in NAMES[:N_UNAWARE]) > 5
    assert without.n_agreed_told > 40
    assert aware.n_agreed_told > 0.9 * without.n_agreed_told, "withholding all times would be safe too"
    assert aware.n_counted > 0.5 * without.n_counted, "withholding all counts would be safe too"


def _drawn(editions: list[Edition], name: str) -> Drawn:
    return attack_drawn([edition.of(name) for edition in editions])
