"""Complications of treatment, early death, and how often they come: the names and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words, by_name

COMPLICATIONS: dict[str, Term] = by_name(
    Term(
        "cytokine_release",
        Words("Cytokine release", "Cytokinfrigjøring"),
        Words(
            "A hospital contact with a code of the list for cytokine release. ICD-10 has no code of its "
            "own for "
            "it: a wider one is taken.",
            "En sykehuskontakt med en kode fra listen for cytokinfrigjøring. ICD-10 har ingen egen kode for "
            "det: en videre kode er brukt.",
        ),
    ),
    Term(
        "neurotoxicity",
        Words("Neurotoxicity", "Nevrotoksisitet"),
        Words(
            "A hospital contact with a code of encephalopathy or seizures.",
            "En sykehuskontakt med en kode for encefalopati eller kramper.",
        ),
    ),
    Term(
        "febrile_neutropenia",
        Words("Febrile neutropenia", "Febril nøytropeni"),
        Words(
            "A hospital contact with a code of too few neutrophils; the code does not tell of fever.",
            "En sykehuskontakt med en kode for få nøytrofile granulocytter; koden sier ikke om det var "
            "feber.",
        ),
    ),
    Term(
        "infection",
        Words("Serious infection", "Alvorlig infeksjon"),
        Words(
            "A hospital contact with a code of sepsis, pneumonia, acute pyelonephritis or infection after an "
            "infusion.",
            "En sykehuskontakt med en kode for sepsis, lungebetennelse, akutt pyelonefritt eller infeksjon "
            "etter infusjon.",
        ),
    ),
    Term(
        "hospital_admission",
        Words("Acute admission", "Akutt innleggelse"),
        Words(
            "An acute admission to hospital on a day after that of the first dose, whatever the cause.",
            "En akutt sykehusinnleggelse en dag etter dagen for første dose, uansett årsak.",
        ),
    ),
)

VARIANTS = tuple(COMPLICATIONS.values())

_VARIANTS = tuple(COMPLICATIONS)
_PURPOSES = ("treatment", "vital_status", "hospital_contacts")
_NEW = Words(
    "Who had it in the agreed days before the first dose is left out; NPR holds hospital contacts only.",
    "Den som hadde det de avtalte dagene før første dose, er utelatt; NPR har bare sykehuskontakter.",
)

MEASURES = (
    Measure(
        "complication_incidence",
        Words("Had the complication", "Har hatt komplikasjonen"),
        Words(
            "Probability of having had the complication within the agreed days after the first dose, death "
            "taking away the chance of it (Aalen–Johansen). " + _NEW.english,
            "Sannsynligheten for å ha hatt komplikasjonen innen de avtalte dagene etter første dose, der "
            "død tar "
            "bort muligheten for den (Aalen–Johansen). " + _NEW.norwegian,
        ),
        unit="probability",
        variants=_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=_PURPOSES,
        at_window_of="complications",
    ),
    Measure(
        "complication_rate",
        Words("First complication per 100 person-years", "Første komplikasjon per 100 personår"),
        Words(
            "Persons with the complication per 100 person-years without it, from the first dose through the "
            "agreed days, with exact Poisson limits. " + _NEW.english,
            "Personer med komplikasjonen per 100 personår uten den, fra første dose og ut de avtalte dagene, "
            "med eksakte Poisson-grenser. " + _NEW.norwegian,
        ),
        unit="per_100_person_years",
        variants=_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=_PURPOSES,
        at_window_of="complications",
    ),
    Measure(
        "complication_rate_repeated",
        Words("All complications per 100 person-years", "Alle komplikasjoner per 100 personår"),
        Words(
            "Complications per 100 person-years over the whole follow-up, several of a person counted; some "
            "persons have many, so the limits come from the spread between persons (robust variance). "
            + _NEW.english,
            "Komplikasjoner per 100 personår i hele oppfølgingen, der flere hos samme person telles; noen "
            "har "
            "mange, så grensene kommer av spredningen mellom personer (robust varians). " + _NEW.norwegian,
        ),
        unit="per_100_person_years",
        variants=_VARIANTS,
        cohorts=ALL_COHORTS,
        purposes=_PURPOSES,
    ),
    Measure(
        "death_within_30_days",
        Words("Died within 30 days", "Død innen 30 dager"),
        Words(
            "Probability of having died, of any cause, 30 days after the first dose.",
            "Sannsynligheten for å være død, uansett årsak, 30 dager etter første dose.",
        ),
        unit="probability",
        variants=("kaplan_meier",),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "vital_status"),
        times_days=(30,),
    ),
)
