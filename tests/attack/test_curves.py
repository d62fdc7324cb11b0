"""What an attacker finds out from released curves of survival of invented studies: nothing.

Told exactly, as curves usually are, they give most of the numbers lost to follow-up away.
"""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from pipelines.methods.curve_histories import EXACT, Point, histories
from pipelines.methods.rounded_numbers import ROUNDED
from pipelines.methods.survival import kaplan_meier
from tests.attack.curves import Outcome, attack_curves, curve_of
from tests.attack.edition import Edition, published
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
    assert sum(len(outcome.by_how_few_came) for outcome in found) < 5, "rarely by how few came"


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


def told_at(cut: date, n_treated: int, n_followed: int, is_counted: bool) -> Edition:
    """An edition that tells how many were treated, and of the curve that nobody had died on the first day."""
    names = {"cohort": "inside", "subgroup": "all", "level": "all", "time_days": 0}
    of_curve = names | {"measure": "overall_survival", "variant": "kaplan_meier"}
    estimates = [
        names | {"measure": "number_treated", "variant": "new_starters", "n": n_treated, "n_events": None},
        of_curve | {"n": n_followed if n_followed == n_treated else None, "n_events": None},
    ]
    limits = {"survival": 1.0, "lower": None, "upper": None, "rounded_to": 0.1}
    counts = {"n_event": 0, "n_censor": 0} if is_counted else {"n_event": None, "n_censor": None}
    point = of_curve | limits | counts | {"n_risk": n_followed if is_counted else None}
    step = of_curve | {"time_days": 900, "n_risk": n_followed, "n_event": 0, "n_censor": n_followed}
    tables = {
        "estimate": pl.DataFrame(estimates).with_columns(
            *(pl.lit(None, pl.Int64).alias(name) for name in ROUNDED),
            estimate=pl.lit(None, pl.Float64),
            rounded_to=pl.lit(None, pl.Float64),
        )
    }
    return Edition(
        cut,
        tables | {"survival_curve": pl.DataFrame([point])},
        tables | {"survival_curve": pl.DataFrame([step])},
    )


@pytest.mark.parametrize(
    ("n_before", "found", "by_how_few"),
    [(21, 0, 1), (24, 1, 0)],
    ids=["three came", "nobody came, so one of the two told too much"],
)
def test_what_only_tells_how_few_came_is_counted_apart(n_before, found, by_how_few):
    """21 of 24 treated are followed, and as many were at the cut before: at most three started too late."""
    before = told_at(CUTS[0], n_before, 21, is_counted=True)
    outcome = attack_curves(told_at(CUTS[1], 24, 21, is_counted=False), [before])
    assert (outcome.n_small, len(outcome.found), len(outcome.by_how_few_came)) == (1, found, by_how_few)


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


@pytest.mark.parametrize(
    ("limits", "sizes"),
    [((None, None), range(12, 21)), ((10, 19), range(10, 20)), ((20, 29), [20])],
    ids=["not told", "below twenty", "all twenty"],
)
def test_a_rounded_size_is_any_that_is_rounded_so(limits, sizes):
    edition = told_at(CUTS[0], 20, 15, is_counted=False)
    rounded = dict(zip(ROUNDED[:2], limits, strict=True))
    estimates = edition.released["estimate"].with_columns(
        pl.when(pl.col("measure") == "overall_survival").then(pl.lit(limit, pl.Int64)).alias(name)
        for name, limit in rounded.items()
    )
    told = Edition(edition.cut, edition.released | {"estimate": estimates}, edition.exact)
    curve = curve_of(told, "inside")
    assert curve is not None
    assert sorted(curve.sizes) == list(sizes)
