"""Kaplan–Meier curves of one million persons in 200 strata by the table macro `kaplan_meier`, with limits.

Times are whole days within ten years. The yardstick is the aggregate that any estimator must make first:
persons counted by stratum and time. Both write their rows to a table.
"""

import duckdb
import numpy as np
import polars as pl

from pipelines.methods import macros
from tests.bench.figures import Figure, in_turn

TITLE = "Kaplan–Meier"
PERSONS, STRATA, TEN_YEARS_DAYS, RUNS = 1_000_000, 200, 3652, 5
AGGREGATE = "select stratum, time, count(*) as n from person group by stratum, time"


def measure() -> list[Figure]:
    """Seconds of the aggregate and of the macro, in turn on one connection."""
    with duckdb.connect() as connection:
        macros.install(connection)
        connection.register("drawn", _persons())
        connection.execute("create table person as from drawn")
        works = {
            query: lambda query=query: connection.execute(f"create or replace table answer as {query}")
            for query in (AGGREGATE, "from kaplan_meier('person')")
        }
        in_turn(works, 1)
        rows = connection.execute("select count(*) from answer").fetchall()[0][0]
        aggregate, curves = in_turn(works, RUNS).values()
    return [
        Figure("aggregate by stratum and time", aggregate),
        Figure(f"curves with limits, {rows:,} rows", curves, aggregate),
    ]


def _persons() -> pl.DataFrame:
    """Exponential times with a median of 18 months, censored evenly within ten years; fixed seed."""
    random = np.random.default_rng(20260630)
    death_days = random.exponential(548 / np.log(2), PERSONS)
    censor_days = random.uniform(0, TEN_YEARS_DAYS, PERSONS)
    return pl.DataFrame(
        {
            "stratum": random.integers(STRATA, size=PERSONS),
            "time": np.ceil(np.minimum(death_days, censor_days)).astype(np.int32),
            "event": (death_days <= censor_days).astype(np.int32),
        }
    )
