"""Mean cost: the estimators, which DRGs count, and the measures."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

COST_ESTIMATORS = (
    Term(
        "naive",
        Words("Uncorrected mean", "Ukorrigert gjennomsnitt"),
        Words(
            "The plain mean of what was recorded, biased when follow-up is incomplete.",
            "Vanlig gjennomsnitt av det som er registrert, skjevt når oppfølgingen er ufullstendig.",
        ),
    ),
    Term(
        "lin",
        Words("Lin", "Lin"),
        Words(
            "Lin's estimator: the mean cost of each day among those still followed, weighted by the "
            "Kaplan–Meier probability of being alive when the day starts.",
            "Lins estimator: gjennomsnittlig kostnad hver dag blant dem som fortsatt følges, vektet "
            "med Kaplan–Meier-sannsynligheten for å være i live når dagen starter.",
        ),
    ),
    Term(
        "bang_tsiatis",
        Words("Bang–Tsiatis", "Bang–Tsiatis"),
        Words(
            "Bang and Tsiatis' partitioned estimator: the cost of each 30 days among those followed through "
            "them, weighted by the inverse probability of not being censored.",
            "Bang og Tsiatis' oppdelte estimator: kostnaden i hver 30-dagersperiode blant dem som er fulgt "
            "gjennom den, vektet med den inverse sannsynligheten for ikke å være sensurert.",
        ),
    ),
)

DRG_CHOICES = (
    Term(
        "all_drg",
        Words("all DRGs", "alle DRG-er"),
        Words(
            "Every DRG is included, also those that may already contain the cost of a drug.",
            "Alle DRG-er er med, også de som kan inneholde legemiddelkostnad.",
        ),
    ),
    Term(
        "without_drug_drg",
        Words("without DRGs for drug treatment", "uten DRG-er for legemiddelbehandling"),
        Words(
            "DRGs listed as drug treatment are left out, so that the drug is not counted twice.",
            "DRG-er som er listet som legemiddelbehandling, er utelatt, slik at legemidlet ikke telles "
            "to ganger.",
        ),
    ),
)


def _hospital_cost_variant(estimator: Term, drg_choice: Term) -> Term:
    return Term(
        f"{estimator.name}_{drg_choice.name}",
        Words(
            f"{estimator.label.english}, {drg_choice.label.english}",
            f"{estimator.label.norwegian}, {drg_choice.label.norwegian}",
        ),
        Words(
            f"{estimator.definition.english} {drg_choice.definition.english}",
            f"{estimator.definition.norwegian} {drg_choice.definition.norwegian}",
        ),
    )


VARIANTS = (
    *COST_ESTIMATORS,
    *(_hospital_cost_variant(estimator, choice) for estimator in COST_ESTIMATORS for choice in DRG_CHOICES),
)

_COST_VARIANTS = tuple(estimator.name for estimator in COST_ESTIMATORS)
_HOSPITAL_COST_VARIANTS = tuple(
    f"{estimator.name}_{choice.name}" for estimator in COST_ESTIMATORS for choice in DRG_CHOICES
)

MEASURES = (
    Measure(
        "mean_drug_cost",
        Words("Mean drug cost per patient", "Gjennomsnittlig legemiddelkostnad per pasient"),
        Words(
            "Mean cost of the agreement's drugs per patient from the first dose until the horizon, at the "
            "maximum pharmacy retail price including VAT.",
            "Gjennomsnittlig kostnad per pasient for avtalens legemidler fra første dose til horisonten, til "
            "maksimal AUP inkludert mva.",
        ),
        unit="NOK",
        variants=_COST_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        at_cost_horizon=True,
    ),
    Measure(
        "mean_hospital_cost",
        Words("Mean hospital cost per patient", "Gjennomsnittlig sykehuskostnad per pasient"),
        Words(
            "Mean DRG points per patient, for any cause, from the first dose until the horizon, times one "
            "unit price.",
            "Gjennomsnittlig antall DRG-poeng per pasient, uansett årsak, fra første dose til horisonten, "
            "ganget med én enhetspris.",
        ),
        unit="NOK",
        variants=_HOSPITAL_COST_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status", "hospital_cost"),
        at_cost_horizon=True,
    ),
)
