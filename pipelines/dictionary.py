"""The data dictionary as a page: every table with its columns, written from the schemas and nothing else."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pipelines.ddl import dictionary_rows
from pipelines.tables import LAYERS, REPOSITORY, TableDefinition, tables_of

OPENING = """# Tables

Every table of every layer: what a row is, and what each column means in English and Norwegian. Written from
`schemas/` by `revurdering dictionary --out docs/reference/tables.md`; a test fails when this page is old.
The same rows are in `edition.dictionary` of every published database, and in its comments.

**Bold** columns are the key. A column always has a value unless its rule says that it may be missing. What
the measures mean is in [definitions](definitions.md).
"""

COLUMNS = "| column | type | meaning | betydning | rule |\n|---|---|---|---|---|"

WORDS = (
    (r"greater_than_or_equal_to\((.*)\)", r"≥ \1"),
    (r"less_than_or_equal_to\((.*)\)", r"≤ \1"),
    (r"greater_than\((.*)\)", r"> \1"),
    (r"less_than\((.*)\)", r"< \1"),
    (r"isin\([(\[](.*?),?[)\]]\)", r"one of \1"),
    (r"str_matches\('(.*)'\)", r"matches \1"),
    (r"str_length\(None, (\d+)\)", r"at most \1 characters"),
    (r"str_length\((\d+), (\d+)\)", r"\1 to \2 characters"),
)
"""pandera's text of a check → the reader's; a check that is not listed keeps its own text."""


def dictionary_page() -> str:
    """The whole page as Markdown, tables in the order in which data flow."""
    parts = [OPENING, _contents()]
    for layer in LAYERS:
        parts.append(f"## {layer}\n")
        parts += [_section(definition) for definition in _tables(layer)]
    return "\n".join(parts)


def _tables(layer: str) -> list[TableDefinition]:
    return sorted(tables_of(layer), key=lambda definition: definition.name)


def _contents() -> str:
    lines = []
    for layer in LAYERS:
        links = ", ".join(f"[{item.table}](#{layer}{item.table})" for item in _tables(layer))
        lines.append(f"- **[{layer}](#{layer})**: {links}")
    return "\n".join(lines) + "\n"


def _section(definition: TableDefinition) -> str:
    lines = [line.strip() for line in definition.description.splitlines()]
    rows = list(dictionary_rows(definition.name, definition.model))
    return "\n".join(
        [
            f"### {definition.name}",
            "",
            *lines,
            "",
            _files(definition),
            "",
            COLUMNS,
            *(_line(group) for group in _repeated(rows)),
            *(f"| | | | | {_claim(check)} |" for check in definition.model.to_schema().checks),
            "",
        ]
    )


def _files(definition: TableDefinition) -> str:
    paths = [REPOSITORY / "schemas" / definition.layer / f"{definition.table}.py"]
    if definition.is_built:
        paths.append(definition.sql_path if definition.sql is not None else definition.python_path)
        paths.append(REPOSITORY / "tests" / "spec" / definition.layer / f"test_{definition.table}.py")
    words = ("schema", "made by", "examples")
    links = [
        f"{word} [{path.name}](../../{path.relative_to(REPOSITORY)})"
        for word, path in zip(words, paths, strict=False)
    ]
    reads = ", ".join(f"`{name}`" for name in definition.upstream)
    return " · ".join(links) + (f" · reads {reads}" if reads else "")


def _repeated(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Neighbouring columns that differ by the numbers in their names only are one line of the page."""

    def kind(row: dict[str, Any]) -> tuple[str, ...]:
        name = row["column_name"]
        others = (str(value).replace(name, "*") for key, value in row.items() if key != "column_name")
        return (re.sub(r"\d+", "#", name), *others)

    for _, group in groupby(rows, key=kind):
        yield list(group)


def _line(group: Sequence[dict[str, Any]]) -> str:
    first, last = group[0], group[-1]
    names = [f"`{row['column_name']}`" for row in ([first] if first is last else [first, last])]
    name = " … ".join(f"**{name}**" if first["is_key"] else name for name in names)
    unit = f" [{first['unit']}]" if first["unit"] else ""
    english = _cell(first["description_english"]) + unit
    rules = [_cell(_rule(text)) for text in (first["constraint_text"] or "").split("; ") if text]
    if first["is_nullable"]:
        rules.append("may be missing")
    return (
        f"| {name} | {first['column_type']} | {english} | {_cell(first['description_norwegian'])} "
        f"| {'; '.join(rules)} |"
    )


def _rule(text: str) -> str:
    for pattern, words in WORDS:
        found = re.fullmatch(pattern, text)
        if found:
            plain = found.expand(words).replace("'", "")
            return f"matches `{found[1]}`" if words.startswith("matches") else plain
    return text


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


def _claim(check: Any) -> str:
    """What a rule on two columns says: pandera forgets an inherited check's name, not its columns."""
    columns = check.statistics or {}
    if {"earlier", "later"} <= set(columns):
        return f"{columns['later']}.not_before_{columns['earlier']}"
    return str(check.name)
