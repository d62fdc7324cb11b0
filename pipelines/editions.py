"""The two editions that are not public, in closed folders of their own within the public one.

Who may see small numbers of persons and who may see prices are different people: the assessor's edition has
nothing withheld and no confidential price, the negotiator's has the prices and withholds what the public one
does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pipelines.building import fill_table, insert_frame
from pipelines.ddl import column_types
from pipelines.edition_file import write_database
from pipelines.frozen import CutError
from pipelines.home import ASSESSOR, NEGOTIATOR, private_folder
from pipelines.in_memory import in_memory
from pipelines.methods.rounded_numbers import ROUNDED
from pipelines.progress import PROGRESS
from pipelines.table_checks import failures
from pipelines.tables import TableDefinition, all_tables, tables_of
from pipelines.unquoted import unquoted
from pipelines.work import Work

ROUGHLY = {"rounded_to": "double", **dict.fromkeys(ROUNDED, "bigint")}
"""The columns of what is told roughly: empty where all is told exactly."""
NOT_HERE = "withheld_count"
"""What is withheld in public is not, where nothing is."""
BASES = """
    select agreement.agreement_id, basis.valid_from, basis.valid_to, oversight.legal_basis_expires_date
    from agreement.agreement as agreement
    left join agreement.legal_basis as basis on basis.agreement_id = agreement.agreement_id
    left join result.oversight as oversight on oversight.agreement_id = agreement.agreement_id
    where not agreement.is_proposal
    order by agreement.agreement_id
"""


def write_assessors(work: Work, folder: Path) -> None:
    """The aggregates as they are, of the agreements whose legal basis holds at the cut; the others are named.

    Of what belongs to no agreement it has what is public, since no basis speaks of it.
    """
    based = []
    for agreement_id, *dates in work.connection.execute(BASES).fetchall():
        reason = without_basis(work.cut.data_cut, *dates)
        if reason:
            PROGRESS.info(f"not in the assessor's edition: {agreement_id}, {reason}")
        else:
            based.append(agreement_id)
    if based:
        rows = {definition: _exact_rows_of(definition, based) for definition in _unsuppressed()}
        write_database(work, private_folder(folder / ASSESSOR) / "results.duckdb", rows, ASSESSOR)


def write_negotiators(work: Work, folder: Path) -> None:
    """What is public of the agreements with confidential terms, with the terms and the costs they give.

    Raises CutError, without any number, where terms or costs break the rules of their tables.
    """
    agreements = sorted(path.stem for path in work.cut.confidential.glob("*.yaml"))
    if not agreements:
        PROGRESS.info("no negotiator's edition: the cut was frozen without confidential terms")
        return
    public = [*tables_of("released"), *tables_of("agreement")]
    rows = {definition: _rows_of(definition, agreements) for definition in public}
    with _confidential(work, agreements) as confidential:
        path = private_folder(folder / NEGOTIATOR) / "results.duckdb"
        write_database(work, path, rows | confidential, NEGOTIATOR)


def without_basis(
    data_cut: date, valid_from: date | None, valid_to: date | None, data_until: date | None
) -> str | None:
    """Why nobody may see the numbers of an agreement as they are; None where somebody may."""
    if valid_from is None or valid_to is None:
        return "which states no legal basis for it"
    if data_cut < valid_from:
        return f"whose legal basis begins on {valid_from}"
    last = min(valid_to, data_until or valid_to)
    return f"whose legal basis expired on {last}" if last < data_cut else None


def _unsuppressed() -> Iterator[TableDefinition]:
    """The table of `result` behind each of `released`, where it is of agreements and holds the columns."""
    yield from tables_of("agreement")
    for definition in tables_of("released"):
        if definition.table == NOT_HERE:
            continue
        exact = all_tables().get(f"result.{definition.table}")
        columns = column_types(exact.model) if exact else {}
        holds = "agreement_id" in columns and set(column_types(definition.model)) <= {*columns, *ROUGHLY}
        yield exact if exact and holds else definition


def _exact_rows_of(definition: TableDefinition, agreements: Sequence[str]) -> str:
    """The same, with the columns that only what is told roughly has."""
    released = all_tables().get(f"released.{definition.table}")
    rows = _rows_of(definition, agreements)
    if definition.layer != "result" or released is None:
        return rows
    told = column_types(released.model)
    empty = [f"cast(null as {kind}) as {name}" for name, kind in ROUGHLY.items() if name in told]
    return rows.replace("select *", ", ".join(("select *", *empty)), 1)


def _rows_of(definition: TableDefinition, agreements: Sequence[str]) -> str:
    """The SELECT of a table's rows, of these agreements where it belongs to agreements."""
    of_agreement = "agreement_id" in column_types(definition.model)
    names = ", ".join(f"'{name}'" for name in agreements)
    return f"select * from {definition.name}" + (f" where agreement_id in ({names})" if of_agreement else "")


@contextmanager
def _confidential(work: Work, agreements: Sequence[str]) -> Iterator[dict[TableDefinition, str]]:
    """The tables of the layer `confidential`, made beside the working database, which never holds them."""
    definitions = tables_of("confidential")
    upstream = {name for definition in definitions for name in definition.upstream}
    parameters = {"data_cut": work.cut.data_cut, "confidential": work.cut.confidential}
    with in_memory() as beside:
        for layer in {name.split(".")[0] for name in upstream} | {"confidential"}:
            beside.execute(f"create schema {layer}")
        for name in sorted(upstream - {definition.name for definition in definitions}):
            definition = all_tables()[name]
            insert_frame(beside, definition, work.connection.sql(_rows_of(definition, agreements)).pl())
        rows = {}
        for definition in definitions:
            with unquoted(definition.name):
                fill_table(beside, definition, parameters)
                broken = failures(beside, definition, parameters)
            if broken:
                raise CutError(f"{definition.name}: found rows that break its rules; nothing was published")
            work.connection.register(definition.table, beside.sql(f"from {definition.name}").pl())
            rows[definition] = f"select * from {definition.table}"
    try:
        yield rows
    finally:
        for definition in definitions:
            work.connection.unregister(definition.table)
