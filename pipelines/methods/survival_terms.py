"""Survival and follow-up: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words


def _minimum_follow_up(days: int, months: int) -> Term:
    return Term(
        f"minimum_follow_up_{days}",
        Words(f"At least {months} months possible", f"Minst {months} måneder mulig"),
        Words(
            f"Only those whose first dose came at least {days} days before vital status ends, dead or alive.",
            f"Bare de som fikk første dose minst {days} dager før vitalstatus slutter, døde eller levende.",
        ),
    )


def _earlier_end(days: int, months: int) -> Term:
    return Term(
        f"earlier_end_{days}",
        Words(f"As {months} months earlier", f"Som {months} måneder tidligere"),
        Words(
            f"As if vital status had ended {days} days before it did, with today's deliveries.",
            f"Som om vitalstatus hadde sluttet {days} dager før den gjør, med dagens leveranser.",
        ),
    )


def _landmark(days: int, months: int) -> Term:
    return Term(
        f"landmark_{days}",
        Words(f"Given alive after {months} months", f"Gitt i live etter {months} måneder"),
        Words(
            f"Among those still followed {days} days after the first dose: the probability of being alive "
            "later, given that they lived so long. Kaplan–Meier with everybody at risk from that day.",
            f"Blant dem som fortsatt følges {days} dager etter første dose: sannsynligheten for å være i "
            "live senere, gitt at de levde så lenge. Kaplan–Meier der alle er under risiko fra den dagen.",
        ),
    )


VARIANTS = (
    Term(
        "kaplan_meier",
        Words("Kaplan–Meier", "Kaplan–Meier"),
        Words(
            "The Kaplan–Meier estimate with 95 % log-log limits, from the first dose.",
            "Kaplan–Meier-estimat med 95 % log-log-grenser, regnet fra første dose.",
        ),
    ),
    *(_minimum_follow_up(days, months) for days, months in ((183, 6), (365, 12))),
    *(_earlier_end(days, months) for days, months in ((183, 6), (365, 12))),
    _landmark(183, 6),
    _landmark(365, 12),
    Term(
        "reverse_kaplan_meier",
        Words("Reverse Kaplan–Meier", "Omvendt Kaplan–Meier"),
        Words(
            "The Kaplan–Meier median with censoring as the event and death censoring, 95 % log-log limits.",
            "Kaplan–Meier-median der sensurering er hendelsen og død sensurerer, med 95 % log-log-grenser.",
        ),
    ),
)

SENSITIVITY = (
    "minimum_follow_up_183",
    "minimum_follow_up_365",
    "earlier_end_183",
    "earlier_end_365",
    "landmark_183",
)
"""Survival under other demands on follow-up: what the main estimate is held against."""

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
        variants=("kaplan_meier", *SENSITIVITY, "landmark_365"),
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
        variants=("kaplan_meier", *SENSITIVITY, "landmark_365"),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
    Measure(
        "overall_survival_mean",
        Words("Mean time lived", "Gjennomsnittlig levetid"),
        Words(
            "Mean days lived from the first dose within the horizon (restricted mean). Missing where "
            "follow-up is shorter than the horizon.",
            "Gjennomsnittlig antall dager levd fra første dose innenfor horisonten (begrenset gjennomsnitt). "
            "Mangler der oppfølgingen er kortere enn horisonten.",
        ),
        unit="days",
        variants=("kaplan_meier",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(365, 730),
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
