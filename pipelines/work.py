"""The working database of one cut: make a table, check it, remember what it was made from."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import duckdb

from pipelines import ddl
from pipelines.building import fill_table, insert_frame
from pipelines.cut import Cut
from pipelines.frozen import FROZEN, CutError
from pipelines.machine import refusal
from pipelines.private import private_files
from pipelines.table_code import definition_hash
from pipelines.tables import NOT_IN_WORK, TableDefinition, all_tables
from pipelines.turns import turn
from pipelines.unquoted import unquoted

LOG = """
create schema if not exists build;
create table if not exists build.cut (input_id varchar);
create table if not exists build.table_log (
    table_name varchar primary key, version bigint, definition_hash varchar,
    upstream_versions varchar, n_rows bigint, checks_passed boolean
);
"""

DAMAGE = ("not a valid DuckDB database", "Could not read enough bytes", "Corrupt database file")
"""How DuckDB speaks of a file whose making was cut short, as told from one it may not open."""


@dataclass
class Work:
    """An open working database, with the raw state of the cut attached beside it where it is read."""

    cut: Cut
    connection: duckdb.DuckDBPyConnection

    def make(self, definition: TableDefinition) -> int:
        """(Re)make one table in one transaction; returns its row count."""
        self.connection.execute("begin")
        try:
            self.connection.execute(f"create schema if not exists {definition.layer}")
            with unquoted(definition.name):
                self._fill(definition)
            ddl.comment_table(self.connection, definition.name, definition.model)
            n_rows = self._scalar(f"select count(*) from {definition.name}")
            self._log(definition, n_rows)
            self.connection.execute("commit")
        except BaseException:
            # A disk that is full ends the transaction itself: what is to be said is that, not that it ended.
            with suppress(duckdb.Error):
                self.connection.execute("rollback")
            raise
        return n_rows

    def check(self, definition: TableDefinition) -> dict[str, list[str]]:
        """Hold a table against its schema and its SQL checks; what is wrong by claim, without any value."""
        from pipelines.table_checks import failures

        with unquoted(f"{definition.name}, its checks"):
            found = failures(self.connection, definition, {"data_cut": self.cut.data_cut})
        self.connection.execute(
            "update build.table_log set checks_passed = ? where table_name = ?", [not found, definition.name]
        )
        return found

    def incoherent(self) -> list[str]:
        """Why this cut cannot be published: tables missing, unchecked, or older than what they rest on."""
        log = {
            name: (version, definition_hash, json.loads(upstream), passed)
            for name, version, definition_hash, upstream, passed in self.connection.execute(
                "select table_name, version, definition_hash, upstream_versions, checks_passed "
                "from build.table_log"
            ).fetchall()
        }
        reasons = []
        for definition in work_tables():
            if definition.name not in log:
                reasons.append(f"{definition.name} has not been made")
                continue
            _, definition_hash_then, upstream_then, passed = log[definition.name]
            if not passed:
                reasons.append(f"{definition.name} has not passed its checks")
            if definition_hash_then != definition_hash(definition):
                reasons.append(f"{definition.name} was made by an earlier version of its definition")
            reasons += [
                f"{definition.name} is older than {name}"
                for name, version in upstream_then.items()
                if name in log and log[name][0] != version
            ]
        return reasons

    def _fill(self, definition: TableDefinition) -> None:
        if definition.is_built:
            fill_table(self.connection, definition, {"data_cut": self.cut.data_cut})
        else:
            from pipelines.file_tables import frame_of

            frame = frame_of(definition, self.cut.agreements, self.cut.reference)
            insert_frame(self.connection, definition, frame)

    def _log(self, definition: TableDefinition, n_rows: int) -> None:
        versions = dict(self.connection.execute("select table_name, version from build.table_log").fetchall())
        upstream = {name: versions[name] for name in definition.upstream if name in versions}
        next_version = max(versions.values(), default=0) + 1
        self.connection.execute(
            "insert or replace into build.table_log values (?, ?, ?, ?, ?, null)",
            [definition.name, next_version, definition_hash(definition), json.dumps(upstream), n_rows],
        )

    def _scalar(self, query: str) -> int:
        return self.connection.execute(query).fetchall()[0][0]


@contextmanager
def open_work(cut: Cut, reads_raw: bool = True) -> Iterator[Work]:
    """Open (or begin) the working database of a cut, when nobody else writes to it.

    The delivery stores are attached where they are read: that takes longer than most tables take. A database
    that was made from other inputs, or that cannot be read, is begun anew: everything in it is made from the
    frozen inputs. Raises CutError where somebody holds it open, the machine refuses what is asked of it, or
    the cut was frozen anew in the meantime; TurnError where another run does not finish.
    """
    from pipelines.raw_state import attach_raw_state

    with private_files(), turn(cut.folder), _refused_in_words(cut):
        _refuse_replaced(cut)
        try:
            connection = _connect(cut)
        except duckdb.IOException as error:
            if "Could not set lock" not in str(error):
                raise
            raise CutError(
                f"{cut.work}: found it open in another program; expected nobody to hold it during a build"
            ) from None
        try:
            if reads_raw:
                attach_raw_state(connection, cut.received())
            yield Work(cut, connection)
        finally:
            connection.close()


def _refuse_replaced(cut: Cut) -> None:
    """Somebody who waited may hold what a new build has replaced since: its tables are another build's."""
    path = cut.folder / FROZEN
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != cut.inputs:
        raise CutError(
            f"{path}: found the cut frozen anew by another run; expected it as it was when this step began "
            "(run what is missing again)"
        )


@contextmanager
def _refused_in_words(cut: Cut) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if not (refused := refusal(error)):
            raise
        raise CutError(f"{cut.work}: the build stopped: {refused}") from None


def _connect(cut: Cut) -> duckdb.DuckDBPyConnection:
    # What did not fit into the memory of a run that was killed.
    shutil.rmtree(cut.work.with_name(f"{cut.work.name}.tmp"), ignore_errors=True)
    for _ in range(2):
        try:
            connection = duckdb.connect(str(cut.work))
        except duckdb.Error as error:
            if not any(sign in str(error) for sign in DAMAGE):
                raise
        else:
            connection.execute(LOG)
            known = connection.execute("select input_id from build.cut").fetchall()
            if not known:
                connection.execute("insert into build.cut values (?)", [cut.input_id])
            if not known or known[0][0] == cut.input_id:
                return connection
            connection.close()
        for path in (cut.work.with_name(f"{cut.work.name}.wal"), cut.work):
            path.unlink(missing_ok=True)
    raise CutError(f"{cut.work}: belongs to other inputs and could not be begun anew")


def work_tables() -> list[TableDefinition]:
    """Every table of a working database, upstream before downstream."""
    return [definition for definition in all_tables().values() if definition.layer not in NOT_IN_WORK]


def build_all(work: Work, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Make and check every table of the cut; returns what failed, stopping at the first table that does."""
    for definition in work_tables():
        n_rows = work.make(definition)
        failures = work.check(definition)
        if failures:
            return [
                f"{definition.name}: {claim}: {sentence}"
                for claim, sentences in failures.items()
                for sentence in sentences
            ]
        progress(f"{definition.name}: {n_rows:,} rows")
    return []
