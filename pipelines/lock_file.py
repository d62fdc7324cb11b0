"""requirements.lock: what is installed, in which version, and which package asked for it."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipelines.tables import REPOSITORY

LOCK = REPOSITORY / "requirements.lock"
PROJECT = REPOSITORY / "pyproject.toml"
OURSELVES = "revurdering"

PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^ ;]+)(?: ; (?P<when>.+?))? \\$"
)
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
ASKED = re.compile(r"^    # (?:via(?: (?P<only>\S+).*)?|  (?P<one>\S+).*)$")


class LockError(ValueError):
    """A line of the lock is neither a pinned package, nor its hash, nor who asked for it."""


@dataclass(frozen=True)
class Pin:
    """One package in one version; `when` is the condition on system or Python, empty where there is none."""

    name: str
    version: str
    when: str
    n_hashes: int
    asked_by: tuple[str, ...]


def read_lock(path: Path = LOCK) -> list[Pin]:
    """Every pin of the lock in its order; a package may have several, for several versions of Python.

    Raises LockError naming the line: an address, an editable folder or an unpinned package is none of ours.
    """
    found: list[tuple[re.Match[str], list[str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        pin, asked = PIN.match(line), ASKED.match(line)
        if pin:
            found.append((pin, [], []))
        elif found and HASH.match(line):
            found[-1][1].append(line)
        elif found and asked:
            found[-1][2].extend(name for name in asked.group("only", "one") if name)
        else:
            raise LockError(
                f"{path.name}, line {number}: found something else; expected name==version, a hash or `# via`"
            )
    return [
        Pin(pin["name"], pin["version"], pin["when"] or "", len(hashes), tuple(asked))
        for pin, hashes, asked in found
    ]


def own_dependencies(path: Path = PROJECT) -> dict[str, str]:
    """Packages that this project names itself → what for: `running`, or `building and testing`."""
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    develop = project["optional-dependencies"]["develop"]
    return {_name(item): "building and testing" for item in develop} | {
        _name(item): "running" for item in project["dependencies"]
    }


def _name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")
