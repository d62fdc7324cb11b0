"""Publish a cut: a coherent build becomes an edition that readers open, complete or not at all.

An edition is written beside the published one and swapped in by renaming a symlink: readers are never
blocked and never see half of it.
"""

import os
import shutil
from pathlib import Path

import duckdb

from pipelines.cut import FROZEN, Cut, CutError, code_version
from pipelines.ddl import comment_table, dictionary_rows
from pipelines.home import private_folder
from pipelines.kept import put_in_place
from pipelines.methods.disclosure import THRESHOLD
from pipelines.private import private_files
from pipelines.sharing import set_modes
from pipelines.tables import TableDefinition, tables_of
from pipelines.turns import turn
from pipelines.work import Work

STORAGE_VERSION = "v1.5.0"
PUBLIC_LAYERS = ("released", "agreement")
PERSON_LAYERS = ("agreement", "reference", "core", "cohort", "outcome", "result")


def partial_edition(cut: Cut) -> Path:
    """Where an edition lies before it is complete: its databases, all of them, and then its reports."""
    return cut.home.editions(cut.data_cut) / f".{cut.build_id}.partial"


def _being_written(place: Path) -> Path:
    """Where something is written before it is renamed to its place, whole."""
    return place.with_name(f".{place.name.lstrip('.')}.writing")


def edition(cut: Cut) -> Path:
    """Where this build's edition stands once it is published."""
    return cut.home.editions(cut.data_cut) / cut.build_id


@private_files()
def write_results(work: Work) -> Path:
    """Write the databases of an edition; returns its (still unpublished) folder.

    Raises CutError, naming every table concerned, where the cut is not coherent.
    """
    reasons = work.incoherent()
    if reasons:
        raise CutError(
            f"{work.cut.work}: not published; expected a coherent build, found: {'; '.join(reasons)}"
        )
    place = partial_edition(work.cut)
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(".*"):
        # Of a publication that was killed, or of another build: this one begins anew in any case.
        shutil.rmtree(left)
    folder = _being_written(place)
    folder.mkdir()
    (folder / "tables").mkdir()
    _copy_inputs(work.cut, folder / "inputs")
    public = [definition for layer in PUBLIC_LAYERS for definition in tables_of(layer)]
    _write_database(work, folder / "results.duckdb", public)
    for definition in tables_of("released"):
        target = folder / "tables" / f"{definition.table}.parquet"
        work.connection.execute(
            f"copy (select * from {definition.name} order by all) to '{target}' (format parquet)"
        )
    person = private_folder(folder / "person")
    _write_database(
        work,
        person / "analysis.duckdb",
        [definition for layer in PERSON_LAYERS for definition in tables_of(layer)],
    )
    os.replace(folder, place)
    return place


@private_files()
def write_reports(cut: Cut) -> list[Path]:
    """Render every agreement's report, and the oversight of them all, into the unpublished edition.

    From its released tables and its agreements only.
    """
    from pipelines.oversight.render import render_oversight
    from pipelines.reports.render import render_reports

    folder = partial_edition(cut)
    with turn(cut.folder):
        if not (folder / "results.duckdb").exists():
            raise CutError(f"{folder}: found no results.duckdb; expected the results of this build first")
        place = folder / "reports"
        pages = _being_written(place)
        for left in (pages, place):
            shutil.rmtree(left, ignore_errors=True)
        pages.mkdir()
        results = folder / "results.duckdb"
        # The oversight first: the index of the reports links what is there.
        written = [*render_oversight(results, pages), *render_reports(results, pages)]
        os.replace(pages, place)
        return [place / page.relative_to(pages) for page in written]


@private_files()
def publish(cut: Cut) -> Path:
    """Move the complete edition into place and point the published symlink at it; returns the edition.

    An edition never changes: where this build is published already, the new copy must hold the same tables.
    """
    with turn(cut.folder):
        return _put_in_place(cut)


def _put_in_place(cut: Cut) -> Path:
    partial, target = partial_edition(cut), edition(cut)
    if not (partial / "reports").exists():
        raise CutError(f"{partial}: found no reports; expected results and reports before publication")
    if target.exists():
        different = _different_tables(partial, target)
        if different:
            raise CutError(
                f"{target}: this build was published with other content of {', '.join(different)}; "
                "expected the same inputs and code to give the same tables"
            )
        shutil.rmtree(partial)
    else:
        put_in_place(partial, target)
    link = cut.home.published(cut.data_cut)
    link.parent.mkdir(parents=True, exist_ok=True)
    set_modes(cut.home, target)
    swap = link.with_name(f".{link.name}.swap")
    swap.unlink(missing_ok=True)
    swap.symlink_to(os.path.relpath(target, link.parent))
    put_in_place(swap, link)
    return target


def _copy_inputs(cut: Cut, folder: Path) -> None:
    """What the build rests on goes with it: a later freezing of the cut does not take it away."""
    folder.mkdir()
    shutil.copyfile(cut.folder / FROZEN, folder / FROZEN)
    for source in (cut.agreements, cut.reference):
        shutil.copytree(source, folder / source.name)


def _write_database(work: Work, path: Path, definitions: list[TableDefinition]) -> None:
    connection = work.connection
    connection.execute(f"attach '{path}' as edition_file (storage_version '{STORAGE_VERSION}')")
    try:
        for layer in sorted({definition.layer for definition in definitions}):
            connection.execute(f"create schema edition_file.{layer}")
        for definition in definitions:
            name = f"edition_file.{definition.name}"
            connection.execute(f"create table {name} as select * from {definition.name}")
            comment_table(connection, name, definition.model)
        _write_build(work)
        _write_dictionary(connection, definitions)
    finally:
        connection.execute("detach edition_file")
    from pipelines.methods.macros import install

    with duckdb.connect(str(path)) as closed:
        install(closed)


def _write_build(work: Work) -> None:
    connection = work.connection
    connection.execute("create schema edition_file.edition")
    connection.execute(
        "create table edition_file.edition.build "
        "(data_cut date, build_id varchar, code_version varchar, threshold integer, note varchar)"
    )
    connection.execute(
        "insert into edition_file.edition.build values (?, ?, ?, ?, ?)",
        [
            work.cut.data_cut,
            work.cut.build_id,
            code_version()[:12],
            THRESHOLD,
            "Synthetic data. No real person. / Syntetiske data. Ingen virkelig person.",
        ],
    )


def _write_dictionary(connection: duckdb.DuckDBPyConnection, definitions: list[TableDefinition]) -> None:
    import polars as pl

    rows = [row for definition in definitions for row in dictionary_rows(definition.name, definition.model)]
    connection.register("dictionary_rows", pl.DataFrame(rows, infer_schema_length=None))
    connection.execute("create table edition_file.edition.dictionary as select * from dictionary_rows")
    connection.unregister("dictionary_rows")


def _different_tables(first: Path, second: Path) -> list[str]:
    """Names of the released tables whose sorted rows differ between two editions."""
    from pipelines.cut import file_hash

    names = sorted({path.name for folder in (first, second) for path in (folder / "tables").iterdir()})
    return [
        name
        for name in names
        if not all((folder / "tables" / name).exists() for folder in (first, second))
        or file_hash(first / "tables" / name) != file_hash(second / "tables" / name)
    ]
