"""A published edition as something that can be built again: its own inputs, and the numbers it holds."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipelines.cut import Cut
from pipelines.frozen import FROZEN, frozen_inputs
from pipelines.home import Home

PROTOCOL = ("agreements", "frozen_protocols", "reference")
"""Kinds of frozen files: what was agreed, and the tables it is valued by."""


class DifferenceError(ValueError):
    """Two editions cannot be compared as asked; the message says why."""


@dataclass(frozen=True)
class Edition(Cut):
    """A cut with the files that the edition carries, whatever the cut itself has frozen since."""

    place: Path

    @property
    def files(self) -> Path:
        return self.place / "inputs"

    @property
    def analysis(self) -> Path:
        """The exact numbers, for authorised analysts."""
        return self.place / "person" / "analysis.duckdb"

    @property
    def code_version(self) -> str:
        with duckdb.connect(str(self.place / "results.duckdb"), read_only=True) as connection:
            return connection.execute("select code_version from edition.build").fetchall()[0][0]

    @property
    def protocol(self) -> dict[str, dict[str, str]]:
        """Hashes of the frozen files by kind and name."""
        return {kind: self.inputs.get(kind, {}) for kind in PROTOCOL}

    def agreements_in(self) -> list[str]:
        """The agreements it holds numbers of."""
        with duckdb.connect(str(self.analysis), read_only=True) as connection:
            rows = connection.execute("select agreement_id from agreement.agreement order by 1").fetchall()
        return [agreement_id for (agreement_id,) in rows]


def edition_of(home: Home, named: str) -> Edition:
    """The edition that `2026-06-30` (the published one) or `2026-06-30/<build>` names.

    Raises DifferenceError where there is none, or where it no longer holds what the question needs, CutError
    where it does not say any more what it was made of.
    """
    day, _, build = named.partition("/")
    try:
        data_cut = date.fromisoformat(day)
    except ValueError:
        raise DifferenceError(
            f"{named}: found no date; expected a data cut as 2026-06-30, or 2026-06-30/<build>"
        ) from None
    if build.startswith(".") or "/" in build:
        raise DifferenceError(f"{named}: found no build; expected 2026-06-30/<build>")
    place = home.editions(data_cut) / build if build else home.published(data_cut)
    place = place.resolve()
    edition = Edition(home, data_cut, _inputs(place), place)
    if not edition.analysis.exists():
        raise DifferenceError(
            f"{edition.analysis}: found no such file; expected the exact numbers of the edition (they are "
            "removed where a person was erased)"
        )
    return edition


def _inputs(place: Path) -> dict:
    frozen = place / "inputs" / FROZEN
    if not frozen.exists():
        raise DifferenceError(f"{place}: found no edition with its inputs; expected one that was published")
    return frozen_inputs(frozen)
