"""What an attacker finds out from coverage at four cuts of invented studies: nothing."""

from dataclasses import replace
from datetime import date
from statistics import mean

import polars as pl
import pytest

from tests.attack.coverage import Outcome, attack_coverage, published_coverage
from tests.attack.coverage_study import SERIES
from tests.attack.edition import Edition
from tests.attack.study import CUTS, SIZES, studies

N_STUDIES = 25

NAMES = [study.agreement_id for study in studies(N_STUDIES, seed=1)]


@pytest.fixture(scope="module")
def editions() -> list[Edition]:
    return published_coverage(studies(N_STUDIES, seed=1), CUTS)


@pytest.fixture(scope="module")
def outcomes(editions) -> dict[str, Outcome]:
    return {name: attack_coverage([edition.of(name) for edition in editions]) for name in NAMES}


def test_every_small_number_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 2000, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}
    assert {name: outcome.by_growth for name, outcome in outcomes.items() if outcome.by_growth} == {}


def test_most_other_numbers_of_large_studies_are_told(outcomes):
    """Withholding everything would be safe too."""
    large = list(outcomes.values())[2 :: len(SIZES)]
    assert mean(mean(outcome.kept) for outcome in large) > 0.7


def test_where_editions_do_not_know_of_each_other_small_numbers_are_found_out():
    chosen = studies(9, seed=1)
    unaware = [published_coverage(chosen, [cut])[0] for cut in CUTS]
    series = {study.agreement_id: [edition.of(study.agreement_id) for edition in unaware] for study in chosen}
    assert sum(len(attack_coverage(editions).found) for editions in series.values()) > 5
    assert all(attack_coverage([edition]).found == () for one in series.values() for edition in one)


def test_hiding_small_numbers_alone_is_found_out(editions):
    """What is small is withheld and nothing else: the delivered and the other levels tell most of it."""
    found, n_small = 0, 0
    for name in NAMES[:9]:
        last = editions[-1].of(name)
        outcome = attack_coverage([replace(last, released=last.released | {"coverage": _open(last)})])
        found, n_small = found + len(outcome.found), n_small + outcome.n_small
    assert found > n_small / 3 > 0


def test_a_row_without_a_number_tells_that_somebody_is_there(editions):
    """Nine persons at four hospitals with a row each: none has more than six."""
    kept = []
    for name in NAMES:
        last = editions[-1].of(name)
        silent = last.exact["coverage"].join(
            last.released["coverage"], on=["register", "denominator", "grouping", "level"], how="anti"
        )
        silent = silent.with_columns(n_denominator=pl.lit(None, pl.Int64), n_found=pl.lit(None, pl.Int64))
        rows = pl.concat([last.released["coverage"], silent])
        kept.append(attack_coverage([replace(last, released=last.released | {"coverage": rows})]).found)
    assert any(kept)


def test_few_treated_who_are_not_found_are_found_out_by_subtraction():
    """Of eight treated five are found."""
    outcome = attack_coverage([treated_and_found(CUTS[0], 8, 5)])
    assert [name[1] for name in outcome.found] == ["treated elsewhere"]
    assert attack_coverage([treated_and_found(CUTS[0], 10, 5)]).n_small == 0


def test_what_follows_from_how_few_came_is_counted_apart():
    """All six treated were found: of seven, at most one is not. Had nobody come, it would be found out."""
    all_found = treated_and_found(CUTS[0], 6, 6)
    outcome = attack_coverage([all_found, treated_and_found(CUTS[1], 7, 6, is_told=False)])
    assert (outcome.found, [name[1] for name in outcome.by_growth]) == ((), ["treated elsewhere"])
    told = attack_coverage([all_found, treated_and_found(CUTS[1], 7, 6), treated_and_found(CUTS[2], 7, 6)])
    assert [name[0] for name in told.by_growth] == [CUTS[1]]
    assert [name[0] for name in told.found] == [CUTS[2]]


def treated_and_found(cut: date, n_treated: int, n_found: int, is_told: bool = True) -> Edition:
    """Coverage of everybody and nothing more, all found, beside the number treated."""
    row = dict(zip(("register", "denominator"), SERIES[0], strict=True))
    row |= {"grouping": "all", "level": "all", "is_delivered": True}
    exact = {
        "coverage": pl.DataFrame([row | {"n_denominator": n_found, "n_found": n_found}]),
        "source_gap": pl.DataFrame(schema=["kind", "region_code", "gap_to", "n_seen_elsewhere"]),
        "attrition": pl.DataFrame({"step": ["treated"], "n_in": [n_treated]}),
    }
    n_told = pl.lit(n_found if is_told else None, pl.Int64)
    coverage = exact["coverage"].with_columns(n_denominator=n_told, n_found=n_told)
    return Edition(cut, exact | {"coverage": coverage}, exact)


def _open(edition: Edition) -> pl.DataFrame:
    """The exact table without its small numbers."""
    shown, found = pl.col("n_denominator"), pl.col("n_found")
    is_small = found.is_between(1, 4) | (shown - found).is_between(1, 4)
    return edition.exact["coverage"].with_columns(
        n_denominator=pl.when(~shown.is_between(1, 4)).then(shown),
        n_found=pl.when(~is_small.fill_null(False)).then(found),
    )
