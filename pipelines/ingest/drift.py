"""What changed from one delivery of a register to the next: volumes, missing values, the mix of codes.

A change is named where it is both large (see the constants) and beyond what chance gives: four standard
errors of a difference of counts or of shares, of rows taken as independent. Rows of one person are not, so a
change named here is a reason to ask, not a proof. Nothing of a person is told: counts of rows per hospital,
month, column and code of a list; counts of 1 to 4 are not written out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

import duckdb

from pipelines.in_memory import in_memory
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.rules import literal, quoted
from pipelines.methods.disclosure import THRESHOLD

STANDARD_ERRORS = 4.0
LEAST_RELATIVE_CHANGE = 0.20
"""Of a volume: a fifth more or fewer rows."""
LEAST_SHARE_CHANGE = 0.02
"""Of a share missing, or of a code: two percentage points."""

HAPPENED = {
    "dar_dodsarsak": ("dodsdato", None),
    "inspire_hresept": ("utleveringsdato", None),
    "inspire_legemiddelbehandling": ("dato", "hf_orgnr"),
    "kreftregisteret_tilfelle": ("diagnosedato", None),
    "kreftregisteret_forlop": ("hendelsesdato", None),
    "nornmd_behandling": ("dato", "hf_orgnr"),
    "npr_episode": ("inndato", "institusjonid"),
    "prom_skjema": ("invitert_dato", None),
}
"""Raw table → the day on which a row's event happened, and the hospital that reported it, if it says so."""


@dataclass(frozen=True)
class Facts:
    """What a store says of its delivery."""

    delivery_id: str
    kind: str
    received: date
    period_from: date
    complete_to: date


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than in the earlier delivery; `kind` is table, volume, missing or code."""

    table: str
    kind: str
    where: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        where = f", {self.where}" if self.where else ""
        return f"{self.table}{where}: {self.kind}: found {self.after}; before {self.before}"


def facts_of(store: Path) -> Facts:
    """What the store of one delivery says of it."""
    with duckdb.connect(str(store), read_only=True) as connection:
        row = connection.execute(
            "select delivery_id, kind, received, period_from, complete_to from delivery"
        ).fetchall()[0]
    return Facts(*row)


def drift(earlier: Path, later: Path) -> list[Change]:
    """What changed from the store of an earlier delivery to that of a later one of the same register.

    Tables in the order of the schemas; of each its volumes, then missing values, then codes.
    """
    register = later.parent.name
    before, after = facts_of(earlier), facts_of(later)
    found: list[Change] = []
    with in_memory() as connection:
        for name, path in (("earlier", earlier), ("later", later)):
            connection.execute(f"attach {literal(path)} as {name} (read_only)")
        held = {name: _tables(connection, name) for name in ("earlier", "later")}
        for table, model in raw_models()[register].items():
            stored = f"{register}_{table}"
            if stored not in held["later"]:
                if stored in held["earlier"]:
                    found.append(Change(stored, "table", "", "the table", "no such table"))
                continue
            if stored not in held["earlier"]:
                found.append(Change(stored, "table", "", "no such table", "the table"))
                continue
            schema = model.to_schema()
            nullable = [name for name, column in schema.columns.items() if column.nullable]
            coded = [
                name
                for name, column in schema.columns.items()
                if any(check.name == "isin" for check in column.checks)
            ]
            if stored in HAPPENED:
                found += _volumes(connection, stored, before, after)
            elif before.kind == after.kind == "snapshot":
                found += _totals(connection, stored)
            found += _missing(connection, stored, nullable)
            found += [change for column in coded for change in _codes(connection, stored, column)]
    return found


def _tables(connection: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    rows = connection.execute(f"select table_name from {database}.delivery_file").fetchall()
    return {name for (name,) in rows}


def _volumes(
    connection: duckdb.DuckDBPyConnection, table: str, before: Facts, after: Facts
) -> Iterator[Change]:
    """Rows per hospital and month, against the same month where both hold it, else the earlier mean month."""
    day, place = HAPPENED[table]
    earlier = _counts(connection, "earlier", table, day, place)
    later = _counts(connection, "later", table, day, place)
    months_before, months_after = (_whole_months(facts) for facts in (before, after))
    if not months_before:
        return
    for where in sorted({place for place, _ in earlier} | {place for place, _ in later}):
        usual = sum(earlier.get((where, month), 0) for month in months_before) / len(months_before)
        for month in months_after:
            is_same = month in months_before
            expected = earlier.get((where, month), 0) if is_same else usual
            variance = expected if is_same else usual / len(months_before)
            n = later.get((where, month), 0)
            if _is_another_volume(expected, n, variance):
                of = "the same month" if is_same else "a usual month"
                label = f"{where + ', ' if where else ''}{month:%Y-%m}"
                yield Change(table, "volume", label, f"{_shown(expected)} rows in {of}", f"{_shown(n)} rows")


def _totals(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[Change]:
    """Rows of a table whose rows are of no day, such as persons: two snapshots should hold much the same."""
    was, now = (
        connection.execute(f"select count(*) from {name}.{quoted(table)}").fetchall()[0][0]
        for name in ("earlier", "later")
    )
    if _is_another_volume(was, now, was):
        yield Change(table, "volume", "", f"{_shown(was)} rows", f"{_shown(now)} rows")


def _is_another_volume(expected: float, n: int, variance: float) -> bool:
    """Whether a count differs by enough and beyond chance; `variance` is that of what is expected."""
    difference = abs(n - expected)
    is_beyond_chance = difference >= STANDARD_ERRORS * sqrt(max(n, expected) + variance)
    return n != expected and difference >= LEAST_RELATIVE_CHANGE * expected and is_beyond_chance


def _counts(
    connection: duckdb.DuckDBPyConnection, database: str, table: str, day: str, place: str | None
) -> dict[tuple[str, date], int]:
    where = f"coalesce({quoted(place)}, 'no hospital')" if place else "''"
    rows = connection.execute(
        f"select {where}, date_trunc('month', {quoted(day)})::date, count(*) from {database}.{quoted(table)} "
        f"where {quoted(day)} is not null group by all"
    ).fetchall()
    return {(name, month): n for name, month, n in rows}


def _whole_months(facts: Facts) -> list[date]:
    """First days of the months that lie wholly within what the delivery is complete about."""
    months, month = [], facts.period_from.replace(day=1)
    if month < facts.period_from:
        month = _next(month)
    while _next(month) - timedelta(days=1) <= facts.complete_to:
        months.append(month)
        month = _next(month)
    return months


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _missing(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Iterator[Change]:
    if not columns:
        return
    counted = ", ".join(f"count(*) - count({quoted(column)})" for column in columns)
    before, after = (
        connection.execute(f"select count(*), {counted} from {name}.{quoted(table)}").fetchall()[0]
        for name in ("earlier", "later")
    )
    for number, column in enumerate(columns, start=1):
        if _is_another_share(before[number], before[0], after[number], after[0]):
            was, now = _share(before[number], before[0]), _share(after[number], after[0])
            yield Change(table, "missing", column, f"{was} missing", f"{now} missing")


def _codes(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> Iterator[Change]:
    before, after = (
        dict(
            connection.execute(
                f"select {quoted(column)}::text, count(*) from {name}.{quoted(table)} "
                f"where {quoted(column)} is not null group by all"
            ).fetchall()
        )
        for name in ("earlier", "later")
    )
    n_before, n_after = sum(before.values()), sum(after.values())
    for code in sorted(before.keys() | after.keys()):
        was, now = before.get(code, 0), after.get(code, 0)
        if _is_another_share(was, n_before, now, n_after):
            yield Change(
                table, "code", f"{column} {code}", f"{_share(was, n_before)} of rows", _share(now, n_after)
            )


def _is_another_share(was: int, n_before: int, now: int, n_after: int) -> bool:
    """Whether two shares differ by enough and beyond chance, by the pooled two-sample z of proportions."""
    if not n_before or not n_after:
        return False
    difference = abs(now / n_after - was / n_before)
    pooled = (was + now) / (n_before + n_after)
    error = sqrt(pooled * (1 - pooled) * (1 / n_before + 1 / n_after))
    return difference >= LEAST_SHARE_CHANGE and difference > STANDARD_ERRORS * error


def _share(n: int, total: int) -> str:
    return f"fewer than {THRESHOLD} rows" if 0 < n < THRESHOLD else f"{n / total:.1%}"


def _shown(n: float) -> str:
    """A count, or a mean of counts as a whole number."""
    return f"fewer than {THRESHOLD}" if 0 < n < THRESHOLD else f"{n:.0f}"
