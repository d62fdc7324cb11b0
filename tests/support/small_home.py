"""A home with one agreement and a few children, made so that one thing at a time differs between two cuts."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.cut import Cut, code_version, freeze
from pipelines.difference.chain import build
from pipelines.difference.numbers import ESTIMATES, NUMBERS
from pipelines.frozen import FROZEN
from pipelines.home import Home
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.raw_state import attach_raw_state
from pipelines.tables import REPOSITORY
from tests.support.delivery import csv_text, write_delivery
from tests.support.small_agreement import SMALL
from tests.support.violating_rows import good_row

REFERENCE = REPOSITORY / "sample_data" / "reference"
TABLES = {"result.attrition": NUMBERS["result.attrition"], "result.survival_estimate": ESTIMATES}
"""What the small editions hold: enough to see who counts, who died and how long they lived."""
EARLIER, LATER = date(2023, 6, 30), date(2023, 12, 31)
KNOWN_TO, KNOWN_LATER_TO = "2023-05-31", "2023-11-30"


def person(number: int) -> str:
    return f"S{number:09d}"


def case(number: int, **other: Any) -> dict[str, Any]:
    """A child's leukaemia."""
    row = good_row(raw_models()["kreftregisteret"]["tilfelle"], number, with_nullable=False)
    facts = {
        "lopenr": person(number), "sid": f"K{number:05d}", "fodselsaar": 2012, "fodselsmnd": 3,
        "icd10": "C910", "diagnosedato": date(2022, 1, 10),
        "uttrekksdato": date(2023, 6, 1), "lukket_tom": date(2023, 5, 31),
    }  # fmt: skip
    return row | facts | other


def resident(number: int, **other: Any) -> dict[str, Any]:
    """A child in the population register, alive."""
    row = good_row(raw_models()["folkeregisteret"]["person"], number, with_nullable=False)
    facts = {
        "lopenr": person(number), "kjonn": 1, "fodselsaar": 2012, "fodselsmnd": 3, "status": "B",
        "statusdato": date(2023, 5, 31), "personstatus": "bosatt",
    }  # fmt: skip
    return row | facts | other


def dose(number: int, **other: Any) -> dict[str, Any]:
    """A child's first dose."""
    row = good_row(raw_models()["inspire"]["legemiddelbehandling"], number, with_nullable=False)
    facts = {
        "lopenr": person(number), "rad_id": f"R{number:05d}", "atc": "L01FX07", "rhf": 3, "doseenhet": "ug",
        "dato": date(2022, 5, number), "dose_gitt": 28,
    }  # fmt: skip
    return row | facts | other


@dataclass
class SmallHome:
    """Seven children: all have the disease and are residents, six have been treated, two have died."""

    folder: Path
    home: Home = field(init=False)
    agreements: Path = field(init=False)

    def __post_init__(self) -> None:
        self.home = Home(self.folder / "home")
        self.agreements = self.folder / "agreements"

    @classmethod
    def begun(cls, folder: Path) -> "SmallHome":
        """With the deliveries of the earlier cut."""
        small = cls(folder)
        small.agreements.mkdir(parents=True)
        small.agreed(SMALL)
        dead = {"status": "D", "personstatus": "doed"}
        residents = [resident(n) for n in range(1, 6)]
        residents += [
            resident(n, **dead, dodsdato=date(2022, 8, n), statusdato=date(2022, 8, n)) for n in (6, 7)
        ]
        small.delivered(
            "kreftregisteret", "krg-1", {"tilfelle": [case(n) for n in range(1, 8)], "forlop": []}
        )
        small.delivered("folkeregisteret", "folk-1", {"person": residents})
        small.delivered("inspire", "inspire-1", {
            "legemiddelbehandling": [dose(n) for n in range(1, 7)], "hresept": [],
        })  # fmt: skip
        return small

    def copied(self, folder: Path) -> "SmallHome":
        shutil.copytree(self.folder, folder, symlinks=True)
        return SmallHome(folder)

    def agreed(self, text: str) -> None:
        (self.agreements / "EX001.yaml").write_text(text, encoding="utf-8")

    def delivered(
        self,
        register: str,
        delivery_id: str,
        tables: Mapping[str, Iterable[Mapping]],
        deleted: Mapping[str, Iterable[str]] | None = None,
        **stated: Any,
    ) -> None:
        """Load rows by table, and keys that are no more; a snapshot received before the earlier cut unless
        `stated` says otherwise."""
        files = {name: csv_text(raw_models()[register][name], rows) for name, rows in tables.items()}
        facts = {
            "kind": "snapshot", "received": "2023-06-10", "complete_to": KNOWN_TO,
            "period": {"from": "2012-01-01", "to": stated.get("complete_to", KNOWN_TO)},
        }  # fmt: skip
        deletions = {
            name: "\n".join([*raw_models()[register][name].to_schema().unique, *keys]) + "\n"
            for name, keys in (deleted or {}).items()
        }
        path = write_delivery(self.folder / "in", register, delivery_id, files, deletions, **(facts | stated))
        report = load_delivery(path, self.home.root)
        assert report.n_quarantined == 0, (register, report)

    def published(self, data_cut: date, tables: Iterable[str] = tuple(TABLES)) -> str:
        """Freeze the cut anew, build what the editions hold and lay it down as one; its name."""
        cut = freeze(self.home, data_cut, self.agreements, REFERENCE, renew=True)
        received = cut.received()
        place = self.home.editions(data_cut) / cut.build_id
        self._lay_inputs(cut, place / "inputs")
        (place / "person").mkdir()
        with (
            build(cut, lambda connection: attach_raw_state(connection, received), tuple(tables)) as query,
            duckdb.connect(str(place / "person" / "analysis.duckdb")) as analysis,
        ):
            for name in (*tables, "agreement.agreement"):
                frame = query(f"select * from {name}")
                analysis.execute(f"create schema if not exists {name.split('.')[0]}")
                analysis.register("frame", frame)
                analysis.execute(f"create table {name} as from frame")
                analysis.unregister("frame")
        with duckdb.connect(str(place / "results.duckdb")) as results:
            results.execute("create schema edition")
            results.execute("create table edition.build as select ? as code_version", [code_version()[:12]])
        link = self.home.published(data_cut)
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(place, link.parent))
        return f"{data_cut}/{cut.build_id}"

    @staticmethod
    def _lay_inputs(cut: Cut, folder: Path) -> None:
        folder.mkdir(parents=True)
        shutil.copyfile(cut.folder / FROZEN, folder / FROZEN)
        for source in (cut.agreements, cut.reference):
            shutil.copytree(source, folder / source.name)
