"""outcome.dose_intensity: doses given beside doses planned, and beside doses ordered."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class DoseIntensity(Table):
    """One row per agreement whose source records doses, and new starter with a course by the primary rule.

    Relative dose intensity (Hryniuk and Bush 1984): the dose given per day over the dose planned per day,
    from the first to the last day with a dose. The last dose itself does not count, because the time it was
    planned for is not over. How early treatment stopped is told by its duration, not here. Planned doses are
    those of the agreement; where it states none, where one dose is not recorded as given, or where all doses
    were given on one day, the intensity is unknown.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    n_dose_days: dt.int32 = column("Days with a dose", "Dager med dose", ge=1)
    elapsed_days: dt.int32 = column(
        "From the first to the last day with a dose", "Fra første til siste dag med dose", unit="days", ge=0
    )
    relative_dose_intensity: dt.float64 = column(
        "Dose given over dose planned from the first to the last day with a dose",
        "Gitt dose delt på planlagt dose fra første til siste dag med dose",
        nullable=True,
        ge=0,
    )
    given_of_ordered: dt.float64 = column(
        "Dose given over dose ordered, of the doses that were given; empty where one is not recorded",
        "Gitt dose delt på ordinert dose, for dosene som ble gitt; tomt der én ikke er registrert",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "person_id"]
