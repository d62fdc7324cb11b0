"""Many tests at once: p-values that keep the chance of any false positive at its level."""

import numpy as np
import polars as pl


def holm(p_values: pl.Series) -> pl.Series:
    """The p-values corrected for their number (Holm, Scand J Statist 1979;6:65); missing stay missing.

    As R's `p.adjust(p, "holm")`: the k-th smallest of m is multiplied by m − k + 1, is never less than a
    smaller one, and at most 1.
    """
    known = p_values.drop_nulls().to_numpy()
    order = np.argsort(known, kind="stable")
    corrected = np.empty_like(known)
    corrected[order] = np.minimum(np.maximum.accumulate(known[order] * np.arange(len(known), 0, -1)), 1)
    found = iter(corrected.tolist())
    return pl.Series([None if p is None else next(found) for p in p_values], dtype=pl.Float64)
