"""The one way a table is declared: grain, columns, units, two languages, constraints and key."""

from typing import Any

import pandera.ibis as pa


class Table(pa.DataFrameModel):
    """Base of every schema. A subclass's docstring opens with the grain of its table."""

    class Config:
        strict = True


def column(
    english: str,
    norwegian: str,
    *,
    unit: str | None = None,
    nullable: bool = False,
    words: bool = False,
    **constraints: Any,
) -> Any:
    """Declare one column: what it means in both languages, its unit and its constraints.

    `constraints` are pandera Field arguments (ge, le, isin, str_matches, unique …). A column with a unit
    carries it here and, where it is a number of something, in its name as well. In a raw table `words` marks
    an open list of names of things; in every other column words are taken for a person's name or free text.
    """
    return pa.Field(
        description=english,
        metadata={"norwegian": norwegian, "unit": unit, "words": words},
        nullable=nullable,
        **constraints,
    )
