"""cohort.agreement_exposure: which recorded doses count as treatment under which agreement."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class AgreementExposure(Table):
    """One row per agreement and recorded dose or dispensing of one of its substances.

    Only rows of the one source the agreement rests on, up to the data cut: the same dose may stand in two
    sources. Persons outside the agreement's age scope are still here; `cohort.treated_person` leaves them
    out.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    exposure_id: dt.string = column("Source and the source's row key", "Kilde og kildens radnøkkel")
    exposure_date: dt.date = column("Date of administration or dispensing", "Dato gitt eller utlevert")
    covered_days: dt.int32 = column(
        "Days this record covers: the dispensed supply, or the agreement's interval of an administration;"
        " 0 when the supply is not recorded",
        "Dager raden dekker: utlevert mengde, eller avtalens intervall for en administrering;"
        " 0 når mengden ikke er registrert",
        unit="days",
        ge=0,
    )
    is_dispensing: dt.boolean = column(
        "Dispensed: what is left over carries on to the next pack (an administration leaves nothing over)",
        "Utlevert: det som er til overs, brukes videre (en administrering etterlater ingenting)",
    )
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    drug_cost_nok: dt.Decimal(18, 2) = column(
        "Drug cost, pharmacy retail price with VAT; empty when no price is known",
        "Legemiddelkostnad, apotekenes utsalgspris med mva.; tomt når prisen ikke er kjent",
        unit="NOK",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "exposure_id"]
