"""Delivery stores that were written anew, on the way to their places: all of them arrive, whoever is killed.

They are written in a folder that nobody looks into, which is then renamed: from there on they are the stores.
Whoever next loads, releases or erases moves what a killed process did not come to move.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from pipelines.home import private_folder
from pipelines.kept import put_in_place
from pipelines.private import private_files
from pipelines.turns import TurnError, turn

WRITING, READY = ".erasing", "erasing"
"""Folders under the home, each with `raw/` and `held/` as the home itself."""
LOCK = "erasing.lock"


@private_files()
def finish_rewriting(home: Path) -> None:
    """Move the stores that are ready, and were left so, to their places: unless somebody is at it."""
    if (home / READY).exists():
        with suppress(TurnError), turn(private_folder(home / "raw"), name=LOCK):
            move_rewritten(home)


def move_rewritten(home: Path) -> None:
    """Move every store that is ready to its place; the caller has the turn."""
    ready = home / READY
    for written in sorted(ready.glob("*/*/*.duckdb")):
        target = home / written.relative_to(ready)
        # A log that a killed release left fits no other file of that name.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
        put_in_place(written, target)
    shutil.rmtree(ready, ignore_errors=True)


def make_ready(home: Path) -> None:
    """The stores in the folder of writing are whole: from here on they are the home's."""
    put_in_place(home / WRITING, home / READY)
