"""Which covariates are named where no weights make two groups alike."""

import polars as pl
import pytest

from pipelines.methods.newton import NoMaximum
from pipelines.methods.propensity import comparison_weights
from pipelines.methods.separation import separating_covariates

SEX = ["f", "m"] * 4
AGES = [50.0, 61.0, 72.0, 83.0, 52.0, 63.0, 70.0, 81.0]
APART = [41.0, 45.0, 48.0, 50.0, 50.0, 60.0, 70.0, 80.0]
"""The two groups have one value in common."""


def named(**columns: list) -> tuple[str, ...]:
    frame = pl.DataFrame({"treated": [1] * 4 + [0] * 4, **columns})
    with pytest.raises(NoMaximum) as refusal:
        comparison_weights(frame, list(columns), "overlap")
    return separating_covariates(frame, list(columns), refusal.value.columns)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"age": AGES, "sex": ["f"] * 4 + ["m"] * 4}, ("sex",)),
        ({"age": AGES, "region": list("abcaabab")}, ("region",)),
        ({"age": APART, "sex": SEX}, ("age",)),
        ({"age": APART, "sex": ["f"] * 4 + ["m"] * 2 + ["f"] * 2}, ("age", "sex")),
        ({"age": AGES, "unknown": [False, True] + [False] * 6}, ("unknown",)),
    ],
)
def test_what_separates_alone_is_named_whatever_the_fit_moved_along(columns, names):
    assert named(**columns) == names


def test_what_separates_only_together_is_named_together():
    """Whoever is treated is older than the comparators of the same sex; ages of the groups overlap."""
    both = {"sex": ["f", "f", "m", "m"] * 2, "age": [70.0, 75.0, 40.0, 45.0, 60.0, 65.0, 30.0, 35.0]}
    assert named(**both) == ("sex", "age")
