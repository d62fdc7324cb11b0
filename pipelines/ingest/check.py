"""Is a delivery what its manifest says it is? Everything is looked at, nothing is loaded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.ingest.format import FileFormat, UnreadableFile, recognise
from pipelines.ingest.manifest import MANIFEST, DeliveredFile, Manifest, ManifestError, read_manifest
from pipelines.ingest.raw_tables import raw_models
from schemas.table import Table

NAMES_SHOWN = 8


@dataclass
class Inspection:
    """What was found: the manifest if it can be read, the format of each readable file, all problems."""

    manifest: Manifest | None = None
    formats: dict[str, FileFormat] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def check_delivery(path: Path) -> list[str]:
    """All that is wrong with the delivery in folder `path`, in plain sentences; empty if it can be loaded.

    No sentence holds a value of a row.
    """
    return inspect_delivery(path).problems


def inspect_delivery(path: Path) -> Inspection:
    """Read the manifest and every file it names, once each."""
    found = Inspection()
    if not path.is_dir():
        found.problems.append(f"{path}: found no folder; expected a delivery with {MANIFEST}")
        return found
    try:
        found.manifest = read_manifest(path)
    except ManifestError as error:
        found.problems.append(str(error))
        return found
    found.problems += _names(path, found.manifest)
    models = raw_models().get(found.manifest.register_name, {})
    for file in found.manifest.files:
        if file.table in models:
            found.problems += _inspect_file(path / file.name, file, models[file.table], found.formats)
    return found


def _names(path: Path, manifest: Manifest) -> list[str]:
    """Folder names, register and tables against the manifest and the schemas."""
    file, problems = path / MANIFEST, []
    place = path.resolve()
    for what, folder, stated in (
        ("delivery_id", place.name, manifest.delivery_id),
        ("register", place.parent.name, manifest.register_name),
    ):
        if folder != stated:
            problems.append(f"{file}: {what}: found {stated}; expected {folder}, the name of the folder")
    register = manifest.register_name
    if register not in raw_models():
        known = ", ".join(raw_models())
        return [*problems, f"{file}: register: found {register}; expected one of {known}"]
    known_tables = raw_models()[register]
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
    stated = {delivered.name for delivered in manifest.files} | {MANIFEST}
    present = {item.name for item in path.iterdir() if not item.name.startswith(".")}
    for stray in sorted(present - stated):
        problems.append(f"{path / stray}: found a file the manifest does not name; expected only named files")
    return problems


def _inspect_file(
    path: Path, stated: DeliveredFile, model: type[Table], formats: dict[str, FileFormat]
) -> list[str]:
    if not path.is_file():
        return [f"{path}: found no file; expected it, as the manifest names it"]
    columns = list(model.to_schema().columns)
    try:
        met = recognise(path, columns)
    except UnreadableFile as error:
        return [str(error)]
    formats[stated.name] = met
    problems = []
    if met.sha256 != stated.sha256:
        problems.append(f"{path}: found content with SHA-256 {met.sha256}; the manifest says {stated.sha256}")
    if met.n_rows != stated.rows:
        problems.append(f"{path}: found {met.n_rows} rows; the manifest says {stated.rows}")
    return problems + [f"{path}, line 1: {problem}" for problem in header_problems(met.header, columns)]


def header_problems(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    """What is wrong with the column names of a file whose schema has `columns`."""
    if len(set(header) & set(columns)) * 2 < len(columns):
        # Without a header this line may be a person's row: none of it is shown.
        return [
            f"found {len(set(header) & set(columns))} known column names among {len(header)}; expected a "
            f"header with the {len(columns)} columns of the schema, beginning {_listed(columns)}"
        ]
    problems = []
    twice = [name for name, times in Counter(header).items() if times > 1]
    spellings = Counter(name.casefold() for name in set(header))
    colliding = [name for name in dict.fromkeys(header) if spellings[name.casefold()] > 1]
    missing = [name for name in columns if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in columns]
    if twice:
        problems.append(f"found column {_listed(twice)} more than once; expected every column once")
    if colliding:
        problems.append(f"found columns that differ only in letter case: {_listed(colliding)}")
    if missing:
        problems.append(f"column {_listed(missing)} is missing; expected {len(columns)} columns")
    if unknown:
        problems.append(f"found unknown column {_listed(unknown)}; expected the columns of the schema")
    return problems


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} and {len(names) - NAMES_SHOWN} more"
