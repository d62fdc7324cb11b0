"""Publish a cut: a coherent build becomes an edition that readers open, complete or not at all.

An edition is written beside the published one and swapped in by renaming a symlink: readers are never
blocked and never see half of it.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from pipelines.cut import Cut, build_id
from pipelines.earlier_editions import FILES, editions_before, told
from pipelines.edition_file import write_database
from pipelines.editions import write_assessors, write_negotiators
from pipelines.file_tables import PUBLISHED
from pipelines.frozen import FROZEN, CutError
from pipelines.home import CLOSED, private_folder
from pipelines.kept import put_in_place
from pipelines.private import private_files
from pipelines.sharing import set_modes
from pipelines.tables import tables_of
from pipelines.turns import turn
from pipelines.work import Work

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

    Raises CutError, naming every table concerned, where the cut is not coherent, and where the edition would
    tell something new beside another that the cut does not know of.
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
    _write_whole(work, folder / "results.duckdb", PUBLIC_LAYERS)
    for definition in tables_of("released"):
        target = folder / "tables" / f"{definition.table}.parquet"
        work.connection.execute(
            f"copy (select * from {definition.name} order by all) to '{target}' (format parquet)"
        )
    _refuse_unknown_editions(work.cut, folder)
    person = private_folder(folder / "person")
    if (work.cut.files / PUBLISHED).is_dir():
        for file in FILES:
            shutil.copyfile(work.cut.files / PUBLISHED / file, person / file)
    _write_whole(work, person / "analysis.duckdb", PERSON_LAYERS)
    write_assessors(work, folder)
    write_negotiators(work, folder)
    os.replace(folder, place)
    return place


@private_files()
def write_reports(cut: Cut) -> list[Path]:
    """Render every agreement's report, and the oversight of them all, into the unpublished edition.

    From its released tables and its agreements only. The editions that are not public have reports of their
    own, from their own databases, beside them. Returns the public pages.
    """
    from pipelines.oversight.render import render_oversight
    from pipelines.reports.render import render_reports

    folder = partial_edition(cut)
    with turn(cut.folder):
        if not (folder / "results.duckdb").exists():
            raise CutError(f"{folder}: found no results.duckdb; expected the results of this build first")
        for results in (folder / name / "results.duckdb" for name in CLOSED):
            if results.exists():
                shutil.rmtree(results.parent / "reports", ignore_errors=True)
                render_reports(results, results.parent / "reports")
        # Those of the public edition last: where they stand, it is complete.
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
    Raises CutError where it is not complete, or another was published since its results were written that its
    cut does not know of.
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
        # One at a time in the whole home: between the look at the others and its own place no other may come.
        with turn(target.parent.parent):
            _refuse_unknown_editions(cut, partial)
            put_in_place(partial, target)
    link = cut.home.published(cut.data_cut)
    link.parent.mkdir(parents=True, exist_ok=True)
    set_modes(cut.home, target)
    swap = link.with_name(f".{link.name}.swap")
    swap.unlink(missing_ok=True)
    swap.symlink_to(os.path.relpath(target, link.parent))
    put_in_place(swap, link)
    return target


def _write_whole(work: Work, path: Path, layers: Sequence[str]) -> None:
    """A database with every table of these layers, as they are."""
    definitions = [definition for layer in layers for definition in tables_of(layer)]
    write_database(work, path, {definition: f"select * from {definition.name}" for definition in definitions})


def _refuse_unknown_editions(cut: Cut, folder: Path) -> None:
    """Raises CutError where an edition tells something new beside others that its cut does not know of."""
    others = editions_before(cut.home, cut.inputs, build_id)
    unknown = sorted(set(others) - set(cut.inputs.get("published", {})))
    of_cut = {path.parent.name: path.parent for path in cut.home.editions(cut.data_cut).glob("[!.]*/tables")}
    tells_nothing_new = told({"": folder})[""] in told(of_cut).values()
    if unknown and not tells_nothing_new:
        raise CutError(
            f"{cut.folder}: not published; found {', '.join(unknown)} published since the cut was frozen; "
            "expected to know what they tell of persons (--new-build freezes the cut anew)"
        )


def _copy_inputs(cut: Cut, folder: Path) -> None:
    """What the build rests on goes with it: a later freezing of the cut does not take it away."""
    folder.mkdir()
    shutil.copyfile(cut.folder / FROZEN, folder / FROZEN)
    for source in (cut.agreements, cut.reference):
        shutil.copytree(source, folder / source.name)


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
