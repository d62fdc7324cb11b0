"""Other software doing the same work in a process of its own, asked run by run so that both take turns.

Its program reads the data and says its version on one line; then, for each line it gets, it does the work
once and writes how many seconds that took, the work alone. At the end of its input it writes the answer to a
file.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class Yardstick:
    """A program that has read its data and waits; as a context, it is ended at the end."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        """Start it. FileNotFoundError: there is no such program. RuntimeError: it ended at once, and why."""
        self._process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.version = self._line()

    def seconds(self) -> float:
        """Seconds that the work takes once more."""
        self._process.stdin.write("once more\n")
        self._process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        line = self._process.stdout.readline().strip()
        if not line:
            _, said = self._process.communicate()
            raise RuntimeError(said.strip().splitlines()[-1] if said.strip() else "it ended without a word")
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
