"""Editions that several attacks share: made once for all tests of the group `attack_series`."""

import pytest

from tests.attack.edition import Edition, published_series
from tests.attack.study import CUTS, studies

N_STUDIES = 25


@pytest.fixture(scope="session")
def series() -> list[Edition]:
    """Four editions of 25 invented studies."""
    return published_series(studies(N_STUDIES, seed=1), CUTS)
