"""SQL checks on small tables: what a check finds in the given rows.

`offending("cohort/attrition_step__one_row_per_treated_person", given={...})` runs the real check of that
path over the given tables; other tables that it reads are empty. `n_offending` says how many rows it finds,
of all its tables given, as a run counts them.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.select import tables_read
from pipelines.table_checks import offending_rows
from pipelines.tables import SQL
from tests.support.spec import nothing_there, put


def offending(check: str, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows that the check `sql/checks/<check>.sql` selects: what it objects to."""
    path = _path(check)
    read = tables_read(path.read_text(encoding="utf-8"), path)
    strangers = set(given) - set(read)
    assert not strangers, f"{path.name} does not read {sorted(strangers)}"
    with nothing_there() as connection:
        for name in read:
            put(connection, name, given.get(name))
        cursor = connection.execute(path.read_text(encoding="utf-8"))
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def n_offending(check: str, given: Mapping[str, str], data_cut: date) -> int:
    """How many rows the check selects at a cut; `given` are all tables that it reads, and no other."""
    path = _path(check)
    assert set(given) == set(tables_read(path.read_text(encoding="utf-8"), path))
    with nothing_there() as connection:
        for name, text in given.items():
            put(connection, name, text)
        return offending_rows(connection, path, {"data_cut": data_cut})


def _path(check: str) -> Path:
    return SQL / "checks" / f"{check}.sql"
