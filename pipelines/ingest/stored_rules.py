"""Do the rows in the store keep the rules of their schema as it is now?

Every delivery passed pandera when it was loaded. Only a store that was loaded under other rules than today's
is examined again.
"""

from pathlib import Path

import duckdb

from pipelines.in_memory import in_memory
from pipelines.ingest.gate import gate_failures
from pipelines.ingest.raw_tables import record_table, stored_model
from pipelines.ingest.rules import literal, table_rules

CATALOG = "examined"


def stored_failures(store: Path, register: str) -> dict[str, list[str]]:
    """For each raw table of the register the rules that stored rows break: delivery, column and rule."""
    failures: dict[str, list[str]] = {}
    for path in sorted((store / "raw" / register).glob("*.duckdb")):
        with in_memory() as connection:
            connection.execute(f"attach {literal(path)} as {CATALOG} (read_only)")
            for table, rules in _loaded_under(connection):
                model = stored_model(register, table)
                if rules != table_rules(model).fingerprint:
                    broken = gate_failures(connection, CATALOG, table, model)
                    about = record_table(register, table)
                    place = path.stem if about == table else f"{path.stem}, deletions"
                    failures.setdefault(about, []).extend(f"{place}: {rule}" for rule in broken)
    return failures


def _loaded_under(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """Each table of the store and the rules it was loaded under; none where the store does not say."""
    columns = {row[0] for row in connection.execute(f"describe {CATALOG}.delivery_file").fetchall()}
    rules = "rules" if "rules" in columns else "null"
    return connection.execute(f"select distinct table_name, {rules} from {CATALOG}.delivery_file").fetchall()
