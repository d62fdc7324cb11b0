"""What lies where a delivery should have a file."""

import glob
from pathlib import Path


def misplaced(path: Path) -> str:
    """What is found instead of a file of the delivery's own, in words; empty where it is one.

    A link is not followed: it could lead to what was never delivered.
    """
    if path.is_symlink():
        return "a symbolic link"
    if path.is_dir():
        return "a folder"
    if path.is_file():
        return ""
    return "something that is no file" if path.exists() else "no file"


def as_read(path: Path) -> str:
    """The path as DuckDB's readers take it: brackets and stars in it would name other files as well."""
    return glob.escape(str(path))


def state(path: Path) -> tuple[int, ...]:
    """What changes when the file is written or replaced; empty where it has gone."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns
