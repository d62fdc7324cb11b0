"""result.comparison: what a comparison without randomisation rests on."""

import ibis.expr.datatypes as dt

from schemas.agreement.comparator_cohort import WEIGHTS
from schemas.agreement.comparator_covariate import COVARIATES
from schemas.agreement_columns import agreement_id, comparator_id
from schemas.group_columns import cohort
from schemas.table import Table, column

WHY_NOT = ("nobody_treated", "no_comparators", "no_weights")
"""A group is empty, or the groups cannot be made alike: there is nobody to compare somebody with."""


class Comparison(Table):
    """One row per agreement, data cut, comparator and cohort.

    The effective number is that of unweighted persons who would tell as much (Kish 1965). The E-value is the
    least strength, as a risk ratio with the drug and with death alike, of an unmeasured confounder that could
    explain the weighted hazard ratio away (VanderWeele and Ding 2017), and that of its limit nearer to 1.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    comparator_id: dt.string = comparator_id()
    cohort: dt.string = cohort()
    weights: dt.string = column("Kind of weights", "Type vekter", isin=list(WEIGHTS))
    horizon_days: dt.int32 = column(
        "Days over which mean survival is compared",
        "Dager som gjennomsnittlig overlevelse sammenlignes over",
        unit="days",
        gt=0,
    )
    why_not: dt.string = column(
        "Why the groups are not compared; empty where they are",
        "Hvorfor gruppene ikke sammenlignes; tomt der de gjør det",
        nullable=True,
        isin=list(WHY_NOT),
    )
    separated_by: dt.string = column(
        "Covariates that tell the groups apart where no weights can make them alike, joined by +",
        "Kjennetegn som skiller gruppene der ingen vekter kan gjøre dem like, med + mellom",
        nullable=True,
    )
    n_treated: dt.int64 = column(
        "Treated persons compared", "Behandlede som sammenlignes", nullable=True, ge=0
    )
    n_events_treated: dt.int64 = column("Deaths among them", "Dødsfall blant dem", nullable=True, ge=0)
    n_comparators: dt.int64 = column("Comparators", "Sammenlignede", nullable=True, ge=0)
    n_events_comparators: dt.int64 = column("Deaths among them", "Dødsfall blant dem", nullable=True, ge=0)
    n_events_treated_to_horizon: dt.int64 = column(
        "Deaths among the treated up to the horizon; never released",
        "Dødsfall blant de behandlede fram til horisonten; frigis aldri",
        nullable=True,
        ge=0,
    )
    n_events_comparators_to_horizon: dt.int64 = column(
        "Deaths among the comparators up to the horizon; never released",
        "Dødsfall blant de sammenlignede fram til horisonten; frigis aldri",
        nullable=True,
        ge=0,
    )
    n_prior_use_unknown_treated: dt.int64 = column(
        "Treated whose use before the first recorded dose is unknown",
        "Behandlede der bruk før første registrerte dose er ukjent",
        nullable=True,
        ge=0,
    )
    n_prior_use_unknown_comparators: dt.int64 = column(
        "Comparators whose use before the first recorded dose is unknown",
        "Sammenlignede der bruk før første registrerte dose er ukjent",
        nullable=True,
        ge=0,
    )
    effective_n_treated: dt.float64 = column(
        "Effective number of treated after weighting", "Effektivt antall behandlede etter vekting",
        nullable=True, ge=0,
    )  # fmt: skip
    effective_n_comparators: dt.float64 = column(
        "Effective number of comparators after weighting", "Effektivt antall sammenlignede etter vekting",
        nullable=True, ge=0,
    )  # fmt: skip
    follow_up_median_treated_days: dt.float64 = column(
        "Median follow-up of the treated", "Median oppfølgingstid, behandlede",
        unit="days", nullable=True, ge=0,
    )  # fmt: skip
    follow_up_median_comparators_days: dt.float64 = column(
        "Median follow-up of the comparators", "Median oppfølgingstid, sammenlignede",
        unit="days", nullable=True, ge=0,
    )  # fmt: skip
    proportional_hazards_p_value: dt.float64 = column(
        "p-value of the test that the weighted hazard ratio does not change with time",
        "p-verdi for at den vektede hasardratioen ikke endrer seg over tid",
        nullable=True,
        ge=0,
        le=1,
    )
    largest_covariate_before: dt.string = column(
        "Covariate the groups differ in most before weighting",
        "Kjennetegnet gruppene er mest ulike i før vekting",
        nullable=True,
        isin=list(COVARIATES),
    )
    largest_difference_before: dt.float64 = column(
        "Its standardised difference, without sign", "Dens standardiserte forskjell, uten fortegn",
        nullable=True, ge=0,
    )  # fmt: skip
    largest_covariate_after: dt.string = column(
        "Covariate the groups differ in most after weighting",
        "Kjennetegnet gruppene er mest ulike i etter vekting",
        nullable=True,
        isin=list(COVARIATES),
    )
    largest_difference_after: dt.float64 = column(
        "Its standardised difference, without sign", "Dens standardiserte forskjell, uten fortegn",
        nullable=True, ge=0,
    )  # fmt: skip
    risk_ratio: dt.float64 = column(
        "The weighted hazard ratio as a risk ratio", "Den vektede hasardratioen som risikoratio",
        nullable=True, ge=0,
    )  # fmt: skip
    e_value: dt.float64 = column("E-value of the estimate", "E-verdi for estimatet", nullable=True, ge=1)
    e_value_limit: dt.float64 = column(
        "E-value of the limit nearer to 1; 1 where the interval holds 1",
        "E-verdi for grensen nærmest 1; 1 der intervallet inneholder 1",
        nullable=True,
        ge=1,
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "comparator_id", "cohort"]
