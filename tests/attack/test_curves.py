"""What an attacker finds out from released curves of survival of invented studies: nothing.

Told exactly, as curves usually are, they give most of the numbers lost to follow-up away.
"""

import polars as pl
import pytest

from tests.attack.curves import attack_curves
from tests.attack.edition import Edition, published
from tests.attack.study import CUTS, studies

N_STUDIES = 25
SMALL_ENOUGH = "EX002"
"""Of exact curves all orders are tried: the attack on a large study takes long."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return published(studies(N_STUDIES, seed=1), CUTS[-1])


@pytest.fixture(scope="module")
def outcomes(edition) -> dict[str, object]:
    names = edition.exact["estimate"]["agreement_id"].unique().sort()
    return {name: attack_curves(edition.of(name)) for name in names}


def test_every_small_count_behind_a_curve_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 30, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}


def test_agreed_times_of_large_studies_are_told(outcomes):
    """Withholding everything would be safe too."""
    large = [outcome for name, outcome in outcomes.items() if int(name[2:]) % 3 == 0]
    assert sum(outcome.n_agreed_told for outcome in large) > 0.7 * sum(outcome.n_agreed for outcome in large)


def test_curves_told_exactly_are_found_out(edition):
    """The same points with exact values: the products are solved for the numbers lost."""
    of_study = edition.of(SMALL_ENOUGH)
    exact = of_study.exact["survival_curve"].select(
        "cohort",
        "measure",
        "variant",
        "subgroup",
        pl.col("time_days").cast(pl.Int32),
        "survival",
        "lower",
        "upper",
    )
    key = ["cohort", "measure", "variant", "subgroup"]
    told = (
        of_study.released["survival_curve"]
        .drop("survival", "lower", "upper")
        .sort("time_days")
        .join_asof(exact.sort("time_days"), on="time_days", by=key)
        .with_columns(pl.col("survival").fill_null(1.0), rounded_to=pl.lit(None, dtype=pl.Float64))
    )
    told_exactly = Edition(of_study.cut, of_study.released | {"survival_curve": told}, of_study.exact)
    outcome = attack_curves(told_exactly)
    assert {name for _, name, *_ in outcome.found} >= {"lost"}
    assert len(outcome.found) >= outcome.n_small / 2
