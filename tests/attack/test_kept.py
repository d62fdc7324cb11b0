"""How much is told of all that rests on no small number: withholding everything would be safe too."""

from collections import Counter

import pytest

from tests.attack.conftest import N_STUDIES
from tests.attack.kept import KINDS, kept
from tests.attack.study import SIZES, studies

pytestmark = pytest.mark.xdist_group("attack_series")


@pytest.mark.parametrize(("place", "at_least"), [(1, 0.5), (2, 0.85)], ids=["20 to 99", "from 100"])
def test_so_much_is_told_of_what_rests_on_no_small_number(series, place, at_least):
    n, n_told = Counter(), Counter()
    for study in studies(N_STUDIES, seed=1)[place :: len(SIZES)]:
        for edition in series:
            for kind, (n_of_kind, n_told_of_kind) in kept(edition.of(study.agreement_id)).items():
                n[kind] += n_of_kind
                n_told[kind] += n_told_of_kind
    assert set(KINDS) == {kind for kind in KINDS if n[kind] > 50}, "there is something to tell of each kind"
    assert {kind: n_told[kind] / n[kind] for kind in KINDS if n_told[kind] < at_least * n[kind]} == {}
