"""What an attacker finds out from what four editions tell of patient-reported outcomes: nothing.

Told to all digits, the means alone give most numbers of persons away that are withheld.
"""

import polars as pl
import pytest

from pipelines.methods.mean_interval import mean_interval
from pipelines.methods.patient_flow import PATIENT_REPORTED
from pipelines.methods.proportion import exact_interval
from tests.attack import prom
from tests.attack.attack_prom import PromOutcome, attack_prom, rests_on_few
from tests.attack.conftest import N_WITH_PROM
from tests.attack.edition import Edition
from tests.attack.prom import ANSWERED, DEAD, NOT_DUE, SILENT, WHOLE, at, deaths_of
from tests.attack.prom_told import Told, persons_of_mean, persons_of_share
from tests.attack.puzzle import Puzzle
from tests.attack.study import CUTS, SIZES, studies

pytestmark = pytest.mark.xdist_group("attack_series")

NAMES = [study.agreement_id for study in studies(N_WITH_PROM, seed=1)]
MIDDLE = NAMES[1 :: len(SIZES)]
"""Studies of 20 to 99 new starters."""
KEY = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]


@pytest.fixture(scope="module")
def edition(series) -> Edition:
    return series[-1]


@pytest.fixture(scope="module")
def outcomes(series) -> dict[str, PromOutcome]:
    return {name: attack_prom([edition.of(name) for edition in series]) for name in NAMES}


def test_every_small_number_behind_four_editions_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 1000, "there is something to find"
    assert [one for outcome in outcomes.values() for one in outcome.found] == []


def test_what_a_total_grew_by_tells_of_hardly_any(outcomes):
    n_small = sum(outcome.n_small for outcome in outcomes.values())
    assert sum(len(outcome.of_growth) for outcome in outcomes.values()) < 0.005 * n_small


@pytest.mark.parametrize(("place", "told"), [(1, 0.5), (2, 0.75)], ids=["20 to 99", "from 100"])
def test_rows_of_larger_studies_are_told(outcomes, place, told):
    """Withholding everything would be safe too."""
    some = list(outcomes.values())[place :: len(SIZES)]
    assert sum(outcome.n_told for outcome in some) > told * sum(outcome.n_rows for outcome in some)


def test_a_difference_of_two_groups_rests_on_few_where_one_of_them_is_few():
    def is_it(n_without: int) -> bool:
        names = ("prom_baseline_difference", 60), ("prom_baseline_no_answer", n_without)
        exact = {
            (*WHOLE, name, "eq_vas", 183): {"measure": name, "n": n, "n_events": None} for name, n in names
        }
        return rests_on_few(next(iter(exact)), exact)

    assert [n for n in (0, 1, 4, 5, 55, 56, 60) if is_it(n)] == [1, 4, 56]


def test_what_three_came_for_is_no_more_than_three():
    """Sixteen were due; nineteen are treated: as if four had come, four may be due too late to be asked."""
    before, after = CUTS[:2]
    puzzle = Puzzle()
    for cut, least, most in ((before, 16, 16), (after, 19, 20)):
        prom.know_structure(puzzle, cut)
        puzzle.know(at(cut, WHOLE, 0, ANSWERED, SILENT, DEAD, NOT_DUE), least, most)
    puzzle.is_exactly(at(before, WHOLE, 0, NOT_DUE), 0)
    prom.know_series(puzzle, (before, after))
    assert puzzle.bounds(at(after, WHOLE, 0, NOT_DUE)) == (0, 4)


def test_means_told_to_all_digits_are_found_out(edition):
    is_score = pl.col("unit").is_in(["points", "index"]) & pl.col("measure").is_in(PATIENT_REPORTED)
    exactly = edition.exact["estimate"].select(*KEY, *(pl.col(n).alias(f"exact_{n}") for n in ROUNDED))
    told = edition.released["estimate"].join(exactly, on=KEY, how="left", nulls_equal=True)
    as_it_is = told.with_columns(
        *(
            pl.when(is_score & ~pl.col("suppressed")).then(f"exact_{name}").otherwise(name).alias(name)
            for name in ROUNDED
        ),
        rounded_to=pl.when(~is_score).then("rounded_to"),
    )
    planted = Edition(edition.cut, edition.released | {"estimate": as_it_is}, edition.exact)
    assert any(attack_prom([planted.of(name)]).found for name in MIDDLE)


