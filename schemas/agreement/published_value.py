"""agreement.published_value: numbers of a comparator that others have published."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.table import Table, column


class PublishedValue(Table):
    """One row per agreement, published comparator, measure and time.

    A number of a measure of the catalogue, in its unit, so that it can stand beside ours. The persons behind
    it were chosen by others, by other criteria: it is shown, never judged by the agreement's rules.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    measure: dt.string = column("Measure", "Mål")
    time_days: dt.int32 = column(
        "Time since the start of treatment", "Tid siden behandlingsstart", unit="days", nullable=True, gt=0
    )
    value: dt.float64 = column("Value", "Verdi", ge=0)
    lower: dt.float64 = column(
        "Lower limit, if published", "Nedre grense, hvis publisert", nullable=True, ge=0
    )
    upper: dt.float64 = column(
        "Upper limit, if published", "Øvre grense, hvis publisert", nullable=True, ge=0
    )
    unit: dt.string = column("Unit of value and limits", "Enhet for verdi og grenser")
    n: dt.int64 = column("Persons it rests on", "Personer den bygger på", nullable=True, gt=0)
    n_events: dt.int64 = column("Events among them", "Hendelser blant dem", nullable=True, ge=0)
    place: dt.string = column("Table or page of the source", "Tabell eller side i kilden", nullable=True)
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "comparator_id", "measure", "time_days"]
