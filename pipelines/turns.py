"""One at a time: who writes to a cut holds its lock, the others wait and then are told.

The operating system drops the lock of a process that dies, however it dies: nothing is left to clean up.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.cut import Cut, CutError

WAIT_SECONDS = 900.0


@contextmanager
def turn(cut: Cut, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the cut's lock. Raises CutError where another process has held it for `wait_seconds`."""
    from filelock import FileLock, Timeout

    lock = FileLock(cut.folder / "lock", timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout:
        raise CutError(
            f"{cut.folder}: another run has been at this cut for {wait_seconds:.0f} seconds; "
            "expected it to be done by then"
        ) from None
    try:
        yield
    finally:
        lock.release()
