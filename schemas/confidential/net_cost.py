"""confidential.net_cost: released drug costs as they are at the confidential price."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.table import Table, column

MEASURES = ("mean_drug_cost", "drug_cost_on_treatment")


class NetCost(Table):
    """One row per agreement with a confidential price, cohort, subgroup, level, measure, variant and time.

    The rows are those of `released.estimate`, and what is withheld there is withheld here. The same doses are
    counted at the price that held on their day. Where that is not one share of the list price for all, the
    two costs together tell what was spent at each price: then only the main estimate leaves, and only if each
    price was paid for nobody or for at least five persons.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=list(MEASURES))
    variant: dt.string = column("Definition or estimator used", "Definisjon eller estimator som er brukt")
    time_days: dt.int32 = column("Time since index date", "Tid siden indeksdato", unit="days", ge=0)
    at_list_price: dt.float64 = column(
        "Estimate at list price, as released", "Estimat til listepris, som frigitt", unit="NOK", nullable=True
    )
    at_net_price: dt.float64 = column(
        "Estimate at the confidential price", "Estimat til konfidensiell pris", unit="NOK", nullable=True
    )
    lower: dt.float64 = column("Its lower 95 % limit", "Nedre 95 %-grense", unit="NOK", nullable=True)
    upper: dt.float64 = column("Its upper 95 % limit", "Øvre 95 %-grense", unit="NOK", nullable=True)
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = [
            "agreement_id", "data_cut", "cohort", "subgroup", "level", "measure", "variant", "time_days",
        ]  # fmt: skip
