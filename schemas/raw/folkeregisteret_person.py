"""raw.folkeregisteret_person: vital status from the National Population Register, as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import PERSON
from schemas.table import Table, column


class FolkeregisteretPerson(Table):
    """One row per person and snapshot.

    Only the last emigration and immigration are held; who moved out and back has both dates.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    kjonn: dt.int32 = column(
        "Sex: 0 not known, 1 male, 2 female, 9 not specified",
        "Kjønn: 0 ikke kjent, 1 mann, 2 kvinne, 9 ikke spesifisert",
        isin=[0, 1, 2, 9],
    )
    fodselsaar: dt.int32 = column(
        "Year of birth", "Fødselsår", unit="calendar year", nullable=True, ge=1880, le=2099
    )
    fodselsmnd: dt.int32 = column(
        "Month of birth", "Fødselsmåned", unit="calendar month", nullable=True, ge=1, le=12
    )
    status: dt.string = column(
        "Status: B alive and resident, D dead, . lost to follow-up",
        "Status: B bosatt og i live, D død, . ute av oppfølging",
        isin=["B", "D", "."],
    )
    statusdato: dt.date = column("Date of the status", "Statusdato", nullable=True, ge=date(1900, 1, 1))
    dodsdato: dt.date = column("Date of death", "Dødsdato", nullable=True, ge=date(1950, 1, 1))
    emigrertdato: dt.date = column(
        "Date of last emigration", "Siste utvandring", nullable=True, ge=date(1900, 1, 1)
    )
    innvandretdato: dt.date = column(
        "Date of last immigration", "Siste innvandring", nullable=True, ge=date(1880, 1, 1)
    )
    personstatus: dt.string = column(
        "Status in the population register's own words",
        "Personstatus i Folkeregisteret",
        nullable=True,
        isin=[
            "bosatt",
            "utflyttet",
            "doed",
            "inaktiv",
            "midlertidig",
            "ikkeBosatt",
            "forsvunnet",
            "foedselsregistrert",
            "opphoert",
        ],
    )

    class Config:
        unique = ["lopenr"]
