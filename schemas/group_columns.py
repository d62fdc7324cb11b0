"""The columns that name an analysed group of persons: their meaning is written once, here."""

from typing import Any

from schemas.table import column


def cohort() -> Any:
    return column("Analysed group", "Analysert gruppe")


def subgroup() -> Any:
    return column("Subgroup variable, or all", "Undergruppevariabel, eller all")


def level() -> Any:
    return column("Level of the subgroup variable, or all", "Nivå av undergruppen, eller all")
