"""Take the rows that break a rule out of a raw table and put them, with the rule, into quarantine."""

from collections.abc import Sequence

import duckdb

from pipelines.ingest.casting import text_sql, value_sql
from pipelines.ingest.reading import UNREADABLE, UNTYPED, BrokenLine, Source, raw_rows
from pipelines.ingest.rules import quoted

QUARANTINE = (
    "create table {name} (delivery_id text, source_file text, source_line bigint, table_name text, "
    "column_name text, rule text, raw_text text)"
)
"""One row per line and rule that it breaks. `raw_text` is the line as delivered: person-level."""

UNKNOWN_CODE = (
    "create table if not exists {name} (source_file text, table_name text, column_name text, code text, "
    "n_lines bigint)"
)
"""One row per value that is not in its column's code list. As delivered: a value can be anything."""


def quarantine(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    catalog: str,
    table: str,
    delivery_id: str,
    broken_lines: Sequence[BrokenLine],
) -> int:
    """Move every row of `catalog.table` that breaks a rule; returns how many lines are in quarantine.

    A line that breaks several rules has a row for each. Of rows with one key the last line's content wins;
    of exact duplicates the first line stays.
    """
    connection.execute(
        "create or replace temp table broken_rule "
        "(source_line bigint, column_name text, rule text, unknown_code text)"
    )
    connection.execute("create or replace temp table raw_line (source_line bigint, raw_text text)")
    connection.execute(
        "create or replace temp table suspect_line as "
        f"select source_line from {catalog}.{table} where {_suspect_sql(source)}"
    )
    _find_repeated_keys(connection, source, f"{catalog}.{table}")
    suspects = connection.execute(
        "select source_line from suspect_line union select source_line from broken_rule"
    ).fetchall()
    if suspects:
        _name_rules(connection, source, [line for (line,) in suspects])
        # A line that looks good when it is read again must not stay without the value that was lost at first.
        connection.execute(
            f"insert into broken_rule select source_line, null, '{UNREADABLE}', null "
            "from suspect_line anti join broken_rule using (source_line)"
        )
        connection.execute(
            f"delete from {catalog}.{table} where source_line in (select source_line from broken_rule)"
        )
    connection.execute(f"alter table {catalog}.{table} drop column {UNTYPED}")
    facts = [delivery_id, source.path.name, table]
    connection.execute(
        f"insert into {catalog}.quarantine select $1, $2, source_line, $3, column_name, rule, raw_text "
        "from broken_rule join raw_line using (source_line) order by source_line, rule",
        facts,
    )
    connection.execute(UNKNOWN_CODE.format(name=f"{catalog}.unknown_code"))
    connection.execute(
        f"insert into {catalog}.unknown_code select $1, $2, column_name, unknown_code, count(*) "
        "from broken_rule where unknown_code is not null group by all order by all",
        facts[1:],
    )
    if broken_lines:
        connection.executemany(
            f"insert into {catalog}.quarantine values ($1, $2, $4, $3, null, $5, $6)",
            [[*facts, broken.line, broken.rule, broken.text] for broken in broken_lines],
        )
    return connection.execute(
        f"select count(distinct source_line) from {catalog}.quarantine where source_file = ?",
        [source.path.name],
    ).fetchall()[0][0]


def _suspect_sql(source: Source) -> str:
    """True for rows that break a rule other than a repeated key."""
    rules = source.rules
    missing = [f"{quoted(column)} is null" for column in rules.required]
    return " or ".join([UNTYPED, *missing, *(f"coalesce({rule.broken}, false)" for rule in rules.checks)])


def _find_repeated_keys(connection: duckdb.DuckDBPyConnection, source: Source, table: str) -> None:
    """Among rows that are good otherwise: which lose to another row of their key."""
    content = ", ".join(quoted(column) for column in source.rules.types)
    good = f"select * from {table} anti join suspect_line using (source_line)"
    for rule, columns in source.rules.keys:
        key = ", ".join(quoted(column) for column in columns)
        connection.execute(
            "create or replace temp table repeated as "
            f"select {key} from ({good}) group by {key} having count(*) > 1"
        )
        if not connection.execute("select count(*) from repeated").fetchall()[0][0]:
            continue
        connection.execute(
            f"""
            insert into broken_rule (source_line, column_name, rule)
            with candidate as (select {key}, source_line, row({content}) as content
                               from ({good}) semi join repeated using ({key})),
            winner as (select {key}, max_by(content, source_line) as content from candidate group by {key}),
            stays as (select min(source_line) as source_line from candidate join winner using ({key})
                      where candidate.content is not distinct from winner.content group by {key})
            select source_line, $1, $2 from candidate
            where source_line not in (select source_line from stays)
            """,
            [columns[-1] if len(columns) == 1 else None, rule],
        )


def _name_rules(connection: duckdb.DuckDBPyConnection, source: Source, lines: Sequence[int]) -> None:
    """For each suspect line, read again as text, every rule it breaks."""
    rules = source.rules
    typed = [
        f"{value_sql(quoted(name), type_, True)} as {quoted(name)}" for name, type_ in rules.types.items()
    ]
    texts = [f"{text_sql(quoted(name), True)} as {quoted('text of ' + name)}" for name in rules.types]
    named = [(f"{name}.not_null", name, f"{quoted('text of ' + name)} is null") for name in rules.required]
    named += [
        (f"{name}.type", name, f"{quoted('text of ' + name)} is not null and {quoted(name)} is null")
        for name in rules.typed
    ]
    named += [(rule.name, rule.column, rule.broken) for rule in rules.checks]
    cases = ", ".join(
        f"case when {broken} then {{'column_name': '{column}', 'rule': '{rule}', "
        f"'code': {quoted('text of ' + column) if rule.endswith('.isin') else 'null'}}} end"
        for rule, column, broken in named
    )
    for batch in raw_rows(connection, source, lines):
        connection.register("suspect_row", batch)
        connection.execute("insert into raw_line select source_line, raw_text from suspect_row")
        connection.execute(
            f"""
            insert into broken_rule
            with suspect as (select source_line, {", ".join(typed)}, {", ".join(texts)} from suspect_row),
            found as (select source_line, unnest([{cases}]) as broken from suspect)
            select source_line, broken.column_name, broken.rule, broken.code
            from found where broken is not null
            """
        )
        connection.unregister("suspect_row")
