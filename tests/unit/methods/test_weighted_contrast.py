"""Weighted contrasts and their bootstrap: by hand, on a planted confounder, and where they have no answer."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.contrast_bootstrap import (
    NO_HAZARD_RATIO,
    NOT_FOLLOWED,
    TOO_MANY_FAILED,
    bootstrap_contrasts,
)
from pipelines.methods.propensity import KINDS, comparison_weights
from pipelines.methods.survival import restricted_mean
from pipelines.methods.weighted_contrast import hazard_ratio, restricted_mean_contrast, survival_contrast

quick = settings(max_examples=8, derandomize=True)
TAU, SICK_SHARE = 365.0, 0.4
CHANCE_OF_TREATMENT = {0: 0.25, 1: 0.7}
HAZARD = {(0, 0): 1 / 600, (0, 1): 1 / 150, (1, 0): 1 / 900, (1, 1): 1 / 225}  # By treated, sick: ratio 2/3.


def people(seed: int, n: int = 120) -> pl.DataFrame:
    """The sick are treated more often and die sooner; treatment lowers every hazard by a third."""
    draw = np.random.default_rng(seed)
    sick = (draw.random(n) < SICK_SHARE).astype(int)
    treated = (draw.random(n) < np.vectorize(CHANCE_OF_TREATMENT.get)(sick)).astype(int)
    hazard = np.array([HAZARD[key] for key in zip(treated, sick, strict=True)])
    died, followed = draw.exponential(1 / hazard), draw.uniform(200, 1500, n)
    return pl.DataFrame(
        {
            "treated": treated,
            "sick": sick,
            "time": np.ceil(np.minimum(died, followed)),
            "event": (died <= followed).astype(int),
        }
    )


def true_contrast(kind: str) -> float:
    """Difference of the restricted means of exponential times, the sick weighted as the question asks."""
    share = {0: 1 - SICK_SHARE, 1: SICK_SHARE}
    asked = {
        "inverse_probability": lambda sick: share[sick],
        "treated": lambda sick: share[sick] * CHANCE_OF_TREATMENT[sick],
        "overlap": lambda sick: share[sick] * CHANCE_OF_TREATMENT[sick] * (1 - CHANCE_OF_TREATMENT[sick]),
    }[kind]
    total = asked(0) + asked(1)

    def mean(treated: int, sick: int) -> float:
        return (1 - math.exp(-HAZARD[treated, sick] * TAU)) / HAZARD[treated, sick]

    return sum(asked(sick) / total * (mean(1, sick) - mean(0, sick)) for sick in (0, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_confounder_misleads_only_the_naive_comparison(kind: str) -> None:
    frame, truth = people(20260630, n=40_000), true_contrast(kind)
    naive = restricted_mean_contrast(frame, TAU).row(0, named=True)
    weighted = restricted_mean_contrast(comparison_weights(frame, ["sick"], kind), TAU).row(0, named=True)
    assert truth > 25
    assert naive["upper"] < 0  # Treatment seems to do harm.
    assert abs(weighted["estimate"] - truth) < 3 * weighted["std_err"]
    assert abs(weighted["estimate"] - truth) < 0.05 * abs(naive["estimate"] - truth)
    assert hazard_ratio(frame)["lower"][0] > 1
    assert hazard_ratio(comparison_weights(frame, ["sick"], kind))["upper"][0] < 0.85


@quick
@given(st.integers(0, 1000))
def test_exchanging_the_arms_turns_every_contrast_round(seed: int) -> None:
    frame = comparison_weights(people(seed), ["sick"], "overlap")
    swapped = frame.with_columns(treated=1 - pl.col("treated"))
    for contrast in (restricted_mean_contrast, survival_contrast):
        one, other = contrast(frame, [100, 300]), contrast(swapped, [100, 300])
        assert one["estimate"].to_list() == pytest.approx((-other["estimate"]).to_list())
        assert one["lower"].to_list() == pytest.approx((-other["upper"]).to_list())
        assert one["treated"].to_list() == other["comparator"].to_list()
    ratio, turned = hazard_ratio(frame).row(0, named=True), hazard_ratio(swapped).row(0, named=True)
    assert ratio["estimate"] == pytest.approx(1 / turned["estimate"])
    assert ratio["lower"] == pytest.approx(1 / turned["upper"])


@quick
@given(st.integers(0, 1000))
def test_the_scale_of_weights_does_not_matter(seed: int) -> None:
    frame = comparison_weights(people(seed), ["sick"], "treated")
    per_arm = frame.with_columns(weight=pl.col("weight") * (3.3 + pl.col("treated")))
    one, other = restricted_mean_contrast(frame, 300), restricted_mean_contrast(per_arm, 300)
    assert one.row(0)[2:] == pytest.approx(other.row(0)[2:])
    alike = frame.with_columns(weight=pl.col("weight") * 3.3)
    assert hazard_ratio(frame).row(0)[4:] == pytest.approx(hazard_ratio(alike).row(0)[4:])


def test_arms_are_those_of_the_survival_family() -> None:
    frame = comparison_weights(people(1), ["sick"], "overlap").with_columns(entry=pl.col("time") / 3)
    arms = restricted_mean(frame.with_columns(stratum="treated"), 200, conf_level=0.9)
    row = restricted_mean_contrast(frame, 200, conf_level=0.9).row(0, named=True)
    assert [row["comparator"], row["treated"]] == arms["estimate"].to_list()
    error = math.hypot(*arms["std_err"])
    assert row["std_err"] == pytest.approx(error)
    assert row["upper"] - row["lower"] == pytest.approx(2 * 1.6448536269514722 * error)


def test_beyond_the_follow_up_of_an_arm_is_missing() -> None:
    frame = people(2).with_columns(
        event=pl.when(pl.col("treated") == 1).then(0).otherwise("event"), time=pl.col("time").clip(1, 500)
    )
    for contrast in (restricted_mean_contrast, survival_contrast):
        found = contrast(frame, [400, 501])
        assert found["estimate"].is_null().to_list() == [False, True]
        assert found["lower"].is_null().to_list()[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_bootstrap_is_the_whole_procedure_done_again(kind: str) -> None:
    """Two replicates drawn by hand, limits between them: the person's rows repeated, all models anew."""
    frame = people(3).with_columns(age=50 + pl.int_range(pl.len()) % 37)
    found = bootstrap_contrasts(frame, ["sick", "age"], kind, [100, 300], 200, replicates=2, seed=5)
    random, replicates = np.random.default_rng(5), []
    treated = frame["treated"].to_numpy() == 1
    for _ in range(2):
        drawn = []
        for arm in (np.flatnonzero(treated), np.flatnonzero(~treated)):
            drawn.extend(arm[random.integers(0, len(arm), len(arm))])
        again = comparison_weights(frame.with_row_index("person")[drawn], ["sick", "age"], kind)
        once = again.group_by("person").agg(pl.all().exclude("weight").first(), pl.col("weight").sum())
        replicates.append(
            [
                *restricted_mean_contrast(again, [100, 300])["estimate"],
                *survival_contrast(again, 200)["estimate"],
                math.log(hazard_ratio(once)["estimate"][0]),
            ]
        )
    lower, upper = np.quantile(replicates, [0.025, 0.975], axis=0)
    lower[-1], upper[-1] = np.exp([lower[-1], upper[-1]])
    assert found["lower"].to_list() == pytest.approx(lower, rel=1e-7)
    assert found["upper"].to_list() == pytest.approx(upper, rel=1e-7)
    assert found["std_err"].to_list() == pytest.approx(np.std(replicates, axis=0, ddof=1), rel=1e-6)


