"""Who is at risk at each event time of each stratum, such that a sum over every risk set is one running sum.

Rows stand in the order of stratum and time. A *moment* is one event time of one stratum; at risk there are
the rows of the stratum that entered before it and are still observed. Arrays have an entry per row, moment or
event, none has one per row and moment: memory is O(n p).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.methods.survival_frame import OPTIONAL_COLUMNS, check_frame

# As R's timefix: times within this of each other (absolute, or relative to the mean time) are one time.
SAME_TIME = np.sqrt(np.finfo(float).eps)


@dataclass(frozen=True)
class Rows:
    """A frame as arrays with one entry per row. Keys are whole numbers in the order of stratum, then time."""

    place: np.ndarray  # the row's place in the frame
    covariates: np.ndarray  # (n, p)
    weight: np.ndarray
    is_event: np.ndarray
    time: np.ndarray  # nearly equal times made equal
    entry: np.ndarray  # minus infinity: observed from the start
    time_key: np.ndarray  # ascending
    entry_key: np.ndarray
    stratum_end: np.ndarray  # above all keys of the row's stratum

    def weighted(self, weight: np.ndarray) -> "Rows":
        """The rows with other weights, in the order of the frame; a row of weight zero counts nowhere."""
        weight = weight[self.place]
        kept = {name: values[weight > 0] for name, values in vars(self).items() if name != "weight"}
        return Rows(weight=weight[weight > 0], **kept)


def rows_of(frame: pl.DataFrame, covariates: Sequence[str]) -> Rows:
    """The rows of `frame` (see `survival_frame`) with their numeric or boolean covariates.

    ValueError names the column and the number of faulty rows, by the rules of the survival family.
    """
    numbers = _checked_numbers(frame, covariates)
    time, entry = numbers["time"], numbers.get("entry", np.full(len(frame), -np.inf))
    entry = np.where(entry > 0, entry, -np.inf)  # To enter at time zero is to be observed from the start.
    moments = np.unique(np.concatenate([time, entry[np.isfinite(entry)]]))
    is_new = np.diff(moments, prepend=-np.inf) > SAME_TIME * max(1.0, moments.mean() if len(moments) else 1.0)
    code = np.cumsum(is_new)  # One and upwards; zero is before the start.
    distinct = np.concatenate([[-np.inf], moments[is_new]])
    time_code = code[np.searchsorted(moments, time)]
    entry_code = np.where(np.isfinite(entry), np.append(code, 0)[np.searchsorted(moments, entry)], 0)
    _refuse("entry", "not before time", entry_code >= time_code)

    per_stratum = len(distinct) + 1
    start = frame["stratum"].rank("dense").to_numpy().astype(np.int64) * per_stratum
    order = np.argsort(start + time_code, kind="stable")
    every_row = Rows(
        place=order,
        covariates=np.column_stack([numbers[name] for name in covariates])[order],
        weight=np.ones(len(order)),
        is_event=numbers["event"][order] == 1,
        time=distinct[time_code][order],
        entry=distinct[entry_code][order],
        time_key=(start + time_code)[order],
        entry_key=(start + entry_code)[order],
        stratum_end=(start + per_stratum)[order],
    )
    return every_row.weighted(numbers.get("weight", np.ones(len(frame))))


class RiskSets:
    """The moments of some rows, with sums over the rows at risk and over the events at each moment.

    `fraction` (one per event) is how much of the tied events has left the risk set: 0, 1/d, … in Efron's
    approximation of a moment with d events (1977), 0 in Breslow's (1974).
    """

    def __init__(self, rows: Rows, ties: str) -> None:
        if ties not in ("efron", "breslow"):
            raise ValueError("ties must be efron or breslow")
        self.rows = rows
        self.event_rows = np.flatnonzero(rows.is_event)
        event_key = rows.time_key[self.event_rows]
        key, self._event_start, self.event_moment, n_events = np.unique(
            event_key, return_index=True, return_inverse=True, return_counts=True
        )
        rank = np.arange(len(event_key)) - self._event_start[self.event_moment]
        self.fraction = rank / n_events[self.event_moment] if ties == "efron" else np.zeros(len(event_key))
        self.time = rows.time[self.event_rows][self._event_start]
        weight = rows.weight[self.event_rows]
        # R's convention: each of the tied events counts with their mean weight.
        self.event_weight = (self.event_sums(weight) / n_events)[self.event_moment]

        stratum_end = rows.stratum_end[self.event_rows][self._event_start]
        self._first = np.searchsorted(rows.time_key, key, "left")
        self._stop = np.searchsorted(rows.time_key, stratum_end, "left")
        self._entry_order = None
        if np.isfinite(rows.entry).any():
            self._entry_order = np.argsort(rows.entry_key, kind="stable")
            entry_key = rows.entry_key[self._entry_order]
            self._entry_first = np.searchsorted(entry_key, key, "left")
            self._entry_stop = np.searchsorted(entry_key, stratum_end, "left")
        self._moment_from = np.searchsorted(key, rows.entry_key, "right")
        self._moment_to = np.searchsorted(key, rows.time_key, "right")

    def event_sums(self, values: np.ndarray) -> np.ndarray:
        """Per moment, the sum of `values` (one per event)."""
        return np.add.reduceat(values, self._event_start, axis=0)

    def at_risk(self, values: np.ndarray) -> np.ndarray:
        """Per moment, the sum of `values` (one per row) over the rows at risk."""
        remaining = _sums_from(values)
        sums = remaining[self._first] - remaining[self._stop]
        if self._entry_order is not None:
            late = _sums_from(values[self._entry_order])
            sums -= late[self._entry_first] - late[self._entry_stop]
        return sums

    def while_at_risk(self, values: np.ndarray) -> np.ndarray:
        """Per row, the sum of `values` (one per moment) over the moments at which the row is at risk."""
        total = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
        return total[self._moment_to] - total[self._moment_from]


def _sums_from(values: np.ndarray) -> np.ndarray:
    """The sum from each place to the end, and zero after the end."""
    total = np.zeros((len(values) + 1, *values.shape[1:]))
    total[:-1] = np.cumsum(values[::-1], axis=0)[::-1]
    return total


def _checked_numbers(frame: pl.DataFrame, covariates: Sequence[str]) -> dict[str, np.ndarray]:
    if not covariates or len(set(covariates)) < len(covariates):
        raise ValueError("covariates: at least one is needed, and none may be repeated")
    check_frame(frame)
    optional = [name for name in OPTIONAL_COLUMNS if name in frame.columns]
    for name in covariates:
        if name not in frame.columns:
            raise ValueError(f"column {name}: missing; found {', '.join(frame.columns)}")
        if not (frame.schema[name].is_numeric() or frame.schema[name] in (pl.Boolean, pl.Null)):
            raise ValueError(f"column {name}: a number was expected, found {frame.schema[name]}")
    names = dict.fromkeys(["time", "event", *optional, *covariates])
    numbers = {name: frame[name].cast(pl.Float64).to_numpy() for name in names}
    for name in covariates:
        _refuse(name, "missing or infinite", ~np.isfinite(numbers[name]))
    return numbers


def _refuse(column: str, fault: str, is_wrong: np.ndarray) -> None:
    if is_wrong.any():
        raise ValueError(f"column {column}: {fault} in {int(is_wrong.sum())} rows")
