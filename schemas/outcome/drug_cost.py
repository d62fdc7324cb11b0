"""outcome.drug_cost: what the agreement's drug cost, day by day."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, days_from_index
from schemas.shared_columns import person_id
from schemas.table import Table, column


class DrugCost(Table):
    """One row per agreement, treated person and date with a record of the agreement's drug.

    A record without a known price adds nothing to the cost and is counted beside it: the cost is then too
    low. Rows after the end of follow-up are kept; each estimator leaves them out.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    cost_date: dt.date = column("Date of administration or dispensing", "Dato gitt eller utlevert")
    days_from_index: dt.int32 = days_from_index()
    cost_nok: dt.Decimal(18, 2) = column(
        "Drug cost on the date, pharmacy retail price with VAT",
        "Legemiddelkostnad på datoen, apotekenes utsalgspris med mva.",
        unit="NOK",
        ge=0,
    )
    n_unpriced: dt.int32 = column("Records without a known price", "Rader uten kjent pris", ge=0)

    class Config:
        unique = ["agreement_id", "person_id", "cost_date"]
