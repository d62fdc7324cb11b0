"""core.person: who the persons of the study are, and their vital status."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class Person(Table):
    """One row per person of the study.

    Sex and birth come from the first of these registers that knows them: Folkeregisteret,
    Kreftregisteret, the rare-disease register, H-resept, NPR. Birth year and month are always taken from
    the same register. The region is that of the newest address in Kreftregisteret (at diagnosis), H-resept or
    NPR whose county is known. Who has none there gets the region in which the rare-disease register follows
    the person; where NPR says that somebody was treated is never taken for where the person lives.
    Vital status is Folkeregisteret's alone: a death stands here even when it lies
    after `vital_complete_to`, and it is each measure's task to disregard it then.
    """

    person_id: dt.string = person_id()
    sex: dt.string = column("Sex as registered", "Registrert kjønn", isin=("female", "male", "unknown"))
    birth_year: dt.int32 = column("Year of birth", "Fødselsår", unit="year", nullable=True, ge=1880, le=2099)
    birth_month: dt.int32 = column(
        "Month of birth, from the register that gave the year",
        "Fødselsmåned, fra registeret som ga året",
        unit="month",
        nullable=True,
        ge=1,
        le=12,
    )
    death_date: dt.date = column(
        "Date of death known to Folkeregisteret at the data cut",
        "Dødsdato kjent i Folkeregisteret ved datakuttet",
        nullable=True,
    )
    emigration_date: dt.date = column(
        "Date of the emigration after which the person has not returned; loss to follow-up counts as"
        " emigration",
        "Dato for utvandring uten senere innvandring; tapt for oppfølging regnes som utvandret",
        nullable=True,
    )
    vital_complete_to: dt.date = column(
        "Last date to which vital status is complete; empty when Folkeregisteret has no row for the person,"
        " whose vital status is then unknown at every date",
        "Siste dato vitalstatus er komplett til; tomt når Folkeregisteret ikke har personen, og"
        " vitalstatus dermed er ukjent",
        nullable=True,
    )

    region_code: dt.string = column(
        "Health region of residence, from the county; where no county is known, the region that follows the"
        " person in the rare-disease register: 3 West, 4 Central, 5 North, 7 South-East; empty when neither"
        " is known",
        "Helseregionen personen bor i, etter fylke; der fylket er ukjent, regionen som følger personen i"
        " registeret for sjeldne sykdommer: 3 Vest, 4 Midt, 5 Nord, 7 Sør-Øst; tom når ingen av dem er kjent",
        nullable=True,
        isin=("3", "4", "5", "7"),
    )

    class Config:
        unique = ["person_id"]
