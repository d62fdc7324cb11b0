"""Survival beside the general population's: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words

VARIANTS = (
    Term(
        "pohar_perme",
        Words("Pohar Perme", "Pohar Perme"),
        Words(
            "Pohar Perme's estimate: each person weighted by the inverse of the survival that the general "
            "population would have had, with 95 % log limits.",
            "Pohar Permes estimat: hver person vektet med den inverse av overlevelsen den alminnelige "
            "befolkningen ville ha hatt, med 95 % log-grenser.",
        ),
    ),
    Term(
        "ederer_2",
        Words("Ederer II", "Ederer II"),
        Words(
            "Observed hazard less the mean hazard of the general population among those still followed "
            "(Ederer II), with 95 % log limits.",
            "Observert dødsrate minus gjennomsnittlig dødsrate i den alminnelige befolkningen blant dem som "
            "fortsatt følges (Ederer II), med 95 % log-grenser.",
        ),
    ),
    Term(
        "ederer_1",
        Words("Ederer I", "Ederer I"),
        Words(
            "The mean of the survival that the life table gives each person, followed or not (Ederer I). It "
            "comes from the table and so has no interval.",
            "Gjennomsnittet av overlevelsen dødelighetstabellen gir hver person, fulgt eller ikke (Ederer "
            "I). Den kommer fra tabellen og har derfor ikke noe intervall.",
        ),
    ),
)

MEASURES = (
    Measure(
        "net_survival",
        Words("Net survival", "Netto overlevelse"),
        Words(
            "Probability of being alive a given number of days after the first dose if nobody died of what "
            "the general population of the same sex, age and year dies of, from all deaths and a life table. "
            "It may exceed 100 %.",
            "Sannsynligheten for å være i live et gitt antall dager etter første dose hvis ingen døde av det "
            "den alminnelige befolkningen med samme kjønn, alder og kalenderår dør av, regnet ut fra alle "
            "dødsfall og en dødelighetstabell. Den kan overstige 100 %.",
        ),
        unit="probability",
        variants=("pohar_perme", "ederer_2"),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(365, 730),
    ),
    Measure(
        "expected_survival",
        Words("Expected survival", "Forventet overlevelse"),
        Words(
            "Probability of being alive a given number of days after the first dose that the general "
            "population of the same sex, age and year would have had, by a life table.",
            "Sannsynligheten for å være i live et gitt antall dager etter første dose som den alminnelige "
            "befolkningen med samme kjønn, alder og kalenderår ville ha hatt etter en dødelighetstabell.",
        ),
        unit="probability",
        variants=("ederer_1",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(365, 730),
    ),
)
