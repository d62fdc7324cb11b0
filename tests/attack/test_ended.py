"""What an attacker finds out of how treatment ended, from incidences by cause at four cuts: nothing."""

from dataclasses import replace

import polars as pl
import pytest

from pipelines.methods.ended_beside import NUMBERS
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


def test_a_third_of_the_incidences_of_few_are_told_and_half_of_those_of_many(outcomes):
    """Of those that rest on no small number."""
    of_few, of_many = outcomes
    assert 3 * of_few.n_told >= of_few.n_others > 0
    assert 2 * of_many.n_told >= of_many.n_others > 0


def test_of_what_is_withheld_no_number_stands_neither_exactly_nor_rounded(timed):
    rows = pl.concat([edition.released["estimate"] for edition in timed]).filter("suppressed")
    assert rows.filter(IS_CAUSE).height > 10, "there is something to find"
    assert not rows.select(pl.any_horizontal(pl.col(name).is_not_null().any() for name in NUMBERS)).item()


def test_told_finely_they_are_found_out_at_a_cut_and_from_one_to_another(timed):
    of_many, of_few = (
        attack_ended([_told_finely(edition.of(study.agreement_id)) for edition in timed[:2]]).found
        for study in (LARGE, MIDDLE)
    )
    assert AFTER in {name[1] for name in of_many}, "at a cut"
    assert any(name[1] == CUTS[1] for name in of_few), "from one to another"


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
