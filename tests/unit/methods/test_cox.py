"""Properties of Cox's model on any data, its definition by brute force, and what it refuses."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods import survival
from pipelines.methods.cox import cox, proportional_hazards
from pipelines.methods.cox_risk_sets import RiskSets, rows_of

ESTIMATES = ["coefficient", "std_err", "robust_std_err"]
quick = settings(max_examples=15, derandomize=True)
seeds = st.integers(0, 10_000)


def people(seed: int, n: int = 60) -> pl.DataFrame:
    """Tied times, delayed entry, strata, weights and two covariates that bear on the hazard."""
    draw = np.random.default_rng(seed)
    x, y = draw.normal(size=n), draw.integers(0, 2, n)
    entry = draw.integers(0, 4, n)
    return pl.DataFrame(
        {
            "stratum": draw.choice(["a", "b"], n),
            "time": entry + 1 + np.floor(draw.exponential(6 * np.exp(-0.4 * x + 0.3 * y))),
            "event": draw.random(n) < 0.8,
            "entry": entry,
            "weight": draw.integers(1, 9, n) / 4,
            "x": x,
            "y": y,
        }
    )


def assert_estimates(one: pl.DataFrame, other: pl.DataFrame, columns: list[str] = ESTIMATES) -> None:
    for column in columns:
        assert one[column].to_list() == pytest.approx(other[column].to_list(), rel=1e-7, abs=1e-9), column


def log_likelihood_by_definition(frame: pl.DataFrame, coefficients: np.ndarray, ties: str) -> float:
    """Event time by event time, as the formulas of Breslow and Efron are printed."""
    total = 0.0
    for (stratum, time), at_time in frame.filter("event").group_by("stratum", "time"):
        observed = (pl.col("stratum") == stratum) & (pl.col("time") >= time)
        # Entry at zero is from the start.
        at_risk = frame.filter(observed & ((pl.col("entry") < time) | (pl.col("entry") == 0)))
        risk = (at_risk["weight"] * np.exp(at_risk.select("x", "y").to_numpy() @ coefficients)).sum()
        own = (at_time["weight"] * np.exp(at_time.select("x", "y").to_numpy() @ coefficients)).sum()
        total += (at_time["weight"] * (at_time.select("x", "y").to_numpy() @ coefficients)).sum()
        for gone in range(len(at_time)):
            share = gone / len(at_time) if ties == "efron" else 0.0
            total -= at_time["weight"].mean() * math.log(risk - share * own)
    return total


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@quick
@given(seeds)
def test_maximum_of_the_likelihood_by_its_definition(ties: str, seed: int) -> None:
    frame = people(seed)
    found = cox(frame, ["x", "y"], ties)
    best = found["coefficient"].to_numpy()
    assert found["log_likelihood"][0] == pytest.approx(log_likelihood_by_definition(frame, best, ties))
    assert found["log_likelihood_null"][0] == pytest.approx(
        log_likelihood_by_definition(frame, np.zeros(2), ties)
    )
    for step in ([1e-3, 0], [-1e-3, 0], [0, 1e-3], [0, -1e-3]):
        assert log_likelihood_by_definition(frame, best + step, ties) < found["log_likelihood"][0]


@quick
@given(seeds)
def test_row_order_does_not_matter(seed: int) -> None:
    frame = people(seed)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    assert_estimates(cox(frame, ["x", "y"]), cox(shuffled, ["x", "y"]))


@quick
@given(seeds)
def test_units_do_not_matter(seed: int) -> None:
    frame = people(seed)
    scaled = frame.with_columns(x=1e6 + pl.col("x") * 1000, weight=pl.col("weight") * 5.5)
    found, other = cox(frame, ["x", "y"]), cox(scaled, ["x", "y"])
    assert other["coefficient"].to_list() == pytest.approx(
        [found["coefficient"][0] / 1000, found["coefficient"][1]], rel=1e-6
    )
    assert other["z"].to_list() == pytest.approx(found["z"].to_list(), rel=1e-6)
    assert proportional_hazards(scaled, ["x", "y"])["p_value"].is_not_nan().all()


@quick
@given(seeds)
def test_a_weight_is_so_many_equal_persons(seed: int) -> None:
    """With Breslow's ties: Efron's sees ties among the equals. In clusters, so that robust errors agree."""
    frame = people(seed).with_columns(pl.col("weight").ceil().cast(pl.Int64)).with_row_index("person")
    replicated = frame.select(pl.all().repeat_by("weight").explode(empty_as_null=False)).drop("weight")
    assert_estimates(
        cox(frame, ["x", "y"], "breslow", "person"), cox(replicated, ["x", "y"], "breslow", "person")
    )


@quick
@given(seeds)
def test_a_row_of_weight_zero_counts_nowhere(seed: int) -> None:
    frame = people(seed).with_columns(
        weight=pl.when(pl.int_range(pl.len()) % 4 > 0).then("weight").otherwise(0)
    )
    without = frame.filter(pl.col("weight") > 0)
    assert cox(frame, ["x", "y"]).equals(cox(without, ["x", "y"]))


@quick
@given(seeds)
def test_likelihoods_of_strata_add_up(seed: int) -> None:
    frame = people(seed)
    parts = [cox(part, ["x", "y"])["log_likelihood_null"][0] for part in frame.partition_by("stratum")]
    assert cox(frame, ["x", "y"])["log_likelihood_null"][0] == pytest.approx(sum(parts))


def test_entry_at_zero_or_missing_is_from_the_start() -> None:
    frame = people(1).drop("entry")
    for entry in (pl.lit(0), pl.lit(None), pl.lit(-3.0)):
        assert cox(frame.with_columns(entry=entry), ["x"]).equals(cox(frame, ["x"]))


def test_a_split_row_says_the_same() -> None:
    """Followed to 4, and again from 4 on, is followed throughout; so one event counts once."""
    frame = people(2).with_row_index("person")
    long = frame.filter((pl.col("time") > 4) & (pl.col("entry") < 4))
    split = pl.concat(
        [
            frame.join(long, on="person", how="anti"),
            long.with_columns(time=pl.lit(4.0), event=pl.lit(False)),
            long.with_columns(entry=pl.lit(4, dtype=pl.Int64)),
        ]
    )
    assert_estimates(cox(frame, ["x", "y"], cluster="person"), cox(split, ["x", "y"], cluster="person"))


def test_nearly_equal_times_are_one_time() -> None:
    frame = people(3).with_columns(pl.col("time") / 10, pl.col("entry") / 10)
    noisy = frame.with_columns(time=pl.col("time") * (1 + 1e-12 * (pl.int_range(pl.len()) % 3)))
    assert_estimates(cox(frame, ["x", "y"]), cox(noisy, ["x", "y"]))
    seconds = frame.with_columns(pl.col("time") * 1e6, pl.col("entry") * 1e6)
    noisy = seconds.with_columns(time=pl.col("time") + 1e-4 * (pl.int_range(pl.len()) % 3))
    assert_estimates(cox(frame, ["x", "y"]), cox(noisy, ["x", "y"]))
    apart = frame.with_columns(time=pl.col("time") + 1e-4 * (pl.int_range(pl.len()) % 3))
    assert cox(apart, ["x"])["log_likelihood"][0] != pytest.approx(cox(frame, ["x"])["log_likelihood"][0])


def test_whole_weights_report_the_model_based_error_others_the_robust_one() -> None:
    frame = people(4)
    for weighted, reported in (
        (frame, "robust_std_err"),
        (frame.with_columns(pl.col("weight").ceil()), "std_err"),
        (frame.drop("weight"), "std_err"),
    ):
        row = cox(weighted, ["x"], conf_level=0.9).row(0, named=True)
        assert math.log(row["upper"] / row["lower"]) == pytest.approx(2 * 1.6448536269514722 * row[reported])
        assert row["z"] == pytest.approx(row["coefficient"] / row[reported])


def test_a_changing_hazard_ratio_is_found() -> None:
    """The group that does worse at first does better later: no single ratio tells that."""
    early = pl.DataFrame({"x": [1.0] * 100 + [0.0] * 100, "time": [*range(1, 101), *range(101, 201)]})
    late = pl.DataFrame({"x": [0.0] * 100 + [1.0] * 100, "time": [*range(201, 301), *range(301, 401)]})
    frame = pl.concat([early, late]).with_columns(stratum=pl.lit("all"), event=1)
    assert proportional_hazards(frame, ["x"])["p_value"].max() < 1e-6
    level = frame.with_columns(x=(pl.int_range(pl.len()) * 7 % 11).cast(pl.Float64))
    assert proportional_hazards(level, ["x"])["p_value"].min() > 0.05


def test_a_sum_over_those_at_risk_is_one_over_them() -> None:
    sets = RiskSets(rows_of(people(5), ["x"]), "efron")
    rows = sets.rows
    for moment, key in enumerate(np.unique(rows.time_key[rows.is_event])):
        start = rows.stratum_end - rows.stratum_end.min()
        own = start == start[rows.time_key == key][0]
        at_risk = own & (rows.time_key >= key) & (rows.entry_key < key)
        assert sets.at_risk(rows.weight)[moment] == pytest.approx(rows.weight[at_risk].sum())


GOOD = people(6)


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("time", [-1, 3], "column time: missing, infinite or negative in 1 rows"),
        ("time", [None, float("inf")], "column time: missing, infinite or negative in 2 rows"),
        ("event", [2, None], "column event: not 0 or 1 in 2 rows"),
        ("entry", [9, 1], "column entry: not before time in 1 rows"),
        ("entry", [7 - 1e-10, 1], "column entry: not before time in 1 rows"),
        ("entry", [float("nan"), None], "column entry: infinite in 1 rows"),
        ("weight", [-1, None], "column weight: missing, infinite or negative in 2 rows"),
        ("stratum", [None, "a"], "column stratum: missing in 1 rows"),
        ("x", [None, float("nan")], "column x: missing or infinite in 2 rows"),
        ("x", ["old", "young"], "column x: a number was expected, found String"),
        ("hospital", [None, 1], "column hospital: missing in 1 rows"),
    ],
)
def test_faulty_rows_are_refused(column: str, values: list, message: str) -> None:
    columns = {"stratum": ["a", "a"], "time": [7, 8], "event": [1, 0], "entry": [0, 0], "weight": [1, 1]}
    columns |= {"x": [1.5, 2.5], "hospital": [1, 2]}
    faulty = pl.DataFrame({**columns, column: values}, strict=False)
    with pytest.raises(ValueError, match=message):
        cox(faulty, ["x"], cluster="hospital")


@pytest.mark.parametrize("column", ["stratum", "time", "event", "x", "hospital"])
def test_a_missing_column_is_named(column: str) -> None:
    frame = GOOD.with_columns(hospital=1).drop(column)
    with pytest.raises(ValueError, match=f"column {column}: missing; found"):
        cox(frame, ["x"], cluster="hospital")


@pytest.mark.parametrize(
    ("frame", "covariates", "message"),
    [
        (GOOD.with_columns(event=0), ["x"], "column event: no event"),
        (GOOD.clear(), ["x"], "column event: no event"),
        (GOOD.with_columns(weight=0), ["x"], "column event: no event"),
        (GOOD.with_columns(z=1e9), ["x", "z"], "column z: does not vary$"),
        (
            GOOD.with_columns(z=pl.col("stratum") == "a"),
            ["x", "z"],
            "column z: does not vary among those at risk",
        ),
        (GOOD.with_columns(z=3 - 2 * pl.col("x")), ["x", "z"], "column z: collinear with x"),
        (
            GOOD.with_columns(z=pl.col("x") - 5 * pl.col("y")),
            ["y", "x", "z"],
            "column z: collinear with y, x",
        ),
        (GOOD.with_columns(z="event"), ["x", "z"], "column z: the likelihood has no maximum"),
        (GOOD.with_columns(z=pl.col("event") * 1e5), ["z"], "column z: the likelihood has no maximum"),
        (GOOD, [], "covariates: at least one"),
        (GOOD, ["x", "x"], "none may be repeated"),
    ],
)
def test_what_data_cannot_answer_is_refused(frame: pl.DataFrame, covariates: list[str], message: str) -> None:
    for method in (cox, proportional_hazards):
        with pytest.raises(ValueError, match=message):
            method(frame, covariates)


@quick
@given(seeds, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_rounding_is_no_variation(seed: int, one: float, other: float) -> None:
    frame = people(seed)
    with pytest.raises(ValueError, match=r"column z: does not vary$"):
        cox(frame.with_columns(z=pl.lit(one)), ["x", "z"])
    of_stratum = pl.when(pl.col("stratum") == "a").then(one).otherwise(other)
    with pytest.raises(ValueError, match="column z: does not vary"):
        cox(frame.with_columns(z=of_stratum), ["x", "z"])


def test_a_hazard_ratio_that_grows_without_limit_is_refused_beside_a_covariate_that_is_well() -> None:
    """Nobody of the group had the event; and the mirror image: the one person of a group had it first."""
    none_there = GOOD.with_columns(z=~pl.col("event") & (pl.int_range(pl.len()) % 2 == 0))
    first = (
        GOOD.drop("entry")
        .with_columns(
            z=pl.int_range(pl.len()) == 0,
            time=pl.when(pl.int_range(pl.len()) == 0).then(0.5).otherwise("time"),
        )
        .with_columns(event=pl.col("event") | pl.col("z"))
    )
    for frame in (none_there, first):
        with pytest.raises(ValueError, match="column z: the likelihood has no maximum"):
            cox(frame, ["x", "z"])


def test_a_large_hazard_ratio_that_is_finite_is_found() -> None:
    frame = pl.DataFrame({"time": range(1, 401), "event": 1, "stratum": 1}).with_columns(
        x=(pl.col("time") <= 200) & (pl.col("time") != 100)
    )
    row = cox(frame, ["x"]).row(0, named=True)
    assert row["hazard_ratio"] > 300
    assert row["lower"] < row["hazard_ratio"] < row["upper"]


@pytest.mark.parametrize(
    ("named", "message"), [({"ties": "exact"}, "ties must be"), ({"conf_level": 95}, "conf_level must be")]
)
def test_impossible_choices_are_refused(named: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cox(GOOD, ["x"], **named)


def test_impossible_transforms_are_refused() -> None:
    with pytest.raises(ValueError, match="transform must be"):
        proportional_hazards(GOOD, ["x"], transform="square")
    at_zero = GOOD.drop("entry").with_columns(
        time=pl.when(pl.int_range(pl.len()) < 2).then(0).otherwise("time")
    )
    with pytest.raises(ValueError, match="column time: zero in 2 rows"):
        proportional_hazards(at_zero, ["x"], transform="log")


def test_it_is_found_with_the_survival_family() -> None:
    assert survival.cox is cox
