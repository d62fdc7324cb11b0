"""Comparisons without randomisation: the measures and their definitions."""

from pipelines.methods.group_terms import COMPARED
from pipelines.methods.measure import Measure
from pipelines.methods.survival_terms import MEASURES as SURVIVAL_MEASURES
from pipelines.methods.term import Term, Words

UNADJUSTED = "unadjusted"
WEIGHTED = {
    "overlap": "weighted_overlap",
    "treated": "weighted_treated",
    "inverse_probability": "weighted_inverse_probability",
}
"""Variant of each kind of weights."""

NAMES = ("unadjusted", *WEIGHTED.values())
TIMES_DAYS = next(measure for measure in SURVIVAL_MEASURES if measure.name == "overall_survival").times_days

VARIANTS = (
    Term(
        "unadjusted",
        Words("Unadjusted", "Ujustert"),
        Words(
            "The two groups as they are; what differs between them besides the drug is left as it is.",
            "De to gruppene som de er; det som skiller dem utover legemidlet, er det ikke tatt hensyn til.",
        ),
    ),
    Term(
        "weighted_overlap",
        Words("Overlap weights", "Overlappvekter"),
        Words(
            "Each person counts by the chance of having got the other drug, given the stated covariates: the "
            "groups are alike in these, and those who could have got either count most.",
            "Hver person teller etter sjansen for å ha fått det andre legemidlet, gitt de oppgitte "
            "kjennetegnene: gruppene er like i disse, og de som kunne ha fått begge, teller mest.",
        ),
    ),
    Term(
        "weighted_treated",
        Words("Weighted to the treated", "Vektet til de behandlede"),
        Words(
            "The comparators are weighted so that they resemble the treated in the stated covariates.",
            "De sammenlignede vektes slik at de ligner de behandlede i de oppgitte kjennetegnene.",
        ),
    ),
    Term(
        "weighted_inverse_probability",
        Words("Inverse probability weights", "Invers sannsynlighetsvekting"),
        Words(
            "Both groups are weighted so that each resembles the two together in the stated covariates.",
            "Begge gruppene vektes slik at hver av dem ligner de to samlet i de oppgitte kjennetegnene.",
        ),
    ),
)


def _measure(name: str, label: Words, definition: Words, unit: str, has_times: bool) -> Measure:
    return Measure(
        name,
        label,
        definition,
        unit=unit,
        variants=NAMES,
        cohorts=tuple(COMPARED),
        purposes=("treatment", "vital_status", "eligibility"),
        times_days=TIMES_DAYS if has_times else (),
    )


MEASURES = (
    _measure(
        "treated_survival",
        Words("Survival, treated", "Overlevelse, behandlede"),
        Words(
            "Probability of being alive a given number of days after the first dose, in the treated group of "
            "a comparison.",
            "Sannsynligheten for å være i live et gitt antall dager etter første dose, i den behandlede "
            "gruppen i en sammenligning.",
        ),
        "probability",
        True,
    ),
    _measure(
        "comparator_survival",
        Words("Survival, comparators", "Overlevelse, sammenlignede"),
        Words(
            "Probability of being alive a given number of days after the first dose of the comparator's "
            "drug.",
            "Sannsynligheten for å være i live et gitt antall dager etter første dose av sammenligningens "
            "legemiddel.",
        ),
        "probability",
        True,
    ),
    _measure(
        "survival_difference",
        Words("Difference in survival", "Forskjell i overlevelse"),
        Words(
            "Survival of the treated minus that of the comparators; nobody was randomised.",
            "Overlevelsen til de behandlede minus den til de sammenlignede; ingen er randomisert.",
        ),
        "probability",
        True,
    ),
    _measure(
        "restricted_mean_difference",
        Words("Difference in mean survival", "Forskjell i gjennomsnittlig overlevelse"),
        Words(
            "Mean days alive up to the comparison's horizon, treated minus comparators; nobody was "
            "randomised.",
            "Gjennomsnittlig antall dager i live fram til sammenligningens horisont, behandlede minus "
            "sammenlignede; ingen er randomisert.",
        ),
        "days",
        False,
    ),
    _measure(
        "hazard_ratio",
        Words("Hazard ratio of death", "Hasardratio for død"),
        Words(
            "Rate of death of the treated as a multiple of the comparators', averaged over the time followed "
            "(Cox regression on the group alone); nobody was randomised.",
            "Dødsraten blant de behandlede som multiplum av den blant de sammenlignede, i gjennomsnitt over "
            "oppfølgingen (Cox-regresjon på gruppen alene); ingen er randomisert.",
        ),
        "ratio",
        False,
    ),
)
