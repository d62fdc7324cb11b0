"""raw.nornmd_behandling: drugs given to patients of NORNMD, as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import (
    ATC_FIFTH_LEVEL,
    DOSE_UNITS,
    HEALTH_REGIONS,
    ORGANISATION_NUMBER,
    PERSON,
    ROUTES,
)
from schemas.table import Table, column


class NornmdBehandling(Table):
    """One row per administration of a drug to a registered patient, and snapshot."""

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    rad_id: dt.string = column(
        "Row number of the register", "Rad-ID", str_length={"min_value": 1, "max_value": 16}
    )
    dato: dt.date = column("Date of administration", "Dato gitt", ge=date(2000, 1, 1))
    atc: dt.string = column("ATC code, fifth level", "ATC-kode, femte nivå", str_matches=ATC_FIFTH_LEVEL)
    dose_gitt: dt.Decimal(14, 4) = column(
        "Given dose, in `doseenhet`", "Gitt dose, i `doseenhet`", nullable=True, ge=0
    )
    doseenhet: dt.string = column("Unit of the dose", "Enhet for dosen", nullable=True, isin=DOSE_UNITS)
    adm_vei: dt.string = column("Route of administration", "Administrasjonsvei", nullable=True, isin=ROUTES)
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
        unique = ["rad_id"]