ROUNDED = ("estimate", "lower", "upper")


def test_small_numbers_withheld_alone_are_found_out(edition):
    is_prom = pl.col("measure").is_in(PATIENT_REPORTED) & (pl.col("unit") != "points")
    few = pl.col("estimate").is_between(1, 4) | pl.col("n").is_between(1, 4)
    exact = edition.exact["estimate"].filter(is_prom)
    alone = exact.with_columns(
        *(pl.when(~few.fill_null(False)).then(name).alias(name) for name in (*ROUNDED, "n", "n_events")),
        rounded_to=pl.lit(None, pl.Float64),
    )
    others = edition.released["estimate"].filter(~is_prom)
    told = pl.concat([others, alone], how="diagonal_relaxed")
    planted = Edition(edition.cut, edition.released | {"estimate": told}, edition.exact)
    outcome = attack_prom([planted.of(MIDDLE[0])])
    assert len(outcome.found) > outcome.n_small / 4 > 0


def test_who_answered_at_one_cut_has_answered_at_the_next():
    """Fifteen had answered in March; in June nineteen are due, and how many answered is not told."""
    before, after = CUTS[:2]
    puzzle = Puzzle()
    for cut in (before, after):
        prom.know_structure(puzzle, cut)
    puzzle.is_exactly(at(before, WHOLE, 183, ANSWERED), 16)
    puzzle.is_exactly(at(after, WHOLE, 183, ANSWERED, SILENT), 19)
    silent = at(after, WHOLE, 183, SILENT)
    assert puzzle.bounds(silent) == (0, 19)
    prom.know_series(puzzle, (before, after))
    assert puzzle.bounds(silent) == (0, 3)


def test_who_is_due_at_a_time_was_due_before():
    puzzle = Puzzle()
    prom.know_structure(puzzle, CUTS[0])
    puzzle.is_exactly(at(CUTS[0], WHOLE, 365, ANSWERED, SILENT), 20)
    puzzle.is_exactly(at(CUTS[0], WHOLE, 0, ANSWERED, SILENT, DEAD, NOT_DUE), 25)
    assert puzzle.bounds(at(CUTS[0], WHOLE, 183, DEAD)) == (0, 5)


def test_death_soon_after_one_time_shows_at_the_next():
    """The windows of six and twelve months open 183 days apart: who is due again lived that long."""
    assert deaths_of((ANSWERED, ANSWERED, SILENT), 183) == ("died", "lived"), "perhaps died on the last day"
    assert deaths_of((ANSWERED, ANSWERED, DEAD), 183) == ("died",)
    assert deaths_of((ANSWERED, ANSWERED, NOT_DUE), 183) == ("died", "lived", "unknown")


def test_a_share_with_exact_limits_is_of_one_number_of_persons_and_a_rounded_one_of_many():
    lower, upper = exact_interval(12, 40)
    assert persons_of_share(Told(0.3, lower, upper)) == [(40, 12)]
    assert len(persons_of_share(Told(0.3, round(lower, 2), round(upper, 2), 0.05))) > 5


def test_a_mean_with_exact_limits_is_of_one_number_of_persons_and_a_rounded_one_of_many():
    scores = pl.Series([10.0, 25, 40, 42, 55, 61, 70, 73, 88, 90, 95], dtype=pl.Float64)
    lower, upper = mean_interval(scores.len(), scores.mean(), scores.std())
    assert persons_of_mean(Told(scores.mean(), lower[0], upper[0]), "eq_vas") == [11]
    found = persons_of_mean(Told(60.0, 40.0, 80.0, 10.0), "eq_vas")
    assert min(found) == 10 and max(found) > 20, "in steps of 10 points mean ten persons"
