"""A folder of agreements with their frozen protocols, read once for all the tables made of it."""

import hashlib
from functools import lru_cache
from pathlib import Path

import polars as pl

from pipelines.agreements.frozen_files import FOLDER, FrozenVersion, read_frozen
from pipelines.agreements.model import Agreement
from pipelines.agreements.read import AgreementError, read_agreements
from pipelines.agreements.tables import agreement_tables


def read_folder(folder: Path) -> tuple[list[Agreement], dict[str, list[FrozenVersion]]]:
    """The agreements of a folder and the frozen versions of their protocols, by agreement.

    Raises AgreementError with every problem of both.
    """
    return _read(folder, _fingerprint(folder))


def folder_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables of the layer `agreement` from the files of a folder. Raises AgreementError."""
    return _tables(folder, _fingerprint(folder))


@lru_cache(maxsize=4)
def _read(folder: Path, fingerprint: tuple) -> tuple[list[Agreement], dict[str, list[FrozenVersion]]]:
    """Files are asked for many times in a run; they are read again when a byte of them has changed."""
    problems: list[str] = []
    agreements, known, frozen = [], None, {}
    try:
        agreements = read_agreements(folder)
        known = [agreement.agreement_id for agreement in agreements]
    except AgreementError as error:
        problems += error.problems
    try:
        frozen = read_frozen(folder, known)
    except AgreementError as error:
        problems += error.problems
    if problems:
        raise AgreementError(problems)
    return agreements, frozen


@lru_cache(maxsize=2)
def _tables(folder: Path, fingerprint: tuple) -> dict[str, pl.DataFrame]:
    agreements, frozen = _read(folder, fingerprint)
    return agreement_tables(agreements, frozen)


def _fingerprint(folder: Path) -> tuple:
    """Place, name and content of every file that counts."""
    files = sorted((*folder.glob("*.y*ml"), *(folder / FOLDER).glob("*.y*ml")))
    return tuple(
        (str(file.resolve()), hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "")
        for file in files
    )
