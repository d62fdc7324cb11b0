"""What the first course of treatment took: doses, cycles, and drug cost until treatment ends."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words
from pipelines.methods.treatment_terms import DURATION_RULES

QUANTILES = {"lower_quartile": 0.25, "median": 0.5, "upper_quartile": 0.75}
"""Variants that are quantiles of what persons received."""

CORRECTED_MEAN = "corrected_mean"

_WEIGHTED = Words(
    "Persons whose treatment has ended, or who were followed to the horizon, count with the inverse of the "
    "probability of having been followed so long.",
    "Personer med avsluttet behandling, eller fulgt til horisonten, teller med den inverse sannsynligheten "
    "for å være fulgt så lenge.",
)


def _quantile(name: str, label: Words, definition: Words) -> Term:
    return Term(
        name,
        label,
        Words(f"{definition.english} {_WEIGHTED.english}", f"{definition.norwegian} {_WEIGHTED.norwegian}"),
    )


VARIANTS = (
    Term(
        CORRECTED_MEAN,
        Words("Mean, corrected for censoring", "Gjennomsnitt, korrigert for sensurering"),
        Words(
            "The mean by Bang and Tsiatis' partitioned estimator: what was received in each 30 days among "
            "those followed through them, weighted by the inverse probability of not being censored.",
            "Gjennomsnittet etter Bang og Tsiatis' oppdelte estimator: det som er mottatt i hver "
            "30-dagersperiode blant dem som er fulgt gjennom den, vektet med den inverse sannsynligheten "
            "for ikke å være sensurert.",
        ),
    ),
    _quantile(
        "lower_quartile",
        Words("Lower quartile", "Nedre kvartil"),
        Words("A quarter received at most this many.", "En firedel har fått høyst så mange."),
    ),
    _quantile(
        "median",
        Words("Median", "Median"),
        Words("Half received at most this many.", "Halvparten har fått høyst så mange."),
    ),
    _quantile(
        "upper_quartile",
        Words("Upper quartile", "Øvre kvartil"),
        Words("Three quarters received at most this many.", "Tre firedeler har fått høyst så mange."),
    ),
)

_COUNT_VARIANTS = (CORRECTED_MEAN, *QUANTILES)


def _received(name: str, label: Words, definition: Words, unit: str, variants: tuple[str, ...]) -> Measure:
    return Measure(
        name,
        label,
        definition,
        unit=unit,
        variants=variants,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        at_cost_horizon=True,
    )


MEASURES = (
    _received(
        "doses",
        Words("Days with a dose", "Dager med dose"),
        Words(
            "Number of days on which the drug was given or dispensed, from the first dose until treatment "
            "ended by the agreement's primary rule or until the horizon.",
            "Antall dager da legemidlet ble gitt eller utlevert, fra første dose til behandlingen sluttet "
            "etter avtalens primære regel eller til horisonten.",
        ),
        "doses",
        _COUNT_VARIANTS,
    ),
    _received(
        "cycles",
        Words("Cycles", "Sykluser"),
        Words(
            "Number of treatment cycles begun from the first dose until treatment ended by the agreement's "
            "primary rule or until the horizon, of persons whose cycles the records tell.",
            "Antall behandlingssykluser startet fra første dose til behandlingen sluttet etter avtalens "
            "primære regel eller til horisonten, for personer der registreringene viser syklusene.",
        ),
        "cycles",
        _COUNT_VARIANTS,
    ),
    _received(
        "drug_cost_on_treatment",
        Words(
            "Mean drug cost until treatment ends", "Gjennomsnittlig legemiddelkostnad til behandlingsslutt"
        ),
        Words(
            "Mean cost of the agreement's drugs per patient from the first dose until treatment ended under "
            "the rule or until the horizon, corrected for censoring (Bang and Tsiatis), at the maximum "
            "pharmacy retail price including VAT.",
            "Gjennomsnittlig kostnad per pasient for avtalens legemidler fra første dose til behandlingen "
            "sluttet etter regelen eller til horisonten, korrigert for sensurering (Bang og Tsiatis), til "
            "maksimal AUP inkludert mva.",
        ),
        "NOK",
        tuple(DURATION_RULES),
    ),
)
