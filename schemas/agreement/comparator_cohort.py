"""agreement.comparator_cohort: the persons in the registers that an agreement compares its own with."""

import ibis.expr.datatypes as dt

from schemas.agreement.agreement import TREATMENT_SOURCES
from schemas.agreement_columns import agreement_id, comparator_id
from schemas.ordering import ordered
from schemas.table import Table, column

WEIGHTS = ("overlap", "treated", "inverse_probability")
"""Overlap weights, comparators made like the treated, or inverse probability of treatment."""


class ComparatorCohort(Table):
    """One row per agreement and comparator that is a cohort in the registers.

    Who began on another drug within the period. Scope, look-back and criteria are the agreement's own, judged
    at the person's own first dose, but for those in `agreement.criterion_left_out`. Its substances stand in
    `agreement.comparator_substance`, what is adjusted for in `agreement.comparator_covariate`.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    drug_name: dt.string = column("Name of the comparator's drug", "Navn på sammenligningens legemiddel")
    treatment_source: dt.string = column(
        "Where its treatment is recorded", "Hvor behandlingen er registrert", isin=list(TREATMENT_SOURCES)
    )
    first_date: dt.date = column(
        "First day on which a first dose counts", "Første dag der en første dose teller"
    )
    last_date: dt.date = column(
        "Last day on which a first dose counts", "Siste dag der en første dose teller"
    )
    weights: dt.string = column(
        "How the two groups are weighted to be alike",
        "Hvordan de to gruppene vektes like",
        isin=list(WEIGHTS),
    )
    horizon_days: dt.int32 = column(
        "Days after the first dose over which mean survival is compared",
        "Dager etter første dose som gjennomsnittlig overlevelse sammenlignes over",
        unit="days",
        gt=0,
    )

    period_in_order = ordered("first_date", "last_date")

    class Config:
        unique = ["agreement_id", "comparator_id"]
