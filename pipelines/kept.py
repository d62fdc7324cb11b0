"""What must outlive a loss of power: written through to the disk before it is renamed into place."""

import os
from pathlib import Path


def put_in_place(written: Path, target: Path) -> None:
    """Rename a finished file or folder to `target`, with its content and its new name on the disk.

    Without this a renamed file may be found empty after a loss of power: the name reached the disk, the
    content did not.
    """
    if written.is_dir() and not written.is_symlink():
        for path in sorted(written.rglob("*"), reverse=True):
            _write_through(path)
    if not written.is_symlink():
        _write_through(written)
    os.replace(written, target)
    _write_through(target.parent)


def _write_through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
