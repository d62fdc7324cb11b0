"""result.comparison_balance: how alike two groups are in what is adjusted for."""

import ibis.expr.datatypes as dt

from schemas.agreement.comparator_covariate import COVARIATES
from schemas.agreement_columns import agreement_id, comparator_id
from schemas.group_columns import cohort
from schemas.table import Table, column


class ComparisonBalance(Table):
    """One row per agreement, data cut, comparator, cohort, covariate and level.

    Means of numbers (level all; years, days or lines), shares of categories and of those of whom a number is
    not known (level missing). A standardised difference is the difference divided by the root of the mean of
    the two groups' variances before weighting (Austin 2009); above 0.1 is usually called imbalance.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    comparator_id: dt.string = comparator_id()
    cohort: dt.string = cohort()
    covariate: dt.string = column("Covariate", "Kjennetegn", isin=list(COVARIATES))
    level: dt.string = column(
        "Level of a category; all for a number, missing where it is not known",
        "Nivå av en kategori; all for et tall, missing der det ikke er kjent",
    )
    treated_before: dt.float64 = column(
        "Mean or share of the treated", "Gjennomsnitt eller andel, behandlede", nullable=True
    )
    comparator_before: dt.float64 = column(
        "Mean or share of the comparators", "Gjennomsnitt eller andel, sammenlignede", nullable=True
    )
    difference_before: dt.float64 = column(
        "Standardised difference before weighting", "Standardisert forskjell før vekting", nullable=True
    )
    treated_after: dt.float64 = column(
        "Weighted mean or share of the treated", "Vektet gjennomsnitt eller andel, behandlede", nullable=True
    )
    comparator_after: dt.float64 = column(
        "Weighted mean or share of the comparators",
        "Vektet gjennomsnitt eller andel, sammenlignede",
        nullable=True,
    )
    difference_after: dt.float64 = column(
        "Standardised difference after weighting", "Standardisert forskjell etter vekting", nullable=True
    )
    n_treated: dt.int64 = column("Treated persons of the level", "Behandlede på nivået", nullable=True, ge=0)
    n_comparators: dt.int64 = column(
        "Comparators of the level", "Sammenlignede på nivået", nullable=True, ge=0
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "comparator_id", "cohort", "covariate", "level"]
