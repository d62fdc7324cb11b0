"""What an attacker by integer programming finds out from one edition of invented studies: nothing.

Held for the patient flow, the criteria, how new starters divide (by hospital, region, year, context), the
sizes of cohorts and their subgroups, and the shares of them. Not held between cuts: see
docs/explanation/disclosure.md.
"""

import pytest

from tests.attack.attack import attack
from tests.attack.edition import published
from tests.attack.study import CUTS, studies

N_STUDIES = 25


@pytest.fixture(scope="module")
def outcomes() -> dict[str, object]:
    chosen = studies(N_STUDIES, seed=1)
    edition = published(chosen, CUTS[-1])
    return {study.agreement_id: attack([edition.of(study.agreement_id)]) for study in chosen}


def test_every_small_count_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 1000, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


def test_something_is_told(outcomes):
    """Withholding everything would be safe too."""
    kept = [outcome.n_other_kept / outcome.n_other for outcome in outcomes.values()]
    of_large = kept[2::3]
    assert all(share > 0 for share in of_large)
    assert sum(of_large) / len(of_large) > 0.2
