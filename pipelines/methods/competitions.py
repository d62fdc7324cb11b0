"""What competes with what: the causes of each competing-risks measure, numbered in one place.

A measure of `outcome.competing_event` has several causes of which a person can have one first. The survival
family knows causes by number: their place here, from 1. Each cause is read in `result.estimate` as a
measure of its own, named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Competition:
    """One measure of `outcome.competing_event`.

    `causes` maps each cause, in order, to the measure of the catalogue that is its cumulative incidence.
    `any_cause` is the measure of `outcome.time_to_event` whose event is any of the causes, under the same
    variants; None where there is none.
    """

    measure: str
    any_cause: str | None
    causes: Mapping[str, str]


COMPETITIONS: dict[str, Competition] = {
    competition.measure: competition
    for competition in (
        Competition(
            "end_of_treatment",
            "treatment_duration",
            {
                "stopped": "treatment_stopped",
                "next_line": "treatment_changed",
                "death": "death_on_treatment",
            },
        ),
        Competition(
            "next_treatment",
            "time_to_next_treatment",
            {"next_line": "next_line", "death": "death_before_next_line"},
        ),
    )
}


def numbered_causes() -> pl.DataFrame:
    """Every cause: `measure`, `cause`, its `number` within the measure from 1, and what it is `read_as`."""
    return pl.DataFrame(
        [
            (competition.measure, cause, number, read_as)
            for competition in COMPETITIONS.values()
            for number, (cause, read_as) in enumerate(competition.causes.items(), 1)
        ],
        schema={"measure": pl.String, "cause": pl.String, "number": pl.Int64, "read_as": pl.String},
        orient="row",
    )
