"""Bad deliveries, each handed to `revurdering run` in a process of its own, on a home with a good delivery.

*Refused*: exit status 1, one line that says what is expected of it, the home as it was. *In quarantine*: the
delivery has a store of its own, in which the faulty lines stand under the expected rules and all lines add
up, and nothing else in the home changed. *Waiting*: held as a whole until somebody decides, unseen by any
cut. *Neither*: anything else. *Stack traces* and *values said*: outputs
in which there was one, or in which a value of the delivery stood. The data cut lies before every delivery, so
that the run ends, with its own message, after ingest.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipelines.ingest.load import load_all
from pipelines.tables import REPOSITORY
from tests.support.bad_deliveries.corpus import PARTS, contents
from tests.support.bad_deliveries.spoiling import (
    DELIVERY_ID,
    REGISTER,
    Fault,
    Held,
    Refused,
    Waits,
    good_delivery,
    values_in,
)
from tests.support.delivery import query

TITLE = "Bad deliveries"
HEADINGS = (
    "what is wrong with", "deliveries", "refused", "in quarantine", "waiting", "neither", "stack traces",
    "values said", "stores changed",
)  # fmt: skip
EARLY_CUT = "2020-01-01"
NO_DELIVERY = f"found no delivery received by {EARLY_CUT}"
STORE = f"raw/{REGISTER}/{DELIVERY_ID}.duckdb"
HELD = {"held", f"held/{REGISTER}", f"held/{REGISTER}/{DELIVERY_ID}.duckdb"}
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """What came of one bad delivery: `answer` is refused, in quarantine, waiting or neither."""

    answer: str
    has_trace: bool
    says_value: bool
    has_changed_store: bool


@dataclass(frozen=True)
class Run:
    """One process: how it ended, what it said, and the home before and after."""

    status: int
    said: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def measure() -> list[tuple]:
    """One row for each part of the corpus, and one for all of it."""
    rows, total = [], Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        for number, (what, faults) in enumerate(PARTS.items()):
            tally = tallied(outcomes(faults, Path(folder) / str(number)))
            total += tally
            rows.append(_row(what, tally))
    return [*rows, _row("all", total)]


def outcomes(faults: Mapping[str, Fault], folder: Path) -> list[Outcome]:
    """Hand in every one of the faults below `folder`, each to a home of its own."""
    good_delivery(folder / "good", "nornmd-2024")
    load_all(folder / "good", folder / "home", lambda _: None)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(
            pool.map(
                lambda item: _outcome(item[1], folder / "home", folder / str(item[0])),
                enumerate(faults.values()),
            )
        )


def tallied(found: Iterable[Outcome]) -> Counter[str]:
    """How many outcomes there are of each kind."""
    tally = Counter[str]()
    for outcome in found:
        tally.update(
            {
                "deliveries": 1,
                outcome.answer: 1,
                "stack traces": outcome.has_trace,
                "values said": outcome.says_value,
                "stores changed": outcome.has_changed_store,
            }
        )
    return tally


def _row(what: str, tally: Counter[str]) -> tuple:
    return (what, *(tally[heading] for heading in HEADINGS[1:]))


def _outcome(fault: Fault, loaded: Path, folder: Path) -> Outcome:
    spoil, expected = fault
    path = good_delivery(folder / "in")
    spoil(path)
    (path,) = (folder / "in" / REGISTER).iterdir()
    home = folder / "home"
    shutil.copytree(loaded, home)
    before = contents(home)
    status, said = _run(folder / "in", home)
    outcome = judged(expected, path, home / STORE, Run(status, said, before, contents(home)))
    shutil.rmtree(folder)
    return outcome


def _run(deliveries: Path, home: Path) -> tuple[int, str]:
    options = ("deliveries", deliveries), ("home", home), ("data-cut", EARLY_CUT)
    named = [text for name, value in options for text in (f"--{name}", str(value))]
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "run", *named],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def judged(expected: Refused | Held | Waits, path: Path, store: Path, run: Run) -> Outcome:
    """What the run made of the delivery in `path`, whose store would be `store`."""
    own = {STORE} if isinstance(expected, Held) else HELD if isinstance(expected, Waits) else set()
    return Outcome(
        answer=_answer(expected, path, store, run),
        has_trace="Traceback" in run.said or 'File "' in run.said,
        says_value=any(value in run.said for value in values_in(path)),
        has_changed_store={k: v for k, v in run.after.items() if k not in own} != run.before,
    )


def _answer(expected: Refused | Held | Waits, path: Path, store: Path, run: Run) -> str:
    lines = [line for line in run.said.splitlines() if line]
    if isinstance(expected, Refused):
        place = str(path / expected.place) if expected.place else str(path)
        told = [line for line in lines if line.startswith(place) and expected.says in line]
        # The run says that the delivery is refused, and once why.
        is_one = len(told) == 1 and lines[-1] == told[0] and len(lines) == 2
        return "refused" if run.status == 1 and is_one and not store.exists() else "neither"
    if isinstance(expected, Waits):
        told = [line for line in lines if line.startswith(f"{REGISTER}/{DELIVERY_ID}: {expected.says}")]
        is_held = set(run.after) - set(run.before) == HELD
        return "waiting" if run.status == 1 and len(told) == 1 and is_held else "neither"
    if run.status != 1 or NO_DELIVERY not in lines[-1] or not store.exists():
        return "neither"
    held = set(query(store, "select source_line, rule from quarantine"))
    ((n_rows, n_loaded, n_quarantined),) = query(
        store, "select n_rows, n_loaded, n_quarantined from delivery"
    )
    adds_up = n_rows == n_loaded + n_quarantined and n_quarantined == len({line for line, _ in held})
    return "in quarantine" if adds_up and set(expected.rules.items()) <= held else "neither"
