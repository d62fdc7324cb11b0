"""SQL checks on small tables: what a check finds in the given rows.

`offending("cohort/attrition_step__one_row_per_treated_person", given={...})` runs the real check of that
path over the given tables; other tables that it reads are empty.
"""

from collections.abc import Mapping
from typing import Any

import duckdb

from pipelines import ddl
from pipelines.select import tables_read
from pipelines.tables import SQL, TableDefinition
from tests.support.spec import rows


def offending(check: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows that the check `sql/checks/<check>.sql` selects: what it objects to."""
    path = SQL / "checks" / f"{check}.sql"
    sql = path.read_text(encoding="utf-8")
    read = tables_read(sql, path)
    strangers = set(given) - set(read)
    assert not strangers, f"{path.name} does not read {sorted(strangers)}"
    with duckdb.connect() as connection:
        for name in read:
            layer, table = name.split(".")
            connection.execute(f"create schema if not exists {layer}")
            ddl.create_table(connection, name, TableDefinition(layer, table).model)
            for row in rows(given[name]) if name in given else []:
                columns = ", ".join(f'"{column}"' for column in row)
                marks = ", ".join("?" for _ in row)
                connection.execute(f"insert into {name} ({columns}) values ({marks})", list(row.values()))
        cursor = connection.execute(sql)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
