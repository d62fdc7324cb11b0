"""The main job on the committed sample, stage by stage, each way in a fresh process with an empty home.

The plain stages call what the Dagster assets call, one after the other. What the whole job takes beyond their
sum is Dagster: its import, the definitions, its events and records, and opening the databases anew for every
table. Processor seconds, of all threads together, say the same where other work made the clock run on.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from pipelines.tables import REPOSITORY
from tests.bench.figures import Figure, seconds_of

TITLE = "The main job by stage"
SAMPLE, DATA_CUT = REPOSITORY / "sample_data", date(2026, 6, 30)
INPUTS = (SAMPLE / "agreements", SAMPLE / "reference")
TERMS = {"confidential": SAMPLE / "confidential"}
RUNS = 1
LIBRARIES, TOTAL, PROCESSOR = "libraries without Dagster", "total", "processor"


def measure() -> list[Figure]:
    """Seconds of every plain stage, of their sum, and of `run_main_job`, with Dagster as the difference."""
    plain = [_fresh_process("plain") for _ in range(RUNS)]
    whole = [_fresh_process("whole") for _ in range(RUNS)]
    stages = [name for name in plain[0] if name not in (TOTAL, PROCESSOR)]
    return [
        *(Figure(stage, [run[stage] for run in plain]) for stage in stages),
        *_compared(plain, whole, TOTAL, "seconds"),
        *_compared(plain, whole, PROCESSOR, "processor seconds"),
    ]


def _compared(plain: list[dict], whole: list[dict], kind: str, unit: str) -> list[Figure]:
    ours, all_of_it = [run[kind] for run in plain], [run[kind] for run in whole]
    dagster = [with_it - without for with_it, without in zip(all_of_it, ours, strict=True)]
    return [
        Figure(f"these stages together, {unit}", ours),
        Figure(f"`run_main_job`, {unit}", all_of_it, ours),
        Figure(f"Dagster: the difference, {unit}", dagster, ours),
    ]


def _fresh_process(way: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        answer = subprocess.run(
            [sys.executable, "-m", "tests.bench.measure_main_job", way, home],
            cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    return json.loads(answer.stdout)


def _whole(home: Path) -> None:
    from pipelines.main_job import run_main_job

    run_main_job(SAMPLE / "deliveries", *INPUTS, DATA_CUT, home, progress=_silent, **TERMS)


def _plain(home: Path) -> dict[str, float]:
    seconds = {LIBRARIES: seconds_of(_import_libraries)}

    from pipelines.cut import freeze
    from pipelines.home import Home
    from pipelines.ingest.load import load_all
    from pipelines.lineage import column_lineage
    from pipelines.publication import publish, write_reports, write_results
    from pipelines.work import open_work, work_tables

    def take(stage: str, work: Callable[[], Any]) -> None:
        seconds[stage] = seconds.get(stage, 0.0) + seconds_of(work)

    take("ingest of all deliveries", lambda: load_all(SAMPLE / "deliveries", home, _silent))
    take("freezing the cut", lambda: freeze(Home(home), DATA_CUT, *INPUTS, **TERMS))
    cut = freeze(Home(home), DATA_CUT, *INPUTS)
    with open_work(cut) as work:
        for definition in work_tables():
            take("tables made", lambda definition=definition: work.make(definition))
            take("tables checked", lambda definition=definition: work.check(definition))
            take("column lineage", lambda definition=definition: column_lineage(definition))
        take("publication", lambda: write_results(work))
    take("reports", lambda: write_reports(cut))
    take("publication", lambda: publish(cut))
    return seconds


def _import_libraries() -> None:
    import duckdb  # noqa: F401
    import ibis
    import jinja2  # noqa: F401
    import pandera.ibis  # noqa: F401
    import polars  # noqa: F401
    import scipy.stats  # noqa: F401
    import sqlglot  # noqa: F401

    # ibis loads its backend when it is first asked for.
    _ = ibis.duckdb


def _silent(line: str) -> None:
    """The lines of progress are nobody's here: standard output holds the answer."""


def _answer(way: str, home: Path) -> dict[str, float]:
    stages: dict[str, float] = {}
    total = seconds_of(lambda: stages.update({"plain": _plain, "whole": _whole}[way](home) or {}))
    return stages | {TOTAL: total, PROCESSOR: process_time()}


if __name__ == "__main__":
    print(json.dumps(_answer(sys.argv[1], Path(sys.argv[2]))))
