"""Log-rank test of equal survival (Mantel 1966), also within blocks, as R's `survdiff`."""

import numpy as np
import polars as pl
from scipy.stats import chi2

from pipelines.methods.survival_frame import check_frame, run_macro

# Directions in which the strata differ by less than this share of their variance are not compared at all.
NO_COMPARISON = 1e-10


def log_rank(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per stratum: `stratum, n, observed, expected`, and on each row the test of them all.

    The test is `chi_square, degrees_of_freedom, p_value`. Delayed entry counts; weights are refused. With a
    column `block` (any type) persons are compared within their block only, and the blocks' excesses are added
    (R: `+ strata(block)`); a block with one stratum, or without an event, adds nothing. A stratum of which no
    event was expected is not tested. Strata that never meet at an event, in no block, are not compared: each
    such separation costs one degree of freedom (R stops there), and with none left the p value is missing.
    ValueError: faulty rows, a missing block, no event in any stratum.
    """
    if "weight" in frame.columns:
        raise ValueError("log_rank: column weight: the test is not defined for weighted persons")
    check_frame(frame)
    if "block" not in frame.columns:
        frame = frame.with_columns(block=pl.lit(0))
    if missing := frame["block"].null_count():
        raise ValueError(f"log_rank: column block: missing in {missing} rows")
    strata = frame.group_by("stratum").len("n").sort("stratum")
    at_risk, events = _counts(frame, strata["stratum"])
    if not len(events):
        raise ValueError("log_rank: column event: no event in any stratum")

    n, d = at_risk.sum(axis=1, keepdims=True), events.sum(axis=1, keepdims=True)
    share = at_risk / n
    observed, expected = events.sum(axis=0), (d * share).sum(axis=0)
    spread = d * (n - d) / np.maximum(n - 1, 1) * share
    covariance = np.diag(spread.sum(axis=0)) - spread.T @ share
    statistic, degrees = _chi_square(observed - expected, covariance)
    return strata.with_columns(
        observed=pl.Series(observed),
        expected=pl.Series(expected),
        chi_square=pl.lit(statistic),
        degrees_of_freedom=pl.lit(degrees),
        p_value=pl.lit(float(chi2.sf(statistic, degrees)) if degrees else None, dtype=pl.Float64),
    )


def _counts(frame: pl.DataFrame, strata: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """At risk and with event, by (block and time of an event) x stratum.

    The curves of the blocks tell which times are one time. Everybody is at risk from the first row after the
    entry to the last row not after the time; each comes and goes once, so counts are running sums of changes.
    """
    rows = run_macro("kaplan_meier", frame.with_columns(stratum="block")).filter(pl.col("n_event") > 0)
    blocks, times = frame["block"].unique(), np.sort(np.append(rows["time"], frame["time"]))

    def place(block: pl.Series, time: pl.Series) -> np.ndarray:
        """One number that orders blocks, and times within a block; a missing time is before them all."""
        rank = np.searchsorted(times, time.cast(pl.Float64).fill_null(-np.inf), side="right")
        return _codes(block, blocks) * (len(times) + 1) + rank

    at_row = np.sort(place(rows["stratum"], rows["time"]))
    entry = frame["entry"] if "entry" in frame.columns else pl.repeat(None, len(frame), eager=True)
    first = np.searchsorted(at_row, place(frame["block"], entry), side="right")
    end = np.searchsorted(at_row, place(frame["block"], frame["time"]), side="right")
    stratum = _codes(frame["stratum"], strata)

    change = np.zeros((len(at_row) + 1, len(strata)))
    np.add.at(change, (first, stratum), 1)
    np.add.at(change, (end, stratum), -1)
    events = np.zeros((len(at_row), len(strata)))
    has_event = (frame["event"] == 1).to_numpy()
    np.add.at(events, (end[has_event] - 1, stratum[has_event]), 1)
    return change.cumsum(axis=0)[:-1], events


def _codes(values: pl.Series, known: pl.Series) -> np.ndarray:
    """The place of each value among the known ones."""
    codes = pl.DataFrame({"value": known}).with_row_index("code")
    return pl.DataFrame({"value": values}).join(codes, on="value", maintain_order="left")["code"].to_numpy()


def _chi_square(excess: np.ndarray, covariance: np.ndarray) -> tuple[float, int]:
    """Squared excess in units of its covariance, by a generalized inverse, and the rank of the covariance."""
    tested = np.diag(covariance) > 0
    if not tested.any():
        return 0.0, 0
    scale = np.sqrt(np.diag(covariance)[tested])
    values, vectors = np.linalg.eigh(covariance[np.ix_(tested, tested)] / np.outer(scale, scale))
    compared = values > NO_COMPARISON
    scores = (excess[tested] / scale) @ vectors[:, compared]
    return float((scores**2 / values[compared]).sum()), int(compared.sum())
