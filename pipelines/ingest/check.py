"""Is a delivery what its manifest says it is? Everything is looked at, nothing is loaded."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from pipelines.ingest.format import FileFormat, UnreadableFile, recognise
from pipelines.ingest.identity import holds_identity_number, masked, refusal
from pipelines.ingest.identity_columns import identity_numbers_by_column
from pipelines.ingest.manifest import (
    DELETIONS,
    MANIFEST,
    DeliveredFile,
    Manifest,
    ManifestError,
    read_manifest,
)
from pipelines.ingest.new_columns import new_columns
from pipelines.ingest.place import misplaced
from pipelines.ingest.raw_tables import DELETED, raw_models, stored_model
from pipelines.ingest.released_lines import is_release_id
from pipelines.ingest.renamed import renamed
from pipelines.ingest.word_columns import (
    Expected,
    column_shown,
    personal_columns,
    refusal_of_words,
    words_in_file,
)
from pipelines.ingest.wording import REFUSED_WHOLE, not_read, not_taken_apart, one_line
from pipelines.ingest.words import without_names
from pipelines.machine import refusal as refusal_of_machine
from pipelines.private import private_files
from schemas.table import Table

NAMES_SHOWN = 8
PARQUET = "parquet"
"""The kind of file that DuckDB reads while it is looked at."""
IDENTITY_NUMBERS = "what reads as national identity numbers"
SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
"""A hash may hold eleven digits in a row by chance."""


@dataclass
class Inspection:
    """What was found: the manifest if it can be read, the format of each readable file, all problems."""

    manifest: Manifest | None = None
    formats: dict[str, FileFormat] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@private_files()
def check_delivery(path: Path) -> list[str]:
    """All that is wrong with the delivery in folder `path`, in plain sentences; empty if it can be loaded.

    No sentence holds a value of a row.
    """
    return inspect_delivery(path).problems


def inspect_delivery(path: Path, is_loading: bool = False) -> Inspection:
    """Read the manifest and every file it names. What identifies a person stops the delivery.

    Who `is_loading` the delivery finds names and free text in what was loaded, without a second reading, and
    lets it wait for a decision where columns are new.
    """
    found = Inspection()
    try:
        _inspect(path, found, is_loading)
    except OSError as error:
        place = error.filename or path
        found.problems.append(not_read(place, error.strerror))
    found.problems = [one_line(masked(problem)) for problem in found.problems]
    return found


def _inspect(path: Path, found: Inspection, is_loading: bool) -> None:
    if not path.is_dir():
        found.problems.append(f"{path}: found no folder; expected a delivery with {MANIFEST}")
        return
    found.problems += _persons_outside_tables(path)
    if found.problems:
        return
    try:
        found.manifest = read_manifest(path)
    except ManifestError as error:
        found.problems.append(str(error))
        return
    if holds_identity_number(found.manifest.note):
        # YAML joins lines and spells signs out: what the text of the file did not show may be there now.
        found.problems.append(refusal(path, IDENTITY_NUMBERS, {MANIFEST: 1}))
        return
    found.problems += _identity(path, found.manifest)
    if found.problems:
        return
    found.problems += _names(path, found.manifest) + _files(path, found.manifest)
    register = found.manifest.register_name
    for file in found.manifest.files:
        if file.table in raw_models()[register] and not misplaced(path / file.name):
            stored = f"{register}_{file.table}" + (DELETED if file.holds == DELETIONS else "")
            model = stored_model(register, stored)
            try:
                found.problems += _inspect_file(path / file.name, file, model, found.formats, is_loading)
            except duckdb.Error as error:
                place, said = path / file.name, refusal_of_machine(error)
                found.problems.append(
                    not_read(place, said) if said else not_taken_apart(place, PARQUET, error)
                )


def _persons_outside_tables(path: Path) -> list[str]:
    """Identity numbers in names of the folder and its files, and in the manifest but for its hashes."""
    names = [path.resolve().name, *(item.name for item in path.iterdir())]
    counts = {"names of folder and files": sum(map(holds_identity_number, names))}
    if not misplaced(path / MANIFEST):
        lines = (path / MANIFEST).read_text(encoding="utf-8", errors="replace").splitlines()
        counts[MANIFEST] = sum(holds_identity_number(SHA256.sub("", line)) for line in lines)
    found = {place: n for place, n in counts.items() if n}
    return [refusal(path, IDENTITY_NUMBERS, found)] if found else []


def _identity(path: Path, manifest: Manifest) -> list[str]:
    """Whether the delivery is the one that its folders say; if not, its files are not looked at."""
    file, problems = path / MANIFEST, []
    place = path.resolve()
    for what, folder, stated in (
        ("delivery_id", place.name, manifest.delivery_id),
        ("register", place.parent.name, manifest.register_name),
    ):
        if folder != stated:
            problems.append(f"{file}: {what}: found {stated}; expected {folder}, the name of the folder")
    if not problems and manifest.register_name not in raw_models():
        known = ", ".join(raw_models())
        problems.append(f"{file}: register: found {manifest.register_name}; expected one of {known}")
    return problems


def _names(path: Path, manifest: Manifest) -> list[str]:
    """Tables against the schemas, and the day it was received against today."""
    file, problems = path / MANIFEST, []
    known_tables = raw_models()[manifest.register_name]
    if is_release_id(manifest.delivery_id):
        problems.append(
            f"{file}: delivery_id: found {manifest.delivery_id}; expected one that does not end as those of "
            "lines released from quarantine"
        )
    for number, delivered in enumerate(manifest.files):
        if delivered.table not in known_tables:
            problems.append(
                f"{file}: files.{number}.table: found {delivered.table}; expected one of "
                + ", ".join(known_tables)
            )
    absent = sorted(set(known_tables) - {delivered.table for delivered in manifest.files})
    if manifest.kind == "snapshot" and absent:
        problems.append(
            f"{file}: files: found no {', '.join(absent)}; expected a snapshot to hold every table"
        )
    if manifest.received > date.today():
        problems.append(
            f"{file}: received: found {manifest.received}; expected not after today, which is "
            f"{date.today()} by this machine's clock"
        )
    return problems


def _files(path: Path, manifest: Manifest) -> list[str]:
    """The files that the manifest names against those that lie there."""
    stated = [delivered.name for delivered in manifest.files]
    present = {item.name for item in path.iterdir() if not item.name.startswith(".")}
    strays, problems = present - {*stated, MANIFEST}, []
    for name in stated:
        found = misplaced(path / name)
        alike = sorted(stray for stray in strays if stray.casefold() == name.casefold())
        if found and alike:
            strays.remove(alike[0])
            problems.append(f"{path / alike[0]}: found this name; expected {name}, as in the manifest")
        elif found:
            problems.append(f"{path / name}: found {found}; expected the file that the manifest names")
    for stray in sorted(strays):
        shown = path / without_names(stray)
        problems.append(f"{shown}: found a file the manifest does not name; expected only named files")
    return problems


def _inspect_file(
    path: Path,
    stated: DeliveredFile,
    model: type[Table],
    formats: dict[str, FileFormat],
    is_loading: bool,
) -> list[str]:
    columns = list(model.to_schema().columns)
    try:
        met = recognise(path, columns)
    except UnreadableFile as error:
        return [str(error)]
    formats[stated.name] = met
    identified = identity_numbers_by_column(path, met)
    if identified:
        return [refusal(path, IDENTITY_NUMBERS, identified)]
    of_persons = personal_columns(met.header, columns)
    if of_persons:
        places = ", ".join(map(str, of_persons))
        return [
            f"{path}, line 1: found a column for persons' names, addresses or free text, by its name (column "
            f"{places}); {REFUSED_WHOLE}"
        ]
    if met.sha256 != stated.sha256:
        rows = "as many rows" if met.n_rows == stated.rows else f"{met.n_rows} rows for {stated.rows}"
        return [
            f"{path}: found other content than the manifest states, with {rows} (SHA-256 {met.sha256}); "
            f"expected {stated.sha256}, as it was sent"
        ]
    new = new_columns(met.header, columns)
    header = header_problem(met.header, columns)
    if header and not new:
        return [f"{path}, line 1: {header}"]
    if met.n_rows != stated.rows:
        return [f"{path}: found {met.n_rows} rows; expected {stated.rows}, as the manifest says"]
    # Of a new column nothing is loaded in which words could be found.
    words = _words(path, met, model) if new or not is_loading else []
    if words or is_loading or not new:
        return words
    return [f"{path}, line 1: {header}: a load leaves it out and waits for a decision"]


def _words(path: Path, met: FileFormat, model: type[Table]) -> list[str]:
    found = words_in_file(path, met, Expected(model))
    return [refusal_of_words(path, found)] if found else []


def header_problem(header: Sequence[str], columns: Sequence[str]) -> str:
    """What is wrong with the column names of a file whose schema has `columns`; empty if nothing is."""
    if len(set(header) & set(columns)) * 2 < len(columns):
        # Without a header this line may be a person's row: none of it is shown.
        return (
            f"found {len(set(header) & set(columns))} known column names among {len(header)}; expected a "
            f"header with the {len(columns)} columns of the schema, beginning {_listed(columns)}"
        )
    twice = [name for name, times in Counter(header).items() if times > 1]
    spellings = Counter(name.casefold() for name in set(header))
    colliding = [name for name in dict.fromkeys(header) if spellings[name.casefold()] > 1]
    missing = [name for name in columns if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in columns and name not in colliding]
    otherwise = renamed(header, columns, unknown)
    missing = [name for name in missing if name not in otherwise]
    unknown = [name for name in unknown if name not in otherwise.values()]
    found = [f"column {column_shown(new) or 'without a name'} for {old}" for old, new in otherwise.items()]
    if twice:
        found.append(f"column {_listed(twice)} more than once")
    if colliding:
        found.append(f"columns that differ only in letter case ({_listed(colliding)})")
    if missing:
        found.append(f"no column {_listed(missing)}")
    if unknown:
        found.append(f"unknown column {_listed(unknown)}")
    expected = f"; expected the {len(columns)} columns of the schema, each once"
    return f"found {', '.join(found)}{expected}" if found else ""


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(column_shown(name) or "without a name" for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} and {len(names) - NAMES_SHOWN} more"
