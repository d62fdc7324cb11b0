"""Who writes to a cut does so alone, and a writer that was killed stands in nobody's way."""

import subprocess
import sys

import pytest

from pipelines.cut import Cut, CutError
from pipelines.home import Home
from pipelines.tables import REPOSITORY
from pipelines.turns import turn
from tests.pipeline.conftest import DATA_CUT

HOLD = """
import sys
from datetime import date
from pathlib import Path
from pipelines.cut import Cut
from pipelines.home import Home
from pipelines.turns import turn
with turn(Cut(Home(Path(sys.argv[1])), date.fromisoformat(sys.argv[2]), {})):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def cut(tmp_path) -> Cut:
    cut = Cut(Home(tmp_path), DATA_CUT, {})
    cut.folder.mkdir(parents=True)
    return cut


def test_a_second_writer_waits_is_told_and_goes_on_when_the_first_was_killed(cut, tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path), str(DATA_CUT)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(CutError, match="another run has been at this cut"), turn(cut, wait_seconds=0.1):
            raise AssertionError("two writers at once")
    finally:
        other.kill()
        other.communicate()
    with turn(cut, wait_seconds=0.1):
        pass
