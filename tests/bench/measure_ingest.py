"""Ingest of a wide NPR file: 500,000 episodes in the columns of `raw.npr_episode`, one in 1,000 faulty.

The yardstick is DuckDB's own typed `read_csv` into a table of the same file format, without any check. Ours
does what every delivery gets: hash, encoding and row count of the file, both forms of date and number, line
numbers, rules of the schema with quarantine, and the pandera gate. The aim is 1.5 times the bare load. The
last line shows how much of it does not grow with the rows: the query of the gate is put together from every
rule of every column.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

import duckdb
import yaml

from pipelines.apart import STORAGE_VERSION
from pipelines.ddl import column_types
from pipelines.ingest.load import load_delivery
from schemas.raw.npr_episode import NprEpisode
from tests.bench.figures import Figure, in_turn
from tests.bench.wide_file import write_wide_file

TITLE = "Ingest of a wide file"
FILE = "npr_episode.csv"
ROWS, FEW_ROWS, ROWS_PER_FAULT, RUNS = 500_000, 1_000, 1_000, 3


def measure() -> list[Figure]:
    """Seconds of the bare load, of `load_delivery` of the same file, and of a small one."""
    with tempfile.TemporaryDirectory() as folder:
        wide, small = (_delivery(Path(folder), rows) for rows in (ROWS, FEW_ROWS))
        file, home, bare = wide / FILE, Path(folder) / "home", Path(folder) / "bare.duckdb"
        bare_seconds, wide_seconds, small_seconds = in_turn(
            {
                "bare": lambda: _load_bare(file, bare),
                "wide": lambda: _load(wide, home, ROWS),
                "small": lambda: _load(small, home, FEW_ROWS),
            },
            RUNS,
        ).values()
        megabytes = file.stat().st_size / 1e6
    n_columns = len(column_types(NprEpisode))
    return [
        Figure(f"bare typed load, {megabytes:.0f} MB, {n_columns} columns", bare_seconds),
        Figure("`load_delivery`", wide_seconds, bare_seconds),
        Figure(f"`load_delivery` of {FEW_ROWS:,} rows", small_seconds, bare_seconds),
    ]


def _delivery(folder: Path, rows: int) -> Path:
    delivery = folder / "deliveries" / "npr" / f"npr-{rows}"
    delivery.mkdir(parents=True)
    file = delivery / FILE
    write_wide_file(file, rows, ROWS_PER_FAULT)
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    manifest = {
        "register": "npr",
        "delivery_id": delivery.name,
        "kind": "snapshot",
        "period": {"from": "2016-07-01", "to": "2026-04-30"},
        "complete_to": "2026-04-30",
        "received": "2026-06-01",
        "files": [{"name": file.name, "table": "episode", "sha256": sha256, "rows": rows}],
        "note": "Synthetic data, made for a measurement",
    }
    (delivery / "manifest.yaml").write_text(yaml.safe_dump(manifest), encoding="utf-8")
    return delivery


def _load(delivery: Path, home: Path, rows: int) -> None:
    shutil.rmtree(home, ignore_errors=True)
    report = load_delivery(delivery, home)
    assert report.n_quarantined == rows // ROWS_PER_FAULT
    assert report.n_loaded == rows - report.n_quarantined


def _load_bare(file: Path, database: Path) -> None:
    database.unlink(missing_ok=True)
    columns = ", ".join(f"'{name}': '{type_}'" for name, type_ in column_types(NprEpisode).items())
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as bare (storage_version '{STORAGE_VERSION}')")
        connection.execute(
            f"create table bare.episode as from read_csv('{file}', auto_detect = false, header = true, "
            f"delim = ';', decimal_separator = ',', ignore_errors = true, columns = {{{columns}}})"
        )
        connection.execute("checkpoint bare")
