"""reference.drug_treatment_drg: the DRGs whose weight may contain the drug's cost."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class DrugTreatmentDrg(Table):
    """One row per DRG for drug treatment.

    Hospital cost is shown with and without these, because the drug would otherwise be counted twice.
    """

    drg_code: dt.string = column("Diagnosis-related group", "Diagnoserelatert gruppe (DRG)")
    description: dt.string = column("What the group holds", "Hva gruppen inneholder")
    source: dt.string = column("Where the classification comes from", "Hvor klassifiseringen kommer fra")

    class Config:
        unique = ["drg_code"]
