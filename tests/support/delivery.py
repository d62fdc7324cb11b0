"""Deliveries for tests: written as a register would, from a few lines or mechanically."""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import yaml

from pipelines.ingest.load import LoadReport, load_delivery
from pipelines.ingest.raw_tables import raw_models
from schemas.table import Table
from tests.support.spec import rows
from tests.support.violating_rows import as_text, good_row


def csv_text(model: type[Table], given: Iterable[Mapping[str, Any]], delimiter: str = ";") -> str:
    """A header with the schema's columns and a line for each row; absent columns are empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    columns = list(model.to_schema().columns)
    writer.writerow(columns)
    writer.writerows([as_text(row.get(column)) for column in columns] for row in given)
    return out.getvalue()


def write_delivery(
    folder: Path,
    register: str,
    delivery_id: str,
    files: Mapping[str, str | bytes],
    deletions: Mapping[str, str | bytes] | None = None,
    **stated: Any,
) -> Path:
    """A delivery of table → content under `folder`; `stated` replaces what the manifest would say.

    `deletions` are files of keys that are no more; `file_stated` replaces facts of its files.
    """
    path = folder / register / delivery_id
    path.mkdir(parents=True)
    file_stated = stated.pop("file_stated", {})
    listed = [_written(path, f"{register}_{table}.csv", table, files[table]) | file_stated for table in files]
    for table, content in (deletions or {}).items():
        facts = _written(path, f"{register}_{table}_deleted.csv", table, content)
        listed.append(facts | {"holds": "deletions"})
    manifest = {
        "register": register,
        "delivery_id": delivery_id,
        "kind": "increment",
        "period": {"from": "2020-01-01", "to": "2024-12-31"},
        "complete_to": "2024-12-31",
        "received": "2025-02-01",
        "files": listed,
        "note": "Synthetic data, made for a test",
    }
    (path / "manifest.yaml").write_text(yaml.safe_dump(manifest | stated), encoding="utf-8")
    return path


def _written(path: Path, name: str, table: str, content: str | bytes) -> dict[str, Any]:
    """Write a file of the delivery; what an honest manifest says of it."""
    content = content.encode() if isinstance(content, str) else content
    (path / name).write_bytes(content)
    n_rows = max(0, len(content.splitlines()) - 1)
    return {"name": name, "table": table, "sha256": hashlib.sha256(content).hexdigest(), "rows": n_rows}


def query(database: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def load(
    folder: Path, register: str, files: Mapping[str, str | bytes], **stated: Any
) -> tuple[Path, LoadReport]:
    """Write and load a delivery; returns the store's file and the report."""
    path = write_delivery(folder / "deliveries", register, f"{register}-1", files, **stated)
    report = load_delivery(path, folder / "home")
    return folder / "home" / "raw" / register / f"{register}-1.duckdb", report


def loaded(name: str, given: str) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """Load the ASCII table `given` as raw table `name`: the rows that came in, (line, rule) of the others.

    Columns that the table leaves out have a good value; `-` or nothing is an empty field.
    """
    register, table = name.split("_", 1)
    model = raw_models()[register][table]
    lines = [good_row(model, number) | row for number, row in enumerate(rows(given))]
    with tempfile.TemporaryDirectory() as folder:
        store, report = load(Path(folder), register, {table: csv_text(model, lines)})
        assert report.n_loaded + report.n_quarantined == len(lines)
        with duckdb.connect(str(store), read_only=True) as connection:
            cursor = connection.execute(f"select * from {name} order by source_line")
            columns = [column[0] for column in cursor.description]
            kept = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            held = connection.execute("select source_line, rule from quarantine order by all").fetchall()
    return kept, held
