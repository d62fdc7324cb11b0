"""An edition for the oversight page: the sample's agreements, invented deliveries and verdicts, real SQL.

`released.obligation` and `released.oversight` are made by their own definitions, so that the page is tested
on what it will be given.
"""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines import ddl
from pipelines.agreements.read import read_agreements
from pipelines.agreements.tables import agreement_tables
from pipelines.building import fill_table
from pipelines.tables import all_tables

DATA_CUT = date(2026, 6, 30)
AGREEMENTS = Path(__file__).resolve().parents[3] / "sample_data" / "agreements"
MADE = ("result.obligation", "released.obligation", "result.oversight", "released.oversight")
DELIVERIES = (
    ("npr", "npr-1", date(2026, 2, 25), date(2025, 12, 31), True),
    ("kreftregisteret", "krg-1", date(2026, 6, 10), date(2025, 12, 31), True),
    ("inspire", "inspire-1", date(2026, 6, 10), date(2026, 3, 31), True),
)
"""NPR is late with its first third of the year; registers that are not here are late with everything."""

VERDICTS = ("holds", "does_not_hold", "cannot_tell_yet")


def write_edition(path: Path, data_cut: date = DATA_CUT) -> Path:
    """Write the database as of a data cut and return its path."""
    with duckdb.connect(str(path)) as connection:
        for layer in ("agreement", "core", "result", "released", "edition"):
            connection.execute(f"create schema {layer}")
        for table, frame in agreement_tables(read_agreements(AGREEMENTS)).items():
            _fill(connection, f"agreement.{table}", frame)
        names = ("register", "delivery_id", "received", "complete_to", "is_used")
        deliveries = pl.DataFrame(DELIVERIES, schema=names, orient="row")
        _fill(connection, "core.delivery", deliveries)
        for name in ("result.assessment", "released.assessment"):
            ddl.create_table(connection, name, all_tables()[name].model)
        _assess(connection, data_cut)
        for name in MADE:
            fill_table(connection, all_tables()[name], {"data_cut": data_cut})
        connection.execute("drop schema result cascade; drop schema core cascade")
        connection.execute(
            "create table edition.build as select ? as data_cut, 'b-3f2a91' as build_id, "
            "'c0ffee123456' as code_version, 5 as threshold, 'Synthetic data' as note",
            [data_cut],
        )
    return path


def _fill(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    ddl.create_table(connection, name, all_tables()[name].model)
    connection.register("given", frame)
    connection.execute(f"insert into {name} by name (select * from given)")
    connection.unregister("given")


def _assess(connection: duckdb.DuckDBPyConnection, data_cut: date) -> None:
    """A verdict of each kind in turn; the number behind them is marked, so that it would be seen."""
    assumptions = connection.execute(
        "select agreement_id, assumption_id, measure, variant, time_days from agreement.assumption "
        "inner join agreement.agreement using (agreement_id) where not is_proposal "
        "order by agreement_id, assumption_id"
    ).fetchall()
    rows = [
        (
            agreement_id,
            data_cut,
            assumption_id,
            measure,
            variant,
            time_days,
            8881.0,
            VERDICTS[place % 3],
            True,
        )
        for place, (agreement_id, assumption_id, measure, variant, time_days) in enumerate(assumptions)
    ]
    connection.executemany(
        "insert into released.assessment (agreement_id, data_cut, assumption_id, measure, variant, "
        "time_days, observed, verdict, suppressed) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
