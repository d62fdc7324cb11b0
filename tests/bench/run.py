"""Take every measurement of a folder and write them to a page of `docs/reference`.

`make bench` measures what stands beside this file, `make bench-trust` what stands in `trust`; `python -m
tests.bench.run trust measure_kills` takes one again and leaves the others on the page. Never run by the
tests: seconds depend on the machine and on what else it does.
"""

import importlib
import os
import platform
import re
import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from pipelines.tables import REPOSITORY
from tests.bench.code_state import git
from tests.bench.figures import Figure

PAGES = REPOSITORY / "docs" / "reference"
LIBRARIES = ("duckdb", "polars", "pandera", "ibis-framework", "dagster")
BENCH = """# Measurements

Written by `make bench`, never by hand. Seconds are medians of wall-clock time unless said otherwise. A ratio
is to the yardstick in the same table, taken in the same run: only ratios can be compared between machines.
"""
TRUST = """# Measurements of trust

Written by `make bench-trust`, never by hand: what was done to the pipeline and to what it publishes, and what
came of it. `make test` does a small part of the same each time.
"""


@dataclass(frozen=True)
class Page:
    """Measurements of one package, written to one page: `measure()` of each of its modules `measure_*`."""

    package: str
    name: str
    head: str


PAGE_OF = {
    "bench": Page("tests.bench", "measurements.md", BENCH),
    "trust": Page("tests.bench.trust", "measurements-trust.md", TRUST),
}


def main(page: Page, only: Collection[str] = ()) -> None:
    """Measure one after the other, saying which, all or `only` some modules; the page is written after each.

    Raises SystemExit where one of `only` is no module of the page.
    """
    modules = [
        path.stem for path in sorted(REPOSITORY.joinpath(*page.package.split(".")).glob("measure_*.py"))
    ]
    if unknown := set(only) - set(modules):
        sys.exit(
            f"{', '.join(sorted(unknown))}: no measurement of {page.name}, which has {', '.join(modules)}"
        )
    written, measured = PAGES / page.name, {}
    for name in only or modules:
        module = importlib.import_module(f"{page.package}.{name}")
        print(f"{module.TITLE} …", file=sys.stderr, flush=True)
        taken_at = _taken_at()
        measured[module.TITLE] = _section(module, module.measure(), taken_at)
        sections = (_sections_of(written) if only else {}) | measured
        in_order = [sections[title] for title in sorted(sections)]
        written.write_text("\n".join([page.head, _machine(), *in_order]), encoding="utf-8", newline="\n")
    print(written.relative_to(REPOSITORY))


def _sections_of(page: Path) -> dict[str, str]:
    """The sections that a page has already, by title."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {section.splitlines()[0].removeprefix("## "): section.rstrip("\n") + "\n" for section in sections}


def _taken_at() -> str:
    """The code, without a date: the commit tells when; and what else the machine did."""
    commit = git("rev-parse", "--short=12", "HEAD") + (_changed() and " with changes since")
    return (
        f"Taken at commit {commit}, the machine busy with {os.getloadavg()[0]:.1f} processes when it began."
    )


def _machine() -> str:
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    facts = {
        "cores": os.cpu_count(),
        "memory": f"{memory_gib:.0f} GiB",
        "Python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }
    return "\n".join(
        ["| machine | |", "|---|---|", *(f"| {name} | {fact} |" for name, fact in facts.items()), ""]
    )


def _section(module: ModuleType, found: list, taken_at: str) -> str:
    """Figures in seconds, or rows under the module's own HEADINGS."""
    table = _findings(module.HEADINGS, found) if hasattr(module, "HEADINGS") else _seconds(found)
    return "\n".join([f"## {module.TITLE}", "", (module.__doc__ or "").strip(), "", taken_at, "", *table, ""])


def _findings(headings: tuple[str, ...], rows: list[tuple]) -> list[str]:
    lines = [" | ".join(_said(value) for value in row) for row in rows]
    return [
        f"| {' | '.join(headings)} |",
        "|---|" + "---:|" * (len(headings) - 1),
        *(f"| {x} |" for x in lines),
    ]


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _seconds(figures: list[Figure]) -> list[str]:
    rows = [
        f"| {figure.what} | {len(figure.seconds)} | {figure.median_seconds:.2f} | "
        f"{'' if figure.ratio is None else f'{figure.ratio:.2f}'} |"
        for figure in figures
    ]
    return ["| what | runs | seconds, median | ratio |", "|---|---:|---:|---:|", *rows]


def _changed() -> str:
    """What of the code that is measured differs from the commit."""
    return git(
        "status",
        "--porcelain",
        "--",
        "pipelines",
        "schemas",
        "sql",
        "sample_data",
        "tests/bench",
        "tests/support",
        "tests/attack",
    )


if __name__ == "__main__":
    main(PAGE_OF[sys.argv[1] if len(sys.argv) > 1 else "bench"], sys.argv[2:])
