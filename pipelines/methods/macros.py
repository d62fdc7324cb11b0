"""Install the survival table macros of `sql/macros/` into a database, each explained by its comment.

A macro left in somebody else's database may not call another macro (the name would be looked up in the
reader's own database), so each is self-contained there. The estimator still stands once: `timeline.sql`,
`curve.sql` and others hold its CTEs, and the line `-- include <file>` is replaced by that file.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parents[2] / "sql" / "macros"
MACRO_NAMES = (
    "kaplan_meier",
    "survival_at",
    "survival_quantile",
    "curve_quantile",
    "restricted_mean",
    "cumulative_incidence",
    "incidence_at",
)
"""What others get in the databases that we leave them."""
OWN_MACRO_NAMES = ("fault_message", "counted_kaplan_meier")
"""What only the functions for Polars frames use."""


def install(
    connection: duckdb.DuckDBPyConnection, database: str | None = None, names: Sequence[str] = MACRO_NAMES
) -> None:
    """Create or replace the macros `names`, with comments, in `database` (attached; the current one if None).

    Afterwards anyone reads `from kaplan_meier('my_table')` there, or `from <database>.kaplan_meier(…)` when
    the database is attached, also read-only.
    """
    schema = "" if database is None else f'"{database.replace(chr(34), chr(34) * 2)}".main.'
    for name in names:
        comment, statement = _comment_and_statement(name)
        connection.execute(statement.replace(f"macro {name}(", f"macro {schema}{name}(", 1))
        quoted = comment.replace("'", "''")
        connection.execute(f"comment on macro table {schema}{name} is '{quoted}'")


@cache
def _comment_and_statement(name: str) -> tuple[str, str]:
    comment, create, body = _text(f"{name}.sql").partition("create or replace macro ")
    return "\n".join(line.removeprefix("--").strip() for line in comment.splitlines()), create + body


def _text(file: str) -> str:
    """A file with each of its lines `-- include <file>` replaced by that file, and so on."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    return re.sub(r"^-- include (\S+)$", lambda line: _text(line[1]), text, flags=re.MULTILINE)
