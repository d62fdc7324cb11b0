"""Holm's correction against R.

p.adjust(c(0.01, 0.04, 0.03, NA, 0.5), "holm")
[1] 0.04 0.09 0.09   NA 0.50
p.adjust(c(0.6, 0.7), "holm")
[1] 1 1
"""

import polars as pl
import pytest

from pipelines.methods.multiplicity import holm


def test_as_r():
    corrected = holm(pl.Series([0.01, 0.04, 0.03, None, 0.5]))
    assert corrected.to_list() == pytest.approx([0.04, 0.09, 0.09, None, 0.5])
    assert holm(pl.Series([0.6, 0.7])).to_list() == [1, 1]
    assert holm(pl.Series([None], dtype=pl.Float64)).to_list() == [None]
