"""Parts of the main job in processes without Dagster, to be killed on the way.

They are forked from one process that has imported what they need and run nothing: a kill costs no imports.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.home import Home
from pipelines.tables import REPOSITORY

SAMPLE = REPOSITORY / "sample_data"
FAILED = 3
"""Exit status of a part that raised, as told from one that was killed."""

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.support.killed_imports"])


@dataclass(frozen=True)
class Job:
    """What one installation is asked to make of which deliveries."""

    home: Home
    deliveries: Path
    data_cut: date = date(2026, 6, 30)
    agreements: Path = SAMPLE / "agreements"
    reference: Path = SAMPLE / "reference"


Part = Callable[[Job], Any]


def ingest(job: Job) -> None:
    """Load every delivery; raises AssertionError where one is refused."""
    from pipelines.ingest.load import load_all

    reports = load_all(job.deliveries, job.home.root, lambda _: None)
    refused = [problem for report in reports for problem in report.problems]
    assert not refused, refused


def build(job: Job) -> None:
    """Freeze the cut anew and make and check every table."""
    from pipelines.cut import freeze
    from pipelines.work import build_all, open_work

    with open_work(freeze(job.home, job.data_cut, job.agreements, job.reference, renew=True)) as work:
        failed = build_all(work)
    assert not failed, failed


def publish(job: Job) -> None:
    """Databases, reports and publication of what was built."""
    from pipelines.cut import freeze
    from pipelines.publication import publish, write_reports, write_results
    from pipelines.work import open_work

    cut = freeze(job.home, job.data_cut, job.agreements, job.reference)
    with open_work(cut) as work:
        write_results(work)
    write_reports(cut)
    publish(cut)


def freeze_anew(job: Job) -> None:
    """Freeze the cut with the files as they are now."""
    from pipelines.cut import freeze

    freeze(job.home, job.data_cut, job.agreements, job.reference, renew=True)


def put_edition_in_place(job: Job) -> None:
    """The last step of a publication alone: databases and reports are there already."""
    from pipelines.cut import freeze
    from pipelines.publication import publish

    publish(freeze(job.home, job.data_cut, job.agreements, job.reference))


def run_to_the_end(part: Part, job: Job) -> int:
    """How many steps in the file system it took; raises AssertionError where the part fails."""
    run = _Run(part, job)
    run.process.join()
    assert run.process.exitcode == 0, f"{part.__name__}: exit status {run.process.exitcode}"
    return run.steps.value


def killed_after(part: Part, job: Job, seconds: float) -> bool:
    """Whether the part was killed after so many seconds: False where it was done before."""
    run = _Run(part, job)
    run.process.join(seconds)
    run.process.kill()
    run.process.join()
    return run.was_killed()


def killed_at(part: Part, job: Job, step: int) -> bool:
    """Whether the part was killed before its `step`th step in the file system, counted from 1."""
    run = _Run(part, job, step)
    run.process.join()
    return run.was_killed()


@dataclass
class _Run:
    part: Part
    job: Job
    die_at: int = 0
    steps: Any = field(default_factory=lambda: _SERVER.Value("i", 0))

    def __post_init__(self) -> None:
        self.process = _SERVER.Process(target=_do, args=(self.part, self.job, self.die_at, self.steps))
        self.process.start()

    def was_killed(self) -> bool:
        status = self.process.exitcode
        assert status in (0, -signal.SIGKILL), f"{self.part.__name__}: exit status {status}"
        return status != 0


WRITES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod")


def _do(part: Part, job: Job, die_at: int, steps: Any) -> None:
    root = str(job.home.root)

    def look(event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        else:
            path, writes = (arguments or [""])[0], event in WRITES
        if writes and str(path).startswith(root):
            steps.value += 1
            if steps.value == die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    try:
        part(job)
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        os._exit(FAILED)
