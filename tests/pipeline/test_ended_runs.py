"""A Dagster run whose process was killed is said to have failed; one that lives is left alone."""

import os
import subprocess
import sys

import dagster as dg

from pipelines.home import Home
from pipelines.instance import instance_of
from pipelines.tables import REPOSITORY

LONG_FROM_NOW = 4_000_000_000
"""Seconds since 1970."""

LONG_RUN = """
import sys
from pathlib import Path
import dagster as dg
from pipelines.home import Home
from pipelines.instance import instance_of
from pipelines.resources import Settings

@dg.op
def wait(settings: Settings):
    print("running", flush=True)
    sys.stdin.read()

@dg.job
def long():
    wait()

with instance_of(Home(Path(sys.argv[1]))) as instance:
    long.execute_in_process(
        instance=instance,
        resources={"settings": Settings(home=sys.argv[1])},
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
    )
"""


def statuses(home: Home) -> list[dg.DagsterRunStatus]:
    with instance_of(home) as instance:
        return [run.status for run in instance.get_runs()]


def test_a_killed_run_is_failed_when_the_home_is_next_used_and_a_living_one_is_not(tmp_path):
    home = Home(tmp_path)
    run = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", LONG_RUN, str(tmp_path)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert run.stdout.readline() == "running\n"
        assert statuses(home) == [dg.DagsterRunStatus.STARTED]
    finally:
        run.kill()
        run.communicate()
    for mark in (tmp_path / "dagster" / "running").iterdir():
        # Whether a run lives is read from its lock, not from a clock that may have been set back.
        os.utime(mark, (LONG_FROM_NOW, LONG_FROM_NOW))
    assert statuses(home) == [dg.DagsterRunStatus.FAILURE]
    assert list((tmp_path / "dagster" / "running").iterdir()) == []
