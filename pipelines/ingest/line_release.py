"""Single lines in quarantine that are used after all, because somebody decided so and said why.

A delivery in use never changes. The lines are loaded once more, under the rules of the schema as it is now,
into a store of their own, `<delivery_id>-released-<number>.duckdb`, which counts as an increment received
with the delivery: cuts that were frozen before do not see it. So only rules that hang on the delivery can be
waived (a formula, a date after receipt), and rules that the schema has given up since, such as a code that
its list has by now. All the lines come in, or none.
"""

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.apart import STORAGE_VERSION
from pipelines.ingest.decided import wrong_in_decision
from pipelines.ingest.format import recognise
from pipelines.ingest.gate import gate_failures
from pipelines.ingest.holding import HoldError, raw_store
from pipelines.ingest.quarantine import QUARANTINE, quarantine
from pipelines.ingest.raw_tables import stored_model
from pipelines.ingest.reading import PARQUET_DELIMITER, opened, read_typed
from pipelines.ingest.released_lines import RELEASED, RELEASED_LINE, releases_of
from pipelines.ingest.rewritten import finish_rewriting
from pipelines.ingest.rules import literal, quoted, table_rules
from pipelines.ingest.store_records import DELIVERY, DELIVERY_FILE, FileRecord, record_file
from pipelines.kept import put_in_place
from pipelines.private import private_files
from pipelines.turns import TurnError, turn

CATALOG, DELIVERED = "released_store", "delivery_store"


@dataclass(frozen=True)
class LineDecision:
    """Which lines of a delivery in use are asked for, by whom and why; no `lines`: all under the rule."""

    register: str
    delivery_id: str
    source_file: str
    rule: str
    lines: tuple[int, ...]
    decided_by: str
    reason: str

    @property
    def place(self) -> str:
        """The delivery and its file, as messages name them."""
        return f"{self.register}/{self.delivery_id}, {self.source_file}"


@private_files()
def release_lines(home: Path, asked: LineDecision) -> Path:
    """Load the lines into a store of their own and return its place. Raises HoldError, nothing changed."""
    if wrong := wrong_in_decision(asked.decided_by, asked.reason):
        raise HoldError(wrong)
    finish_rewriting(home)
    store = raw_store(home, asked.register, asked.delivery_id)
    if not store.exists():
        raise HoldError(f"{asked.register}/{asked.delivery_id}: found no such delivery in use in {home}")
    try:
        with turn(store.parent):
            building = Path(tempfile.mkdtemp(prefix=f".{asked.delivery_id}-", dir=store.parent))
            try:
                return _release(store, building, asked)
            finally:
                shutil.rmtree(building, ignore_errors=True)
    except TurnError as error:
        raise HoldError(f"{asked.register}/{asked.delivery_id}: not released: {error}") from None


def _release(store: Path, building: Path, asked: LineDecision) -> Path:
    with duckdb.connect(str(store), read_only=True) as connection:
        file = _file_of(connection, asked)
        texts = _texts(connection, asked, _released_before(store, asked.source_file))
    number = 1 + max((int(path.stem.rsplit("-", 1)[-1]) for path in releases_of(store)), default=0)
    target = store.with_name(f"{store.stem}{RELEASED}{number}.duckdb")
    built = building / target.name
    with duckdb.connect(config={"temp_directory": str(building / "spill")}) as connection:
        connection.execute(f"attach {literal(built)} as {CATALOG} (storage_version '{STORAGE_VERSION}')")
        for place, in_use in enumerate([store, *releases_of(store)]):
            name = DELIVERED if not place else f"{DELIVERED}_{place}"
            connection.execute(f"attach {literal(in_use)} as {name} (read_only)")
        record = _load(connection, building, target.stem, asked, file, texts)
        _record(connection, target.stem, asked, record, list(texts))
        connection.execute(f"checkpoint {CATALOG}")
    put_in_place(built, target)
    return target


def _file_of(connection: duckdb.DuckDBPyConnection, asked: LineDecision) -> dict[str, Any]:
    cursor = connection.execute("from delivery_file where source_file = $1", [asked.source_file])
    names = [column[0] for column in cursor.description or []]
    rows = cursor.fetchall()
    if not rows:
        raise HoldError(f"{asked.place}: found no such file; expected one of the delivery")
    file = dict(zip(names, rows[0], strict=True))
    if not file.get("header"):
        raise HoldError(f"{asked.place}: loaded before column names were kept; expected a corrected delivery")
    return file


