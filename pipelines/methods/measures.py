"""The catalogue of measures: every name that an agreement may ask for and that a result may carry.

Names, variants, times, units, labels and definitions stand once, in one file for each theme. The agreement
file is checked against this list, results take their unit from it, and reports take their words from it.
"""

from pipelines.methods import (
    comparison_terms,
    complication_terms,
    cost_terms,
    course_terms,
    dose_terms,
    end_cause_terms,
    net_survival_terms,
    next_treatment_terms,
    prom_terms,
    response_terms,
    share_terms,
    survival_terms,
    treatment_terms,
)
from pipelines.methods.measure import Measure
from pipelines.methods.term import Term, Words, by_name

THEMES = (
    share_terms,
    survival_terms,
    net_survival_terms,
    treatment_terms,
    next_treatment_terms,
    end_cause_terms,
    course_terms,
    dose_terms,
    response_terms,
    complication_terms,
    cost_terms,
    prom_terms,
    comparison_terms,
)

UNITS: dict[str, Words] = {
    "persons": Words("persons", "personer"),
    "probability": Words("probability", "sannsynlighet"),
    "share": Words("share", "andel"),
    "days": Words("days", "dager"),
    "NOK": Words("NOK", "kroner"),
    "ratio": Words("ratio", "forhold"),
    "per_100_person_years": Words("per 100 person-years", "per 100 personår"),
    "points": Words("points", "poeng"),
    "index": Words("index", "indeks"),
    "doses": Words("doses", "doser"),
    "cycles": Words("cycles", "sykluser"),
}

VARIANTS: dict[str, Term] = by_name(*(variant for theme in THEMES for variant in theme.VARIANTS))

MEASURES: dict[str, Measure] = by_name(*(measure for theme in THEMES for measure in theme.MEASURES))
