"""outcome.hospital_cost: what hospital contacts cost, for any cause."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, days_from_index
from schemas.shared_columns import person_id
from schemas.table import Table, column


class HospitalCost(Table):
    """One row per agreement, treated person and hospital episode that began on or after the index date.

    All years are valued at one price: that of the newest price year known. A stay that began before the first
    dose is not counted, even when the dose was given during it.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    episode_id: dt.string = column(
        "Episode, NPR's key within the person", "Episode, NPRs nøkkel innen personen"
    )
    days_from_index: dt.int32 = days_from_index()
    drg_points: dt.Decimal(10, 3) = column(
        "DRG points of the episode", "DRG-poeng for episoden", unit="DRG points", nullable=True, ge=0
    )
    cost_nok: dt.Decimal(18, 2) = column(
        "DRG points times the unit price; empty when either is missing",
        "DRG-poeng ganget med enhetsprisen; tomt når en av dem mangler",
        unit="NOK",
        nullable=True,
        ge=0,
    )
    is_drug_treatment_drg: dt.boolean = column(
        "The DRG is for drug treatment and may contain the drug's cost",
        "DRG-en gjelder legemiddelbehandling og kan inneholde legemiddelkostnaden",
    )

    class Config:
        unique = ["agreement_id", "person_id", "episode_id"]
