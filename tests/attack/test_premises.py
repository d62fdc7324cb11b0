"""Nothing that disclosure control thinks a reader knows of invented studies is untrue."""

from datetime import date

from pipelines.methods.answer_series import AnswerSeries, Told
from pipelines.methods.answers_told import ASKED, TREATED, YES
from pipelines.methods.withholding import Count, Knowledge, withheld
from tests.attack.edition import published_series
from tests.attack.premises import n_untrue, observed
from tests.attack.study import CUTS, studies

CHOSEN = studies(6, seed=1)[4:]


def test_no_premise_is_untrue():
    n = len(CHOSEN)
    with observed() as found:
        published_series(CHOSEN, CUTS[:3], has_times=True, n_with_answers=n, n_with_courses=n)
    assert found.n_series > 15
    assert found.n_programmes > 30
    assert (found.n_untrue, found.n_contradicted) == (0, 0)


def test_an_untrue_premise_is_seen():
    """Of 40 treated 50 were asked."""
    numbers = {
        ("inside", TREATED, ASKED): 40,
        ("inside", "died/365", ASKED): 50,
        ("inside", "died/365", YES): 9,
    }
    edition = Told("now", date(2026, 6, 30), {name: (0, n, n) for name, n in numbers.items()})
    series = AnswerSeries([edition])
    series.known.most[:] = 0
    assert n_untrue(series, series.known) > 0


def test_an_assumption_that_is_not_so_is_seen():
    """Of 40 persons 30 are thought to be of one group, who are 20."""
    knowledge = Knowledge()
    knowledge.assume_exactly(["one"], 30)
    with observed() as found:
        withheld([Count("one", ("one",), 20), Count("both", ("one", "other"), 40)], knowledge)
    assert (found.n_programmes, found.n_contradicted) == (1, 1)