def test_bootstrap_rows() -> None:
    frame = people(4)
    found = bootstrap_contrasts(frame, ["sick"], "overlap", 300, [200, 100], replicates=60)
    weighted = comparison_weights(frame, ["sick"], "overlap")
    expected = pl.concat(
        [
            restricted_mean_contrast(weighted, 300),
            survival_contrast(weighted, [100, 200]),
            hazard_ratio(weighted),
        ]
    )
    names = ["measure", "time", "treated", "comparator", "estimate"]
    assert found.select(names).equals(expected.select(names))
    assert found["n_replicates"].to_list() == [60] * 4
    assert found["n_failed"].to_list() == [0] * 4
    assert found["missing_reason"].null_count() == 4
    assert (found["lower"] < found["estimate"]).all() and (found["estimate"] < found["upper"]).all()
    assert found.equals(bootstrap_contrasts(frame, ["sick"], "overlap", 300, [200, 100], replicates=60))
    other = bootstrap_contrasts(frame, ["sick"], "overlap", 300, [200, 100], replicates=60, seed=1)
    assert (found["lower"] != other["lower"]).all()


def test_without_confounding_the_bootstrap_agrees_with_the_robust_error() -> None:
    draw = np.random.default_rng(8)
    frame = people(8, n=300).with_columns(sick=pl.Series(draw.integers(0, 2, 300)))
    found = bootstrap_contrasts(frame, ["sick"], "overlap", 300, 200, replicates=400)
    weighted = comparison_weights(frame, ["sick"], "overlap")
    robust = pl.concat(
        [restricted_mean_contrast(weighted, 300), survival_contrast(weighted, 200), hazard_ratio(weighted)]
    )
    assert found["std_err"].to_list() == pytest.approx(robust["std_err"].to_list(), rel=0.15)


