"""raw.inspire_hresept: hospital-financed prescriptions dispensed in pharmacies (H-resept), as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import ATC_FIFTH_LEVEL, HEALTH_REGIONS, ORGANISATION_NUMBER, PERSON
from schemas.ordering import ordered
from schemas.table import Table, column


class InspireHresept(Table):
    """One row per dispensing on an H-resept.

    National. Holds no diagnosis and no dose; the reimbursement code stands in for ICD-10. Sex is a word here
    (Mann, Kvinne), unlike in every other file.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    hreseptid_lnr: dt.string = column(
        "Dispensing number", "H-resept-ID, løpenummer", str_length={"min_value": 1, "max_value": 14}
    )
    periodeaar: dt.int32 = column(
        "Reporting year", "Periodeår", unit="calendar year", nullable=True, ge=2000, le=2099
    )
    atc_1: dt.string = column("ATC code, fifth level", "ATC-kode, femte nivå", str_matches=ATC_FIFTH_LEVEL)
    forskrivningsdato: dt.date = column(
        "Date of prescription", "Forskrivningsdato", nullable=True, ge=date(2000, 1, 1)
    )
    utleveringsdato: dt.date = column("Date of dispensing", "Utleveringsdato", ge=date(2000, 1, 1))
    resepttype: dt.string = column(
        "Kind of prescription", "Resepttype", nullable=True, str_length={"max_value": 10}
    )
    refusjonskoderesept: dt.string = column(
        "Reimbursement code on the prescription, ICD-like",
        "Refusjonskode på resepten",
        nullable=True,
        str_length={"max_value": 8},
    )
    refusjonskodeutlevering: dt.string = column(
        "Reimbursement code at dispensing, ICD-like",
        "Refusjonskode ved utlevering",
        nullable=True,
        str_length={"max_value": 8},
    )
    npkSærtjeneste_STGKode: dt.string = column(
        "Special service code (STG)", "Særtjenestekode (STG)", nullable=True, str_length={"max_value": 8}
    )
    orgnrforskrivendeenhet: dt.string = column(
        "Prescribing unit, organisation number",
        "Forskrivende enhet (org.nr)",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )
    behandlingsstedreshid: dt.string = column(
        "Prescribing unit, RESH number",
        "Behandlingssted (RESH-ID)",
        nullable=True,
        str_length={"max_value": 10},
    )
    kjonn: dt.string = column(
        "Sex as a word: Mann, Kvinne", "Kjønn: Mann, Kvinne", nullable=True, isin=["Mann", "Kvinne"]
    )
    fodselsar: dt.int32 = column(
        "Year of birth", "Fødselsår", unit="calendar year", nullable=True, ge=1880, le=2099
    )
    komnrhjem2: dt.string = column(
        "Municipality of residence", "Bostedskommune", nullable=True, str_length={"max_value": 4}
    )
    bydel2: dt.string = column("City district", "Bydel", nullable=True, str_length={"max_value": 6})
    sh_reg: dt.int32 = column(
        "Health region of the unit: 3 west, 4 central, 5 north, 7 south-east, 9 other",
        "Enhetens helseregion: 3 vest, 4 midt, 5 nord, 7 sør-øst, 9 annet",
        nullable=True,
        isin=HEALTH_REGIONS,
    )
    pas_reg2: dt.int32 = column(
        "Health region of residence", "Pasientens helseregion", nullable=True, ge=0, le=99
    )
    pasfylke2: dt.string = column(
        "County of residence", "Pasientens fylke", nullable=True, str_length={"max_value": 2}
    )
    varenr: dt.string = column("Product number", "Varenummer", nullable=True, str_matches=r"^\d{1,6}$")
    antall_pakn: dt.Decimal(12, 3) = column(
        "Packs dispensed", "Antall pakninger", unit="packs", nullable=True, ge=0
    )
    ddd: dt.Decimal(12, 3) = column(
        "Defined daily doses dispensed",
        "Definerte døgndoser",
        unit="defined daily doses",
        nullable=True,
        ge=0,
    )

    dispensed_after_prescribed = ordered("forskrivningsdato", "utleveringsdato")

    class Config:
        unique = ["hreseptid_lnr"]
