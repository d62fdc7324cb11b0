"""Kills at random moments of processes that run the code of ingest, build and publication without Dagster.

Up to ten kills one after the other on one home, then the part is run to the end; two homes at a time. After
every kill each delivery store in place must be readable and hold every row of its delivery once, and what is
published must be one whole edition, the earlier or the new one; a reader reads it all the time. At the end
stores, released tables and pages must be those of an undisturbed run, and nothing that a writer began may lie
about; a run that fails counts as a wrong result. *At a step* means: before a step in the file system (a file
opened to be written, a renaming, a removal), after a table was made, or shortly after another process began
to write a database, instead of after so many seconds of the process's own. The deliveries are generated:
fifteen of seven registers. The last row kills `revurdering run` with Dagster on homes that lack one delivery;
no run may be left that Dagster takes for unfinished.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.home import Home
from sample_data.generator.generate import generate
from tests.support.killed import (
    SAMPLE,
    Job,
    Taken,
    build,
    ingest,
    killed_after,
    killed_at,
    publish,
    run_to_the_end,
)
from tests.support.killed_command import command_killed_after, run_command, unfinished_runs
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
    "left lying about", "reads meanwhile", "reads blocked or of half an edition", "longest read, seconds",
)  # fmt: skip
SEED, SCALE, BACKGROUND = 5, 0.003, 0.001
LATE = ("npr", "npr-2026-t1")
"""A delivery that comes after the earlier edition was published."""

PER_HOME, AT_ONCE = 10, 2

DAGSTER = "`revurdering run`, with Dagster"
Kill = Callable[[Job, float], bool]
"""Kills a job somewhere between its beginning (0) and its end (1); False where it was done before."""


@dataclass(frozen=True)
class Stage:
    """Kills of one part on copies of the home `start`; `parts` bring such a home to its end."""

    what: str
    kills: int
    start: Path
    kill: Kill
    parts: tuple[Callable[[Job], object], ...]

    @property
    def is_published(self) -> bool:
        """Whether there is an edition to be read."""
        return (self.start / "published").exists()


@dataclass
class Tally:
    """What was seen in some homes."""

    kills: int = 0
    lost: int = 0
    doubled: int = 0
    unreadable: int = 0
    wrong: int = 0
    leftovers: list[str] = field(default_factory=list)
    n_reads: int = 0
    halves: list[str] = field(default_factory=list)
    longest_seconds: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        added = {name: getattr(self, name) + getattr(other, name) for name in vars(self)}
        return Tally(**added | {"longest_seconds": max(self.longest_seconds, other.longest_seconds)})

    def row(self, what: str) -> tuple:
        return (
            what, self.kills, self.lost, self.doubled, self.unreadable, self.wrong, len(self.leftovers),
            self.n_reads, len(self.halves), self.longest_seconds,
        )  # fmt: skip


@dataclass(frozen=True)
class Undisturbed:
    """What an undisturbed job takes and leaves, and homes as they stand before each part of it."""

    job: Job
    starts: dict[str, Path]
    taken: dict[str, Taken]
    stores: Stores
    editions: list[dict[str, str]]


def measure(share: float = 1.0, only: str = "") -> list[tuple]:
    """One row per stage whose name begins with `only`; `share` of the kills."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        undisturbed = run_undisturbed(folder)
        stages = [stage for stage in _stages(undisturbed, share) if stage.what.startswith(only)]
        homes = [
            (stage, number, min(PER_HOME, stage.kills - PER_HOME * number))
            # What takes longest comes first: nobody waits for it at the end.
            for stage in reversed(stages)
            for number in range(-(-stage.kills // PER_HOME))
        ]
        with ThreadPoolExecutor(AT_ONCE) as hands:
            found = list(hands.map(lambda home: _one_home(*home, undisturbed, folder), homes))
    seen = {stage.what: Tally() for stage in stages}
    for (stage, _, _), tally in zip(homes, found, strict=True):
        seen[stage.what] += tally
    return [tally.row(what) for what, tally in seen.items()]


def run_undisturbed(folder: Path) -> Undisturbed:
    """An edition without the late delivery, then one with it; what each part took the second time.

    Then all of it with Dagster, which must come to the same.
    """
    generate(scale=SCALE, seed=SEED, out=folder, background=BACKGROUND)
    late, waiting = folder / "deliveries" / Path(*LATE), folder / "late"
    late.rename(waiting)
    job = Job(Home(folder / "home"), folder / "deliveries", confidential=SAMPLE / "confidential")
    for part in (ingest, build, publish):
        run_to_the_end(part, job)
    earlier = released_of(published_edition(job.home, job.data_cut))
    waiting.rename(late)
    starts, taken = {"nothing": folder / "nothing"}, {}
    starts["nothing"].mkdir()
    for part in (ingest, build, publish):
        name = part.__name__
        starts[name] = _copied(job.home.root, folder / name)
        taken[name] = run_to_the_end(part, job)
    now = released_of(published_edition(job.home, job.data_cut))
    with_dagster = replace(job, home=Home(_copied(starts["ingest"], folder / "dagster")))
    taken[DAGSTER] = Taken(0, run_command(with_dagster))
    assert released_of(published_edition(with_dagster.home, job.data_cut)) == now
    return Undisturbed(job, starts, taken, stores_of(job.home), [earlier, now])


def to_the_end_of_ingest(job: Job) -> None:
    run_to_the_end(ingest, job)


def to_the_end_of_build(job: Job) -> None:
    run_to_the_end(build, job)


def to_the_end_of_publication(job: Job) -> None:
    run_to_the_end(publish, job)


def _stages(undisturbed: Undisturbed, share: float) -> list[Stage]:
    starts = undisturbed.starts
    steps = {name: taken.steps for name, taken in undisturbed.taken.items()}
    seconds = {name: taken.processor_seconds for name, taken in undisturbed.taken.items()}
    # One delivery was new in the home that was timed; where there was nothing, kills fall on each of them.
    loads, loads_steps = 2 * seconds["ingest"], 12
    load, make, put_out = to_the_end_of_ingest, to_the_end_of_build, to_the_end_of_publication
    return [
        Stage("ingest", round(80 * share), starts["nothing"],
              lambda job, dice: killed_after(ingest, job, dice * loads), (load,)),
        Stage("ingest, at a step", round(60 * share), starts["nothing"],
              lambda job, dice: killed_at(ingest, job, 1 + int(dice * loads_steps)), (load,)),
        Stage("publication", round(65 * share), starts["publish"],
              lambda job, dice: killed_after(publish, job, dice * seconds["publish"]), (put_out,)),
        Stage("publication, at a step", round(45 * share), starts["publish"],
              lambda job, dice: killed_at(publish, job, 1 + int(dice * steps["publish"])), (put_out,)),
        Stage("freezing and build", round(30 * share), starts["build"],
              lambda job, dice: killed_after(build, job, dice * seconds["build"]), (make, put_out)),
        Stage("freezing and build, at a step", round(20 * share), starts["build"],
              lambda job, dice: killed_at(build, job, 1 + int(dice * steps["build"])), (make, put_out)),
        Stage(DAGSTER, round(20 * share), starts["ingest"],
              lambda job, dice: command_killed_after(job, dice * seconds[DAGSTER]), (run_command,)),
    ]  # fmt: skip


def _one_home(stage: Stage, number: int, kills: int, undisturbed: Undisturbed, folder: Path) -> Tally:
    """Kill, look, kill again …, run to the end, look."""
    dice = random.Random(f"{SEED} {stage.what} {number}")
    root = _copied(stage.start, folder / f"{stage.what} {number}")
    job, tally = replace(undisturbed.job, home=Home(root)), Tally()
    reader = Reader(job.home, job.data_cut, [set(edition) for edition in undisturbed.editions])
    with reader if stage.is_published else nullcontext():
        try:
            while tally.kills < kills:
                tally.kills += stage.kill(job, dice.random())
                _look(stage, job, undisturbed, tally)
            for part in stage.parts:
                part(job)
        except AssertionError as failed:
            print(f"{stage.what}: {failed}", file=sys.stderr)
            tally.wrong += 1
    _look(stage, job, undisturbed, tally)
    tally.wrong += stores_of(job.home).rows != undisturbed.stores.rows
    if stage.is_published:
        tally.wrong += released_of(published_edition(job.home, job.data_cut)) != undisturbed.editions[-1]
    tally.leftovers = leftovers_of(job.home) + unfinished_runs(job.home)
    tally.n_reads, tally.halves = reader.n_reads, reader.halves
    tally.longest_seconds = reader.longest_seconds
    shutil.rmtree(root)
    print(*tally.row(stage.what), *tally.leftovers, *tally.halves, sep=" | ", file=sys.stderr, flush=True)
    return tally


def _look(stage: Stage, job: Job, undisturbed: Undisturbed, tally: Tally) -> None:
    found = stores_of(job.home)
    lost, doubled = lost_and_doubled(found, undisturbed.stores)
    tally.lost += lost
    tally.doubled += doubled
    tally.unreadable += len(found.unreadable)
    if stage.is_published:
        tally.wrong += released_of(published_edition(job.home, job.data_cut)) not in undisturbed.editions


def _copied(home: Path, copy: Path) -> Path:
    return shutil.copytree(home, copy, symlinks=True)


if __name__ == "__main__":
    for row in measure(float(sys.argv[1]), *sys.argv[2:]):
        print(*row, sep=" | ")
