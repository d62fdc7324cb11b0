"""Survival and follow-up: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

VARIANTS = (
    Term(
        "kaplan_meier",
        Words("Kaplan–Meier", "Kaplan–Meier"),
        Words(
            "The Kaplan–Meier estimate with 95 % log-log limits, from the first dose.",
            "Kaplan–Meier-estimat med 95 % log-log-grenser, regnet fra første dose.",
        ),
    ),
    Term(
        "reverse_kaplan_meier",
        Words("Reverse Kaplan–Meier", "Omvendt Kaplan–Meier"),
        Words(
            "The Kaplan–Meier median with censoring as the event and death censoring, 95 % log-log limits.",
            "Kaplan–Meier-median der sensurering er hendelsen og død sensurerer, med 95 % log-log-grenser.",
        ),
    ),
)

MEASURES = (
    Measure(
        "overall_survival",
        Words("Overall survival", "Totaloverlevelse"),
        Words(
            "Probability of being alive a given number of days after the first dose; follow-up ends at "
            "emigration or where vital status is no longer complete.",
            "Sannsynligheten for å være i live et gitt antall dager etter første dose; oppfølgingen slutter "
            "ved utvandring eller der vitalstatus ikke lenger er komplett.",
        ),
        unit="probability",
        variants=("kaplan_meier",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(183, 365, 730),
    ),
    Measure(
        "overall_survival_median",
        Words("Median overall survival", "Median totaloverlevelse"),
        Words(
            "Days from the first dose until the probability of being alive has fallen to one half.",
            "Antall dager fra første dose til sannsynligheten for å være i live er falt til en halv.",
        ),
        unit="days",
        variants=("kaplan_meier",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
    Measure(
        "follow_up_median",
        Words("Median follow-up", "Median oppfølgingstid"),
        Words(
            "Days that persons were followed for survival, a death counting as cut short: how much the data "
            "can say.",
            "Antall dager personene ble fulgt for overlevelse, der død regnes som avbrutt oppfølging: hvor "
            "mye dataene kan si.",
        ),
        unit="days",
        variants=("reverse_kaplan_meier",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
)
