"""A data cut: what its first build froze, so that it can be built again from exactly the same."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.frozen import FROZEN, CutError, frozen_inputs
from pipelines.home import Home, private_folder
from pipelines.kept import put_in_place
from pipelines.private import private_files
from pipelines.tables import REPOSITORY
from pipelines.turns import turn

INPUTS = "inputs"
"""Folder of the frozen files: one folder for each freezing, named by what was frozen."""
PROTOCOLS = "frozen"
"""Folder of frozen protocols beside the agreements."""
CONFIDENTIAL = "confidential"
"""Folder of the confidential terms that were frozen, and key of their hashes: each file holds a salt, so its
hash gives nothing of it away. It never goes with an edition."""

SUPERSEDED = "superseded_deliveries"
"""Key of the deliveries received by the cut that a later snapshot had replaced. A cut frozen before they were
listed has none."""


@dataclass(frozen=True)
class Cut:
    """One frozen cut. `inputs` holds delivery ids with hashes and the hashes of the frozen files."""

    home: Home
    data_cut: date
    inputs: dict[str, Any]

    @property
    def folder(self) -> Path:
        return self.home.cut(self.data_cut)

    @property
    def files(self) -> Path:
        """The agreements and reference tables of this freezing; another freezing never touches them."""
        return self.folder / INPUTS / self.input_id[:12]

    @property
    def agreements(self) -> Path:
        return self.files / "agreements"

    @property
    def reference(self) -> Path:
        return self.files / "reference"

    @property
    def confidential(self) -> Path:
        """Confidential terms, one file for each agreement that had any; empty where none were given."""
        return self.files / CONFIDENTIAL

    @property
    def work(self) -> Path:
        """The pipeline's own database of this cut."""
        return self.folder / "work.duckdb"

    @property
    def input_id(self) -> str:
        return _input_id(self.inputs)

    @property
    def build_id(self) -> str:
        return build_id(self.inputs)

    def deliveries(self) -> list:
        """The delivery stores this cut uses, checked to be what it froze and to hold all that was loaded."""
        return self._stored(self.inputs["deliveries"])

    def received(self) -> list:
        """The stores it uses and those that a later snapshot had replaced, checked alike: what those say of
        their dates is in the results, so a cut cannot be built again without them."""
        return self._stored([*self.inputs["deliveries"], *self.inputs.get(SUPERSEDED, [])])

    def _stored(self, items: Sequence[dict[str, str]]) -> list:
        from pipelines.ingest.current import stored_deliveries
        from pipelines.ingest.store_counts import miscounted

        frozen = {(item["register"], item["delivery_id"]): item for item in items}
        found = [
            delivery
            for delivery in stored_deliveries(self.home.root)
            if (delivery.register, delivery.delivery_id) in frozen
        ]
        erased = [
            f"persons were erased from {item.register}/{item.delivery_id} on {tombstone.erased_at.date()}"
            for item in found
            for tombstone in item.erasures
            if tombstone.content_hash_before == frozen[item.register, item.delivery_id]["content_hash"]
        ]
        if erased:
            raise CutError(
                f"{self.folder / FROZEN}: {', '.join(erased)}, after the cut was frozen; it cannot be built "
                "again from what it froze (--new-build freezes it anew)"
            )
        missing = set(frozen) - {(delivery.register, delivery.delivery_id) for delivery in found}
        changed = [
            delivery.delivery_id
            for delivery in found
            if delivery.content_hash != frozen[delivery.register, delivery.delivery_id]["content_hash"]
        ]
        if missing or changed:
            names = sorted({delivery_id for _, delivery_id in missing} | set(changed))
            raise CutError(
                f"{self.folder / FROZEN}: the cut froze {', '.join(names)}, which the store no longer holds "
                "as it was; expected the same content"
            )
        counted = [(f"{item.register}/{item.delivery_id}", miscounted(item.path)) for item in found]
        if wrong := [f"{name}: {what}" for name, what in counted if what]:
            raise CutError(
                f"{self.home.raw}: {'; '.join(wrong)}; expected stores to hold what was loaded into them: "
                "put them back from a copy"
            )
        return found


