"""Where everything of one installation lives under its home folder."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.private import private_files

PRIVATE = 0o700
"""Folders that hold person-level data are closed to others."""
READERS = ("owner", "group")
CLOSED = (ASSESSOR, NEGOTIATOR) = ("assessor", "negotiator")
"""Editions that are not public, each in a closed folder of its name within the public one."""


@dataclass(frozen=True)
class Home:
    """Paths under one home folder; nothing else in the code spells them."""

    root: Path
    readers: str = "owner"
    """Who may read what was released: the owner alone, or the group of the files."""

    def __post_init__(self) -> None:
        if self.readers not in READERS:
            raise ValueError(f"readers: found {self.readers}; expected one of {', '.join(READERS)}")

    @property
    def raw(self) -> Path:
        """Delivery stores, `raw/<register>/<delivery_id>.duckdb`."""
        return self.root / "raw"

    def cut(self, data_cut: date) -> Path:
        """What one cut froze, and its working database."""
        return self.root / "cuts" / data_cut.isoformat()

    def editions(self, data_cut: date) -> Path:
        return self.root / "editions" / data_cut.isoformat()

    def published(self, data_cut: date) -> Path:
        """The symlink that readers open."""
        return self.root / "published" / data_cut.isoformat()

    def published_cuts(self) -> list[date]:
        """The data cuts that have an edition to read, oldest first; links that lead nowhere are left out."""
        found = (_cut_of(path) for path in (self.root / "published").glob("*/results.duckdb"))
        return sorted(data_cut for data_cut in found if data_cut is not None)

    @property
    def differences(self) -> Path:
        """What lies between editions, in exact numbers: the owner's alone."""
        return self.root / "differences"

    @property
    def alerts(self) -> Path:
        """One file per alert that was raised: agreements, parties and dates, no person."""
        return self.root / "alerts"


def private_folder(path: Path) -> Path:
    """Make a folder (and its parents) that only its owner can open."""
    with private_files():
        path.mkdir(parents=True, exist_ok=True)
    os.chmod(path, PRIVATE)
    return path


def _cut_of(results: Path) -> date | None:
    """The data cut that a published folder is named by; None for a folder of another name."""
    try:
        return date.fromisoformat(results.parent.name)
    except ValueError:
        return None
