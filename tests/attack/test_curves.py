"""What an attacker finds out from released curves of survival of invented studies: nothing.

Told exactly, as curves usually are, they give most of the numbers lost to follow-up away.
"""

from dataclasses import replace

import polars as pl
import pytest

from pipelines.methods.curve_histories import EXACT, Point, histories
from pipelines.methods.survival import kaplan_meier
from tests.attack.curves import Outcome, attack_curves
from tests.attack.edition import published
from tests.attack.exact_histories import exact_histories
from tests.attack.study import CUTS, studies

pytestmark = pytest.mark.xdist_group("attack_series")


@pytest.fixture(scope="module")
def outcomes(series) -> dict[str, list[Outcome]]:
    """Each of four editions of a study, attacked by a reader of the other three."""
    names = series[-1].exact["estimate"]["agreement_id"].unique().sort()
    by_study = {name: [one.of(name) for one in series] for name in names}
    return {
        name: [attack_curves(one, [other for other in editions if other is not one]) for one in editions]
        for name, editions in by_study.items()
    }


def test_every_small_count_behind_a_curve_could_still_be_any_of_one_to_four(outcomes):
    found = [outcome for of_study in outcomes.values() for outcome in of_study]
    assert sum(outcome.n_small for outcome in found) > 100, "there is something to find"
    assert [name for outcome in found for name in outcome.found] == []


def test_a_median_beside_a_curve_does_not_give_its_size_away():
    """Of three of the 500 studies of `make bench-trust` the curve alone hid how many started too late to be
    followed, and the median beside it told that they were fewer than four."""
    chosen = [study for study in studies(500, seed=1) if study.agreement_id in ("EX386", "EX452", "EX485")]
    edition = published(chosen, CUTS[-1])
    for study in chosen:
        outcome = attack_curves(edition.of(study.agreement_id))
        assert (outcome.n_small > 0, outcome.n_agreed_told > 0, outcome.found) == (True, True, ())


def test_agreed_times_of_large_studies_are_told(outcomes):
    """Withholding everything would be safe too."""
    large = [outcome for name, found in outcomes.items() if int(name[2:]) % 3 == 0 for outcome in found]
    assert sum(outcome.n_agreed_told for outcome in large) > 0.7 * sum(outcome.n_agreed for outcome in large)


def test_a_curve_told_exactly_is_found_out():
    """Of thirty seven died and three were lost before the day that is told; how many were lost is not told.

    Those lost after the last death before it leave no trace: there may be more than three, but not fewer.
    """
    time = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, *[200] * 20]
    event = [1, 1, 0, 1, 0, 1, 1, 0, 1, 1, *[0] * 20]
    curve = kaplan_meier(pl.DataFrame({"stratum": 0, "time": time, "event": event}))
    row = curve.filter(pl.col("time") == 95).row(0, named=True)
    exactly, roughly = (
        Point(
            95, *((row[name] - half, row[name] + half) for name in ("survival", "lower", "upper")), n_events=7
        )
        for half in (EXACT, 0.05)
    )
    start = Point(0, n_events=0, n_at_risk=30)
    exact_start = replace(start, survival=(1 - EXACT, 1 + EXACT))
    assert exact_histories(30, [exact_start, exactly]).lost[:, 1].min() == 3
    assert {1, 2, 3, 4} <= set(histories(30, [start, roughly]).lost[:, 1])
