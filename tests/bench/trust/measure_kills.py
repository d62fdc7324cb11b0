"""Kills at random moments of processes that run the code of ingest, build and publication without Dagster.

Ten kills one after the other on one home, then the part is run to the end. After every kill each delivery
store in place must be readable and hold every row of its delivery once, and what is published must be one
whole edition, the earlier or the new one; a reader reads it all the time. At the end stores, released tables
and pages must be those of an undisturbed run, and nothing that a writer began may lie about. *At a step*
means: before a step in the file system (a file opened to be written, a renaming, a removal) instead of a
moment of the clock. The deliveries are generated: fifteen of seven registers. The last row kills
`revurdering run` with Dagster; no run may be left that Dagster takes for unfinished.
"""

import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from pipelines.home import Home
from pipelines.tables import REPOSITORY
from sample_data.generator.generate import generate
from tests.support.killed import Job, Part, build, ingest, killed_after, killed_at, publish, run_to_the_end
from tests.support.standing import (
    Reader,
    Stores,
    leftovers_of,
    lost_and_doubled,
    published_edition,
    released_of,
    stores_of,
)

TITLE = "Killed and run again"
HEADINGS = (
    "what was killed", "kills", "rows lost", "rows doubled", "stores unreadable", "wrong results",
    "left lying about", "reads meanwhile", "reads blocked or of half an edition",
)  # fmt: skip
SEED, SCALE, BACKGROUND = 5, 0.003, 0.001
DAGSTER = "`revurdering run`, with Dagster"
LATE = ("npr", "npr-2026-t1")
"""A delivery that comes after the earlier edition was published."""

PER_HOME = 10


@dataclass(frozen=True)
class Stage:
    """Kills of one part: on copies of the home `start`, within `seconds` or before one of `steps`."""

    what: str
    part: Part
    start: Path
    kills: int
    seconds: float = 0.0
    steps: int = 0


@dataclass
class Tally:
    """What was seen in all homes of a stage."""

    kills: int = 0
    lost: int = 0
    doubled: int = 0
    unreadable: int = 0
    wrong: int = 0
    leftovers: list[str] = field(default_factory=list)
    n_reads: int = 0
    halves: int = 0

    def row(self, what: str) -> tuple:
        return (
            what, self.kills, self.lost, self.doubled, self.unreadable, self.wrong, len(self.leftovers),
            self.n_reads, self.halves,
        )  # fmt: skip


@dataclass(frozen=True)
class Undisturbed:
    """Homes as they stand before each part, and what stands at the end."""

    job: Job
    starts: dict[Part, Path]
    seconds: dict[Part, float]
    steps: dict[Part, int]
    stores: Stores
    editions: list[dict[str, str]]


def measure(share: float = 1.0) -> list[tuple]:
    """One row per stage; `share` of the kills."""
    dice = random.Random(SEED)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        undisturbed = run_undisturbed(Path(folder))
        for stage in _stages(undisturbed, share):
            tally = Tally()
            while tally.kills < stage.kills:
                _kill_one_home(stage, undisturbed, Path(folder) / "home", dice, tally)
            rows.append(tally.row(stage.what))
        rows.append(_dagster(undisturbed, Path(folder), round(20 * share), dice).row(DAGSTER))
    return rows


def run_undisturbed(folder: Path) -> Undisturbed:
    """An edition without the late delivery, then one with it; every part timed the second time."""
    generate(scale=SCALE, seed=SEED, out=folder, background=BACKGROUND)
    late, waiting = folder / "deliveries" / Path(*LATE), folder / "late"
    late.rename(waiting)
    job = Job(Home(folder / "home"), folder / "deliveries")
    for part in (ingest, build, publish):
        run_to_the_end(part, job)
    earlier = released_of(published_edition(job.home, job.data_cut))
    waiting.rename(late)
    starts, seconds, steps = {}, {}, {}
    for part in (ingest, build, publish):
        starts[part] = folder / part.__name__
        shutil.copytree(job.home.root, starts[part], symlinks=True)
        began = perf_counter()
        steps[part] = run_to_the_end(part, job)
        seconds[part] = perf_counter() - began
    editions = [earlier, released_of(published_edition(job.home, job.data_cut))]
    # Killed ingests begin with nothing: every delivery is loaded under fire.
    (folder / "nothing").mkdir()
    starts[ingest] = folder / "nothing"
    return Undisturbed(job, starts, seconds, steps, stores_of(job.home), editions)


