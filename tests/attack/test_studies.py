"""What an attacker by integer programming finds out from four editions of invented studies: nothing.

Held for the patient flow, the criteria, how new starters divide (by hospital, region, year, context), the
sizes of cohorts and their subgroups, and the shares of them, at each of four cuts a quarter apart.
"""

from statistics import mean

import pytest

from tests.attack.attack import Outcome, attack
from tests.attack.edition import published_series
from tests.attack.study import CUTS, SIZES, studies

N_STUDIES = 25


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    chosen = studies(N_STUDIES, seed=1)
    editions = published_series(chosen, CUTS)
    return {
        study.agreement_id: attack([edition.of(study.agreement_id) for edition in editions])
        for study in chosen
    }


def test_every_small_count_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 3000, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


@pytest.mark.parametrize(("place", "promised"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_most_other_counts_are_told(outcomes, place, promised):
    """Withholding everything would be safe too."""
    kept = [mean(outcome.kept) for outcome in list(outcomes.values())[place :: len(SIZES)]]
    assert mean(kept) > promised
