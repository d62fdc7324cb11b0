"""raw.dar_dodsarsak: causes of death from the Cause of Death Registry, as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import PERSON
from schemas.table import Table, column

ICD10 = r"^[A-Za-z]\d{2}"


class DarDodsarsak(Table):
    """One row per dead person and snapshot.

    A year's causes come a year and a half after it began: a recent death has a date and no cause yet.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    dodsdato: dt.date = column("Date of death", "Dødsdato", ge=date(1950, 1, 1))
    dodsarsak_underliggende: dt.string = column(
        "Underlying cause of death, ICD-10",
        "Underliggende dødsårsak, ICD-10",
        nullable=True,
        str_matches=ICD10,
    )
    dodsarsak_kode1: dt.string = column(
        "Contributing cause 1, ICD-10", "Medvirkende dødsårsak 1", nullable=True, str_matches=ICD10
    )
    dodsarsak_kode2: dt.string = column(
        "Contributing cause 2, ICD-10", "Medvirkende dødsårsak 2", nullable=True, str_matches=ICD10
    )
    dodsarsak_kode3: dt.string = column(
        "Contributing cause 3, ICD-10", "Medvirkende dødsårsak 3", nullable=True, str_matches=ICD10
    )
    dodsarsak_kode4: dt.string = column(
        "Contributing cause 4, ICD-10", "Medvirkende dødsårsak 4", nullable=True, str_matches=ICD10
    )
    dod_gr: dt.int32 = column(
        "Group: 1 cancer, 2 other, 3 cause not reported, 4 not registered, 0 alive, 5 lost to follow-up",
        "Gruppe: 1 kreft, 2 annet, 3 årsak ikke meldt, 4 ikke registrert, 0 i live, 5 ute av oppfølging",
        nullable=True,
        ge=0,
        le=5,
    )
    dodssted: dt.int32 = column(
        "Place of death: 1 hospital, 2 nursing home, 3 home, 9 unknown",
        "Dødssted: 1 sykehus, 2 sykehjem, 3 hjem, 9 ukjent",
        nullable=True,
        isin=[1, 2, 3, 9],
    )
    obduksjon: dt.int32 = column(
        "Autopsy: 0 no, 1 yes, 9 unknown", "Obduksjon: 0 nei, 1 ja, 9 ukjent", nullable=True, isin=[0, 1, 9]
    )

    class Config:
        unique = ["lopenr"]
