"""The words of the results: units, cohorts and variants, labelled and defined in both languages."""

from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True)
class Words:
    """The same words in both languages of the reports."""

    english: str
    norwegian: str


@dataclass(frozen=True)
class Term:
    """A name used in results, its label and its definition in one sentence."""

    name: str
    label: Words
    definition: Words


@dataclass(frozen=True)
class DurationRule:
    """When a course of treatment has ended: the gap allowed, and whether the last supply is counted."""

    variant: str
    permitted_gap_days: int
    with_tail: bool


UNITS: dict[str, Words] = {
    "persons": Words("persons", "personer"),
    "probability": Words("probability", "sannsynlighet"),
    "share": Words("share", "andel"),
    "days": Words("days", "dager"),
    "NOK": Words("NOK", "kroner"),
}

DURATION_RULES: dict[str, DurationRule] = {
    rule.variant: rule
    for rule in (
        DurationRule("gap_60", 60, True),
        DurationRule("gap_90", 90, True),
        DurationRule("gap_120", 120, True),
        DurationRule("last_dose", 90, False),
    )
}


Named = TypeVar("Named", bound=Term)


def by_name(*terms: Named) -> dict[str, Named]:
    """The terms under their own names, in the order given."""
    return {term.name: term for term in terms}


COHORTS: dict[str, Term] = by_name(
    Term(
        "inside",
        Words("Inside the indication", "Innenfor indikasjonen"),
        Words(
            "New patients who meet every criterion of the agreement.",
            "Nye pasienter som oppfyller alle kriteriene i avtalen.",
        ),
    ),
    Term(
        "inside_or_undetermined",
        Words("Inside or undetermined", "Innenfor eller uavklart"),
        Words(
            "New patients for whom no criterion is known not to be met.",
            "Nye pasienter der ingen av kriteriene er kjent som ikke oppfylt.",
        ),
    ),
    Term(
        "all_treated",
        Words("All treated", "Alle behandlede"),
        Words(
            "All new patients treated with the drug within the age range of the agreement.",
            "Alle nye pasienter behandlet med legemidlet innenfor avtalens aldersavgrensning.",
        ),
    ),
)


BASES: dict[str, Term] = by_name(
    Term(
        "eligible",
        Words("Eligible", "Aktuelle for behandling"),
        Words(
            "Treated and untreated persons who meet the criteria of the agreement in its period, except "
            "where the source of treatment delivers nothing from their region.",
            "Behandlede og ubehandlede som oppfyller kriteriene i avtalen i avtaleperioden, unntatt der "
            "behandlingskilden ikke leverer noe fra regionen deres.",
        ),
    ),
    Term(
        "diagnosed",
        Words("Diagnosed", "Diagnostiserte"),
        Words(
            "Persons registered with the agreement's diagnosis in its period, treated or not.",
            "Personer registrert med avtalens diagnose i avtaleperioden, behandlet eller ikke.",
        ),
    ),
)
"""Groups that are not cohorts of treated persons: what a share of use is a share of."""

GROUPS: dict[str, Term] = COHORTS | BASES


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


VARIANTS: dict[str, Term] = by_name(
    Term(
        "new_starters",
        Words("New patients", "Nye pasienter"),
        Words(
            "Counted are persons whose first-ever recorded dose falls between the start of the agreement and "
            "the data cut.",
            "Det som telles, er personer med sin aller første registrerte dose mellom avtalens start og "
            "datakuttet.",
        ),
    ),
    Term(
        "worst_case",
        Words("Lowest possible", "Lavest mulig"),
        Words(
            "As if nobody who cannot be determined belonged to the group.",
            "Som om ingen av de uavklarte hørte til gruppen.",
        ),
    ),
    Term(
        "best_case",
        Words("Highest possible", "Høyest mulig"),
        Words(
            "As if everybody who cannot be determined belonged to the group.",
            "Som om alle de uavklarte hørte til gruppen.",
        ),
    ),
    Term(
        "inside",
        Words("Surely eligible", "Sikkert aktuelle"),
        Words(
            "Among persons who meet every criterion.",
            "Blant personer som oppfyller alle kriteriene.",
        ),
    ),
    Term(
        "inside_or_undetermined",
        Words("Possibly eligible", "Muligens aktuelle"),
        Words(
            "Among persons for whom no criterion is known not to be met.",
            "Blant personer der ingen av kriteriene er kjent som ikke oppfylt.",
        ),
    ),
    Term(
        "recorded_test",
        Words("Recorded test", "Registrert prøve"),
        Words(
            "Persons with a recorded test for the biomarker, whatever it showed. No record does not prove "
            "that no test was taken.",
            "Personer med registrert prøve for biomarkøren, uansett svar. At den mangler, beviser ikke at "
            "det ikke er tatt prøve.",
        ),
    ),
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
    *COST_ESTIMATORS,
    *(_hospital_cost_variant(estimator, choice) for estimator in COST_ESTIMATORS for choice in DRG_CHOICES),
)
