"""agreement.planned_dose: the planned dosing that given doses are compared with."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

DOSE_UNITS = ("mg", "ug")


class PlannedDose(Table):
    """One row per agreement and phase of the planned dosing.

    Only fixed doses: registers hold neither weight nor body surface.
    """

    agreement_id: dt.string = agreement_id()
    from_day: dt.int32 = column(
        "Day of the phase's first dose, from the first dose of all",
        "Dag for første dose i fasen, regnet fra aller første dose",
        unit="days",
        ge=0,
    )
    to_day: dt.int32 = column(
        "Day on which the next phase begins; empty for the last one",
        "Dagen neste fase begynner; tomt for den siste",
        unit="days",
        nullable=True,
        gt=0,
    )
    dose: dt.float64 = column("One dose, in dose_unit", "Én dose, i dose_unit", gt=0)
    dose_unit: dt.string = column("Unit of the dose", "Doseenhet", isin=DOSE_UNITS)
    interval_days: dt.int32 = column("Days from dose to dose", "Dager fra dose til dose", unit="days", gt=0)
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column("Invented for the example", "Oppdiktet for eksemplet")

    class Config:
        unique = ["agreement_id", "from_day"]