def _stages(undisturbed: Undisturbed, share: float) -> list[Stage]:
    starts, seconds, steps = undisturbed.starts, undisturbed.seconds, undisturbed.steps
    return [
        Stage("ingest", ingest, starts[ingest], round(120 * share), 2 * seconds[ingest]),
        Stage("ingest, at a step", ingest, starts[ingest], round(50 * share), steps=12),
        Stage("publication", publish, starts[publish], round(120 * share), seconds[publish]),
        Stage("publication, at a step", publish, starts[publish], round(50 * share), steps=steps[publish]),
        Stage("freezing and build", build, starts[build], round(60 * share), seconds[build]),
        Stage("freezing and build, at a step", build, starts[build], round(50 * share), steps=steps[build]),
    ]


def _kill_one_home(
    stage: Stage, undisturbed: Undisturbed, root: Path, dice: random.Random, tally: Tally
) -> None:
    shutil.rmtree(root)
    shutil.copytree(stage.start, root, symlinks=True)
    job = undisturbed.job
    readable = stage.part is not ingest
    reader = Reader(job.home, job.data_cut, [set(edition) for edition in undisturbed.editions])
    if readable:
        reader.__enter__()
    try:
        for _ in range(min(PER_HOME, stage.kills - tally.kills)):
            if stage.steps:
                tally.kills += killed_at(stage.part, job, dice.randint(1, stage.steps))
            else:
                tally.kills += killed_after(stage.part, job, dice.uniform(0, stage.seconds))
            _look(job, undisturbed, readable, tally)
        if not readable:
            run_to_the_end(ingest, job)
        else:
            for part in (build, publish)[stage.part is publish :]:
                run_to_the_end(part, job)
    finally:
        if readable:
            reader.__exit__()
            tally.n_reads += reader.n_reads
            tally.halves += len(reader.halves)
    _look(job, undisturbed, readable, tally)
    if readable:
        ended = released_of(published_edition(job.home, job.data_cut))
        tally.wrong += ended != undisturbed.editions[-1]
    else:
        tally.wrong += stores_of(job.home).rows != undisturbed.stores.rows
    tally.leftovers += leftovers_of(job.home)


def _dagster(undisturbed: Undisturbed, folder: Path, kills: int, dice: random.Random) -> Tally:
    """Kills of the whole command on homes that hold the earlier edition and every delivery."""
    job, tally = undisturbed.job, Tally()
    root = folder / "home"
    shutil.rmtree(root)
    shutil.copytree(undisturbed.starts[build], root, symlinks=True)
    began = perf_counter()
    _command(job).wait()
    seconds = perf_counter() - began
    names = [set(edition) for edition in undisturbed.editions]
    while tally.kills < kills:
        shutil.rmtree(root)
        shutil.copytree(undisturbed.starts[build], root, symlinks=True)
        with Reader(job.home, job.data_cut, names) as reader:
            for _ in range(min(PER_HOME, kills - tally.kills)):
                run = _command(job)
                with suppress(subprocess.TimeoutExpired):
                    run.wait(dice.uniform(0, seconds))
                tally.kills += run.poll() is None
                run.kill()
                run.wait()
                _look(job, undisturbed, True, tally)
            assert _command(job).wait() == 0
        tally.n_reads += reader.n_reads
        tally.halves += len(reader.halves)
        ended = released_of(published_edition(job.home, job.data_cut))
        tally.wrong += ended != undisturbed.editions[-1]
        tally.leftovers += leftovers_of(job.home) + _unfinished(job)
    return tally


def _command(job: Job) -> subprocess.Popen:
    options = ("deliveries", job.deliveries), ("home", job.home.root), ("data-cut", job.data_cut)
    named = [text for name, value in options for text in (f"--{name}", str(value))]
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "run", "--new-build", *named],
        cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _unfinished(job: Job) -> list[str]:
    import dagster as dg

    from pipelines.ended_runs import UNFINISHED

    with dg.DagsterInstance.from_config(str(job.home.root / "dagster")) as instance:
        return [run.run_id for run in instance.get_runs(dg.RunsFilter(statuses=UNFINISHED))]


def _look(job: Job, undisturbed: Undisturbed, readable: bool, tally: Tally) -> None:
    found = stores_of(job.home)
    lost, doubled = lost_and_doubled(found, undisturbed.stores)
    tally.lost += lost
    tally.doubled += doubled
    tally.unreadable += len(found.unreadable)
    if readable:
        tally.wrong += released_of(published_edition(job.home, job.data_cut)) not in undisturbed.editions


if __name__ == "__main__":
    for row in measure(float(sys.argv[1])):
        print(*row, sep=" | ")
