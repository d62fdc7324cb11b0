"""Time to next treatment: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

NEW_LINE = "new_line"

VARIANTS = (
    Term(
        NEW_LINE,
        Words("New line", "Ny linje"),
        Words(
            "The next line of therapy: another cancer drug begun after the combination window, or any of "
            "them again after a pause longer than the agreement's.",
            "Neste behandlingslinje: et annet kreftlegemiddel startet etter kombinasjonsvinduet, eller ett "
            "av dem på nytt etter lengre pause enn avtalens.",
        ),
    ),
)

MEASURES = (
    Measure(
        "time_to_next_treatment",
        Words("Alive without a next line", "I live uten ny behandlingslinje"),
        Words(
            "Probability of being alive without a next line of therapy a given number of days after the "
            "first dose; follow-up ends where records of cancer drugs or vital status are no longer "
            "complete.",
            "Sannsynligheten for å være i live uten ny behandlingslinje et gitt antall dager etter første "
            "dose; oppfølgingen slutter der data om kreftlegemidler eller vitalstatus ikke lenger er "
            "komplette.",
        ),
        unit="probability",
        variants=(NEW_LINE,),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(183, 365, 730),
    ),
    Measure(
        "time_to_next_treatment_median",
        Words("Median time to next treatment", "Median tid til neste behandling"),
        Words(
            "Days from the first dose until the probability of being alive without a next line of therapy "
            "has fallen to one half.",
            "Antall dager fra første dose til sannsynligheten for å være i live uten ny behandlingslinje er "
            "falt til en halv.",
        ),
        unit="days",
        variants=(NEW_LINE,),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
    ),
)
