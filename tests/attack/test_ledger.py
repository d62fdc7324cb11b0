"""What an attacker finds out from four ledgers of follow-up, beside the curves they are of: nothing."""

from datetime import date

import polars as pl
import pytest

from tests.attack.edition import Edition
from tests.attack.ledger import Outcome, attack_ledger
from tests.attack.planted import with_ledger
from tests.attack.study import CUTS, Study, studies

pytestmark = pytest.mark.xdist_group("attack_series")


@pytest.fixture(scope="module")
def by_study(series) -> dict[str, tuple[Study, list[Edition]]]:
    names = series[-1].exact["estimate"]["agreement_id"].unique().to_list()
    chosen = {study.agreement_id: study for study in studies(len(names), seed=1)}
    return {name: (chosen[name], [edition.of(name) for edition in series]) for name in sorted(names)}


@pytest.fixture(scope="module")
def outcomes(by_study) -> dict[str, Outcome]:
    return {name: attack_ledger(*one) for name, one in by_study.items()}


def test_every_small_number_by_cause_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes.values()) > 1000, "there is something to find"
    assert {name: outcome.found for name, outcome in outcomes.items() if outcome.found} == {}
    assert sum(len(outcome.by_how_few_came) for outcome in outcomes.values()) == 0


def test_some_numbers_by_cause_are_told(outcomes):
    """Where the curve has its counts, and nobody or at least five have emigrated, the ledger says so."""
    assert sum(outcome.n_told for outcome in outcomes.values()) > 10


def test_a_ledger_without_secondary_suppression_is_found_out(by_study, outcomes):
    name = max(outcomes, key=lambda name: outcomes[name].n_told)
    study, editions = by_study[name]
    assert attack_ledger(study, [with_ledger(edition) for edition in editions]).found


def followed(cut: date, n_inside: int, n_died: int, n_beyond: int | None, n_lost: int | None) -> Edition:
    """An edition that tells of half a year: the dead, those followed beyond it, and those lost before."""
    names = {"cohort": "inside", "subgroup": "all", "measure": "overall_survival", "variant": "kaplan_meier"}
    n_event = None if n_lost is None else n_died
    point = names | {"time_days": 183, "n_risk": n_beyond, "n_event": n_event, "n_censor": n_lost}
    estimate = names | {"time_days": 183, "n": None, "n_events": n_died}
    nobody = pl.DataFrame(schema=dict.fromkeys([*names, "state"], pl.String) | {"n": pl.Int64})
    tables = {
        "attrition": pl.DataFrame({"reason": ["analysed"], "n_in": [n_inside]}),
        "survival_curve": pl.DataFrame([point]),
        "estimate": pl.DataFrame([estimate]).with_columns(pl.col("n").cast(pl.Int64)),
        "follow_up_ledger": nobody.with_columns(time_days=pl.lit(183)),
    }
    return Edition(cut, tables, tables)


def starters(day: date, n: int, death_days: int | None = None) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "starter": "new_starter",
            "index_date": day,
            **dict.fromkeys(("age", "stage", "marker"), "met"),
            "death_days": 10**6 if death_days is None else death_days,
            "emigration_days": 10**6,
            "number": range(n),
        }
    )


@pytest.mark.parametrize(
    ("n_of_new_died", "found", "by_how_few"),
    [(2, 0, 1), (0, 1, 0)],
    ids=["two of five dead have come", "three of three dead were followed"],
)
def test_what_only_tells_how_few_came_is_counted_apart(n_of_new_died, found, by_how_few):
    """Of ten not followed further three have died since. Two came: of five dead, three are of the ten."""
    persons = pl.concat(
        [
            starters(date(2024, 1, 1), 10),
            starters(date(2025, 6, 1), 7),
            starters(date(2025, 6, 1), 3, death_days=100),
            starters(date(2025, 10, 5), n_of_new_died, death_days=10),
            starters(date(2025, 10, 5), 2 - n_of_new_died),
        ]
    )
    n_died = 3 + n_of_new_died
    editions = [followed(CUTS[0], 20, 0, 10, 10), followed(CUTS[1], 22, n_died, None, None)]
    outcome = attack_ledger(Study("EX001", persons), editions)
    by_half_a_year = [name for name in outcome.by_how_few_came if name[-1] == 183]
    assert (len(outcome.found), len(by_half_a_year)) == (found, by_how_few)