def build_id(inputs: Mapping[str, Any]) -> str:
    """Twelve letters that stand for the inputs and the code together."""
    return _digest(_input_id(inputs) + code_version())[:12]


def _input_id(inputs: Mapping[str, Any]) -> str:
    return _digest(json.dumps(inputs, sort_keys=True))


def refuse_future(data_cut: date) -> None:
    """Raises CutError where the cut has not been yet: what it will hold can still be received."""
    if data_cut > date.today():
        raise CutError(
            f"data cut: found {data_cut}; expected not after today, which is {date.today()} by this "
            "machine's clock"
        )


@private_files()
def freeze(
    home: Home,
    data_cut: date,
    agreements: Path,
    reference: Path,
    renew: bool = False,
    confidential: Path | None = None,
) -> Cut:
    """The cut as its first build froze it; frozen now if this is the first build or `renew` is true.

    `confidential` is the folder of confidential terms, where there are any.

    Raises CutError where no delivery was received by the cut or the cut lies in the future, FileTableError
    where agreement files, confidential terms or reference tables are wrong: a cut never freezes what cannot
    be built.
    """
    from pipelines.earlier_editions import editions_before, told
    from pipelines.file_tables import check_files

    path = home.cut(data_cut) / FROZEN
    if path.exists() and not renew:
        return _frozen_before(home, data_cut, path)
    refuse_future(data_cut)
    check_files(agreements, reference, confidential)
    inputs = inputs_to_freeze(home, data_cut, agreements, reference, confidential)
    before = editions_before(home, inputs, build_id)
    inputs["published"] = told(before)
    with turn(private_folder(home.cut(data_cut))):
        if path.exists() and not renew:
            return _frozen_before(home, data_cut, path)
        cut = Cut(home, data_cut, inputs)
        _keep_files(cut, agreements, reference, confidential, before)
        partial = path.with_suffix(".new")
        partial.write_text(json.dumps(inputs, indent=1, sort_keys=True), encoding="utf-8")
        # From here on the new freezing is the cut's; a moment before, the old one was, whole.
        put_in_place(partial, path)
        for earlier in cut.files.parent.iterdir():
            if earlier != cut.files:
                shutil.rmtree(earlier)
    return cut


def _frozen_before(home: Home, data_cut: date, path: Path) -> Cut:
    cut = Cut(home, data_cut, frozen_inputs(path))
    if not cut.files.is_dir():
        raise CutError(
            f"{cut.files}: found no folder; expected the files that {path} names "
            "(a new build freezes them anew)"
        )
    return cut


def _keep_files(
    cut: Cut, agreements: Path, reference: Path, confidential: Path | None, before: Mapping[str, Path]
) -> None:
    """Copy what is frozen into a folder of its own; raises CutError where it is not what the cut names."""
    from pipelines.earlier_editions import write_published
    from pipelines.file_tables import PUBLISHED

    if cut.files.is_dir():
        return
    copies = private_folder(cut.files.parent) / f".{cut.files.name}.new"
    for left in copies.parent.glob(".*.new"):
        shutil.rmtree(left)
    for source, name, pattern in ((agreements, "agreements", "*.yaml"), (reference, "reference", "*.csv")):
        (copies / name).mkdir(parents=True)
        for file in sorted(source.glob(pattern)):
            shutil.copyfile(file, copies / name / file.name)
    if (agreements / PROTOCOLS).is_dir():
        (copies / "agreements" / PROTOCOLS).mkdir()
        for file in _protocols(agreements):
            shutil.copyfile(file, copies / "agreements" / PROTOCOLS / file.name)
    (copies / CONFIDENTIAL).mkdir()
    for file in _terms(confidential):
        shutil.copyfile(file, copies / CONFIDENTIAL / file.name)
    write_published(before, copies / PUBLISHED)
    kept = _file_hashes(copies / "agreements", copies / "reference", copies / CONFIDENTIAL)
    changed = sorted(kind for kind in kept if kept[kind] != cut.inputs[kind])
    if changed:
        raise CutError(
            f"{agreements}, {reference}: found {', '.join(changed)} changed while the cut was frozen; "
            "expected nobody to write to them"
        )
    put_in_place(copies, cut.files)


