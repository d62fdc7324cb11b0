"""Which points of a curve may leave: steps wide enough that no single event shows.

Between two released points there are either no events or at least five, at least five persons are at risk,
and numbers at risk leave only where the persons censored since the last released number are none or at
least five. Agreed times come first, then a grid of 30 days fills the gaps.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from pipelines.methods.disclosure import THRESHOLD, is_sensitive

GRID_DAYS = 30


def released_points(
    curve: pl.DataFrame, agreed_times: Sequence[int], threshold: int = THRESHOLD
) -> pl.DataFrame:
    """The released points of one Kaplan–Meier curve.

    `curve` has the columns of `result.survival_curve` for one group, every step. The result has the same
    columns; `n_event` and `n_censor` count since the point before, `n_risk` counts persons followed beyond
    the point. Hidden counts are missing.
    """
    steps = curve.sort("time_days")
    times = steps["time_days"].to_list()
    events, censored = steps["n_event"].to_list(), steps["n_censor"].to_list()
    n_at_start = steps["n_risk"][0] if times else 0
    state = {0: (0, 0, n_at_start)}
    so_far_events = so_far_censored = 0
    for time, event, censor in zip(times, events, censored, strict=True):
        so_far_events, so_far_censored = so_far_events + event, so_far_censored + censor
        state[time] = (so_far_events, so_far_censored, n_at_start - so_far_events - so_far_censored)
    candidates = _states_at(state, _candidate_times(times, agreed_times))
    kept = _kept(candidates, set(agreed_times), threshold)
    return _rows(steps, [(time, *candidates[time]) for time in kept], threshold)


def _candidate_times(times: Sequence[int], agreed_times: Sequence[int]) -> list[int]:
    if not times:
        return []
    grid = range(0, times[-1] + 1, GRID_DAYS)
    return sorted({*grid, *(time for time in agreed_times if time <= times[-1])})


def _states_at(state: dict[int, tuple], wanted: Sequence[int]) -> dict[int, tuple]:
    known = sorted(state)
    found, position = {}, 0
    for time in wanted:
        while position + 1 < len(known) and known[position + 1] <= time:
            position += 1
        found[time] = state[known[position]]
    return found


def _kept(candidates: dict[int, tuple], agreed: set[int], threshold: int) -> list[int]:
    """Agreed times first, greedily from the start; then grid times that fit between their neighbours."""
    kept: list[int] = []
    for wave in (sorted(agreed & set(candidates)), sorted(set(candidates) - agreed)):
        for time in wave:
            events, _, at_risk = candidates[time]
            if at_risk < threshold:
                continue
            before = [other for other in kept if other < time]
            after = [other for other in kept if other > time]
            steps = [events - (candidates[before[-1]][0] if before else 0)]
            if after:
                steps.append(candidates[after[0]][0] - events)
            if not any(is_sensitive(step, threshold) for step in steps):
                kept = sorted([*kept, time])
    return kept


def _rows(steps: pl.DataFrame, points: list[tuple], threshold: int) -> pl.DataFrame:
    names = ("time_days", "n_risk", "n_event", "n_censor")
    counts = pl.DataFrame(
        list(_released_counts(points, threshold)),
        schema={name: pl.Int32 if name == "time_days" else pl.Int64 for name in names},
        orient="row",
    )
    values = steps.select(pl.exclude("n_risk", "n_event", "n_censor")).with_columns(
        pl.col("time_days").cast(pl.Int32)
    )
    rows = counts.join_asof(values, on="time_days", strategy="backward")
    constants = {
        name: steps[name][0] for name in ("agreement_id", "data_cut", "cohort", "subgroup", "level",
                                          "measure", "variant", "suppressed")
    }  # fmt: skip
    return rows.with_columns(
        *(pl.lit(value).alias(name) for name, value in constants.items()),
        pl.col("survival").fill_null(1.0),
    ).select(steps.columns)


def _released_counts(points: list[tuple], threshold: int) -> Iterator[tuple]:
    events_before, censored_before = 0, 0
    for time, events, censored, at_risk in points:
        censored_since = censored - censored_before
        hidden = is_sensitive(censored_since, threshold)
        if not hidden:
            censored_before = censored
        yield (time, None if hidden else at_risk, events - events_before, None if hidden else censored_since)
        events_before = events
