"""Kaplan–Meier curves with limits and medians of one million persons in 200 strata, by us, lifelines and R.

Times are whole days within ten years. Ours are the Python functions on a Polars frame, lifelines gets a
pandas frame, R a data.frame; all take turns, and reading files is not counted. Ours and R's end in all curves
together; lifelines makes one object for each stratum, and is measured so and with them put into one table.
Ours works on all cores, the others on one: where other work keeps the cores busy, ours loses most. Promised:
at least 5 times as fast as lifelines, and 3 times as fast as R's survfit. The last column is how far any
median or limit of a median lies from ours.
"""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np
import polars as pl

from pipelines.methods.survival import curve_quantile, kaplan_meier
from pipelines.tables import REPOSITORY
from tests.bench.figures import seconds_of
from tests.bench.yardstick import Yardstick

TITLE = "Kaplan–Meier"
HEADINGS = ("what", "runs", "seconds, median", "times ours", "largest difference, days")
PERSONS, STRATA, TEN_YEARS_DAYS, RUNS = 1_000_000, 200, 3652, 7
HERE = Path(__file__).parent
LIFELINES = (REPOSITORY / ".venv-bench" / "bin" / "python", HERE / "lifelines_curves.py", "parquet")
OTHERS = {
    "lifelines": (*LIFELINES, "apart"),
    "lifelines, one table": (*LIFELINES, "one_table"),
    "R": (shutil.which("Rscript") or "Rscript", HERE / "survfit_curves.R", "csv"),
}
"""By name: the program, its script, the kind of file that it reads, and what else it is told."""


def measure() -> list[tuple]:
    """Rows for HEADINGS. Who is not here is named as missing, without numbers."""
    persons = _persons()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        others, missing, answers = {}, [], {}
        persons.write_parquet(Path(folder) / "persons.parquet")
        persons.write_csv(Path(folder) / "persons.csv")
        for name, (program, script, kind, *told) in OTHERS.items():
            answers[name] = Path(folder) / f"{name}.csv"
            command = [program, script, Path(folder) / f"persons.{kind}", answers[name], *told]
            try:
                others[name] = stack.enter_context(Yardstick(command))
            except (FileNotFoundError, RuntimeError) as error:
                missing.append((f"{name}: not measured, {_why(error)}", "", "", "", ""))
        seconds = _in_turn(persons, others)
        stack.close()
        ours = seconds.pop("ours")
        medians = curves_and_medians(persons)
        rows = [("ours, curves with limits and medians", RUNS, median(ours), 1.0, "")]
        for name, theirs in seconds.items():
            difference = largest_difference(medians, pl.read_csv(answers[name], schema=medians.schema))
            rows.append(
                (others[name].version, RUNS, median(theirs), median(theirs) / median(ours), difference)
            )
    return [*rows, *missing]


def curves_and_medians(persons: pl.DataFrame) -> pl.DataFrame:
    """Our work: `stratum, estimate, lower, upper` of the median. The curves are made, and dropped."""
    return curve_quantile(kaplan_meier(persons)).drop("q")


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


def _in_turn(persons: pl.DataFrame, others: Mapping[str, Yardstick]) -> dict[str, list[float]]:
    """Seconds of each run by name, after one run of each that does not count."""
    curves_and_medians(persons)
    for other in others.values():
        other.seconds()
    seconds: dict[str, list[float]] = {"ours": [], **{name: [] for name in others}}
    for _ in range(RUNS):
        seconds["ours"].append(seconds_of(lambda: curves_and_medians(persons)))
        for name, other in others.items():
            seconds[name].append(other.seconds())
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
