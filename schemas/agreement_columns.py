"""Columns that every table per agreement has: their meaning and constraints are written once, here."""

from typing import Any

from schemas.table import column

VERDICTS = ("met", "not_met", "unknown")
END_OF_FOLLOW_UP = ("death", "emigrated", "complete_to")
"""Why nobody is followed further: dead, gone abroad, or the source is not complete any longer."""


def agreement_id() -> Any:
    return column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")


def comparator_id() -> Any:
    return column("Comparator within the agreement", "Sammenligning i avtalen")


def index_date() -> Any:
    return column(
        "Time zero: the first-ever recorded dose of the agreement's drug",
        "Tidspunkt null: første registrerte dose av avtalens legemiddel noensinne",
    )


def days_from_index() -> Any:
    return column("Days since the index date", "Dager siden indeksdato", unit="days", ge=0)
