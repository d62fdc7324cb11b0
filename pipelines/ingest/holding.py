"""A delivery of which too many lines break a rule is held until somebody decides, and says why.

A held delivery is a finished store in `<home>/held/<register>/<delivery_id>.duckdb`. No data cut sees it.
To release is to write the decision into the store and to move it among the others, where it never changes
again. To refuse is to take the delivery out of the folder of deliveries.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.home import private_folder
from pipelines.ingest.broken_rules import rule_counts
from pipelines.ingest.decided import wrong_in_decision
from pipelines.ingest.rewritten import finish_rewriting
from pipelines.ingest.tolerance import HELD, WARNING, RuleCount
from pipelines.ingest.tombstone import tombstones
from pipelines.kept import put_in_place
from pipelines.private import private_files
from pipelines.turns import TurnError, turn

DECISION = (
    "create table decision (decided_at timestamp, decided_by text, reason text, source_file text, "
    "table_name text, rule text, n_lines bigint, n_rows bigint)"
)
"""One row per file and rule for which the delivery was held: who released it nevertheless, and why."""


class HoldError(ValueError):
    """A delivery cannot be released as asked; the message says why."""


@dataclass(frozen=True)
class Decision:
    """One release: when (UTC), who, why, and what it was held for."""

    decided_at: datetime
    decided_by: str
    reason: str
    held_for: tuple[RuleCount, ...]


def held_store(home: Path, register: str, delivery_id: str) -> Path:
    """Where a held delivery lies."""
    return home / "held" / register / f"{delivery_id}.duckdb"


def raw_store(home: Path, register: str, delivery_id: str) -> Path:
    """Where an accepted delivery lies."""
    return home / "raw" / register / f"{delivery_id}.duckdb"


def hold_if_needed(built: Path, target: Path) -> list[str]:
    """Hold the finished store `built` instead of accepting it as `target`, if a rule says so.

    Returns what is wrong in plain sentences, the store then being in the place of held ones; empty where the
    delivery is accepted.
    """
    home, register, delivery_id = target.parents[2], target.parent.name, target.stem
    held = held_store(home, register, delivery_id)
    if held.exists() and (erased := tombstones(held)):
        return [
            f"{register}/{delivery_id}: held, and persons were erased from what is held on "
            f"{erased[-1].erased_at.date()}; its files would bring them back: release it as it is, or "
            "expect a delivery with an id of its own"
        ]
    # Compared before it is asked what holds it: clean content too would put away what was held.
    if held.exists() and _content_hash(held) != _content_hash(built):
        return [
            f"{register}/{delivery_id}: found other content than was held before under this id; expected a "
            "corrected delivery to have an id of its own"
        ]
    breaches = [count.sentence for count in rule_counts(built) if count.verdict == HELD]
    if not breaches:
        held.unlink(missing_ok=True)
        _log_of(held).unlink(missing_ok=True)
        return []
    private_folder(held.parent.parent)
    private_folder(held.parent)
    _log_of(held).unlink(missing_ok=True)
    put_in_place(built, held)
    return [
        *(f"{register}/{delivery_id}: held: {sentence}" for sentence in breaches),
        f"{register}/{delivery_id}: held until somebody decides: revurdering deliveries quarantine, release",
    ]


def warnings(home: Path, register: str, delivery_id: str) -> list[str]:
    """What is odd about an accepted delivery, in plain sentences."""
    counts = rule_counts(raw_store(home, register, delivery_id))
    return [
        f"{register}/{delivery_id}: warning: {count.sentence}"
        for count in counts
        if count.verdict in (WARNING, HELD)
    ]


@private_files()
def release(home: Path, register: str, delivery_id: str, decided_by: str, reason: str) -> Path:
    """Accept a held delivery; the decision is kept inside its store. Returns the store's place.

    Raises HoldError where none is held, where one with its id was accepted, or without a who and a why.
    """
    held, target = held_store(home, register, delivery_id), raw_store(home, register, delivery_id)
    if wrong := wrong_in_decision(decided_by, reason):
        raise HoldError(wrong)
    if not held.exists() and not target.exists():
        raise HoldError(f"{register}/{delivery_id}: found no such delivery held in {home}")
    private_folder(target.parent.parent)
    private_folder(target.parent)
    finish_rewriting(home)
    try:
        with turn(target.parent):
            if target.exists():
                raise HoldError(
                    f"{register}/{delivery_id}: found it accepted; expected a delivery that is held"
                )
            _write_decision(held, decided_by.strip(), reason.strip())
            put_in_place(held, target)
    except TurnError as error:
        raise HoldError(f"{register}/{delivery_id}: not released: {error}") from None
    return target


def _write_decision(held: Path, decided_by: str, reason: str) -> None:
    breaches = [count for count in rule_counts(held) if count.verdict == HELD]
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    with duckdb.connect(str(held)) as connection:
        connection.execute("begin")
        connection.execute("drop table if exists decision")
        connection.execute(DECISION)
        connection.executemany(
            "insert into decision values ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                [now, decided_by, reason, item.source_file, item.table, item.rule, item.n_lines, item.n_rows]
                for item in breaches
            ],
        )
        connection.execute("commit")
        connection.execute("checkpoint")


def decision_of(store: Path) -> Decision | None:
    """The decision by which a delivery was released; None where none was needed."""
    with duckdb.connect(str(store), read_only=True) as connection:
        named = connection.execute(
            "select count(*) from duckdb_tables() where table_name = 'decision' and not internal"
        ).fetchall()
        if not named[0][0]:
            return None
        rows = connection.execute("from decision order by source_file, n_lines desc, rule").fetchall()
    counts = tuple(RuleCount(*row[3:]) for row in rows)
    return Decision(*rows[0][:3], counts)


def _log_of(held: Path) -> Path:
    """DuckDB's log beside a store, left by a release that was killed: it fits no other file of that name."""
    return held.with_name(f"{held.name}.wal")


def _content_hash(store: Path) -> str:
    with duckdb.connect(str(store), read_only=True) as connection:
        return connection.execute("select content_hash from delivery").fetchall()[0][0]
