"""Tables of a cut for 5 and for 50 agreements over the same deliveries of the sample.

The five are those of the sample that are in force; the fifty are ten copies of each under ids of their own,
so ten times the agreements are ten times the rows. Each table is one pass over all agreements: a ratio below
10 is what that saves.
"""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.cut import freeze
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.tables import REPOSITORY
from pipelines.work import open_work, work_tables
from tests.bench.figures import Figure, in_turn

TITLE = "Few and many agreements"
SAMPLE, DATA_CUT = REPOSITORY / "sample_data", date(2026, 6, 30)
IN_FORCE = ("EX001", "EX002", "EX003", "EX004", "EX005")
FEW, MANY, RUNS = 1, 10, 3
"""Copies of each agreement in force."""

FIRST_NUMBER = 100
EVALUATED = ("core", "cohort", "outcome")
SUMMED_UP = ("result", "released")


@dataclass(frozen=True)
class _Taken:
    """Seconds per run by what was done, and the rows of the evaluated tables together."""

    seconds: dict[str, list[float]]
    rows: int


def measure() -> list[Figure]:
    """Seconds to make the tables, and to check them, for few and for many agreements."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        load_all(SAMPLE / "deliveries", home, lambda _: None)
        few, many = (_taken(Path(folder), home, copies) for copies in (FEW, MANY))
    figures = []
    for what in few.seconds:
        figures.append(
            Figure(f"{what}, {FEW * len(IN_FORCE)} agreements ({few.rows:,} rows)", few.seconds[what])
        )
        figures.append(
            Figure(
                f"{what}, {MANY * len(IN_FORCE)} agreements ({many.rows:,} rows)",
                many.seconds[what],
                few.seconds[what],
            )
        )
    return figures


def _taken(folder: Path, home: Path, copies: int) -> _Taken:
    cut = freeze(Home(home), DATA_CUT, copied_agreements(folder, copies), SAMPLE / "reference", renew=True)
    by_layer = {
        layers: [definition for definition in work_tables() if definition.layer in layers]
        for layers in (EVALUATED, SUMMED_UP)
    }
    with open_work(cut) as work:
        for definition in work_tables():
            work.make(definition)
            assert not work.check(definition), definition.name
        rows = sum(
            work.connection.execute(f"select count(*) from {definition.name}").fetchall()[0][0]
            for definition in by_layer[EVALUATED]
        )
        seconds = in_turn(
            {
                f"{' and '.join(layers)} {done}": lambda tables=tables, act=act: [act(one) for one in tables]
                for layers, tables in by_layer.items()
                for done, act in (("made", work.make), ("checked", work.check))
            },
            RUNS,
        )
    return _Taken(seconds, rows)


def copied_agreements(folder: Path, copies: int) -> Path:
    """A folder with `copies` of each agreement in force, under ids of their own."""
    target = folder / f"agreements_{copies}"
    target.mkdir()
    number = FIRST_NUMBER
    for agreement_id in IN_FORCE:
        text = (SAMPLE / "agreements" / f"{agreement_id}.yaml").read_text(encoding="utf-8")
        for _ in range(copies):
            (target / f"EX{number}.yaml").write_text(
                text.replace(agreement_id, f"EX{number}"), encoding="utf-8"
            )
            number += 1
    return target