def test_more_than_a_few_failures_leave_no_limits() -> None:
    """A level that one treated person has: in a third of the replicates only comparators have it."""
    row = pl.int_range(pl.len())
    first_treated = pl.col("treated").cum_sum().eq(1) & (pl.col("treated") == 1)
    comparators = (pl.col("treated") == 0) & (row < 60)
    frame = people(5).with_columns(
        site=pl.when(first_treated | comparators).then(pl.lit("A")).otherwise(pl.lit("B"))
    )
    found = bootstrap_contrasts(frame, ["site"], "overlap", 300, 200, replicates=100)
    assert found["missing_reason"].to_list() == [TOO_MANY_FAILED] * 3
    assert found["estimate"].null_count() == 0
    assert found.select("std_err", "lower", "upper").null_count().row(0) == (3, 3, 3)
    assert found["n_failed"].is_between(20, 55).all()


def test_a_few_failures_are_told_and_borne() -> None:
    """Four treated persons have the level: now and then none of them is drawn."""
    is_rare = (pl.col("treated") == 1) & pl.col("treated").cum_sum().le(4)
    comparators = (pl.col("treated") == 0) & (pl.int_range(pl.len()) < 60)
    frame = people(5).with_columns(
        site=pl.when(is_rare | comparators).then(pl.lit("A")).otherwise(pl.lit("B"))
    )
    row = bootstrap_contrasts(frame, ["site"], "overlap", times=200, replicates=200).row(0, named=True)
    assert 1 <= row["n_failed"] <= 10
    assert row["lower"] < row["estimate"] < row["upper"]
    assert row["missing_reason"] is None


def test_what_has_no_estimate_has_no_limits() -> None:
    frame = people(6).with_columns(event=pl.when(pl.col("treated") == 1).then(0).otherwise("event"))
    found = bootstrap_contrasts(frame, ["sick"], "overlap", 5000, [100, 5000], replicates=30)
    assert found["missing_reason"].to_list() == [NOT_FOLLOWED, None, NOT_FOLLOWED, NO_HAZARD_RATIO]
    assert found["estimate"].is_null().to_list() == [True, False, True, True]
    assert found["lower"].is_null().to_list() == [True, False, True, True]
    assert found["n_failed"].to_list() == [30, 0, 30, 30]


def test_a_level_that_nobody_drawn_has_is_no_failure() -> None:
    """One person in each arm has it: both, one or neither are drawn; only with one is there no comparison."""
    arm = pl.col("treated")
    is_first = ((arm == 1) & arm.cum_sum().eq(1)) | ((arm == 0) & (1 - arm).cum_sum().eq(1))
    frame = people(7).with_columns(site=pl.when(is_first).then(pl.lit("A")).otherwise(pl.lit("B")))
    found = bootstrap_contrasts(frame, ["site"], "overlap", times=200, replicates=200)
    share_of_one = 2 * math.exp(-1) * (1 - math.exp(-1))
    assert found["n_failed"][0] == pytest.approx(200 * share_of_one, abs=25)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"time": pl.when(pl.col("sick") == 1).then(-1).otherwise("time")}, "column time: .* negative in"),
        ({"event": pl.lit(3)}, "column event: not 0 or 1 in 120 rows"),
        ({"entry": pl.col("time")}, "column entry: not before time in 120 rows"),
        ({"treated": pl.lit(1)}, "column treated: nobody is a comparator"),
        ({"sick": pl.lit(None)}, "column sick: a number or a category was expected"),
        ({"weight": pl.lit(1)}, "column weight: already there"),
    ],
)
def test_faulty_rows_are_refused(columns: dict[str, pl.Expr], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        bootstrap_contrasts(people(9).with_columns(**columns), ["sick"], "overlap", 300, replicates=2)


def test_faulty_weights_and_levels_are_refused() -> None:
    frame = people(9).with_columns(weight=-1.0)
    for contrast in (restricted_mean_contrast, survival_contrast):
        with pytest.raises(ValueError, match="column weight: missing, infinite or negative in 120 rows"):
            contrast(frame, 300)
        with pytest.raises(ValueError, match="conf_level"):
            contrast(frame.drop("weight"), 300, conf_level=95)
    with pytest.raises(ValueError, match="column weight: missing, infinite or negative in 120 rows"):
        hazard_ratio(frame)
    for contrast, ask in ((restricted_mean_contrast, [300]), (survival_contrast, [300]), (hazard_ratio, [])):
        with pytest.raises(ValueError, match="column weight: zero for all of the treated"):
            contrast(frame.with_columns(weight=1 - pl.col("treated")), *ask)
    for wrong in ({"replicates": 1}, {"conf_level": 95}):
        with pytest.raises(ValueError, match="replicates must be at least 2 and conf_level between"):
            bootstrap_contrasts(people(9), ["sick"], "overlap", **wrong)
