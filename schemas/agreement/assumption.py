"""agreement.assumption: what was expected at introduction, and the rule by which it is judged."""

import ibis.expr.datatypes as dt

from schemas.agreement.outcome_measure import COHORTS
from schemas.table import Table, column

RULES = ("at_least", "at_most", "equal_within")


class Assumption(Table):
    """One row per agreement and assumption; each belongs to one outcome measure.

    Limits are empty where the source gives none (or where they were not reached). An assumption has a source
    or is marked as invented, never neither. The rule is stated by a margin, by a factor (the margin follows
    from it) or by a threshold (the margin is then 0).
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    assumption_id: dt.string = column("Assumption within the agreement", "Antakelse i avtalen")
    measure: dt.string = column("Measure", "Mål")
    variant: dt.string = column("Definition or estimator used", "Definisjon eller estimator som er brukt")
    cohort: dt.string = column("Group it applies to", "Gruppen den gjelder", isin=list(COHORTS))
    time_days: dt.int32 = column(
        "Time since the first dose; empty where the measure has none",
        "Tid siden første dose; tomt der målet ikke har noen",
        unit="days",
        nullable=True,
        gt=0,
    )
    value: dt.float64 = column("Assumed value", "Antatt verdi", ge=0)
    lower: dt.float64 = column("Lower limit of the assumption", "Nedre grense for antakelsen", nullable=True)
    upper: dt.float64 = column("Upper limit of the assumption", "Øvre grense for antakelsen", nullable=True)
    unit: dt.string = column("Unit of value, limits and margin", "Enhet for verdi, grenser og margin")
    rule: dt.string = column(
        "Rule agreed beforehand: how observed must relate to assumed",
        "Regel avtalt på forhånd: hvordan observert skal forholde seg til antatt",
        isin=list(RULES),
    )
    margin: dt.float64 = column(
        "Distance from the assumed value that the rule accepts",
        "Avstand fra antatt verdi som regelen godtar",
        ge=0,
    )
    threshold: dt.float64 = column(
        "Value the rule compares with instead of the assumed one and its margin; the assumption's own limits "
        "do not enter",
        "Verdi regelen sammenligner med i stedet for den antatte med margin; antakelsens egne grenser "
        "er ikke med",
        nullable=True,
        ge=0,
    )
    factor: dt.float64 = column(
        "Factor of the assumed value that the rule accepts; the margin is worked out from it",
        "Faktor av antatt verdi som regelen godtar; marginen er regnet ut fra den",
        nullable=True,
        gt=0,
    )
    source: dt.string = column("Where the value comes from", "Hvor verdien kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if the value is invented for the example", "Sann hvis verdien er funnet på for eksemplet"
    )
    description_english: dt.string = column("What was assumed, in English", "Hva som ble antatt, på engelsk")
    description_norwegian: dt.string = column(
        "What was assumed, in Norwegian", "Hva som ble antatt, på norsk"
    )

    class Config:
        unique = ["agreement_id", "assumption_id"]
