"""Doses given beside doses planned and ordered: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

MEAN_OF_PERSONS = "mean_of_persons"
QUANTILES_OF_PERSONS = {
    "lower_quartile_of_persons": 0.25,
    "median_of_persons": 0.5,
    "upper_quartile_of_persons": 0.75,
}
"""Variants that are quantiles of the persons' own numbers."""

VARIANTS = (
    Term(
        MEAN_OF_PERSONS,
        Words("Mean of the persons", "Gjennomsnitt av personene"),
        Words(
            "The mean of the persons' own numbers, with limits by Student's t.",
            "Gjennomsnittet av personenes egne tall, med grenser etter Students t.",
        ),
    ),
    Term(
        "lower_quartile_of_persons",
        Words("Lower quartile of the persons", "Nedre kvartil av personene"),
        Words("A quarter of the persons have at most this.", "En firedel av personene har høyst dette."),
    ),
    Term(
        "median_of_persons",
        Words("Median of the persons", "Median av personene"),
        Words("Half of the persons have at most this.", "Halvparten av personene har høyst dette."),
    ),
    Term(
        "upper_quartile_of_persons",
        Words("Upper quartile of the persons", "Øvre kvartil av personene"),
        Words(
            "Three quarters of the persons have at most this.", "Tre firedeler av personene har høyst dette."
        ),
    ),
)


def _ratio(name: str, label: Words, definition: Words) -> Measure:
    return Measure(
        name,
        label,
        definition,
        unit="ratio",
        variants=(MEAN_OF_PERSONS, *QUANTILES_OF_PERSONS),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    )


MEASURES = (
    _ratio(
        "relative_dose_intensity",
        Words("Relative dose intensity", "Relativ doseintensitet"),
        Words(
            "Dose given over the dose that the agreement plans, from the first to the last day with a dose, "
            "of persons all of whose doses are recorded.",
            "Gitt dose delt på dosen avtalen planlegger, fra første til siste dag med dose, for personer "
            "der alle doser er registrert.",
        ),
    ),
    _ratio(
        "dose_given_of_ordered",
        Words("Dose given of dose ordered", "Gitt dose av ordinert dose"),
        Words(
            "Dose given over the dose ordered, of the doses that were given, of persons all of whose doses "
            "are recorded as ordered and as given.",
            "Gitt dose delt på ordinert dose, for dosene som ble gitt, for personer der alle doser er "
            "registrert både som ordinert og som gitt.",
        ),
    ),
)
