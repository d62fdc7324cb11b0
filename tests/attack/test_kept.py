"""How much is told of all that rests on no small number: withholding everything would be safe too."""

import pytest

from tests.attack.conftest import N_STUDIES
from tests.attack.everything import FAMILIES
from tests.attack.study import SIZES, studies

ASKED = (
    "counts of persons",
    "curves and survival",
    "other estimates",
    "patient-reported outcomes",
    "comparisons",
)

pytestmark = pytest.mark.xdist_group("attack_series")


@pytest.mark.parametrize("family", ASKED)
@pytest.mark.parametrize(("place", "at_least"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_so_much_is_told_of_what_rests_on_no_small_number(series, place, at_least, family):
    told = [
        is_told
        for study in studies(N_STUDIES, seed=1)[place :: len(SIZES)]
        for edition in series
        for is_told in FAMILIES[family].kept(edition.of(study.agreement_id))
    ]
    assert len(told) > 50, "there is something to tell"
    assert sum(told) >= at_least * len(told)
