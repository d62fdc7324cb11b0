"""outcome.treatment_record: the doses and dispensings within treatment, under each end rule."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, days_from_index
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TreatmentRecord(Table):
    """One row per agreement, treatment-end rule and record (dose or dispensing) within treatment.

    Treatment is the course of a new starter that `outcome.treatment_duration` measures: from the first dose
    until treatment ended under the rule, or until the person was followed no further. The last day counts,
    except where the next line began on it.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    variant: dt.string = column("Treatment-end rule", "Regel for behandlingsslutt")
    exposure_id: dt.string = column("Source and the source's row key", "Kilde og kildens radnøkkel")
    days_from_index: dt.int32 = days_from_index()
    drug_cost_nok: dt.Decimal(18, 2) = column(
        "Drug cost, pharmacy retail price with VAT; empty when no price is known",
        "Legemiddelkostnad, apotekenes utsalgspris med mva.; tomt når prisen ikke er kjent",
        unit="NOK",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "variant", "exposure_id"]
