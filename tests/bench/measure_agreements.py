"""Tables of `cohort` and `outcome` for 5 and for 50 agreements over the same deliveries of the sample.

Every agreement is a copy of EX004, the one with most patients, under an id of its own, so ten times the
agreements are ten times the rows. Each table is one pass over all agreements: a ratio below 10 is what that
saves.
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
SAMPLE, DATA_CUT, COPIED = REPOSITORY / "sample_data", date(2026, 6, 30), "EX004"
FEW, MANY, RUNS = 5, 50, 3
FIRST_NUMBER = 100
MEASURED = ("cohort", "outcome")
LATER = ("result", "released")


@dataclass(frozen=True)
class _Taken:
    """Seconds per run to make and to check the measured tables, and their rows together."""

    made: list[float]
    checked: list[float]
    rows: int


def measure() -> list[Figure]:
    """Seconds to make the tables, and to check them, for few and for many agreements."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        load_all(SAMPLE / "deliveries", home, lambda _: None)
        few, many = (_taken(Path(folder), home, n_agreements) for n_agreements in (FEW, MANY))
    return [
        Figure(f"made for {FEW} agreements, {few.rows:,} rows", few.made),
        Figure(f"made for {MANY} agreements, {many.rows:,} rows", many.made, few.made),
        Figure(f"checked for {FEW} agreements", few.checked),
        Figure(f"checked for {MANY} agreements", many.checked, few.checked),
    ]


def _taken(folder: Path, home: Path, n_agreements: int) -> _Taken:
    copies = folder / f"agreements_{n_agreements}"
    copies.mkdir()
    text = (SAMPLE / "agreements" / f"{COPIED}.yaml").read_text(encoding="utf-8")
    for number in range(FIRST_NUMBER, FIRST_NUMBER + n_agreements):
        (copies / f"EX{number}.yaml").write_text(text.replace(COPIED, f"EX{number}"), encoding="utf-8")
    cut = freeze(Home(home), DATA_CUT, copies, SAMPLE / "reference", renew=True)
    earlier = [definition for definition in work_tables() if definition.layer not in (*MEASURED, *LATER)]
    measured = [definition for definition in work_tables() if definition.layer in MEASURED]
    with open_work(cut) as work:
        for definition in earlier:
            work.make(definition)
        rows = sum(work.make(definition) for definition in measured)
        assert not any(work.check(definition) for definition in measured)
        seconds = in_turn(
            {
                "made": lambda: [work.make(definition) for definition in measured],
                "checked": lambda: [work.check(definition) for definition in measured],
            },
            RUNS,
        )
    return _Taken(**seconds, rows=rows)
