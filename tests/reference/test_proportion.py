"""Exact intervals against R: `binom.test(x, n, conf.level = ...)$conf.int`, and against published ones."""

import json

import numpy as np
import pytest

from pipelines.methods.proportion import exact_interval
from tests.reference.reference_data import FOLDER

ANSWERS = json.loads((FOLDER / "proportions" / "binomial_exact.json").read_text())


@pytest.mark.parametrize("level", [90, 95, 99])
def test_as_r(level: int) -> None:
    x, n = [answer["x"] for answer in ANSWERS], [answer["n"] for answer in ANSWERS]
    lower, upper = exact_interval(x, n, level / 100)
    expected = np.array([answer[f"cl{level}"] for answer in ANSWERS])
    assert np.abs(lower - expected[:, 0]).max() < 1e-9
    assert np.abs(upper - expected[:, 1]).max() < 1e-9


@pytest.mark.parametrize(
    ("x", "n", "published"), [(20, 70, (18.4, 40.6)), (11, 20, (31.5, 76.9)), (50, 68, (61.4, 83.5))]
)
def test_as_published(x: int, n: int, published: tuple[float, float]) -> None:
    lower, upper = exact_interval(x, n)
    assert (round(100 * lower, 1), round(100 * upper, 1)) == published


def test_of_nobody_nothing_is_known() -> None:
    assert exact_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("x", "n"), [(3, 2), (-1, 2), (0.5, 2), (float("nan"), 2), ([1, 5], [2, 4])])
def test_impossible_counts_are_refused(x: float, n: float) -> None:
    with pytest.raises(ValueError, match=r"1 of . pairs are not whole numbers"):
        exact_interval(x, n)


@pytest.mark.parametrize("conf_level", [0, 1, 95])
def test_impossible_level_is_refused(conf_level: float) -> None:
    with pytest.raises(ValueError, match="conf_level"):
        exact_interval(1, 2, conf_level)
