"""raw.nornmd_pasient: patients of the registry of neuromuscular diseases (NORNMD), as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import HEALTH_REGIONS, ORGANISATION_NUMBER, PERSON
from schemas.table import Table, column


class NornmdPasient(Table):
    """One row per registered patient and snapshot.

    Coverage is low: a patient who is not here may well have the disease.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    kjonn: dt.int32 = column("Sex: 1 male, 2 female", "Kjønn: 1 mann, 2 kvinne", isin=[1, 2])
    fodselsaar: dt.int32 = column("Year of birth", "Fødselsår", unit="calendar year", ge=1880, le=2099)
    icd10: dt.string = column(
        "ICD-10 code as delivered", "ICD-10-kode slik den er levert", str_matches=r"^[A-Za-z]\d{2}"
    )
    sma_type: dt.int32 = column(
        "Type of spinal muscular atrophy, 9 unknown",
        "SMA-type, 9 ukjent",
        nullable=True,
        isin=[1, 2, 3, 4, 9],
    )
    smn2_kopi: dt.int32 = column(
        "Copies of the gene SMN2", "Antall kopier av SMN2", unit="copies", nullable=True, ge=0, le=8
    )
    diagnosedato: dt.date = column("Date of diagnosis", "Diagnosedato", nullable=True, ge=date(1930, 1, 1))
    inklusjonsdato: dt.date = column(
        "Date of inclusion in the registry", "Inklusjonsdato", nullable=True, ge=date(2000, 1, 1)
    )
    hf_orgnr: dt.string = column(
        "Hospital trust, organisation number",
        "Helseforetak (org.nr)",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )
    sh_reg: dt.int32 = column(
        "Health region: 3 west, 4 central, 5 north, 7 south-east, 9 other",
        "Helseregion: 3 vest, 4 midt, 5 nord, 7 sør-øst, 9 annet",
        nullable=True,
        isin=HEALTH_REGIONS,
    )

    class Config:
        unique = ["lopenr"]
