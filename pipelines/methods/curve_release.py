"""Which points of a curve may leave: steps wide enough that no single event shows, and told roughly.

Between two released points there are either no events or at least five, and at least five persons are
followed beyond each. Counts leave at a point only where also the persons lost to follow-up since the last
point with counts are none or at least five; at other points nothing is counted. Points without counts are
agreed times only. The curve and its limits are rounded (`precision`), without counts as if the group were
half as large. Beside another curve of the same persons, or of a group within the group, that has left, those
who have had the event at one time by the one and not by the other, and those who have not, are none or at
least five.

Agreed times come first, then a grid of 30 days fills the gaps.

Beside what other editions counted of the same curve (`curves_told`), no counts leave that would tell of few.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl

from pipelines.methods.curves_told import Counted, So, differs_by_few
from pipelines.methods.disclosure import THRESHOLD, is_sensitive
from pipelines.methods.precision import probability_step, rounded

GRID_DAYS = 30
ROUNDED_TO = "rounded_to"

Told = Mapping[int, tuple[int, int]]
"""Of a curve that has left: at each of its points how many have had the event, and how many have not."""


class State(NamedTuple):
    """Of a group at a time: events and losses so far, and persons followed beyond it."""

    events: int
    lost: int
    at_risk: int


class Manner(NamedTuple):
    """How a curve is told: as of how many persons it is rounded, of all and at some times without counts,
    which of the agreed times may leave without counts, and where counts do not leave."""

    rounded_as: int
    uncounted: frozenset[int]
    rounded_at: Mapping[int, int] = {}
    not_counted: frozenset[int] = frozenset()

    def as_of(self, time: int) -> int:
        """The number of persons that a point without counts is rounded as of: half of them."""
        return self.rounded_at.get(time, self.rounded_as // 2)


class Kept(NamedTuple):
    """A point that leaves."""

    time: int
    state: State
    is_counted: bool


def released_points(
    curve: pl.DataFrame,
    agreed_times: Sequence[int],
    others: Sequence[Told] = (),
    manner: Manner | None = None,
    counted_before: Sequence[Counted] = (),
    threshold: int = THRESHOLD,
) -> pl.DataFrame:
    """The released points of one Kaplan–Meier curve.

    `curve` has the columns of `result.survival_curve` for one group, every step; `others` tells of curves
    that have left. Without a `manner` it is rounded as of its own size, and all agreed times may leave
    without counts. No counts leave that tell of few beside what other editions `counted_before`. The result
    has the same columns and `rounded_to`; `n_event` and `n_censor` count since the last point with counts,
    `n_risk` counts persons followed beyond the point. Hidden counts are missing.
    """
    steps = curve.sort("time_days")
    states = _states(steps)
    at_times = _states_at(states, _candidate_times(steps["time_days"].to_list(), agreed_times))
    n = states[0].at_risk + states[0].events + states[0].lost
    candidates = {
        time: state
        for time, state in at_times.items()
        if state.at_risk >= threshold and not _is_near(state, n, time, others, threshold)
    }
    manner = manner or Manner(n, frozenset(agreed_times))
    data_cut = steps["data_cut"][0]

    def tells_few(time: int, counted: Sequence[Kept]) -> bool:
        if time in manner.not_counted:
            return True
        others_now = [_so(point.time, point.state) for point in counted]
        return differs_by_few(data_cut, _so(time, candidates[time]), counted_before, others_now)

    kept = _kept(candidates, set(agreed_times), manner.uncounted, tells_few, threshold)
    return _rows(steps, kept, manner)


def no_points(curves: pl.DataFrame) -> pl.DataFrame:
    """The columns of released points, without rows."""
    return curves.clear().with_columns(pl.lit(None, dtype=pl.Float64).alias(ROUNDED_TO))


def told(curve: pl.DataFrame, points: pl.DataFrame) -> Told:
    """What the released `points` of a `curve` tell, for curves that leave after it."""
    states = _states(curve.sort("time_days"))
    n = states[0].at_risk + states[0].events + states[0].lost
    found = _states_at(states, points["time_days"].to_list())
    return {time: (state.events, n - state.events) for time, state in found.items()}


def _states(steps: pl.DataFrame) -> dict[int, State]:
    """The state at each time of a step, and at the start."""
    events = lost = 0
    n = int(steps["n_risk"][0])
    states = {0: State(0, 0, n)}
    for time, event, censor in steps.select("time_days", "n_event", "n_censor").iter_rows():
        events, lost = events + int(event), lost + int(censor)
        states[time] = State(events, lost, n - events - lost)
    return states


def _candidate_times(times: Sequence[int], agreed_times: Sequence[int]) -> list[int]:
    grid = range(0, times[-1] + 1, GRID_DAYS)
    return sorted({*grid, *(time for time in agreed_times if time <= times[-1])})


def _states_at(states: Mapping[int, State], wanted: Sequence[int]) -> dict[int, State]:
    known = sorted(states)
    found, position = {}, 0
    for time in sorted(wanted):
        while position + 1 < len(known) and known[position + 1] <= time:
            position += 1
        found[time] = states[known[position]]
    return found


def _is_near(state: State, n: int, time: int, others: Sequence[Told], threshold: int) -> bool:
    """Whether a curve that has left tells of few more or fewer with or without the event."""
    here = (state.events, n - state.events)
    return any(
        is_sensitive(abs(one - other), threshold)
        for there in others
        if time in there
        for one, other in zip(here, there[time], strict=True)
    )


def _kept(
    candidates: Mapping[int, State],
    agreed: set[int],
    uncounted: Collection[int],
    tells_few: Callable[[int, Sequence[Kept]], bool],
    threshold: int,
) -> list[Kept]:
    """Agreed times first, from the start on; then grid times that fit between their neighbours."""
    kept: list[Kept] = []
    for wave in (sorted(agreed & set(candidates)), sorted(set(candidates) - agreed)):
        for time in wave:
            state = candidates[time]
            if not _is_apart(time, state, kept, "events", threshold):
                continue
            counted = [point for point in kept if point.is_counted]
            is_counted = all(
                _is_apart(time, state, counted, name, threshold) for name in ("events", "lost")
            ) and not tells_few(time, counted)
            if is_counted or time in uncounted:
                kept = sorted([*kept, Kept(time, state, is_counted)])
    return kept


def _so(time: int, state: State) -> So:
    return So(time, state.events, state.at_risk, state.lost)


def _is_apart(time: int, state: State, points: Sequence[Kept], name: str, threshold: int) -> bool:
    """Whether from the point before, and to the point after, are none or at least five."""
    before = [getattr(point.state, name) for point in points if point.time < time]
    after = [getattr(point.state, name) for point in points if point.time > time]
    here = getattr(state, name)
    steps = [here - (before[-1] if before else 0), *(later - here for later in after[:1])]
    return not any(is_sensitive(step, threshold) for step in steps)


def _rows(steps: pl.DataFrame, points: Sequence[Kept], manner: Manner) -> pl.DataFrame:
    """The points with their values, rounded."""
    names = ("time_days", "n_risk", "n_event", "n_censor")
    counts = pl.DataFrame(
        list(_released_counts(points)),
        schema={name: pl.Int32 if name == "time_days" else pl.Int64 for name in names},
        orient="row",
    )
    values = steps.select(pl.exclude("n_risk", "n_event", "n_censor")).with_columns(
        pl.col("time_days").cast(pl.Int32)
    )
    constants = {
        name: steps[name][0] for name in ("agreement_id", "data_cut", "cohort", "subgroup", "level",
                                          "measure", "variant", "suppressed")
    }  # fmt: skip
    as_of = [manner.rounded_as if point.is_counted else manner.as_of(point.time) for point in points]
    counts = counts.with_columns(as_of=pl.Series(as_of, dtype=pl.Int64))
    return (
        counts.join_asof(values, on="time_days", strategy="backward")
        .with_columns(
            *(pl.lit(value).alias(name) for name, value in constants.items()),
            pl.col("survival").fill_null(1.0),
            probability_step(pl.col("as_of")).alias(ROUNDED_TO),
        )
        .with_columns(
            rounded(pl.col(name), pl.col(ROUNDED_TO)).alias(name) for name in ("survival", "lower", "upper")
        )
        .select(*steps.columns, ROUNDED_TO)
    )


def _released_counts(points: Sequence[Kept]) -> Iterator[tuple]:
    before = State(0, 0, 0)
    for time, state, is_counted in points:
        if is_counted:
            yield (time, state.at_risk, state.events - before.events, state.lost - before.lost)
            before = state
        else:
            yield (time, None, None, None)
