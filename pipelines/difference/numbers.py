"""The numbers of one agreement in one build, as one long frame whatever table they stand in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

Query = Callable[[str], pl.DataFrame]
COLUMNS = ("table_name", "number", "what")


@dataclass(frozen=True)
class Numbers:
    """Which columns of a table name a number, and which hold its values."""

    keys: tuple[str, ...]
    values: tuple[str, ...]
    unit: str = "'persons'"
    is_count: bool = True
    """A row that is not there is a group that nobody belongs to."""


ESTIMATES = Numbers(
    ("cohort", "subgroup", "level", "measure", "variant", "time_days"),
    ("estimate", "n", "n_events"),
    unit="unit",
    is_count=False,
)
NUMBERS: Mapping[str, Numbers] = MappingProxyType(
    {
        "result.attrition": Numbers(("step",), ("n_in",)),
        "result.person_count": Numbers(("topic", "item", "grouping", "level", "category"), ("n",)),
        "result.estimate": ESTIMATES,
    }
)
"""What a reassessment says in numbers; limits of intervals move with the estimates they belong to."""


def numbers_of(query: Query, agreement_id: str, tables: Mapping[str, Numbers] = NUMBERS) -> pl.DataFrame:
    """One row per number: table_name, number (its key in words), what (the column), unit, value.

    `query` asks the build; its tables have the columns of their schemas.
    """
    parts = [
        query(
            f"select '{name}' as table_name, concat_ws(', ', {', '.join(shape.keys)}) as number, "
            f"'{value}' as what, {shape.unit if value == 'estimate' else repr('persons')} as unit, "
            f"cast({value} as double) as value from {name} where agreement_id = '{agreement_id}'"
        )
        for name, shape in tables.items()
        for value in shape.values
    ]
    return pl.concat(parts).sort(COLUMNS)
