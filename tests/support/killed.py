"""Parts of the main job in processes without Dagster, to be killed on the way.

They are forked from one process that has imported what they need and run nothing: a kill costs no imports.
"""

import multiprocessing
import os
import signal
import sys
import time
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

KILLED = (-signal.SIGKILL, -signal.SIGPROF, -signal.SIGALRM)
"""Exit statuses of a process that the system ended from outside; nobody handles any of these signals."""
LOST = 255
"""How multiprocessing says that it does not know: whoever reads stores meanwhile may close its pipe."""

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
    confidential: Path | None = None

    def frozen(self, renew: bool = False) -> Any:
        """The cut, frozen now if nobody has before or if `renew` is true."""
        from pipelines.cut import freeze

        return freeze(self.home, self.data_cut, self.agreements, self.reference, renew, self.confidential)


Part = Callable[[Job], Any]


def ingest(job: Job) -> None:
    """Load every delivery; raises AssertionError where one is refused."""
    from pipelines.ingest.load import load_all

    reports = load_all(job.deliveries, job.home.root, lambda _: None)
    refused = [problem for report in reports for problem in report.problems]
    assert not refused, refused


def build(job: Job) -> None:
    """Freeze the cut anew and make and check every table."""
    from pipelines.work import build_all, open_work

    with open_work(job.frozen(renew=True)) as work:
        failed = build_all(work, lambda _: sys.audit(TABLE_MADE, str(job.home.root)))
    assert not failed, failed


FIRST_TABLES = 12
"""Few enough for a test, and with a large one among them (the life table)."""


def build_first_tables(job: Job) -> None:
    """The beginning of a build, of a cut that may be frozen already."""
    from pipelines.work import open_work, work_tables

    with open_work(job.frozen()) as work:
        for definition in work_tables()[:FIRST_TABLES]:
            work.make(definition)
            assert not work.check(definition)
            sys.audit(TABLE_MADE, str(job.home.root))


def publish(job: Job) -> None:
    """Databases, reports and publication of what was built."""
    from pipelines.publication import publish, write_reports, write_results
    from pipelines.work import open_work

    cut = job.frozen()
    with open_work(cut) as work:
        write_results(work)
    write_reports(cut)
    publish(cut)


def freeze_anew(job: Job) -> None:
    """Freeze the cut with the files as they are now."""
    job.frozen(renew=True)


def put_edition_in_place(job: Job) -> None:
    """The last step of a publication alone: databases and reports are there already."""
    from pipelines.publication import publish

    publish(job.frozen())


@dataclass(frozen=True)
class Taken:
    """What a part took that ran to its end; its steps are what `killed_at` counts."""

    steps: int
    processor_seconds: float


def run_to_the_end(part: Part, job: Job) -> Taken:
    """What it took; raises AssertionError where the part fails."""
    run = _Run(part, job)
    assert not run.was_killed()
    return Taken(run.steps.value, run.processor_seconds.value)


def killed_after(part: Part, job: Job, processor_seconds: float) -> bool:
    """Whether the part was killed after so many seconds of its own: False where it was done before."""
    return _Run(part, job, die_after=processor_seconds).was_killed()


def killed_at(part: Part, job: Job, step: int) -> bool:
    """Whether the part was killed before its `step`th step, counted from 1."""
    return _Run(part, job, die_at=step).was_killed()


@dataclass
class _Run:
    part: Part
    job: Job
    die_at: int = 0
    die_after: float = 0.0
    steps: Any = field(default_factory=lambda: _SERVER.Value("i", 0))
    processor_seconds: Any = field(default_factory=lambda: _SERVER.Value("d", 0.0))
    status: Any = field(default_factory=lambda: _SERVER.Value("i", LOST, lock=False))

    def was_killed(self) -> bool:
        process = _SERVER.Process(target=_do, args=(self,))
        process.start()
        process.join()
        while process.exitcode == LOST and Path(f"/proc/{process.pid}").exists():
            time.sleep(0.01)
        assert process.exitcode in (0, *KILLED, LOST), f"{self.part.__name__}: exit status {process.exitcode}"
        assert self.status.value in (0, LOST), f"{self.part.__name__}: exit status {self.status.value}"
        return self.status.value != 0


def die_after(processor_seconds: float) -> None:
    """Let the system end this process once it has used so many seconds; never where they are 0.

    Its own seconds, not the clock's: where the moment lies then does not hang on what else the machine does.
    """
    signal.setitimer(signal.ITIMER_PROF, processor_seconds)


TABLE_MADE = "revurdering.table_made"
"""DuckDB does not tell Python what it writes: a step of a build is a table made and checked."""

BEGUN = "subprocess.Popen"
"""Another process that makes a database file, which is its last argument (`pipelines.apart`)."""

WRITES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod", TABLE_MADE)


def _do(run: _Run) -> None:
    root = str(run.job.home.root)

    def look(event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        elif event == BEGUN:
            path, writes = arguments[1][-1], True
        else:
            path, writes = (arguments or [""])[0], event in WRITES
        if writes and str(path).startswith(root):
            run.steps.value += 1
            if run.steps.value == run.die_at and event == BEGUN:
                # It is to be at work when this process ends: by the clock, since this one only waits.
                signal.setitimer(signal.ITIMER_REAL, (1 + run.die_at % 5) * 0.05)
            elif run.steps.value == run.die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)
    die_after(run.die_after)
    began = time.process_time()
    try:
        run.part(run.job)
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        run.status.value = FAILED
        os._exit(FAILED)
    run.processor_seconds.value = time.process_time() - began
    run.status.value = 0
