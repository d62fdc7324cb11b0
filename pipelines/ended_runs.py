"""Runs whose process was killed: Dagster takes them for running for ever, until somebody says otherwise.

A run holds a lock of the operating system while its process lives; whoever can take it knows that it died.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import dagster as dg

from pipelines.home import private_folder
from pipelines.turns import TurnError, turn

UNFINISHED = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
REASON = (
    "The process of this run was ended from outside. The next run of the same data cut finishes its work."
)


@contextmanager
def marked(instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    """Let it be seen that the run's process lives; what is marked already in this process stays so."""
    mark = private_folder(_marks(instance)) / run_id
    with ExitStack() as held:
        with suppress(TurnError):
            held.enter_context(turn(mark.parent, 0, mark.name))
            held.callback(mark.unlink, missing_ok=True)
        yield


def end_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Report every unfinished run as failed whose process has died; returns their ids."""
    dead = []
    for run in instance.get_runs(dg.RunsFilter(statuses=UNFINISHED)):
        mark = _marks(instance) / run.run_id
        if not mark.exists():
            continue
        with suppress(TurnError), turn(mark.parent, 0, mark.name):
            # It may have ended by itself since the list was made.
            last = instance.get_run_by_id(run.run_id)
            if last is not None and last.status in UNFINISHED:
                instance.report_run_failed(run, REASON)
                dead.append(run.run_id)
            mark.unlink()
    return dead


def _marks(instance: dg.DagsterInstance) -> Path:
    return Path(instance.root_directory) / "running"
