"""Editions that several attacks share: made once for all tests of the group `attack_series`."""

from pathlib import Path

import pytest

from tests.attack.edition import Edition, published_series
from tests.attack.study import CUTS, studies

N_STUDIES = 25
N_WITH_ANSWERS = 12
"""Of so many of them it is told what became of persons beside their survival: four of each size."""
N_WITH_PROM = N_COMPARED = 6
"""Of so many of them patient-reported outcomes, and curves of comparisons, are told: two of each size."""
N_WITH_COURSES = 3
"""And first courses of treatment: one of each size."""
MIDDLE, LARGE = studies(3, seed=1)[1:]


@pytest.fixture(scope="session")
def series() -> list[Edition]:
    """Four editions of 25 invented studies; of some, with what became of persons beside their survival.

    Of the first only, what they reported themselves, and what their first courses took.
    """
    return published_series(
        studies(N_STUDIES, seed=1),
        CUTS,
        n_with_answers=N_WITH_ANSWERS,
        n_with_prom=N_WITH_PROM,
        n_compared=N_COMPARED,
        n_with_courses=N_WITH_COURSES,
    )


@pytest.fixture(scope="session")
def timed() -> list[Edition]:
    """Four editions of a middle and a large study, with other times than that of death, for all tests of the
    group `attack_times`."""
    return published_series([MIDDLE, LARGE], CUTS, has_times=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a file publishes is made once: one worker runs all its tests."""
    for item in items:
        is_attack = Path(__file__).parent == item.path.parent
        if is_attack and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
