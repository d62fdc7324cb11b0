"""Every competition names causes that its table may hold, and measures that exist."""

import pytest

from pipelines.methods.competitions import COMPETITIONS
from schemas.outcome.competing_event import CAUSES, COMPETING_MEASURES
from schemas.outcome.time_to_event import TIMED_MEASURES


def test_the_table_holds_these_measures_and_causes():
    assert list(COMPETITIONS) == COMPETING_MEASURES
    named = {cause for competition in COMPETITIONS.values() for cause in competition.causes}
    assert named == set(CAUSES)


@pytest.mark.parametrize("competition", COMPETITIONS.values(), ids=lambda competition: competition.measure)
def test_two_causes_compete_and_any_of_them_is_timed(competition):
    assert len(competition.causes) > 1
    assert competition.any_cause in {None, *TIMED_MEASURES}
