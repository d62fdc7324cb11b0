"""Which cumulative incidences may leave: all causes of a measure at a time together, or none of them.

At a time that leaves, those with each cause, and those with none so far, are nobody or at least five; so are
those who had each cause since the time released before; and the survival without any cause has left. How
treatment ended leaves under the agreement's primary rule alone: between two rules few may differ in the
cause. A cause that two measures have (death on treatment, death without a next line) differs between them
for nobody or for at least five. Groups are nested, and the difference of two may hold few with a cause: one
cohort leaves alone. Subgroups stay, and so do counts.
"""

from collections.abc import Mapping, Sequence

import polars as pl

from pipelines.methods.competitions import COMPETITIONS, Competition
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.treatment_terms import DURATION_RULES

MEASURES = tuple(read_as for competition in COMPETITIONS.values() for read_as in competition.causes.values())
POINT = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
GROUP = ("agreement_id", "cohort", "variant")

Counts = Mapping[int, Mapping[str, int]]
"""Persons with each cause up to each time."""


def released_incidences(
    estimates: pl.DataFrame, points: pl.DataFrame, primary: Mapping[str, str]
) -> pl.DataFrame:
    """The estimates of MEASURES that may leave: the columns of POINT.

    `estimates` has the exact columns of `result.estimate`, `points` the released points of curves (POINT);
    `primary` is each agreement's primary rule.
    """
    whole = estimates.filter(
        pl.col("measure").is_in(MEASURES)
        & (pl.col("subgroup") == "all")
        & (pl.col("cohort") == COUNTED_COHORT)
    )
    open_points = set(
        points.filter(pl.col("subgroup") == "all")
        .select("agreement_id", "cohort", "variant", "measure", "time_days")
        .iter_rows()
    )
    released: list[tuple] = []
    known: dict[tuple[str, str, int], list[Mapping[str, int]]] = {}
    for competition in COMPETITIONS.values():
        of_causes = whole.filter(pl.col("measure").is_in(list(competition.causes.values())))
        for key, rows in of_causes.group_by(GROUP, maintain_order=True):
            agreement_id, cohort, variant = key
            if variant in DURATION_RULES and variant != primary.get(agreement_id):
                continue
            counts, n = _counts(rows, competition), rows["n"].max()
            seen = [time for time in counts if (*key, competition.any_cause, time) in open_points]
            beside = {time: known.get((agreement_id, cohort, time), []) for time in seen}
            for time in _open_times(counts, n, seen, beside):
                known.setdefault((agreement_id, cohort, time), []).append(counts[time])
                released += [
                    (agreement_id, cohort, "all", "all", read_as, variant, time)
                    for read_as in competition.causes.values()
                ]
    types = {name: estimates.schema[name] for name in POINT}
    return pl.DataFrame(released, schema=types, orient="row")


def _counts(rows: pl.DataFrame, competition: Competition) -> Counts:
    """Only times at which every cause has an estimate."""
    cause_of = {read_as: cause for cause, read_as in competition.causes.items()}
    counts: dict[int, dict[str, int]] = {}
    known = rows.filter(pl.col("estimate").is_not_null()).sort("time_days")
    for time, read_as, n in known.select("time_days", "measure", "n_events").iter_rows():
        counts.setdefault(time, {})[cause_of[read_as]] = n
    return {time: causes for time, causes in counts.items() if len(causes) == len(cause_of)}


def _open_times(
    counts: Counts, n: int, seen: Sequence[int], beside: Mapping[int, Sequence[Mapping[str, int]]]
) -> list[int]:
    """The times that may leave, from the first on."""
    times: list[int] = []
    for time in seen:
        now = counts[time]
        before = counts[times[-1]] if times else dict.fromkeys(now, 0)
        small = [
            n - sum(now.values()),
            *now.values(),
            *(now[cause] - before[cause] for cause in now),
            *(abs(now[cause] - other[cause]) for other in beside[time] for cause in now if cause in other),
        ]
        if not any(is_sensitive(count) for count in small):
            times.append(time)
    return times
