"""What weights, balance and effective sizes are on any data, and what is refused."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods.balance import balance
from pipelines.methods.propensity import KINDS, comparison_weights, effective_sample_size

COVARIATES = ["age", "stage", "earlier"]
quick = settings(max_examples=15, derandomize=True)
seeds = st.integers(0, 10_000)


def people(seed: int, n: int = 150) -> pl.DataFrame:
    draw = np.random.default_rng(seed)
    age = draw.normal(60, 10, n)
    stage = draw.choice(["I", "II", None], n, p=[0.3, 0.5, 0.2])
    score = 1 / (1 + np.exp(-(0.05 * (age - 60) + 0.6 * (stage == "I") - 0.3)))
    return pl.DataFrame(
        {
            "treated": draw.random(n) < score,
            "age": age,
            "stage": pl.Series(stage.tolist(), dtype=pl.String),
            "earlier": draw.random(n) < 0.4,
        }
    )


@quick
@given(seeds)
def test_overlap_weights_balance_every_mean_exactly(seed: int) -> None:
    """A theorem of Li, Morgan & Zaslavsky 2018 for a logistic score on the same covariates."""
    table = balance(comparison_weights(people(seed), COVARIATES, "overlap"), COVARIATES)
    assert table["difference_after"].abs().max() < 1e-8
    assert (table["treated_after"] - table["comparator_after"]).abs().max() < 1e-8
    assert table["difference_before"].abs().max() > 0.05


@quick
@given(seeds)
def test_the_score_reproduces_the_treated(seed: int) -> None:
    """The equations of maximum likelihood: scores sum to the numbers treated, in all and per level."""
    scored = comparison_weights(people(seed), COVARIATES, "overlap")
    assert scored["propensity_score"].is_between(0, 1, closed="none").all()
    for group in ([], ["stage"], ["earlier"]):
        sums = scored.group_by(pl.lit(1), *group).agg(pl.col("propensity_score", "treated").sum())
        assert sums["propensity_score"].to_list() == pytest.approx(sums["treated"].to_list(), abs=1e-8)


@quick
@given(seeds)
def test_weights_are_what_their_kind_says(seed: int) -> None:
    frame = people(seed)
    for kind in KINDS:
        for score, treated, weight in (
            comparison_weights(frame, COVARIATES, kind)
            .select("propensity_score", "treated", "weight")
            .iter_rows()
        ):
            share = frame["treated"].mean()
            expected = {
                "inverse_probability": share / score if treated else (1 - share) / (1 - score),
                "treated": 1 if treated else score / (1 - score),
                "overlap": 1 - score if treated else score,
            }
            assert weight == pytest.approx(expected[kind], rel=1e-12)


@quick
@given(seeds)
def test_neither_row_order_nor_units_nor_names_of_levels_matter(seed: int) -> None:
    frame = people(seed).with_row_index("person")
    changed = frame.sample(fraction=1, shuffle=True, seed=seed).with_columns(
        age=1e7 - 365.25 * pl.col("age"),
        stage=pl.col("stage").replace({"I": "z", "II": "a"}).cast(pl.Categorical),
        earlier=~pl.col("earlier"),
        treated=pl.col("treated").cast(pl.Int64),
    )
    for kind in KINDS:
        one, other = (comparison_weights(each, COVARIATES, kind).sort("person") for each in (frame, changed))
        assert_frame_equal(
            one.select("propensity_score", "weight"),
            other.select("propensity_score", "weight"),
            abs_tol=1e-7,
            rel_tol=1e-7,
        )


@quick
@given(seeds)
def test_effective_size_is_at_most_the_size(seed: int) -> None:
    for kind in KINDS:
        sizes = effective_sample_size(comparison_weights(people(seed), COVARIATES, kind))
        assert sizes["treated"].to_list() == [True, False]
        assert (sizes["effective_n"] <= sizes["n"] + 1e-9).all()
        assert (sizes["largest_weight"] >= 1 / sizes["n"] - 1e-12).all()


def test_effective_size_by_hand() -> None:
    frame = pl.DataFrame({"treated": [1, 1, 0, 0, 0], "weight": [2.0, 2.0, 1.0, 3.0, 0.0]})
    assert effective_sample_size(frame).rows() == [(True, 2, 2.0, 0.5), (False, 3, 1.6, 0.75)]


def test_balance_by_hand() -> None:
    """Ages 40, 60 against 50, 70, 90: variances 200 and 400; shares 1/2 and 2/3: variances 1/4 and 2/9."""
    frame = pl.DataFrame(
        {
            "treated": [1, 1, 0, 0, 0],
            "age": [40, 60, 50, 70, 90],
            "stage": ["I", None, "I", None, None],
            "w": [1.0, 3.0, 2.0, 0.0, 2.0],
        }
    )
    expected = [
        ("age", None, 50.0, 70.0, -20 / 300**0.5, 55.0, 70.0, -15 / 300**0.5),
        ("stage", "I", 1 / 2, 1 / 3, (1 / 6) / (17 / 72) ** 0.5, 0.25, 0.5, -0.25 / (17 / 72) ** 0.5),
        ("stage", "missing", 1 / 2, 2 / 3, (-1 / 6) / (17 / 72) ** 0.5, 0.75, 0.5, 0.25 / (17 / 72) ** 0.5),
    ]
    for found, row in zip(balance(frame, ["age", "stage"], "w").rows(), expected, strict=True):
        assert found[:2] == row[:2]
        assert found[2:] == pytest.approx(row[2:])


def test_where_no_arm_varies_a_difference_is_missing_unless_there_is_none() -> None:
    weight = [0.1, 0.3, 0.5, 0.5]
    frame = pl.DataFrame({"treated": [1, 1, 0, 0], "weight": weight, "same": 0.1})
    assert np.average([0.1, 0.1], weights=weight[:2]) != np.average([0.1, 0.1], weights=weight[2:])
    table = balance(frame.with_columns(other=pl.col("treated")), ["same", "other"])
    assert table["difference_before"].to_list() == [0.0, None]
    assert table["difference_after"].to_list() == [0.0, None]
    single = balance(frame[1:3], ["same"])
    assert single["difference_before"].to_list() == [0.0]


GOOD = people(1)
ONLY_OLD = pl.when("earlier").then("age")
IN_ONE_ARM = pl.when("treated").then(pl.lit("II")).otherwise(pl.col("stage"))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"treated": pl.lit("yes")}, "column treated: 0 or 1 was expected, found String"),
        ({"treated": pl.when("earlier").then(2)}, "column treated: not 0 or 1 in 150 rows"),
        ({"treated": pl.lit(True)}, "column treated: nobody is a comparator"),
        ({"treated": pl.lit(0)}, "column treated: nobody is treated"),
        ({"age": ONLY_OLD}, f"column age: missing or infinite in {150 - GOOD['earlier'].sum()} rows"),
        ({"age": pl.date(2020, 1, 1)}, "column age: a number or a category was expected, found Date"),
        (
            {"age": pl.col("earlier").cast(pl.Int8)},
            "column earlier=true: collinear with age, stage=I, stage=mis",
        ),
        ({"stage": "earlier"}, "column earlier=true: collinear with age, stage=true"),
        ({"age": pl.col("treated") * 1e3 + pl.col("age")}, "column .*age.*: the likelihood has no maximum"),
        (
            {"stage": IN_ONE_ARM},
            "column stage=I.*: the likelihood has no maximum, the odds grow without limit",
        ),
        ({"weight": pl.lit(1)}, "column weight: already there"),
    ],
)
def test_what_cannot_be_compared_is_refused(columns: dict[str, pl.Expr], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        comparison_weights(GOOD.with_columns(**columns), COVARIATES, "overlap")


@pytest.mark.parametrize("column", ["treated", "age", "stage"])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(ValueError, match=f"column {column}: missing; found"):
        comparison_weights(GOOD.drop(column), COVARIATES, "overlap")


def test_covariates_are_needed_once_each() -> None:
    for covariates in ([], ["age", "age"]):
        with pytest.raises(ValueError, match="at least one is needed, and none may be repeated"):
            comparison_weights(GOOD, covariates, "overlap")


def test_nobody_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="column treated: nobody is treated"):
        comparison_weights(GOOD.clear(), COVARIATES, "overlap")


def test_what_does_not_vary_changes_no_weight() -> None:
    frame = GOOD.with_columns(year=2020, sex=pl.lit("F"))
    one = comparison_weights(frame, ["age"], "treated")
    assert one["weight"].equals(comparison_weights(frame, ["year", "age", "sex"], "treated")["weight"])
    alone = comparison_weights(frame, ["year", "sex"], "overlap")
    assert alone["propensity_score"].to_list() == pytest.approx([GOOD["treated"].mean()] * 150)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind must be one of inverse_probability, treated, overlap"):
        comparison_weights(GOOD, ["age"], "matching")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0, -1.0, None, 1.0], "column w: missing, infinite or negative in 2 rows"),
        ([0.0, 0.0, 1.0, 1.0], "column w: zero for all of the treated"),
        ([1.0, 0.0, 0.0, 0.0], "column w: zero for all of the comparators"),
        (["1", "1", "1", "1"], "column w: a number was expected, found String"),
    ],
)
def test_faulty_weights_are_refused(weights: list, message: str) -> None:
    frame = pl.DataFrame({"treated": [1, 1, 0, 0], "x": [1, 2, 3, 4], "w": weights})
    with pytest.raises(ValueError, match=message):
        balance(frame, ["x"], "w")
    with pytest.raises(ValueError, match="column weight: missing; found"):
        effective_sample_size(frame)
