"""Duration of treatment: the rules that end it, the measures and their definitions."""

from dataclasses import dataclass

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words


@dataclass(frozen=True)
class DurationRule:
    """When a course of treatment has ended: the gap allowed, and whether the last supply is counted."""

    variant: str
    permitted_gap_days: int
    with_tail: bool


DURATION_RULES: dict[str, DurationRule] = {
    rule.variant: rule
    for rule in (
        DurationRule("gap_60", 60, True),
        DurationRule("gap_90", 90, True),
        DurationRule("gap_120", 120, True),
        DurationRule("last_dose", 90, False),
    )
}

_DURATION_VARIANTS = tuple(DURATION_RULES)
_END_OF_TREATMENT = Words(
    "Treatment ends with coverage, at death or when another cancer drug is started more than 28 days after "
    "the first dose, whichever is first.",
    "Behandlingen slutter når dekningen slutter, ved død eller når et annet kreftlegemiddel startes mer enn "
    "28 dager etter første dose, det som kommer først.",
)


def _gap(days: int) -> Term:
    return Term(
        f"gap_{days}",
        Words(f"Gap of {days} days", f"Opphold på {days} dager"),
        Words(
            f"Treatment ends where coverage ends, when more than {days} days pass before the next record.",
            f"Behandlingen slutter der dekningen slutter, når det går mer enn {days} dager til neste "
            "registrering.",
        ),
    )


VARIANTS = (
    _gap(60),
    _gap(90),
    _gap(120),
    Term(
        "last_dose",
        Words("Last dose", "Siste dose"),
        Words(
            "Treatment ends on the date of the last record of the course (gap of 90 days), without the days "
            "that record covers.",
            "Behandlingen slutter på datoen for siste registrering i behandlingsforløpet (opphold på 90 "
            "dager), uten dagene som registreringen dekker.",
        ),
    ),
)

MEASURES = (
    Measure(
        "treatment_duration_median",
        Words("Median treatment duration", "Median behandlingsvarighet"),
        Words(
            "Days from the first dose until the probability of still being on treatment has fallen to one "
            "half. " + _END_OF_TREATMENT.english,
            "Antall dager fra første dose til sannsynligheten for fortsatt å være på behandling er falt til "
            "en halv. " + _END_OF_TREATMENT.norwegian,
        ),
        unit="days",
        variants=_DURATION_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
    Measure(
        "treatment_duration",
        Words("Still on treatment", "Fortsatt på behandling"),
        Words(
            "Probability of still being on treatment a given number of days after the first dose. "
            + _END_OF_TREATMENT.english,
            "Sannsynligheten for fortsatt å være på behandling et gitt antall dager etter første dose. "
            + _END_OF_TREATMENT.norwegian,
        ),
        unit="probability",
        variants=_DURATION_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(183, 365),
    ),
)
