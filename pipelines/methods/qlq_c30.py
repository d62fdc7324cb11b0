"""EORTC QLQ-C30, version 3.0: the fifteen scales and the summary score.

Scales as in the scoring manual (Fayers, Aaronson, Bjordal, Groenvold, Curran & Bottomley 2001): the raw score
is the mean of the answered items, if at least half of them are answered, and is stretched to 0–100. High is
good for functioning and global health, bad for symptoms. The summary score (Giesinger and others 2016) is the
mean of the thirteen scales other than global health and financial difficulties, symptoms reversed; it needs
all thirteen.
"""

from dataclasses import dataclass

import polars as pl

LOWEST_ANSWER = 1
ITEM_RANGE = 3
GLOBAL_ITEM_RANGE = 6
N_ITEMS = 30
GLOBAL_ITEMS = (29, 30)


@dataclass(frozen=True)
class Scale:
    """One scale: its items, and whether high scores are good; `is_reversed` if high answers are bad then."""

    name: str
    items: tuple[int, ...]
    is_good: bool
    is_reversed: bool
    in_summary: bool = True

    @property
    def item_range(self) -> int:
        """Highest possible answer less the lowest."""
        return GLOBAL_ITEM_RANGE if set(self.items) <= set(GLOBAL_ITEMS) else ITEM_RANGE


def _functioning(name: str, *items: int) -> Scale:
    return Scale(name, items, is_good=True, is_reversed=True)


def _symptom(name: str, *items: int, in_summary: bool = True) -> Scale:
    return Scale(name, items, is_good=False, is_reversed=False, in_summary=in_summary)


SCALES: dict[str, Scale] = {
    scale.name: scale
    for scale in (
        Scale("qlq_ql", GLOBAL_ITEMS, is_good=True, is_reversed=False, in_summary=False),
        _functioning("qlq_pf", 1, 2, 3, 4, 5),
        _functioning("qlq_rf", 6, 7),
        _functioning("qlq_ef", 21, 22, 23, 24),
        _functioning("qlq_cf", 20, 25),
        _functioning("qlq_sf", 26, 27),
        _symptom("qlq_fa", 10, 12, 18),
        _symptom("qlq_nv", 14, 15),
        _symptom("qlq_pa", 9, 19),
        _symptom("qlq_dy", 8),
        _symptom("qlq_sl", 11),
        _symptom("qlq_ap", 13),
        _symptom("qlq_co", 16),
        _symptom("qlq_di", 17),
        _symptom("qlq_fi", 28, in_summary=False),
    )
}
SUMMARY = "qlq_summary"


def qlq_c30_scores(answers: pl.DataFrame) -> pl.DataFrame:
    """Scores 0–100 of every row of `answers` (columns `qlq_1` to `qlq_30`): one column per scale.

    Columns are the names in SCALES and `qlq_summary`. A scale with fewer than half of its items answered is
    missing, and so is a summary that lacks a scale. ValueError if an item is missing as a column or an answer
    is not a whole number from 1 to 4 (items 29 and 30: 1 to 7).
    """
    _check(answers)
    scores = answers.select(_score(scale).alias(name) for name, scale in SCALES.items())
    parts = [
        pl.col(name) if scale.is_good else 100 - pl.col(name)
        for name, scale in SCALES.items()
        if scale.in_summary
    ]
    # A sum written with + is missing if any part is: the summary needs all thirteen.
    return scores.with_columns((sum(parts[1:], parts[0]) / len(parts)).alias(SUMMARY))


def _score(scale: Scale) -> pl.Expr:
    items = [pl.col(f"qlq_{item}").cast(pl.Float64) for item in scale.items]
    n_answered = pl.sum_horizontal(item.is_not_null().cast(pl.Int32) for item in items)
    stretched = (pl.mean_horizontal(items) - LOWEST_ANSWER) / scale.item_range * 100
    score = 100 - stretched if scale.is_reversed else stretched
    return pl.when(2 * n_answered >= len(items)).then(score)


def _check(answers: pl.DataFrame) -> None:
    for item in range(1, N_ITEMS + 1):
        name = f"qlq_{item}"
        if name not in answers.columns:
            raise ValueError(f"{name}: the column is missing")
        highest = LOWEST_ANSWER + (GLOBAL_ITEM_RANGE if item in GLOBAL_ITEMS else ITEM_RANGE)
        values = answers[name].cast(pl.Float64)
        n_wrong = int((~values.is_in([float(n) for n in range(LOWEST_ANSWER, highest + 1)])).sum() or 0)
        if n_wrong:
            raise ValueError(f"{name}: {n_wrong} rows are not a whole number from 1 to {highest}")
