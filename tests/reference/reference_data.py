"""The copy of reference data in `data/`, in the shape of our functions.

Data and answers are those of R's package `survival` 3.5: ovarian, lung and veteran, and tiny cases.
"""

import json
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent / "data"
CONF_TYPES = {"log-log": "loglog", "log": "log", "plain": "plain"}
EDGE_CASES = sorted(
    path.stem.removesuffix("_expected") for path in (FOLDER / "survival" / "edge").glob("*_expected.csv")
)
# Data set: columns of time, status and group, and the status that is an event.
TRIALS = {
    "ovarian_rx": ("futime", "fustat", "rx", 1),
    "lung_sex": ("time", "status", "sex", 2),
    "veteran_trt": ("time", "status", "trt", 1),
}


def edge_case(name: str) -> pl.DataFrame:
    """A tiny case as `stratum, time, event` and, where it has them, `entry, weight`."""
    names = {"start": "entry", "stop": "time", "status": "event", "w": "weight"}
    frame = pl.read_csv(FOLDER / "survival" / "edge" / f"{name}.csv")
    return frame.rename(names, strict=False).with_columns(stratum=pl.lit("all"))


def trial(name: str) -> pl.DataFrame:
    """A data set as `stratum, time, event`, strata named as R names them (`sex=1`)."""
    time, status, group, event = TRIALS[name]
    frame = pl.read_csv(FOLDER / "survival" / f"{name.split('_')[0]}.csv", null_values="NA")
    return frame.select(
        stratum=pl.format("{}={}", pl.lit(group), group),
        time=time,
        event=(pl.col(status) == event).cast(pl.Int32),
    )


def expected_curve(name: str) -> pl.DataFrame:
    """R's curve as numbers; what R prints as NA or infinite is missing."""
    path = f"edge/{name}_expected.csv" if name in EDGE_CASES else f"{name}_km.csv"
    texts = pl.read_csv(FOLDER / "survival" / path, infer_schema=False, null_values=["", "NA", "Inf"])
    return texts.with_columns(pl.all().exclude("stratum").cast(pl.Float64))


def expected_answers(name: str) -> dict:
    return json.loads((FOLDER / "survival" / f"{name}.json").read_text())


def assert_same(found: pl.Series, expected: pl.Series, tolerance: float, what: str) -> None:
    """Missing in the same places and otherwise equal within the tolerance."""
    assert len(found) == len(expected), what
    assert found.is_null().to_list() == expected.is_null().to_list(), f"{what}: missing in other places"
    assert ((found - expected).abs().max() or 0) <= tolerance, what
