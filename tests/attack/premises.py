"""What disclosure control thinks that a reader knows, beside what is so: nothing of it may be untrue.

What contradicts the rest is left out, as if persons had been corrected. Of invented studies nobody is: an
untrue premise would push out true ones, and small numbers be found out that seem to be hidden.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import numpy as np

from pipelines.methods.answer_series import AnswerSeries
from pipelines.methods.differences import Differences
from pipelines.methods.withholding import Tables


class Premises:
    """How many series of answers there were, and programmes; untrue bounds, and programmes contradicted."""

    def __init__(self) -> None:
        self.n_series = self.n_untrue = 0
        self.n_programmes = self.n_contradicted = 0


@contextmanager
def observed() -> Iterator[Premises]:
    """While editions are published."""
    found = Premises()
    made, beside, forget = AnswerSeries.__init__, AnswerSeries.beside, Tables.forget_what_contradicts

    def and_compare(series: AnswerSeries, editions: list, *more: object, **named: object) -> None:
        made(series, editions, *more, **named)
        found.n_series += 1
        found.n_untrue += n_untrue(series, series.known)

    def and_compare_beside(series: AnswerSeries, told: Iterable) -> Differences | None:
        known = beside(series, told)
        found.n_untrue += n_untrue(series, known) if known else 0
        return known

    def and_count(tables: Tables) -> bool:
        n_assumed = len(tables.assumed_limits)
        agrees = forget(tables)
        found.n_programmes += 1
        found.n_contradicted += not agrees or len(tables.assumed_limits) < n_assumed
        return agrees

    with (
        patch.object(AnswerSeries, "__init__", and_compare),
        patch.object(AnswerSeries, "beside", and_compare_beside),
        patch.object(Tables, "forget_what_contradicts", and_count),
    ):
        yield found


def n_untrue(series: AnswerSeries, known: Differences) -> int:
    """How many bounds on the difference of two numbers are not so."""
    edition_of = {(edition.build_id, edition.data_cut): edition for edition in series._editions}
    exactly = {0: 0} | {
        place: n
        for (build_id, data_cut, *number), place in series._place.items()
        if (n := edition_of[build_id, data_cut].exactly(tuple(number))) is not None
    }
    places, n = (np.array(list(values)) for values in (exactly.keys(), exactly.values()))
    return int((n[:, None] - n[None, :] > known.most[np.ix_(places, places)]).sum())
