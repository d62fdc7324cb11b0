"""What is wrong with a file of terms before it is opened: its name, its place, its size."""

from pathlib import Path

from pipelines.agreements.problems import Problem
from pipelines.document import LARGEST_FILE_BYTES


def place_problem(path: Path) -> Problem | None:
    """The first thing that is wrong, if any."""
    if path.suffix != ".yaml":
        return Problem("", f"found the ending {path.suffix}; expected .yaml")
    if not path.is_file():
        return Problem("", "found no readable file; expected an agreement")
    if not path.resolve().is_relative_to(path.parent.resolve()):
        return Problem("", "found a link to a place outside the folder; expected the file itself")
    if path.stat().st_size > LARGEST_FILE_BYTES:
        return Problem("", f"found more than {LARGEST_FILE_BYTES} bytes; expected an agreement")
    return None
