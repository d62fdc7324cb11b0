"""Under which licence is each locked package? A page, written from what the installed packages say.

`make licences` writes it. A licence that is not in ALLOWED is refused: somebody has to read it first.
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from pipelines.lock_file import OURSELVES, Pin, own_dependencies, read_lock
from pipelines.tables import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "licences.md"
WINDOWS_ONLY = "sys_platform == 'win32'"
NOT_EXAMINED = "not examined: Windows only, where this does not run"

ALLOWED = {
    "0BSD": "no condition",
    "Apache-2.0": "keep the notices; patents are licensed",
    "BSD": "keep the notice (the package does not say which of the BSD licences)",
    "BSD-2-Clause": "keep the notice",
    "BSD-3-Clause": "keep the notice; no endorsement",
    "CC0-1.0": "no condition",
    "ISC": "keep the notice",
    "MIT": "keep the notice",
    "MPL-2.0": "changed files of that package stay open; ours are untouched by it",
    "PSF-2.0": "keep the notice",
    "Zlib": "keep the notice",
}
"""SPDX name → what it asks of us. All allow a public authority to use, change and pass on."""

SAID_OTHERWISE = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license version 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""How packages write it in other fields than License-Expression → SPDX."""

OPENING = """# Licences

Every package of `requirements.lock`, its licence as the installed package states it, and why it is there.
Written by `make licences`; a test fails when this page is old, or when a licence is not an allowed one.

Every pin has hashes, and installing refuses anything else (`--require-hashes`); the lock names no address.
A package is *direct* where `pyproject.toml` names it; the others came with the packages that are named.
Not judged here: what a package brings inside itself (compiled libraries, pages of the web UI), whose licence
texts lie beside it in `.venv/lib/python3.*/site-packages/<package>.dist-info/`; R, with which tests compare
results where it is installed; and `tests/bench/requirements.lock`, which only measuring uses.
"""


class LicenceError(ValueError):
    """A package whose licence cannot be told, or is not among the allowed ones."""


@dataclass(frozen=True)
class Licence:
    """One package: versions pinned, licence in SPDX's words, and why we depend on it."""

    package: str
    versions: tuple[str, ...]
    licence: str
    why: str


def licences() -> list[Licence]:
    """Every package of the lock, in its order.

    Raises LicenceError where a package is not installed, is installed in a version that is not locked, or
    does not state a licence.
    """
    pins: dict[str, list[Pin]] = {}
    for pin in read_lock():
        pins.setdefault(pin.name, []).append(pin)
    own = own_dependencies()
    return [
        Licence(name, tuple(pin.version for pin in found), _licence(found), _why(found, own))
        for name, found in pins.items()
    ]


def _licence(pins: list[Pin]) -> str:
    name = pins[0].name
    if all(pin.when == WINDOWS_ONLY for pin in pins):
        return NOT_EXAMINED
    try:
        facts = metadata(name)
    except PackageNotFoundError:
        raise LicenceError(f"{name}: found no installed package; expected what the lock pins") from None
    if facts["Version"] not in [pin.version for pin in pins]:
        raise LicenceError(
            f"{name}: found version {facts['Version']} installed; expected "
            + " or ".join(pin.version for pin in pins)
        )
    classifiers = [
        text.rsplit(" :: ", 1)[-1] for text in facts.get_all("Classifier", []) if text[:7] == "License"
    ]
    return stated_licence(name, facts["License-Expression"], facts["License"], classifiers)


def stated_licence(name: str, expression: str | None, text: str | None, classifiers: list[str]) -> str:
    """The licence of package `name` in SPDX's words, from what its metadata say.

    The expression where there is one, else the classifiers, else the text where it is a name and no whole
    licence. Several classifiers can mean *and* or *or*: taken as *and*, the narrower. Raises LicenceError.
    """
    if expression:
        return expression
    named = sorted({SAID_OTHERWISE.get(item.lower(), item) for item in classifiers})
    if named:
        return " AND ".join(named)
    if text and "\n" not in text.strip():
        return SAID_OTHERWISE.get(text.strip().lower(), text.strip())
    raise LicenceError(f"{name}: found no licence stated; expected one in the package's metadata")


def is_allowed(licence: str) -> bool:
    """Whether licences of ALLOWED suffice for an SPDX expression: one of each OR, all of each AND."""
    if "(" in licence:
        return False  # Brackets have not been needed: whoever meets them reads the licence.
    return any(
        all(part in ALLOWED for part in re.split(r" AND ", choice)) for choice in re.split(r" OR ", licence)
    )


def not_allowed(found: list[Licence]) -> list[str]:
    """Packages that nobody may depend on before somebody has read their licence."""
    return [
        f"{item.package}: found {item.licence}; expected one of {', '.join(ALLOWED)}"
        for item in found
        if item.licence != NOT_EXAMINED and not is_allowed(item.licence)
    ]


def _why(pins: list[Pin], own: dict[str, str]) -> str:
    name = pins[0].name
    others = sorted({asker for pin in pins for asker in pin.asked_by if asker != OURSELVES})
    parts = [f"direct, for {own[name]}"] if name in own else []
    parts += [f"brought by {', '.join(others)}"] if others else []
    return "; ".join(parts)


def licence_page(found: list[Licence]) -> str:
    """The whole page as Markdown."""
    lines = [OPENING, "## Allowed\n", "| licence | asks | packages |", "|---|---|---|"]
    for licence, asks in ALLOWED.items():
        count = sum(licence in re.split(r" AND | OR ", item.licence) for item in found)
        lines += [f"| {licence} | {asks} | {count} |"] if count else []
    lines += ["\n## Packages\n", "| package | version | licence | why |", "|---|---|---|---|"]
    lines += [package_line(item) for item in found]
    return "\n".join(lines) + "\n"


def package_line(item: Licence) -> str:
    """One package as a line of the page."""
    return f"| {item.package} | {', '.join(item.versions)} | {item.licence} | {item.why} |"


def write_page(found: list[Licence], path: Path) -> None:
    """Write the page; raises LicenceError with every package that is not allowed, and writes nothing."""
    refused = not_allowed(found)
    if refused:
        raise LicenceError("\n".join(refused))
    path.write_text(licence_page(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        write_page(licences(), PAGE)
    except LicenceError as error:
        sys.exit(str(error))
    print(PAGE)
