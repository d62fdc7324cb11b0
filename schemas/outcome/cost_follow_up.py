"""outcome.cost_follow_up: how long each person's costs are known."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import END_OF_FOLLOW_UP, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class CostFollowUp(Table):
    """One row per agreement, treated person and source of cost.

    Costs are complete for who died while followed, and for who was followed over the whole horizon.
    Persons of unknown vital status, and those whose index date lies after the source's last complete date,
    have no row.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    cost_source: dt.string = column(
        "The agreement's drug, or hospital contacts",
        "Avtalens legemiddel, eller sykehuskontakter",
        isin=("drug", "hospital"),
    )
    follow_up_days: dt.int32 = column(
        "From index date to death or to the last date with known cost",
        "Fra indeksdato til død eller til siste dato med kjent kostnad",
        unit="days",
        ge=0,
    )
    is_complete: dt.boolean = column(
        "Died, or followed over the agreement's whole cost horizon",
        "Døde, eller er fulgt over hele avtalens kostnadshorisont",
    )
    end_reason: dt.string = column(
        "Why follow-up ends here", "Hvorfor oppfølgingen slutter her", isin=END_OF_FOLLOW_UP
    )

    class Config:
        unique = ["agreement_id", "person_id", "cost_source"]