def inputs_to_freeze(
    home: Home, data_cut: date, agreements: Path, reference: Path, confidential: Path | None = None
) -> dict[str, Any]:
    """What a cut frozen now would hold; raises CutError where no delivery was received by the cut."""
    inputs = current_inputs(home, data_cut, agreements, reference, confidential)
    if not inputs["deliveries"]:
        raise CutError(f"{home.raw}: found no delivery received by {data_cut}; expected at least one")
    return inputs


def current_inputs(
    home: Home, data_cut: date, agreements: Path, reference: Path, confidential: Path | None = None
) -> dict[str, Any]:
    """What a cut frozen now would hold."""
    from pipelines.ingest.current import in_effect, received_by

    received = received_by(home.root, data_cut)
    used = in_effect(received)
    return {
        "data_cut": data_cut.isoformat(),
        "deliveries": _named(used),
        SUPERSEDED: _named([item for item in received if item not in used]),
        **_file_hashes(agreements, reference, confidential),
    }


def differences(frozen: Cut, now: dict[str, Any]) -> list[str]:
    """In words, what has come since the cut was frozen."""
    # A cut frozen before superseded deliveries were listed is compared by what it lists.
    kinds = [kind for kind in ("deliveries", SUPERSEDED) if kind in frozen.inputs]
    before = {(item["register"], item["delivery_id"]) for kind in kinds for item in frozen.inputs[kind]}
    after = {(item["register"], item["delivery_id"]) for kind in kinds for item in now[kind]}
    lines = [f"delivery {name} arrived after the cut was frozen" for _, name in sorted(after - before)]
    # Whoever is not given the confidential terms is told nothing of them.
    of_terms = (CONFIDENTIAL,) if now[CONFIDENTIAL] else ()
    for kind in ("agreements", "frozen_protocols", "reference", *of_terms):
        # A cut frozen before protocols or confidential terms were has none.
        then = frozen.inputs.get(kind, {})
        names = set(then) | set(now[kind])
        changed = sorted(name for name in names if then.get(name) != now[kind].get(name))
        lines += [f"{kind}/{name} changed after the cut was frozen" for name in changed]
    return lines


@lru_cache(maxsize=1)
def code_version() -> str:
    """Hash of everything that decides a number or a page: code, SQL, schemas and the lock."""
    files = [REPOSITORY / "requirements.lock"]
    for folder in ("pipelines", "schemas", "sql"):
        files += sorted(
            path
            for path in (REPOSITORY / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
    return _digest(json.dumps([[str(path.relative_to(REPOSITORY)), file_hash(path)] for path in files]))


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _file_hashes(agreements: Path, reference: Path, confidential: Path | None) -> dict[str, dict[str, str]]:
    """Hashes of everything that is frozen as a file, by kind and name."""
    return {
        "agreements": _hashes(sorted(agreements.glob("*.yaml"))),
        "frozen_protocols": _hashes(_protocols(agreements)),
        "reference": _hashes(sorted(reference.glob("*.csv"))),
        CONFIDENTIAL: _hashes(_terms(confidential)),
    }


def _named(deliveries: Sequence) -> list[dict[str, str]]:
    """Deliveries by register, id and hash, in an order that does not hang on when they came."""
    named = [
        {"register": item.register, "delivery_id": item.delivery_id, "content_hash": item.content_hash}
        for item in deliveries
    ]
    return sorted(named, key=lambda item: (item["register"], item["delivery_id"]))


def _protocols(agreements: Path) -> list[Path]:
    return sorted((agreements / PROTOCOLS).glob("*.yaml"))


def _terms(confidential: Path | None) -> list[Path]:
    return [] if confidential is None else sorted(confidential.glob("*.yaml"))


def _hashes(paths: Sequence[Path]) -> dict[str, str]:
    return {path.name: file_hash(path) for path in paths}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
