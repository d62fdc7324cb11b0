"""What was made from stores before persons were erased from them, and still holds the persons.

A working database is removed: it is remade from the stores. Of an edition goes what analysts get of persons,
and a file says so, and the assessor's, whose numbers may stand for one person, with the pages on its
differences; what was released of it, aggregates, stays. Everything is told by what a cut or an edition froze
and by the tombstones, so that whoever erases next finishes what a killed process did not.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from pipelines.cut import SUPERSEDED, Cut
from pipelines.frozen import FROZEN, CutError, frozen_inputs
from pipelines.home import ASSESSOR, Home
from pipelines.ingest.erasing import stores_below
from pipelines.ingest.tombstone import tombstones
from pipelines.main_job import MAIN_JOB
from pipelines.private import private_files
from pipelines.turns import turn

SAID = "erased.txt"
"""In an edition's folder of persons, in the place of what was removed."""
WORDS = (
    "analysis.duckdb was removed on {today}: persons were erased from deliveries it rests on ({names}).\n"
    "The released tables and reports of this edition stay; it cannot be built again.\n\n"
    "analysis.duckdb ble fjernet {today}: personer ble slettet fra leveranser den bygger på ({names}).\n"
    "De frigitte tabellene og rapportene i utgaven består; utgaven kan ikke bygges på nytt.\n"
)

Buried = dict[tuple[str, str, str], str]
"""Register, delivery and hash before an erasure → how the delivery is named."""


@private_files()
def remove_derived(home: Home) -> list[str]:
    """Remove what still holds erased persons; says what, in plain sentences. Waits for builds under way.

    Raises TurnError where one does not end.
    """
    buried: Buried = {
        (path.parent.name, path.stem, tombstone.content_hash_before): f"{path.parent.name}/{path.stem}"
        for path in stores_below(home.root)
        for tombstone in tombstones(path)
    }
    said: list[str] = []
    for data_cut in _data_cuts(home) if buried else ():
        folder = home.cut(data_cut)
        folder.mkdir(parents=True, exist_ok=True)
        with turn(folder, name=MAIN_JOB), turn(folder):
            said += _working_database(home, data_cut, buried)
            said += [
                sentence
                for edition in sorted(home.editions(data_cut).glob("*/"))
                for sentence in (*_edition(edition, buried), *_pages(home, data_cut, edition, buried))
            ]
    return said


def _pages(home: Home, data_cut: date, edition: Path, buried: Buried) -> Iterator[str]:
    """What `revurdering difference` wrote of an edition; it refuses to write it again."""
    if _touched(edition / "inputs" / FROZEN, buried) != []:
        for pages in home.differences.glob(f"*{data_cut}-{edition.name}*/"):
            shutil.rmtree(pages)
            yield f"{pages}: removed; its numbers may stand for one person"


def _data_cuts(home: Home) -> list[date]:
    """The cuts that were frozen or published; names that are no dates are nobody's."""
    found = set()
    for place in ("cuts", "editions"):
        for path in (home.root / place).glob("*-*-*"):
            try:
                found.add(date.fromisoformat(path.name))
            except ValueError:
                continue
    return sorted(found)


def _touched(frozen: Path, buried: Buried) -> list[str] | None:
    """Which deliveries that were frozen have lost rows since; None where it cannot be told."""
    try:
        inputs = frozen_inputs(frozen)
    except (OSError, CutError):
        return None
    items = [*inputs["deliveries"], *inputs.get(SUPERSEDED, [])]
    keys = [(item["register"], item["delivery_id"], item["content_hash"]) for item in items]
    return sorted(buried[key] for key in keys if key in buried)


def _working_database(home: Home, data_cut: date, buried: Buried) -> Iterator[str]:
    folder = home.cut(data_cut)
    frozen = folder / FROZEN
    touched = _touched(frozen, buried)
    if touched:
        yield (
            f"{folder}: it froze {', '.join(touched)} as before; it cannot be built again from what it froze "
            "(revurdering run --new-build freezes it anew)"
        )
    work = folder / "work.duckdb"
    if work.exists() and (touched is None or touched or _made_of(work) != _input_id(home, data_cut)):
        # The database first: without it nobody reads its log or what did not fit into memory.
        for path in (work, work.with_name(f"{work.name}.wal")):
            path.unlink(missing_ok=True)
        yield f"{work}: removed; the next build makes it anew"
    shutil.rmtree(work.with_name(f"{work.name}.tmp"), ignore_errors=True)


def _made_of(work: Path) -> str | None:
    """The inputs that a working database was made from; None where it cannot tell."""
    try:
        with duckdb.connect(str(work), read_only=True) as connection:
            rows = connection.execute("select input_id from build.cut").fetchall()
    except duckdb.Error:
        return None
    return rows[0][0] if rows else None


def _input_id(home: Home, data_cut: date) -> str:
    return Cut(home, data_cut, frozen_inputs(home.cut(data_cut) / FROZEN)).input_id


def _edition(edition: Path, buried: Buried) -> Iterator[str]:
    touched = _touched(edition / "inputs" / FROZEN, buried)
    if touched == []:
        return
    if edition.name.startswith("."):
        # Not published yet, or left by a publication that was killed: made anew in any case.
        shutil.rmtree(edition)
        yield f"{edition}: removed; it was not published"
        return
    assessor = edition / ASSESSOR
    if assessor.is_dir():
        shutil.rmtree(assessor)
        yield f"{assessor}: removed; its numbers may stand for one person"
    person = edition / "person"
    holding = [path for path in person.glob("*") if path.name != SAID]
    for path in holding:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if person.is_dir() and (holding or not (person / SAID).exists()):
        names = ", ".join(touched or []) or "?"
        (person / SAID).write_text(WORDS.format(today=date.today(), names=names), encoding="utf-8")
        yield f"{person}: what it held of persons was removed; the released tables and reports stay"
