"""cohort.coverage_person: whom NPR shows, and whether the register that ought to hold them does."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column

DENOMINATORS = ("npr_drug", "npr_diagnosis")


class CoveragePerson(Table):
    """One row per agreement in force, register, denominator and person whom NPR shows.

    Denominator `npr_drug`: a contact that carries one of the agreement's drugs, from the start of the
    agreement to the day to which both NPR and the treatment register are complete. The register holds the
    person when it has a dose of the agreement's drugs within 45 days of one of these contacts. An agreement
    whose drug is dispensed on H-resept has no such rows: what pharmacies hand out is no hospital contact, so
    NPR cannot show who is missing.

    Denominator `npr_diagnosis`: contacts on at least two days whose main condition the agreement's diagnosis
    criterion names, to the day to which both NPR and the disease register are complete; one day alone is as
    often a suspicion. The register holds the person when it has a case of that diagnosis, of any date.

    Only persons within the agreement's ages at the first of these contacts; where the age is not known, the
    person stays. Place and day are those of the first contact.
    """

    agreement_id: dt.string = agreement_id()
    register: dt.string = column("Register whose coverage is asked for", "Registeret dekningen gjelder",
        isin=("inspire", "kreftregisteret", "nornmd"))  # fmt: skip
    denominator: dt.string = column(
        "What NPR shows of the person: the drug, or the diagnosis",
        "Hva NPR viser om personen: legemidlet eller diagnosen",
        isin=DENOMINATORS,
    )
    person_id: dt.string = person_id()
    first_contact_date: dt.date = column(
        "Day of the first contact that shows it", "Dato for første kontakt som viser det"
    )
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    is_delivered: dt.boolean = column(
        "The register is delivered from that region at that time; a region that is not known is not",
        "Registeret leveres fra den regionen på det tidspunktet; fra en ukjent region gjør det ikke",
    )
    is_found: dt.boolean = column(
        "The register holds the person; empty when the register has delivered nothing at all",
        "Registeret har personen; tomt når registeret ikke har levert noe",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "register", "denominator", "person_id"]
