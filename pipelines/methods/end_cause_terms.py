"""What became of the treated: causes that compete, each by its cumulative incidence."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.next_treatment_terms import NEW_LINE
from pipelines.methods.term import Words
from pipelines.methods.treatment_terms import DURATION_RULES

VARIANTS = ()

_COMPETING = Words(
    "Whoever has had another outcome first can no longer have this one (Aalen–Johansen).",
    "Den som har hatt et annet utfall først, kan ikke lenger få dette (Aalen–Johansen).",
)


def _incidence(
    name: str, label: Words, definition: Words, variants: tuple[str, ...], times_days: tuple[int, ...]
) -> Measure:
    return Measure(
        name,
        label,
        Words(
            f"{definition.english} {_COMPETING.english}",
            f"{definition.norwegian} {_COMPETING.norwegian}",
        ),
        unit="probability",
        variants=variants,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=times_days,
    )


def _end(name: str, label: Words, definition: Words) -> Measure:
    return _incidence(name, label, definition, tuple(DURATION_RULES), (183, 365))


def _next(name: str, label: Words, definition: Words) -> Measure:
    return _incidence(name, label, definition, (NEW_LINE,), (183, 365, 730))


MEASURES = (
    _end(
        "treatment_stopped",
        Words("Treatment stopped", "Behandlingen stoppet"),
        Words(
            "Probability that treatment has stopped by a given number of days after the first dose, with the "
            "patient alive and no next line begun.",
            "Sannsynligheten for at behandlingen har stoppet innen et gitt antall dager etter første dose, "
            "mens pasienten lever og ingen ny linje er startet.",
        ),
    ),
    _end(
        "treatment_changed",
        Words("Changed to a next line", "Byttet til ny linje"),
        Words(
            "Probability that a next line of therapy has ended treatment by a given number of days after the "
            "first dose.",
            "Sannsynligheten for at en ny behandlingslinje har avsluttet behandlingen innen et gitt antall "
            "dager etter første dose.",
        ),
    ),
    _end(
        "death_on_treatment",
        Words("Died on treatment", "Døde under behandling"),
        Words(
            "Probability of having died while on treatment by a given number of days after the first dose.",
            "Sannsynligheten for å ha dødd under pågående behandling innen et gitt antall dager etter første "
            "dose.",
        ),
    ),
    _next(
        "next_line",
        Words("Next line begun", "Ny linje startet"),
        Words(
            "Probability that a next line of therapy has begun by a given number of days after the first "
            "dose.",
            "Sannsynligheten for at en ny behandlingslinje er startet innen et gitt antall dager etter "
            "første dose.",
        ),
    ),
    _next(
        "death_before_next_line",
        Words("Died without a next line", "Døde uten ny linje"),
        Words(
            "Probability of having died without a next line of therapy by a given number of days after the "
            "first dose.",
            "Sannsynligheten for å ha dødd uten ny behandlingslinje innen et gitt antall dager etter første "
            "dose.",
        ),
    ),
)
