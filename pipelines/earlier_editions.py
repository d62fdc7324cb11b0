"""What editions have told of persons: frozen with a cut, so that nothing shows in the difference."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.frozen import FROZEN, frozen_inputs
from pipelines.home import Home
from pipelines.methods.answers_told import TOLD as TOLD_OF_ANSWERS
from pipelines.methods.answers_told import answers_told
from pipelines.methods.comparison_told import comparison_told
from pipelines.methods.counted_groups import years_of
from pipelines.methods.counted_sums import with_derived
from pipelines.methods.coverage_told import coverage_told
from pipelines.methods.curves_drawn import DRAWN, curves_drawn, drawn_here
from pipelines.methods.curves_told import TOLD as TOLD_OF_CURVES
from pipelines.methods.curves_told import curves_told
from pipelines.methods.disclosure import THRESHOLD
from pipelines.methods.ended_told import ended_told
from pipelines.methods.ledger_told import ledger_told
from pipelines.methods.person_counts import CELL, flow_rows
from pipelines.methods.prom_told import prom_told

FILES = ("published_count.csv", "published_curve.csv", "published_point.csv", "published_answer.csv")
"""What is frozen of them: one file for each of `file_tables.FROZEN_TABLES`."""
KEY = ["agreement_id", "data_cut", *CELL]
TOLD = [*KEY, "n", "is_small"]
EXACTLY = "n_exact"
"""The number behind a count, for the owner alone: frozen of the ledger of follow-up."""
COUNTS = (
    "attrition", "person_count", "coverage", "source_gap", "comparison_count", "follow_up_ledger",
)  # fmt: skip
"""The tables of an edition that tell how many persons there are."""
CURVES = ("survival_curve", "estimate")
"""The tables of an edition that tell how many had an event, or are followed further."""
COMPARED = "comparison"
"""The table that tells how many died of the groups of comparisons."""
TELLING = (*COUNTS, *CURVES, COMPARED)
"""All of them."""
EXACT_CURVE = "survival_curve"
"""The table that says so exactly."""
ESTIMATE = "estimate"
"""The table that tells how many were asked, and answered."""
OUTSIDE = "event_outside"
"""The table that says of which events the time to a next treatment does not know."""
MADE = "select table_name from information_schema.tables where table_schema = 'result'"

BuildId = Callable[[Mapping[str, Any]], str]
"""Names the build that the code of today makes of inputs."""


def editions_before(home: Home, inputs: Mapping[str, Any], build_id: BuildId) -> dict[str, Path]:
    """Every edition of the home by cut and build, but those that this code made of these inputs.

    They tell the same. What other code made of them may tell of other persons, and is an edition before.
    """
    folders = sorted(path for path in (home.root / "editions").glob("*/[!.]*") if (path / "tables").is_dir())
    return {
        f"{path.parent.name}/{path.name}": path for path in folders if not _is_made_of(path, inputs, build_id)
    }


def told(editions: Mapping[str, Path]) -> dict[str, str]:
    """A hash of what each edition told, by cut and build."""
    hashed = {}
    for name, path in editions.items():
        files = (path / "tables" / f"{table}.parquet" for table in TELLING)
        hashed[name] = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return hashed


def write_published(editions: Mapping[str, Path], folder: Path) -> None:
    """Write FILES: counts of these editions and which withheld ones are small, what was counted beside
    curves, where the curves lie, and what was told beside estimates."""
    folder.mkdir(exist_ok=True)
    asked = zip(
        FILES,
        ([*TOLD, EXACTLY], TOLD_OF_CURVES, DRAWN, TOLD_OF_ANSWERS),
        (_counts, _curves, _points, _answers),
        strict=True,
    )
    for file, columns, told_by in asked:
        found = [told_by(path).with_columns(build_id=pl.lit(path.name)) for path in editions.values()]
        named = ["build_id", *columns]
        frame = (
            pl.concat(found, how="vertical_relaxed")
            if found
            else pl.DataFrame(schema=dict.fromkeys(named, pl.String))
        )
        frame.select(named).sort(named).write_csv(folder / file)


def counts_told(
    released: Mapping[str, pl.DataFrame], exact: Mapping[str, pl.DataFrame] | None
) -> pl.DataFrame:
    """The counts of an edition in the columns TOLD, from its tables COUNTS as released and exactly.

    Where the exact ones are not known (erased, or never kept), whatever was withheld may be small.
    """
    rows = _rows(released)
    if exact is None:
        return rows.with_columns(is_small=pl.lit(None, pl.Boolean)).select(TOLD)
    # Years that were counted together then are the sum of their years, whatever is counted together now.
    known = _rows(exact, is_exact=True).rename({"n": "n_exact"})
    levels = rows.filter(pl.col("grouping") == "year")["level"].unique()
    years = pl.DataFrame(
        [("year", level, year) for level in levels for year in years_of(level)],
        schema=dict.fromkeys(("grouping", "level", "single"), pl.String),
        orient="row",
    )
    single = rows.join(years, on=["grouping", "level"], how="left").with_columns(
        single=pl.coalesce("single", "level")
    )
    found = single.join(known.rename({"level": "single"}), on=[*KEY[:-2], "single", "category"], how="left")
    n_exact = found.group_by(KEY).agg(pl.col("n_exact").sum())
    is_small = pl.col("n_exact").is_between(1, THRESHOLD - 1)
    return (
        rows.join(n_exact, on=KEY, how="left")
        .with_columns(is_small=pl.when(pl.col("n").is_null()).then(is_small))
        .select(TOLD)
    )


def _counts(edition: Path) -> pl.DataFrame:
    released, exact = _tables(edition, COUNTS), _exactly(edition, COUNTS)
    known = {} if exact is None else exact
    estimates, exact_estimates = _estimates(edition)
    parts = [
        counts_told(released, exact),
        coverage_told(released, exact),
        comparison_told(released["comparison_count"], known.get("comparison_count"), estimates),
        prom_told(estimates, exact_estimates),
        ledger_told(released["follow_up_ledger"], known.get("follow_up_ledger")),
    ]
    return pl.concat(parts, how="diagonal_relaxed")


def _curves(edition: Path) -> pl.DataFrame:
    return curves_told(*_tables(edition, CURVES).values())


def _points(edition: Path) -> pl.DataFrame:
    exact = _exactly(edition, [EXACT_CURVE])
    points, estimates, comparisons = _tables(edition, (*CURVES, COMPARED)).values()
    return curves_drawn(points, estimates, exact and exact[EXACT_CURVE], comparisons)


def _answers(edition: Path) -> pl.DataFrame:
    estimates, exact = _estimates(edition), _exactly(edition, [EXACT_CURVE])
    drawings = drawn_here(*_tables(edition, CURVES).values(), exact and exact[EXACT_CURVE])
    outside = (_exactly(edition, [OUTSIDE]) or {}).get(OUTSIDE)
    ended = ended_told(*estimates, outside, drawings)
    return pl.concat([answers_told(*estimates), ended], how="vertical_relaxed")


def _estimates(edition: Path) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """As released and, where they are not gone, exactly."""
    exact = _exactly(edition, [ESTIMATE])
    return _tables(edition, [ESTIMATE])[ESTIMATE], exact and exact[ESTIMATE]


def _exactly(edition: Path, names: Sequence[str]) -> dict[str, pl.DataFrame] | None:
    """Those exact tables behind an edition that its code made; None where they are gone."""
    person = edition / "person" / "analysis.duckdb"
    if not person.exists():
        return None
    with duckdb.connect(str(person), read_only=True) as connection:
        made = {name for (name,) in connection.sql(MADE).fetchall()}
        return {name: connection.table(f"result.{name}").pl() for name in names if name in made}


def _tables(edition: Path, names: Sequence[str]) -> dict[str, pl.DataFrame]:
    return {name: pl.read_parquet(edition / "tables" / f"{name}.parquet") for name in names}


def _rows(tables: Mapping[str, pl.DataFrame], is_exact: bool = False) -> pl.DataFrame:
    flow = flow_rows(tables["attrition"])
    return with_derived(pl.concat([flow, tables["person_count"].select(flow.columns)]), is_exact)


def _is_made_of(edition: Path, inputs: Mapping[str, Any], build_id: BuildId) -> bool:
    frozen = edition / "inputs" / FROZEN
    if not frozen.exists():
        return False
    theirs = frozen_inputs(frozen)
    # Its name stands for its inputs and its code: the code is another where these inputs give another name.
    same_code = edition.name == build_id(theirs)
    return same_code and {**theirs, "published": None} == {**inputs, "published": None}
