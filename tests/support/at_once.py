"""Two installations of one home that do the same at the same moment, each in a process of its own."""

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.support.killed_imports"])
AT_ONCE = 2
NO_ACCOUNT = -1
"""Status of a process that did not come to its end."""
MOST_SECONDS = 300
"""Processes that wait for each other for ever end then, and the test with them."""


@dataclass(frozen=True)
class Ended:
    """How a process ended, by its own account, and all that it said."""

    status: int
    said: str


def at_once(part: Callable[..., Any], *given: Any, folder: Path) -> list[Ended]:
    """Do `part` in two processes that begin together; what they say is kept below `folder`."""
    start = _SERVER.Barrier(AT_ONCE)
    said = [folder / f"said by {number}" for number in range(AT_ONCE)]
    status = [_SERVER.Value("i", NO_ACCOUNT) for _ in range(AT_ONCE)]
    processes = [
        _SERVER.Process(target=_do, args=(start, *own, part, given)) for own in zip(said, status, strict=True)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(MOST_SECONDS)
        process.kill()
        process.join()
    return [
        Ended(number.value, path.read_text(encoding="utf-8"))
        for number, path in zip(status, said, strict=True)
    ]


def command(*words: str) -> None:
    """A command of the console script."""
    from pipelines.cli import main

    main(list(words))


def _do(start: Any, said: Path, status: Any, part: Callable[..., Any], given: tuple) -> None:
    with said.open("wb") as file:
        for number in (sys.stdout.fileno(), sys.stderr.fileno()):
            os.dup2(file.fileno(), number)
    start.wait(MOST_SECONDS)
    try:
        part(*given)
        status.value = 0
    except SystemExit as error:
        status.value = error.code or 0
    except BaseException:
        traceback.print_exc()
        status.value = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status.value)
