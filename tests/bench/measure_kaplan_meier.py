"""Kaplan–Meier curves with limits and medians of one million persons in 200 strata, by us, lifelines and R.

Times are whole days within ten years. Ours are the Python functions on a Polars frame, lifelines gets a
pandas frame, R a data.frame; all take turns, each in a process of its own, and reading files is not counted.
Ours and R's end in all curves together; lifelines makes one object for each stratum, and is measured so and
with them put into one table. Ours works on all cores, the others on one: where other work keeps the cores
busy, ours loses most. Promised: at least 5 times as fast as lifelines, and 3 times as fast as R's survfit.
The last column is how far any median or limit of a median lies from ours.
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from pipelines.tables import REPOSITORY
from tests.bench.yardstick import Yardstick

TITLE = "Kaplan–Meier"
HEADINGS = ("what", "runs", "seconds, median", "times ours", "largest difference, days")
PERSONS, STRATA, TEN_YEARS_DAYS, RUNS = 1_000_000, 200, 3652, 7
HERE = Path(__file__).parent
LIFELINES = (REPOSITORY / ".venv-bench" / "bin" / "python", HERE / "lifelines_curves.py", "parquet")
OURS = "ours"
PROGRAMS = {
    OURS: (sys.executable, HERE / "our_curves.py", "parquet"),
    "lifelines": (*LIFELINES, "apart"),
    "lifelines, one table": (*LIFELINES, "one_table"),
    "R": (shutil.which("Rscript") or "Rscript", HERE / "survfit_curves.R", "csv"),
}
"""By name: the program, its script, the kind of file that it reads, and what else it is told."""
MEDIANS = {"stratum": pl.Int64, "estimate": pl.Float64, "lower": pl.Float64, "upper": pl.Float64}


def measure() -> list[tuple]:
    """Rows for HEADINGS. Who is not here is named as missing, without numbers."""
    persons = _persons()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        running, missing, answers = {}, [], {}
        persons.write_parquet(Path(folder) / "persons.parquet")
        persons.write_csv(Path(folder) / "persons.csv")
        for name, (program, script, kind, *told) in PROGRAMS.items():
            answers[name] = Path(folder) / f"{name}.csv"
            command = [program, script, Path(folder) / f"persons.{kind}", answers[name], *told]
            try:
                running[name] = stack.enter_context(Yardstick(command))
            except (FileNotFoundError, RuntimeError) as error:
                if name == OURS:
                    raise
                missing.append((f"{name}: not measured, {_why(error)}", "", "", "", ""))
        seconds = {name: median(runs) for name, runs in _in_turn(running).items()}
        stack.close()
        medians = {name: pl.read_csv(answers[name], schema=MEDIANS) for name in running}
        rows = [
            (
                process.version,
                RUNS,
                seconds[name],
                seconds[name] / seconds[OURS],
                "" if name == OURS else largest_difference(medians[OURS], medians[name]),
            )
            for name, process in running.items()
        ]
    return [*rows, *missing]


def largest_difference(ours: pl.DataFrame, theirs: pl.DataFrame) -> float:
    """Largest distance in days; infinite where only one of the two is missing."""
    if set(ours["stratum"]) != set(theirs["stratum"]):
        return float("inf")
    both = ours.join(theirs, on="stratum", suffix="_theirs")
    largest = 0.0
    for name in ("estimate", "lower", "upper"):
        one, other = both[name], both[f"{name}_theirs"]
        if (one.is_null() != other.is_null()).any():
            return float("inf")
        largest = max(largest, (one - other).abs().max() or 0.0)
    return largest


def _in_turn(running: Mapping[str, Yardstick]) -> dict[str, list[float]]:
    """Seconds of each run by name, after one run of each that does not count."""
    for process in running.values():
        process.seconds()
    seconds: dict[str, list[float]] = {name: [] for name in running}
    for _ in range(RUNS):
        for name, process in running.items():
            seconds[name].append(process.seconds())
    return seconds


def _why(error: Exception) -> str:
    return "not installed" if isinstance(error, FileNotFoundError) else str(error)


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
