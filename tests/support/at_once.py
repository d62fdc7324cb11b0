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
MOST_SECONDS = 300
"""Processes that wait for each other for ever end then, and the test with them."""


@dataclass(frozen=True)
class Ended:
    """How a process ended, and all that it said."""

    status: int | None
    said: str


def at_once(part: Callable[..., Any], *given: Any, folder: Path) -> list[Ended]:
    """Do `part` in two processes that begin together; what they say is kept below `folder`."""
    start = _SERVER.Barrier(AT_ONCE)
    said = [folder / f"said by {number}" for number in range(AT_ONCE)]
    processes = [_SERVER.Process(target=_do, args=(start, path, part, given)) for path in said]
    for process in processes:
        process.start()
    for process in processes:
        process.join(MOST_SECONDS)
        process.kill()
        process.join()
    return [
        Ended(process.exitcode, path.read_text(encoding="utf-8"))
        for process, path in zip(processes, said, strict=True)
    ]


def command(*words: str) -> None:
    """A command of the console script."""
    from pipelines.cli import main

    main(list(words))


def _do(start: Any, said: Path, part: Callable[..., Any], given: tuple) -> None:
    with said.open("wb") as file:
        for number in (sys.stdout.fileno(), sys.stderr.fileno()):
            os.dup2(file.fileno(), number)
    start.wait(MOST_SECONDS)
    try:
        part(*given)
        status = 0
    except SystemExit as error:
        status = error.code
    except BaseException:
        traceback.print_exc()
        status = 70
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
