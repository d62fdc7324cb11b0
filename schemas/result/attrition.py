"""result.attrition: from all treated persons to the analysed group, step by step."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Attrition(Table):
    """One row per agreement, data cut and step of the patient flow, in order.

    `n_in` persons reach a step, `n_out` of them leave there for the stated reason, and the rest reach the
    next step. The last step is the analysed group: nobody leaves it.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    step_order: dt.int32 = column("Place in the flow", "Plass i flyten", ge=1)
    step: dt.string = column(
        "Group that reaches this step", "Gruppen som når dette trinnet",
        isin=["treated", "new_starters", "not_outside", "inside"],
    )  # fmt: skip
    n_in: dt.int64 = column("Persons who reach the step", "Personer som når trinnet", nullable=True, ge=0)
    n_out: dt.int64 = column("Persons who leave at the step", "Personer som går ut her", nullable=True, ge=0)
    reason: dt.string = column(
        "Why they leave", "Hvorfor de går ut",
        isin=["earlier_starter", "outside", "undetermined", "analysed"],
    )  # fmt: skip
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "step_order"]
