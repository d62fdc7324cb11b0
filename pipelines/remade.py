"""Tables made once more by their own definitions, from other inputs, in memory; nothing of a cut is touched.

So that what holds for one group of persons is asked of another by the very same SQL: a rule stands once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl

from pipelines.building import fill_table, insert_frame
from pipelines.in_memory import in_memory
from pipelines.select import SelectError
from pipelines.tables import TableDefinition, all_tables

Query = Callable[[str], pl.DataFrame]


@contextmanager
def remade(
    targets: Sequence[str], given: Mapping[str, pl.DataFrame], parameters: Mapping[str, Any]
) -> Iterator[Query]:
    """Ask the `targets`, made from the `given` tables with all that lies between; gone when the context ends.

    Columns that a given frame leaves out are empty. Raises SelectError where a table that comes from outside
    is not given.
    """
    with in_memory() as connection:
        for name, frame in given.items():
            definition = all_tables()[name]
            connection.execute(f"create schema if not exists {definition.layer}")
            insert_frame(connection, definition, frame)
        for definition in between(targets, given):
            connection.execute(f"create schema if not exists {definition.layer}")
            fill_table(connection, definition, parameters)
        yield lambda sql: connection.sql(sql).pl()


def between(targets: Sequence[str], given: Mapping[str, Any] | Sequence[str]) -> list[TableDefinition]:
    """The targets and what lies between them and the given tables, in an order in which they can be made."""
    tables = all_tables()
    needed: set[str] = set()
    waiting = [name for name in targets if name not in given]
    while waiting:
        name = waiting.pop()
        if not tables[name].is_built or tables[name].layer == "core":
            raise SelectError(f"{name} is needed for {', '.join(targets)} and is not given")
        if name not in needed:
            needed.add(name)
            waiting += [upstream for upstream in tables[name].upstream if upstream not in given]
    return [definition for name, definition in tables.items() if name in needed]
