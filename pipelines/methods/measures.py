"""The catalogue of measures: every name that an agreement may ask for and that a result may carry.

Names, variants, times, units, labels and definitions stand here once. The agreement file is checked against
this list, results take their unit from it, and reports take their words from it.
"""

from dataclasses import dataclass

from pipelines.methods.measure_terms import (
    COHORTS,
    COST_ESTIMATORS,
    DRG_CHOICES,
    DURATION_RULES,
    Term,
    Words,
    by_name,
)


@dataclass(frozen=True)
class Measure(Term):
    """One measure.

    `variants` are the definitions it is computed under. `times_days` are the fixed times at which it is read;
    a measure `at_cost_horizon` is read at the agreement's own horizon; the others have no time.
    `cohorts` are the groups it is computed for. `purposes` are what registers must deliver for it.
    """

    unit: str
    variants: tuple[str, ...]
    cohorts: tuple[str, ...]
    purposes: tuple[str, ...]
    times_days: tuple[int, ...] = ()
    at_cost_horizon: bool = False

    @property
    def needs_time(self) -> bool:
        return bool(self.times_days) or self.at_cost_horizon


_ALL_COHORTS = tuple(COHORTS)
_DURATION_VARIANTS = tuple(DURATION_RULES)
_COST_VARIANTS = tuple(estimator.name for estimator in COST_ESTIMATORS)
_HOSPITAL_COST_VARIANTS = tuple(
    f"{estimator.name}_{choice.name}" for estimator in COST_ESTIMATORS for choice in DRG_CHOICES
)
_END_OF_TREATMENT = Words(
    "Treatment ends with coverage, at death or when another cancer drug is started more than 28 days after "
    "the first dose, whichever is first.",
    "Behandlingen slutter når dekningen slutter, ved død eller når et annet kreftlegemiddel startes mer enn "
    "28 dager etter første dose, det som kommer først.",
)


def _share(name: str, label: Words, definition: Words, variants: tuple[str, ...] = ()) -> Measure:
    variants = ("new_starters", *variants)
    return Measure(name, label, definition, "share", variants, ("all_treated",), ("treatment", "eligibility"))


MEASURES: dict[str, Measure] = by_name(
    Measure(
        "number_treated",
        Words("Number treated", "Antall behandlede"),
        Words(
            "Number of persons who received their first recorded dose of the drug under the agreement.",
            "Antall personer som har fått sin første registrerte dose av legemidlet under avtalen.",
        ),
        unit="persons",
        variants=("new_starters",),
        cohorts=_ALL_COHORTS,
        purposes=("treatment",),
    ),
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
        cohorts=_ALL_COHORTS,
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
        cohorts=_ALL_COHORTS,
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
        cohorts=_ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
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
        cohorts=_ALL_COHORTS,
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
        cohorts=_ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(183, 365),
    ),
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
        cohorts=_ALL_COHORTS,
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
        cohorts=_ALL_COHORTS,
        purposes=("treatment", "vital_status", "hospital_cost"),
        at_cost_horizon=True,
    ),
    _share(
        "share_inside",
        Words("Share inside the indication", "Andel innenfor indikasjonen"),
        Words(
            "Share of new patients who meet every criterion, with an exact interval.",
            "Andelen av nye pasienter som oppfyller alle kriteriene, med eksakt intervall.",
        ),
        ("worst_case", "best_case"),
    ),
    _share(
        "share_outside",
        Words("Share outside the indication", "Andel utenfor indikasjonen"),
        Words(
            "Share of new patients who fail at least one criterion, with an exact interval.",
            "Andelen av nye pasienter som har minst ett kriterium som ikke er oppfylt, med eksakt intervall.",
        ),
    ),
    _share(
        "share_undetermined",
        Words("Share that cannot be determined", "Andel som ikke kan avgjøres"),
        Words(
            "Share of new patients who fail no criterion but have at least one that is unknown, with an "
            "exact interval.",
            "Andelen av nye pasienter uten kjent brudd på kriteriene, men med minst ett ukjent kriterium, "
            "med eksakt intervall.",
        ),
    ),
    Measure(
        "share_uptake",
        Words("Share of the eligible who are treated", "Andel av de aktuelle som er behandlet"),
        Words(
            "Persons who received a first dose under the agreement, among all who could have, by what the "
            "registers show; by region, and in all over the regions that deliver.",
            "Personer som har fått første dose under avtalen, blant alle som kunne ha fått den etter det "
            "registrene viser; etter region, og i alt over regionene som leverer.",
        ),
        unit="share",
        variants=("inside", "inside_or_undetermined"),
        cohorts=("eligible",),
        purposes=("treatment", "eligibility"),
    ),
    Measure(
        "share_tested",
        Words("Share tested for the biomarker", "Andel testet for biomarkøren"),
        Words(
            "Persons with a recorded test for the agreement's biomarker, among all registered with its "
            "diagnosis in the period of the agreement.",
            "Personer med registrert prøve for avtalens biomarkør, blant alle som er registrert med "
            "diagnosen i avtaleperioden.",
        ),
        unit="share",
        variants=("recorded_test",),
        cohorts=("diagnosed",),
        purposes=("eligibility",),
    ),
)
