"""Who writes to a cut does so alone, and a writer that was killed stands in nobody's way."""

import subprocess
import sys

import pytest

from pipelines.tables import REPOSITORY
from pipelines.turns import TurnError, turn

HOLD = """
import sys
from pathlib import Path
from pipelines.turns import turn
with turn(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_waits_is_told_and_goes_on_when_the_first_was_killed(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "held\n"
        with (
            pytest.raises(TurnError, match="another run has been writing here"),
            turn(tmp_path, wait_seconds=0.1),
        ):
            raise AssertionError("two writers at once")
    finally:
        other.kill()
        other.communicate()
    with turn(tmp_path, wait_seconds=0.1):
        pass
