"""Columns that many tables have: their meaning and constraints are written once, here.

Each call gives a fresh declaration, because pandera binds a declaration to the one class that uses it.
"""

from typing import Any

from schemas.code_lists import HEALTH_REGIONS, ORGANISATION_NUMBER, PERSON
from schemas.table import column


def person_id() -> Any:
    return column("Person, project pseudonym", "Person, prosjektspesifikt løpenummer", str_matches=PERSON)


def hospital_id() -> Any:
    return column(
        "Hospital trust, organisation number; empty when the source names none",
        "Helseforetak, organisasjonsnummer; tomt når kilden ikke oppgir det",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )


def region_code() -> Any:
    return column(
        "Health region: 3 West, 4 Central, 5 North, 7 South-East, 9 abroad or other",
        "Helseregion: 3 Vest, 4 Midt, 5 Nord, 7 Sør-Øst, 9 utlandet eller annet",
        nullable=True,
        isin=[str(code) for code in HEALTH_REGIONS],
    )


def residence_region_code() -> Any:
    return column(
        "Health region of residence, from the county: 3 West, 4 Central, 5 North, 7 South-East; empty when "
        "the county is not known",
        "Helseregionen personen bor i, etter fylke: 3 Vest, 4 Midt, 5 Nord, 7 Sør-Øst; tom når fylket er "
        "ukjent",
        nullable=True,
        isin=("3", "4", "5", "7"),
    )
