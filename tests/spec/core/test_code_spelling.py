"""Codes of all registers are written one way: one rule, the same wherever core reads a code."""

from pathlib import Path

import sqlglot
from sqlglot import exp

from pipelines.tables import SQL

STRIPPED = " .,/"
"""Dots, spaces, trailing commas and slashes that registers put into codes."""


def _stripped(path: Path) -> set[str]:
    tree = sqlglot.parse_one(path.read_text(encoding="utf-8"), dialect="duckdb")
    return {call.args["from_"].name for call in tree.find_all(exp.Translate)}


def test_every_core_table_strips_the_same_characters_from_codes():
    stripped = [_stripped(path) for path in sorted((SQL / "core").glob("*.sql"))]
    assert set().union(*stripped) == {STRIPPED}
    assert sum(map(bool, stripped)) >= 5
