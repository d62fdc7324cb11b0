"""EQ-5D-5L: hand-checked states, the optional terms, what is refused, and what must hold of every state."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.eq5d import DIMENSIONS, LEVELS, eq5d_index

# Round numbers, so that states can be worked out by hand.
BY_LEVEL = {1: 0.0, 2: 0.05, 3: 0.1, 4: 0.2, 5: 0.25}
EXTRA = {"mobility": 0.0, "self_care": 0.01, "usual_activities": 0.02, "pain": 0.03, "anxiety": 0.04}


def tariff(*terms: tuple[str, int | None, float | None]) -> pl.DataFrame:
    rows = [
        (name, level, BY_LEVEL[level] + (EXTRA[name] if level > 1 else 0))
        for name in DIMENSIONS
        for level in LEVELS
    ]
    schema = {"term": pl.String, "level": pl.Int32, "decrement": pl.Float64}
    return pl.DataFrame([*rows, *terms], schema=schema, orient="row")


def states(*codes: str) -> pl.DataFrame:
    """States as five digits each; `-` is missing."""
    rows = [[None if digit == "-" else int(digit) for digit in code] for code in codes]
    return pl.DataFrame(rows, schema=dict.fromkeys(DIMENSIONS, pl.Int32), orient="row")


def index(code: str, *terms: tuple[str, int | None, float | None]) -> float | None:
    return eq5d_index(states(code), tariff(*terms))[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("11111", 1.0),
        ("21111", 0.95),
        ("12111", 0.94),
        ("11213", 1 - 0.07 - 0.14),
        ("33333", 1 - 5 * 0.1 - 0.1),
        ("55555", 1 - 5 * 0.25 - 0.1),
    ],
)
def test_decrements_are_taken_from_one(code, expected):
    assert index(code) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("11111", 0.99), ("21111", 0.99 - 0.05 - 0.1), ("41111", 0.99 - 0.2 - 0.1 - 0.3),
     ("44111", 0.99 - 0.2 - 0.21 - 0.1 - 0.3)],
)  # fmt: skip
def test_constants_are_taken_once(code, expected):
    constants = (("full_health", None, 0.99), ("any_problem", None, 0.1), ("any_severe", None, 0.3))
    assert index(code, *constants) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("code", ["-1111", "1-111", "11-11", "111-1", "1111-", "-----"])
def test_a_state_with_a_missing_dimension_has_no_index(code):
    assert index(code) is None


def test_every_missing_level_is_named():
    lacking = tariff().filter(
        ~((pl.col("term") == "pain") & (pl.col("level") == 3))
        & ~((pl.col("term") == "anxiety") & (pl.col("level") == 1))
    )
    with pytest.raises(ValueError, match=r"^tariff: no decrement for pain 3, anxiety 1$"):
        eq5d_index(states("11111"), lacking)


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (("pain", 6, 0.1), r"tariff: 1 rows are no dimension"),
        (("pain", None, 0.1), r"tariff: 1 rows are no dimension"),
        (("any_problem", 2, 0.1), r"tariff: 1 rows are no dimension"),
        (("smell", 2, 0.1), r"tariff: 1 rows are no dimension"),
        (("pain", 2, 0.1), r"tariff: 1 rows repeat"),
        (("any_severe", None, None), r"decrement: 1 rows of the tariff have no number"),
        (("any_severe", None, float("nan")), r"decrement: 1 rows of the tariff have no number"),
        (("any_severe", None, float("inf")), r"decrement: 1 rows of the tariff have no number"),
    ],
)
def test_a_tariff_that_is_none_is_refused(term, message):
    with pytest.raises(ValueError, match=message):
        eq5d_index(states("11111"), tariff(term))


@pytest.mark.parametrize("wrong", [0, 6, 2.5])
def test_a_level_that_is_none_is_refused_without_saying_it(wrong):
    given_states = states("11111", "22222").cast(pl.Float64)
    given_states[1, "pain"] = wrong
    with pytest.raises(ValueError, match=r"^pain: 1 rows are not a level from 1 to 5$"):
        eq5d_index(given_states, tariff())


def test_a_missing_column_is_refused():
    with pytest.raises(ValueError, match="anxiety: the column is missing"):
        eq5d_index(states("11111").drop("anxiety"), tariff())


def test_nobody_gives_nothing():
    assert len(eq5d_index(states(), tariff())) == 0


LEVEL = st.integers(1, 5)


@settings(max_examples=60, derandomize=True)
@given(st.lists(LEVEL, min_size=5, max_size=5), st.integers(0, 4))
def test_a_worse_level_never_gives_a_better_index(levels, place):
    code = "".join(map(str, levels))
    worse = "".join(str(min(level + (n == place), 5)) for n, level in enumerate(levels))
    constants = (("any_problem", None, 0.02), ("any_severe", None, 0.03))
    lowest, highest = index("55555", *constants), index("11111", *constants)
    assert lowest <= index(worse, *constants) <= index(code, *constants) <= highest


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.lists(LEVEL | st.none(), min_size=5, max_size=5), min_size=1, max_size=8))
def test_one_person_does_not_change_another(rows):
    everybody = pl.DataFrame(rows, schema=dict.fromkeys(DIMENSIONS, pl.Int32), orient="row")
    alone = [eq5d_index(everybody[n], tariff())[0] for n in range(len(rows))]
    assert eq5d_index(everybody, tariff().reverse()).to_list() == alone