def _texts(connection: duckdb.DuckDBPyConnection, asked: LineDecision, before: set[int]) -> dict[int, str]:
    """Line → text as delivered, of all that are asked for."""
    held = dict(
        connection.execute(
            "select source_line, raw_text from quarantine where source_file = $1 and rule = $2",
            [asked.source_file, asked.rule],
        ).fetchall()
    )
    wanted = set(asked.lines) or set(held) - before
    if not wanted:
        raise HoldError(f"{asked.place}: found no line to release under {asked.rule}; expected at least one")
    absent = len(wanted - set(held))
    if absent:
        raise HoldError(
            f"{asked.place}: {absent} of {len(wanted)} lines not found in quarantine under {asked.rule}; "
            "expected all of them there"
        )
    if wanted & before:
        raise HoldError(
            f"{asked.place}: found {len(wanted & before)} of the lines released before; expected each "
            "line once"
        )
    return {line: held[line] for line in sorted(wanted)}


def _released_before(store: Path, source_file: str) -> set[int]:
    found: set[int] = set()
    for path in releases_of(store):
        with duckdb.connect(str(path), read_only=True) as connection:
            rows = connection.execute(
                "select source_line from released_line where source_file = $1", [source_file]
            ).fetchall()
        found |= {line for (line,) in rows}
    return found


def _load(
    connection: duckdb.DuckDBPyConnection,
    building: Path,
    release_id: str,
    asked: LineDecision,
    file: dict[str, Any],
    texts: dict[int, str],
) -> FileRecord:
    """Load the texts as a file of their own; every one must keep every rule of the schema."""
    model = stored_model(asked.register, file["table_name"])
    rules, table = table_rules(model), f"{CATALOG}.{file['table_name']}"
    path = building / "released.csv"
    delimiter = file["delimiter"] or PARQUET_DELIMITER
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(file["header"])
        out.writelines(f"{text}\n" for text in texts.values())
    met = recognise(path, list(rules.types))
    connection.execute(QUARANTINE.format(name=f"{CATALOG}.quarantine"))
    with opened(path, met, rules, building) as source:
        broken, forms = read_typed(connection, source, table, release_id)
        quarantine(connection, source, CATALOG, file["table_name"], release_id, broken)
    failed = connection.execute(
        f"select rule, count(distinct source_line) from {CATALOG}.quarantine group by rule order by rule"
    ).fetchall()
    if failed or met.n_rows != len(texts):
        still = ", ".join(f"{rule} ({n})" for rule, n in failed) or "the number of fields"
        raise HoldError(
            f"{asked.place}: lines still break {still}; expected them to keep the rules of the schema"
        )
    n_known = _known(connection, file["table_name"], list(model.to_schema().unique))
    if n_known or gate_failures(connection, CATALOG, file["table_name"], model):
        raise HoldError(
            f"{asked.place}: found {n_known} lines whose key the delivery's table has; expected others"
        )
    places = pa.table({"n": range(len(texts)), "line": list(texts)})
    connection.register("line_of", places)
    connection.execute(
        f"update {table} set source_line = line_of.line, source_file = $1 from line_of "
        f"where {file['table_name']}.rowid = line_of.n",
        [file["source_file"]],
    )
    connection.unregister("line_of")
    return FileRecord(file["source_file"], file["table_name"], met, forms, len(texts), 0, rules.fingerprint)


def _known(connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> int:
    """How many of the rows have a key that is in use: in the delivery, or by lines released before."""
    columns = ", ".join(map(quoted, key))
    named = connection.execute(
        "select database_name from duckdb_tables() where table_name = $1 and starts_with(database_name, $2)",
        [table, DELIVERED],
    ).fetchall()
    in_use = " union all ".join(f"select {columns} from {name}.{quoted(table)}" for (name,) in named)
    return connection.execute(
        f"select count(*) from {CATALOG}.{quoted(table)} semi join ({in_use}) using ({columns})"
    ).fetchall()[0][0]


def _record(
    connection: duckdb.DuckDBPyConnection,
    release_id: str,
    asked: LineDecision,
    record: FileRecord,
    lines: Sequence[int],
) -> None:
    """What the store says of itself: an increment with the dates of the delivery the lines came in."""
    for name, definition in (
        ("delivery", DELIVERY),
        ("delivery_file", DELIVERY_FILE),
        ("released_line", RELEASED_LINE),
    ):
        connection.execute(definition.format(name=f"{CATALOG}.{name}"))
    stated = repr((asked.delivery_id, asked.source_file, asked.rule, list(lines)))
    connection.execute(
        f"insert into {CATALOG}.delivery select register, $1, 'increment', period_from, period_to, "
        f"complete_to, received, '', sha256(content_hash || $2), $3, $3, 0 from {DELIVERED}.delivery",
        [release_id, hashlib.sha256(stated.encode()).hexdigest(), len(lines)],
    )
    record_file(connection, CATALOG, release_id, record)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    connection.executemany(
        f"insert into {CATALOG}.released_line values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            [
                now, asked.decided_by.strip(), asked.reason.strip(), asked.delivery_id, asked.source_file,
                record.table, asked.rule, line,
            ]
            for line in lines
        ],
    )  # fmt: skip
