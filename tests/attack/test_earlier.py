"""What an attacker finds out of the survival of those who started before the agreement: nothing."""

from datetime import date
from math import exp, log, sqrt

import polars as pl
import pytest

from tests.attack.earlier import MEASURE, VARIANT, Outcome, attack_earlier
from tests.attack.edition import Edition
from tests.attack.flow import EARLIER
from tests.attack.study import CUTS

pytestmark = pytest.mark.xdist_group("attack_series")


@pytest.fixture(scope="module")
def outcomes(series) -> list[Outcome]:
    names = series[-1].exact["estimate"]["agreement_id"].unique().sort()
    return [attack_earlier([edition.of(name) for edition in series]) for name in names]


def test_every_small_number_of_earlier_starters_could_still_be_any_of_one_to_four(outcomes):
    assert sum(outcome.n_small for outcome in outcomes) > 5, "there is something to find"
    assert [name for outcome in outcomes for name in outcome.found] == []


def test_their_survival_is_told(outcomes):
    told = sum(outcome.n_agreed_told for outcome in outcomes)
    assert told > 0.7 * sum(outcome.n_agreed for outcome in outcomes)


def survival(n: int, n_died: int) -> dict[str, float]:
    """The share of n who live, with log-log limits: nobody was lost before."""
    alive = 1 - n_died / n
    half = 1.96 * sqrt(n_died / n / (n - n_died)) / abs(log(alive))
    return {"estimate": alive, "lower": alive ** exp(half), "upper": alive ** exp(-half)}


def edition(cut: date, n: int, n_died: int, has_number: bool, step: float = 0.05) -> Edition:
    """Of 40 who started before the agreement n are followed; it tells how many live after two years."""
    names = {"cohort": EARLIER, "subgroup": "all", "level": "all", "measure": MEASURE, "variant": VARIANT}
    exact = names | {"time_days": 730, "n": n, "n_events": n_died} | survival(n, n_died)
    rounded = {name: round(value / step) * step for name, value in survival(n, n_died).items()}
    told = exact | rounded | {"n": n if has_number else None}
    curve = [
        names | {"time_days": time, "n_risk": n_risk, "n_event": n_event, "n_censor": n_risk - 30 - n_event}
        for time, n_risk, n_event in ((400, n, n_died), (900, 30, 0))
    ]
    tables = [
        {
            "attrition": pl.DataFrame({"reason": [EARLIER], "n_out": [40]}),
            "estimate": pl.DataFrame([row]).with_columns(
                pl.col("n").cast(pl.Int64),
                n_events=pl.lit(None, pl.Int64),
                rounded_to=pl.lit(step),
            ),
            "survival_curve": pl.DataFrame(curve),
        }
        for row in (told, exact)
    ]
    return Edition(cut, *tables)


@pytest.mark.parametrize(("has_number", "found"), [(True, ["not followed"]), (False, [])])
def test_their_number_beside_that_of_the_flow_tells_who_is_not_followed(has_number, found):
    outcome = attack_earlier([edition(CUTS[0], 37, 7, has_number)])
    assert [name[1] for name in outcome.found] == found
    assert outcome.n_small == 1


@pytest.mark.parametrize(("has_number", "n_found"), [(True, 1), (False, 0)])
def test_their_numbers_at_two_cuts_tell_who_is_followed_so_far_at_last(has_number, n_found):
    outcome = attack_earlier(
        [edition(CUTS[0], 33, 3, has_number), edition(CUTS[1], 35, 5, has_number)],
    )
    assert len([name for name in outcome.found if name[2] == "joined"]) == n_found


@pytest.mark.parametrize(("step", "n_found"), [(0.001, 1), (0.2, 0)], ids=["finely", "roughly"])
def test_probabilities_told_too_finely_tell_who_died_in_between(step, n_found):
    outcome = attack_earlier(
        [edition(CUTS[0], 40, 8, True, step), edition(CUTS[1], 40, 10, True, step)],
    )
    assert len([name for name in outcome.found if name[2] == "died"]) == n_found
