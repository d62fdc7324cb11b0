"""Files nobody else can read, from the moment they are made: never made open and closed afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

CLOSED_TO_OTHERS = 0o077
_lock, _state = Lock(), {"depth": 0, "before": 0}


@contextmanager
def private_files() -> Iterator[None]:
    """While it lasts, every file this process makes is 0600 and every folder 0700, whoever makes it.

    DuckDB, Polars and Dagster open their own files: only the process's mask reaches them. The mask is one for
    all threads, so the first to come sets it and the last to go gives back what was there before.
    """
    with _lock:
        if not _state["depth"]:
            _state["before"] = os.umask(CLOSED_TO_OTHERS)
        _state["depth"] += 1
    try:
        yield
    finally:
        with _lock:
            _state["depth"] -= 1
            if not _state["depth"]:
                os.umask(_state["before"])
