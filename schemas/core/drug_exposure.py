"""core.drug_exposure: every recorded dose and dispensing that the study needs, with its price."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class DrugExposure(Table):
    """One row per administration or dispensing of an agreement's drug or another antineoplastic.

    Antineoplastics are ATC group L01: other lines of treatment are seen by them. A treatment is linked to
    the person, never to the tumour. The same dose may be recorded by two sources: each agreement names
    the one source it rests on. Doses recorded as given and zero were ordered and not given: they are no
    exposures. Rows dated after the data cut are not known facts and are left out.

    Cost is packs × the price in force on the date (pharmacy retail price of `reference.drug_price`). An
    administration uses whole packs: dose divided by usable content, rounded up.
    """

    exposure_id: dt.string = column(
        "Source and the source's row key",
        "Kilde og kildens radnøkkel",
        str_matches=r"^(hospital|h_resept|quality_register)/",
    )
    person_id: dt.string = person_id()
    source: dt.string = column(
        "Where the row was recorded: hospital (INSPIRE), H-resept, or the quality register",
        "Hvor raden er registrert: sykehus (INSPIRE), H-resept eller kvalitetsregisteret",
        isin=("hospital", "h_resept", "quality_register"),
    )
    register: dt.string = column(
        "Register that delivered the row", "Registeret som leverte raden", isin=("inspire", "nornmd")
    )
    atc_code: dt.string = column("Substance, ATC code", "Virkestoff, ATC-kode")
    exposure_date: dt.date = column("Date of administration or dispensing", "Dato gitt eller utlevert")
    dose: dt.float64 = column(
        "Dose given, or ordered where the given dose is not recorded; unit in dose_unit",
        "Gitt dose, eller ordinert dose der gitt ikke er registrert; enhet i dose_unit",
        nullable=True,
        ge=0,
    )
    dose_given: dt.float64 = column(
        "Dose recorded as given, in dose_unit; empty where it is not recorded",
        "Dose registrert som gitt, i dose_unit; tomt der den ikke er registrert",
        nullable=True,
        gt=0,
    )
    dose_ordered: dt.float64 = column(
        "Dose recorded as ordered, in dose_unit; empty where it is not recorded",
        "Dose registrert som ordinert, i dose_unit; tomt der den ikke er registrert",
        nullable=True,
        ge=0,
    )
    dose_unit: dt.string = column(
        "Unit of the doses; micrograms are always written ug",
        "Enhet for dosene; mikrogram skrives alltid ug",
        nullable=True,
    )
    pack_count: dt.float64 = column(
        "Packs dispensed, or whole packs that the dose takes",
        "Utleverte pakninger, eller hele pakninger som dosen krever",
        unit="packs",
        nullable=True,
        ge=0,
    )
    supply_days: dt.int32 = column(
        "Days that a dispensing lasts: packs × days per pack, or its defined daily doses where the pack is"
        " unknown; empty for administrations",
        "Dager en utlevering varer: pakninger × dager per pakning, eller definerte døgndoser der pakningen er"
        " ukjent; tomt for administreringer",
        unit="days",
        nullable=True,
        ge=0,
    )
    regimen_code: dt.string = column(
        "Regimen (KURID), four digits; administrations only",
        "Kur (KURID), fire sifre; bare administreringer",
        nullable=True,
        str_matches=r"^\d{4}$",
    )
    cycle_number: dt.int32 = column(
        "Cycle of the regimen; administrations only", "Syklus i kuren; bare administreringer",
        nullable=True, ge=1,
    )  # fmt: skip
    cycle_day: dt.int32 = column(
        "Day of the cycle, from 1; administrations only", "Dag i syklusen, fra 1; bare administreringer",
        unit="day", nullable=True, ge=1,
    )  # fmt: skip
    intent_code: dt.string = column(
        "Intent: 1 curative or adjuvant, 2 palliative; empty when unknown, and for dispensings",
        "Hensikt: 1 kurativ eller adjuvant, 2 palliativ; tom når ukjent, og for utleveringer",
        nullable=True,
        isin=("1", "2"),
    )
    refund_code: dt.string = column(
        "Refund code at dispensing, or of the prescription where that is missing; like ICD-10, upper case "
        "without dot",
        "Refusjonskode ved utlevering, eller på resepten der den mangler; som ICD-10, store bokstaver uten "
        "punktum",
        nullable=True,
    )
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    drug_cost_nok: dt.Decimal(18, 2) = column(
        "Drug cost, pharmacy retail price with VAT; empty when no price is known for the date",
        "Legemiddelkostnad, apotekenes utsalgspris med mva.; tomt når prisen ikke er kjent for datoen",
        unit="NOK",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = ["exposure_id"]
