"""agreement.outcome_measure: what the agreement says shall be measured."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

COHORTS = ("inside", "inside_or_undetermined", "all_treated")


class OutcomeMeasure(Table):
    """One row per agreement, measure, variant, cohort and time.

    Names are those of the catalogue of measures and of `result.estimate`.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    measure: dt.string = column("Measure", "Mål")
    variant: dt.string = column("Definition or estimator used", "Definisjon eller estimator som er brukt")
    cohort: dt.string = column("Group it applies to", "Gruppen det gjelder", isin=list(COHORTS))
    time_days: dt.int32 = column(
        "Time since the first dose; empty where the measure has none",
        "Tid siden første dose; tomt der målet ikke har noen",
        unit="days",
        nullable=True,
        gt=0,
    )
    description_english: dt.string = column("Why it is measured, in English", "Hvorfor det måles, på engelsk")
    description_norwegian: dt.string = column(
        "Why it is measured, in Norwegian", "Hvorfor det måles, på norsk"
    )

    class Config:
        unique = ["agreement_id", "measure", "variant", "cohort", "time_days"]
