"""`revurdering run`, with Dagster, in a process of its own: to its end, or killed on the way."""

import resource
import subprocess
import sys
import tempfile

from pipelines.home import Home
from pipelines.tables import REPOSITORY
from tests.support.killed import KILLED, Job

COMMAND = """
import sys
from tests.support.killed import die_after
die_after(float(sys.argv.pop(1)))
from pipelines.cli import main
main()
"""


def run_command(job: Job) -> float:
    """The processor seconds it took; raises AssertionError, with what was said, where the command fails."""
    before = _of_children()
    assert not command_killed_after(job, 0)
    return _of_children() - before


def command_killed_after(job: Job, processor_seconds: float) -> bool:
    """Whether it was killed after so many seconds of its own: False where it was done before."""
    folders = {"deliveries": job.deliveries, "agreements": job.agreements, "reference": job.reference}
    if job.confidential:
        folders["confidential"] = job.confidential
    options = {**folders, "home": job.home.root, "data-cut": job.data_cut}
    named = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    # A file, since a pipe stays open in the processes that Dagster started and that end after it.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, str(processor_seconds), "run", "--new-build", *named],
            cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=said, check=False,
        )  # fmt: skip
        said.seek(0)
        assert done.returncode in (0, *KILLED), f"exit status {done.returncode}: {said.read()}"
    return done.returncode != 0


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def unfinished_runs(home: Home) -> list[str]:
    """Runs that Dagster takes for unfinished, by its own records; none where it was never used."""
    import dagster as dg

    from pipelines.ended_runs import UNFINISHED

    if not (home.root / "dagster").exists():
        return []
    with dg.DagsterInstance.from_config(str(home.root / "dagster")) as instance:
        return [run.run_id for run in instance.get_runs(dg.RunsFilter(statuses=UNFINISHED))]
