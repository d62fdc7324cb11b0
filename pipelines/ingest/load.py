"""Load a delivery into its own DuckDB file: all or nothing, every row in a table or in quarantine."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.apart import STORAGE_VERSION
from pipelines.ingest.check import Inspection, inspect_delivery
from pipelines.ingest.deliveries import find_deliveries
from pipelines.ingest.delivery_rules import with_delivery_rules
from pipelines.ingest.format import FileFormat
from pipelines.ingest.gate import gate_failures
from pipelines.ingest.holding import hold_if_needed, warnings
from pipelines.ingest.identity import masked
from pipelines.ingest.manifest import DELETIONS, RECORDS, DeliveredFile, Manifest
from pipelines.ingest.new_columns import record_new_columns
from pipelines.ingest.place import state
from pipelines.ingest.quarantine import QUARANTINE, quarantine
from pipelines.ingest.raw_tables import DELETED, stored_model
from pipelines.ingest.reading import opened, read_typed
from pipelines.ingest.rewritten import finish_rewriting
from pipelines.ingest.rules import literal, table_rules
from pipelines.ingest.store_records import DELIVERY, DELIVERY_FILE, FileRecord, record_file
from pipelines.ingest.word_columns import Expected, refusal_of_words, words_in_store
from pipelines.ingest.wording import not_taken_apart, one_line
from pipelines.kept import put_in_place
from pipelines.machine import is_machine_fault, machine_fault
from pipelines.private import private_files
from pipelines.turns import TurnError, turn

CATALOG = "delivery_store"


class DeliveryRefused(Exception):
    """A delivery cannot be loaded; `problems` are plain sentences without any value of a row."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = [one_line(problem) for problem in problems]
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class TableReport:
    """Rows of one file: n_rows = n_loaded + n_quarantined, always."""

    table: str
    n_rows: int
    n_loaded: int
    n_quarantined: int
    holds: str = RECORDS


