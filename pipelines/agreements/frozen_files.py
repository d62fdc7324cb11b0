"""The files of frozen protocols, `<agreements>/frozen/<agreement>.yaml`: read, checked, and only added to."""

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from pipelines.agreements.freezing import FrozenVersion
from pipelines.agreements.place import place_problem
from pipelines.agreements.problems import Problem, problem, shape_problems
from pipelines.agreements.protocol import content_hash, plain, protocol_content
from pipelines.agreements.read import AgreementError, read_agreement
from pipelines.agreements.words import AgreementId, Block, Day, Sentence, TermsHash
from pipelines.document import DocumentError, read_document

FOLDER = "frozen"
LOCK = ".lock"
WAIT_SECONDS = 10.0
"""A protocol is written in far less; who waits longer is told."""


class StoredVersion(Block):
    """One frozen version as its file holds it."""

    version: int
    frozen_on: Day
    protocol_hash: TermsHash
    protocol: dict[str, Any]


class FrozenFile(Block):
    """The frozen versions of one agreement's protocol, oldest first."""

    agreement_id: AgreementId
    note: Sentence | None = None
    versions: list[StoredVersion] = Field(min_length=1)


def read_frozen(agreements: Path, known: Sequence[str] | None = None) -> dict[str, list[FrozenVersion]]:
    """The frozen versions beside the agreements of a folder, by agreement; none where none were frozen.

    `known` are the agreements of the folder, if the caller knows them: a frozen protocol of another is wrong.
    Raises AgreementError if any file is wrong, or was changed after it was written.
    """
    folder = agreements / FOLDER
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise AgreementError([f"{FOLDER}: found a file; expected a folder of frozen protocols"])
    frozen, problems = {}, []
    for path in sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml")):
        try:
            if known is not None and path.suffix == ".yaml" and path.stem not in known:
                raise AgreementError(
                    [f"{_shown(path)}: found a frozen protocol; expected its agreement {path.name} beside it"]
                )
            frozen[path.stem] = read_frozen_file(path)
        except AgreementError as error:
            problems.extend(error.problems)
    if problems:
        raise AgreementError(problems)
    return frozen


def read_frozen_of(agreements: Path, agreement_id: str) -> dict[str, list[FrozenVersion]]:
    """The frozen versions of one agreement of a folder, if it was frozen. Raises AgreementError."""
    path = agreements / FOLDER / f"{agreement_id}.yaml"
    return {agreement_id: read_frozen_file(path)} if path.exists() else {}


def read_frozen_file(path: Path) -> list[FrozenVersion]:
    """The versions in one file. Raises AgreementError, also where a content does not give its hash."""
    found = place_problem(path)
    if found is not None:
        raise AgreementError([f"{_shown(path)}: {found}"])
    try:
        stored = FrozenFile.model_validate(read_document(path.read_bytes()))
    except DocumentError as error:
        raise AgreementError([f"{_shown(path)}: {error}"]) from None
    except ValidationError as error:
        raise AgreementError(f"{_shown(path)}: {p}" for p in shape_problems(error, FrozenFile)) from None
    problems = list(_stored_problems(stored, path.stem))
    if problems:
        raise AgreementError(f"{_shown(path)}: {p}" for p in problems)
    return [
        FrozenVersion(item.version, item.frozen_on, item.protocol_hash, plain(item.protocol))
        for item in stored.versions
    ]


def _stored_problems(stored: FrozenFile, name: str) -> Iterator[Problem]:
    if stored.agreement_id != name:
        yield problem("agreement_id", stored.agreement_id, f"'{name}', as the file is named")
    before: StoredVersion | None = None
    for position, item in enumerate(stored.versions):
        path = f"versions[{position}]"
        if item.version != position + 1:
            yield problem(f"{path}.version", item.version, f"{position + 1}: versions follow each other")
        given = content_hash(plain(item.protocol))
        if item.protocol_hash != given:
            yield Problem(
                f"{path}.protocol_hash",
                f"found {item.protocol_hash[:12]}…; expected {given[:12]}…, which the protocol below it "
                "gives: a frozen protocol is never changed",
            )
        if before is not None and item.frozen_on < before.frozen_on:
            yield problem(f"{path}.frozen_on", item.frozen_on, f"a date not before {before.frozen_on}")
        if before is not None and item.protocol_hash == before.protocol_hash:
            yield Problem(path, "found the same protocol as before it; expected one that differs")
        before = item


def _shown(path: Path) -> str:
    return f"{FOLDER}/{path.name}"


def freeze_protocol(
    agreements: Path,
    agreement_id: str,
    today: datetime.date,
    note: str | None = None,
    wait_seconds: float = WAIT_SECONDS,
) -> FrozenVersion | None:
    """Record the protocol of one agreement as it is today; nothing is recorded if it has not changed.

    Earlier versions are left as they are, byte for byte. Raises AgreementError if the agreement or the
    record is wrong, or holds a later day, or if others have been freezing for `wait_seconds`.
    """
    content = protocol_content(read_agreement(agreements / f"{agreement_id}.yaml"))
    path = agreements / FOLDER / f"{agreement_id}.yaml"
    with _alone(path, wait_seconds):
        earlier = read_frozen_file(path) if path.exists() else []
        version = FrozenVersion(len(earlier) + 1, today, content_hash(content), content)
        if earlier and earlier[-1].protocol_hash == version.protocol_hash:
            return None
        if earlier and today < earlier[-1].frozen_on:
            raise AgreementError(
                [
                    f"{_shown(path)}: found a version of {earlier[-1].frozen_on}; "
                    f"expected none after today, {today}"
                ]
            )
        written = path.read_bytes() if earlier else _heading(agreement_id, note)
        partial = path.with_suffix(".new")
        partial.write_bytes(written.rstrip(b"\n") + b"\n" + _item(version))
        os.replace(partial, path)
    return version


@contextmanager
def _alone(path: Path, wait_seconds: float) -> Iterator[None]:
    """Nobody else adds to the frozen protocols meanwhile: two who read the same versions would lose one."""
    from filelock import FileLock, Timeout

    path.parent.mkdir(exist_ok=True)
    lock = FileLock(path.parent / LOCK, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout:
        raise AgreementError(
            [
                f"{_shown(path)}: found that somebody else has been freezing protocols here for "
                f"{wait_seconds:g} seconds; expected one at a time"
            ]
        ) from None
    try:
        yield
    finally:
        lock.release()


def _heading(agreement_id: str, note: str | None) -> bytes:
    lines = [
        "# Frozen protocols. Written by `revurdering agreements freeze`; a version is never changed.",
        f"agreement_id: {agreement_id}",
    ]
    if note is not None:
        lines.append(_dumped({"note": note}).rstrip("\n"))
    return "\n".join([*lines, "versions:", ""]).encode("utf-8")


def _item(version: FrozenVersion) -> bytes:
    item = {
        "version": version.version,
        "frozen_on": version.frozen_on,
        "protocol_hash": version.protocol_hash,
        "protocol": version.protocol,
    }
    return _dumped([item]).encode("utf-8")


def _dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True, width=110)


class _WithoutAliases(yaml.SafeDumper):
    """Writes everything out: aliases are refused when a file is read."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
