"""raw.inspire_legemiddelbehandling: cancer drugs given in hospital (INSPIRE), as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import ATC_FIFTH_LEVEL, DOSE_UNITS, ORGANISATION_NUMBER, PERSON, ROUTES
from schemas.table import Table, column


class InspireLegemiddelbehandling(Table):
    """One row per administration of a cancer drug in hospital.

    Linked to the person, not to a case of cancer. No rows from Helse Nord; before 2019 only the regions
    West and Central.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    rad_id: dt.string = column(
        "Row number of the register", "Rad-ID", str_length={"min_value": 1, "max_value": 16}
    )
    kilde: dt.string = column("Source, always the hospital", "Datakilde, alltid sykehus", isin=["SYKEHUS"])
    kildesystem: dt.string = column(
        "Hospital system the row comes from",
        "Fagsystem raden kommer fra",
        nullable=True,
        isin=["CMS", "CYTODOSE", "METAVISION", "DIPS"],
    )
    hf_orgnr: dt.string = column(
        "Hospital trust, organisation number", "Helseforetak (org.nr)", str_matches=ORGANISATION_NUMBER
    )
    rhf: dt.int32 = column(
        "Health region: 3 west, 4 central, 5 north, 7 south-east",
        "Helseregion: 3 vest, 4 midt, 5 nord, 7 sør-øst",
        nullable=True,
        isin=[3, 4, 5, 7],
    )
    kur_id: dt.string = column(
        "Regimen code, four digits", "Kurkode (KURID), fire sifre", nullable=True, str_matches=r"^\d{4}$"
    )
    kur_navn: dt.string = column(
        "Name of the regimen", "Kurnavn", nullable=True, words=True, str_length={"max_value": 60}
    )
    syklus_nr: dt.int32 = column("Cycle", "Syklus", nullable=True, ge=1, le=999)
    dag_nr: dt.int32 = column("Day of the cycle", "Dag i syklus", nullable=True, ge=1, le=366)
    atc: dt.string = column("ATC code, fifth level", "ATC-kode, femte nivå", str_matches=ATC_FIFTH_LEVEL)
    virkestoff: dt.string = column(
        "Substance", "Virkestoff", nullable=True, words=True, str_length={"max_value": 60}
    )
    dato: dt.date = column("Date of administration", "Dato gitt", ge=date(2000, 1, 1))
    dose_ordinert: dt.Decimal(14, 4) = column(
        "Ordered dose, in `doseenhet`", "Ordinert dose, i `doseenhet`", nullable=True, ge=0
    )
    dose_gitt: dt.Decimal(14, 4) = column(
        "Given dose, in `doseenhet`", "Gitt dose, i `doseenhet`", nullable=True, ge=0
    )
    doseenhet: dt.string = column("Unit of the doses", "Enhet for dosene", nullable=True, isin=DOSE_UNITS)
    adm_vei: dt.string = column("Route of administration", "Administrasjonsvei", nullable=True, isin=ROUTES)
    intensjon: dt.int32 = column(
        "Intent: 1 curative or adjuvant, 2 palliative, 9 unknown",
        "Intensjon: 1 kurativ/adjuvant, 2 palliativ, 9 ukjent",
        nullable=True,
        isin=[1, 2, 9],
    )

    class Config:
        unique = ["rad_id"]