@dataclass(frozen=True)
class LoadReport:
    """What became of one delivery: `status` is loaded, already_loaded or refused (then see `problems`)."""

    register: str
    delivery_id: str
    status: str
    tables: list[TableReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def n_loaded(self) -> int:
        return sum(table.n_loaded for table in self.tables)

    @property
    def n_deletions(self) -> int:
        """Of the rows loaded, those that are keys of rows that are no more."""
        return sum(table.n_loaded for table in self.tables if table.holds == DELETIONS)

    @property
    def n_quarantined(self) -> int:
        return sum(table.n_quarantined for table in self.tables)


def load_all(
    deliveries: Path, store: Path, progress: Callable[[str], None], register: str | None = None
) -> list[LoadReport]:
    """Load every delivery of the folder (of one register, if named) that is not in the store yet.

    A refused delivery does not stop the others. One report per delivery, in the order of their folders.
    Raises NotADirectoryError.
    """
    finish_rewriting(store)
    reports = []
    for delivery in find_deliveries(deliveries):
        if register not in (None, delivery.parent.name):
            continue
        try:
            report = load_delivery(delivery, store)
        except DeliveryRefused as error:
            register_name, delivery_id = (one_line(masked(path.name)) for path in (delivery.parent, delivery))
            report = LoadReport(register_name, delivery_id, "refused", problems=error.problems)
        progress(_sentence(report))
        if report.status == "loaded":
            for warning in warnings(store, report.register, report.delivery_id):
                progress(warning)
        reports.append(report)
    return reports


def _sentence(report: LoadReport) -> str:
    if report.status == "refused":
        # What is wrong stands in the report, which the caller says once.
        return f"{report.register}/{report.delivery_id}: refused"
    if report.status == "already_loaded":
        return f"{report.register}/{report.delivery_id}: loaded before"
    deletions = f", of which {report.n_deletions} are deletions" if report.n_deletions else ""
    return (
        f"{report.register}/{report.delivery_id}: {report.n_loaded} rows loaded{deletions}, "
        f"{report.n_quarantined} in quarantine"
    )


@private_files()
def load_delivery(delivery: Path, store: Path) -> LoadReport:
    """Load the delivery in folder `delivery` into `<store>/raw/<register>/<delivery_id>.duckdb`.

    A delivery that was loaded before with the same content is left alone. Raises DeliveryRefused, with the
    store as it was, where the delivery is bad or its id was used for other content.
    """
    inspection = inspect_delivery(delivery, is_loading=True)
    manifest = inspection.manifest
    if inspection.problems or manifest is None:
        raise DeliveryRefused(inspection.problems)
    target = store / "raw" / manifest.register_name / f"{manifest.delivery_id}.duckdb"
    if target.exists() and not _abandoned(target.parent):
        return _loaded_before(delivery, manifest, target)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for folder in (store / "raw", target.parent):
        folder.chmod(0o700)
    try:
        with turn(target.parent):
            for left in _abandoned(target.parent):
                shutil.rmtree(left)
            if target.exists():
                return _loaded_before(delivery, manifest, target)
            tables = _load(delivery, inspection, manifest, target)
    except TurnError as error:
        raise DeliveryRefused([f"{delivery}: not loaded: {error}"]) from None
    return LoadReport(manifest.register_name, manifest.delivery_id, "loaded", tables)


def _abandoned(folder: Path) -> list[Path]:
    """What loads were building: of a load that was killed, if nobody is loading now."""
    return [path for path in folder.glob(".*") if path.is_dir()]


def _loaded_before(delivery: Path, manifest: Manifest, target: Path) -> LoadReport:
    if _content_hash(target) != manifest.content_hash:
        raise DeliveryRefused(
            [
                f"{delivery}: found other content than was loaded before as {manifest.delivery_id}; "
                "expected a corrected delivery to have an id of its own"
            ]
        )
    return LoadReport(manifest.register_name, manifest.delivery_id, "already_loaded")


def _load(delivery: Path, inspection: Inspection, manifest: Manifest, target: Path) -> list[TableReport]:
    """Build the store beside its place and move it there."""
    building = Path(tempfile.mkdtemp(prefix=f".{manifest.delivery_id}-", dir=target.parent))
    try:
        tables = _build(building, delivery, manifest, inspection.formats)
        built = building / target.name
        held = hold_if_needed(built, target)
        if held:
            raise DeliveryRefused(held)
        put_in_place(built, target)
    except (OSError, duckdb.Error) as error:
        raise DeliveryRefused(
            [f"{target}: not loaded, nothing of it was kept: {machine_fault(error)}"]
        ) from None
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return tables


def _build(
    building: Path, delivery: Path, manifest: Manifest, formats: dict[str, FileFormat]
) -> list[TableReport]:
    database = building / f"{manifest.delivery_id}.duckdb"
    words: list[str] = []
    config = {"temp_directory": str(building / "spill")}
    with duckdb.connect(config=config) as connection:
        connection.execute(f"attach {literal(database)} as {CATALOG} (storage_version '{STORAGE_VERSION}')")
        for name, definition in (
            ("quarantine", QUARANTINE),
            ("delivery", DELIVERY),
            ("delivery_file", DELIVERY_FILE),
        ):
            connection.execute(definition.format(name=f"{CATALOG}.{name}"))
        tables = [
            _load_file(connection, building, delivery, manifest, file, formats[file.name], words)
            for file in manifest.files
        ]
        if words:
            raise DeliveryRefused(words)
        _record(connection, manifest, tables)
        connection.execute(f"checkpoint {CATALOG}")
        connection.execute(f"detach {CATALOG}")
    return tables


def _load_file(
    connection: duckdb.DuckDBPyConnection,
    building: Path,
    delivery: Path,
    manifest: Manifest,
    file: DeliveredFile,
    met: FileFormat,
    words: list[str],
) -> TableReport:
    """Load one file; adds to `words` what in it reads as names or free text, for which nothing is kept."""
    table = f"{manifest.register_name}_{file.table}" + (DELETED if file.holds == DELETIONS else "")
    model = stored_model(manifest.register_name, table)
    path = delivery / file.name
    rules = table_rules(model)
    try:
        with opened(path, met, with_delivery_rules(rules, manifest.received), building) as source:
            broken, forms = read_typed(connection, source, f"{CATALOG}.{table}", manifest.delivery_id)
            n_quarantined = quarantine(connection, source, CATALOG, table, manifest.delivery_id, broken)
            record_new_columns(connection, source, CATALOG, table)
    except (duckdb.Error, OSError) as error:
        _refuse_if_changed(path, met)
        if is_machine_fault(error):
            raise
        raise DeliveryRefused([not_taken_apart(path, met.kind, error)]) from None
    _refuse_if_changed(path, met)
    found = words_in_store(connection, CATALOG, table, file.name, met, Expected(model))
    if found:
        words.append(refusal_of_words(path, found))
        return TableReport(table, met.n_rows, 0, 0, file.holds)
    n_loaded = connection.execute(f"select count(*) from {CATALOG}.{table}").fetchall()[0][0]
    if n_loaded + n_quarantined != met.n_rows:
        raise DeliveryRefused(
            [
                f"{path}: found {n_loaded} good rows and {n_quarantined} for quarantine; expected them to "
                f"add up to the {met.n_rows} rows of the file"
            ]
        )
    failures = gate_failures(connection, CATALOG, table, model)
    if failures:
        raise DeliveryRefused(
            [f"{path}: rows break a rule of the schema after quarantine: {', '.join(failures)}"]
        )
    record = FileRecord(file.name, table, met, forms, n_loaded, n_quarantined, rules.fingerprint)
    record_file(connection, CATALOG, manifest.delivery_id, record)
    return TableReport(table, met.n_rows, n_loaded, n_quarantined, file.holds)


def _refuse_if_changed(path: Path, met: FileFormat) -> None:
    if state(path) != met.state:
        raise DeliveryRefused(
            [f"{path}: found that it changed or went while it was read; expected it to stay as it was"]
        )


def _record(connection: duckdb.DuckDBPyConnection, manifest: Manifest, tables: list[TableReport]) -> None:
    connection.execute(
        f"insert into {CATALOG}.delivery values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        [
            manifest.register_name,
            manifest.delivery_id,
            manifest.kind,
            manifest.period.first,
            manifest.period.last,
            manifest.complete_to,
            manifest.received,
            manifest.note,
            manifest.content_hash,
            sum(table.n_rows for table in tables),
            sum(table.n_loaded for table in tables),
            sum(table.n_quarantined for table in tables),
        ],
    )


def _content_hash(database: Path) -> str:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select content_hash from delivery").fetchall()[0][0]
