"""What an attacker finds out of how treatment ended, from incidences by cause at four cuts: nothing."""

from dataclasses import replace

import polars as pl
import pytest

from pipelines.methods.precision import rounded
from tests.attack.conftest import LARGE, MIDDLE
from tests.attack.edition import Edition
from tests.attack.ended import AFTER, Outcome, attack_ended
from tests.attack.ended_told import CAUSES, COHORT
from tests.attack.study import CUTS

pytestmark = pytest.mark.xdist_group("attack_times")
IS_CAUSE = pl.col("measure").is_in([measure for causes in CAUSES.values() for measure in causes.values()])


@pytest.fixture(scope="module")
def outcomes(timed) -> list[Outcome]:
    """Of all four cuts together."""
    return [attack_ended([edition.of(study.agreement_id) for edition in timed]) for study in (MIDDLE, LARGE)]


def test_neither_incidences_nor_curves_give_a_small_number_of_those_who_ended_treatment_away(outcomes):
    assert all(len(outcome.small) > 50 for outcome in outcomes), "there is something to find"
    assert [(*outcome.found, *outcome.by_curves_alone) for outcome in outcomes] == [(), ()]


def test_half_of_the_incidences_that_rest_on_no_small_number_are_told(outcomes):
    assert all(2 * outcome.n_told >= outcome.n_others > 0 for outcome in outcomes)


def test_told_finely_they_are_found_out_at_a_cut_and_from_one_to_another(timed):
    finely = [_told_finely(edition.of(LARGE.agreement_id)) for edition in timed[:2]]
    found = attack_ended(finely).found
    assert AFTER in {name[1] for name in found}, "at a cut"
    assert any(name[1] == CUTS[1] for name in found), "from one to another"


def _told_finely(edition: Edition, step: float = 0.002) -> Edition:
    """As released, but with all incidences of the cohort that stand beside points of their curve."""
    estimates = edition.released["estimate"]
    is_it = IS_CAUSE & (pl.col("cohort") == COHORT) & (pl.col("subgroup") == "all")
    told = (
        edition.exact["estimate"]
        .filter(is_it)
        .join(_points(edition), on=["measure", "variant", "time_days"], how="semi")
        .with_columns(rounded_to=pl.lit(step))
        .with_columns(rounded(pl.col(name), pl.lit(step)) for name in ("estimate", "lower", "upper"))
    )
    both = pl.concat([estimates.filter(~is_it), told], how="diagonal_relaxed")
    return replace(edition, released=edition.released | {"estimate": both})


def _points(edition: Edition) -> pl.DataFrame:
    """When the curve of any cause is told, for each of its causes."""
    rows = edition.released["survival_curve"].filter(cohort=COHORT, subgroup="all")
    named = pl.DataFrame(
        [(*kind, measure) for kind, causes in CAUSES.items() for measure in causes.values()],
        schema=["any_cause", "variant", "cause"],
        orient="row",
    )
    return rows.join(named, left_on=["measure", "variant"], right_on=["any_cause", "variant"]).select(
        "variant", "time_days", measure="cause"
    )
