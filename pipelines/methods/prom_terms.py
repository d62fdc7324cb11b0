"""Patient-reported outcomes: the measures and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.prom_scale_terms import SCALE_TERMS
from pipelines.methods.term import Term, Words
from schemas.agreement.patient_reported_time import TIMES_DAYS

INDEX = "eq5d_index"
POINT_SCALES = tuple(term.name for term in SCALE_TERMS if term.name != INDEX)
LATER_DEATH_DAYS = 183
"""Who dies within so many days after a window opened is shown apart: the sickest answer least."""

PURPOSES = ("treatment", "vital_status", "patient_reported")
AFTER_BASELINE = tuple(days for days in TIMES_DAYS if days > 0)

RESPONSES = (
    Term(
        "alive",
        Words("Alive and due", "I live og tid for svar"),
        Words(
            "Persons alive when the window opened whose window has closed by the end of follow-up.",
            "Personer i live da vinduet åpnet, med et vindu som er lukket når oppfølgingen slutter.",
        ),
    ),
    Term(
        "died_within_183_days",
        Words("Died within 183 days", "Døde innen 183 dager"),
        Words(
            "Of them, those who died within 183 days after the window opened.",
            "Av disse de som døde innen 183 dager etter at vinduet åpnet.",
        ),
    ),
    Term(
        "lived_183_days",
        Words("Lived 183 days", "Levde i 183 dager"),
        Words(
            "Of them, those known to be alive 183 days after the window opened.",
            "Av disse de som er kjent å være i live 183 dager etter at vinduet åpnet.",
        ),
    ),
)
STATES = (
    Term(
        "answered",
        Words("Answered", "Besvart"),
        Words(
            "Answered a form in the window, in full or in part.",
            "Besvarte et skjema i vinduet, helt eller delvis.",
        ),
    ),
    Term(
        "no_answer",
        Words("No answer", "Ikke besvart"),
        Words("Invited in the window, without an answer in it.", "Invitert i vinduet, uten svar i vinduet."),
    ),
    Term(
        "unreachable",
        Words("Not reachable", "Ikke nåbar"),
        Words(
            "Every invitation in the window failed to reach the person.",
            "Ingen invitasjon i vinduet nådde fram til personen.",
        ),
    ),
    Term(
        "not_invited",
        Words("Not invited", "Ikke invitert"),
        Words(
            "Alive when the window opened, and not invited in it.",
            "I live da vinduet åpnet, men ikke invitert i det.",
        ),
    ),
    Term(
        "dead",
        Words("Dead", "Død"),
        Words("Died before the window opened.", "Døde før vinduet åpnet."),
    ),
    Term(
        "not_due",
        Words("Not followed so far", "Ikke fulgt så langt"),
        Words(
            "The window closes after follow-up ends, or the person moved abroad before it opened.",
            "Vinduet lukkes etter at oppfølgingen slutter, eller personen flyttet utenlands før det åpnet.",
        ),
    ),
)
"""What became of each person at each time: everybody is in exactly one."""

VARIANTS = (*SCALE_TERMS, *RESPONSES, *STATES)


def _of_scores(
    name: str, label: Words, definition: Words, times_days: tuple[int, ...], may_be_agreed: bool = True
) -> tuple[Measure, Measure]:
    """The same measure of scales in points and of the EQ-5D index, which has its own unit."""

    def measure(
        beginning: str, unit: str, variants: tuple[str, ...], english: str, norwegian: str
    ) -> Measure:
        return Measure(
            f"{beginning}_{name}",
            Words(f"{label.english}{english}", f"{label.norwegian}{norwegian}"),
            definition,
            unit,
            variants,
            ALL_COHORTS,
            PURPOSES,
            times_days,
            may_be_agreed=may_be_agreed,
        )

    return (
        measure("prom", "points", POINT_SCALES, "", ""),
        measure(INDEX, "index", (INDEX,), ", EQ-5D index", ", EQ-5D-indeks"),
    )


MEASURES = (
    *_of_scores(
        "mean",
        Words("Mean patient-reported score", "Gjennomsnittlig pasientrapportert skår"),
        Words(
            "Mean score of those who answered around the time, with a t interval. It is not the mean of "
            "those alive: who does not answer is often sicker.",
            "Gjennomsnittlig skår blant dem som svarte omkring tidspunktet, med t-intervall. Det er ikke "
            "gjennomsnittet av dem som lever: de som ikke svarer, er ofte sykere.",
        ),
        TIMES_DAYS,
    ),
    *_of_scores(
        "change",
        Words("Mean change from baseline", "Gjennomsnittlig endring fra utgangspunktet"),
        Words(
            "Mean of each person's score less the same person's baseline, among those with both, with a "
            "paired t interval.",
            "Gjennomsnittet av hver persons skår minus samme persons utgangspunkt, blant dem som har begge, "
            "med paret t-intervall.",
        ),
        AFTER_BASELINE,
    ),
    Measure(
        "prom_response",
        Words("Share who answered", "Andel som svarte"),
        Words(
            "Persons who answered a form in the window, among those alive when it opened whose window has "
            "closed, invited or not, with an exact interval.",
            "Personer som besvarte et skjema i vinduet, blant dem som levde da det åpnet og har et lukket "
            "vindu, inviterte eller ikke, med eksakt intervall.",
        ),
        unit="share",
        variants=tuple(term.name for term in RESPONSES),
        cohorts=ALL_COHORTS,
        purposes=PURPOSES,
        times_days=TIMES_DAYS,
    ),
    *_of_scores(
        "baseline_answered",
        Words("Baseline score of those who answered later", "Utgangspunktet til dem som svarte senere"),
        Words(
            "Mean baseline score of those who also answered at the time, with a t interval.",
            "Gjennomsnittlig skår ved utgangspunktet blant dem som også svarte på tidspunktet, med "
            "t-intervall.",
        ),
        AFTER_BASELINE,
        may_be_agreed=False,
    ),
    *_of_scores(
        "baseline_no_answer",
        Words(
            "Baseline score of those who did not answer later",
            "Utgangspunktet til dem som ikke svarte senere",
        ),
        Words(
            "Mean baseline score of those alive and due at the time who did not answer, with a t interval.",
            "Gjennomsnittlig skår ved utgangspunktet blant dem som levde og ikke svarte på tidspunktet, med "
            "t-intervall.",
        ),
        AFTER_BASELINE,
        may_be_agreed=False,
    ),
    *_of_scores(
        "baseline_difference",
        Words(
            "Baseline of those who answered later less that of those who did not",
            "Utgangspunktet til dem som svarte senere, minus det til dem som ikke svarte",
        ),
        Words(
            "Difference between the two mean baseline scores with Welch's interval: how unlike those who "
            "answered are to those who did not.",
            "Forskjellen mellom de to gjennomsnittene ved utgangspunktet med Welchs intervall: hvor ulike de "
            "som svarte, er dem som ikke svarte.",
        ),
        AFTER_BASELINE,
        may_be_agreed=False,
    ),
    Measure(
        "prom_flow",
        Words("What became of the forms", "Hva som ble av skjemaene"),
        Words(
            "Number of persons in each state at each time; everybody in the group is in exactly one.",
            "Antall personer i hver tilstand på hvert tidspunkt; alle i gruppen er i nøyaktig én.",
        ),
        unit="persons",
        variants=tuple(term.name for term in STATES),
        cohorts=ALL_COHORTS,
        purposes=PURPOSES,
        times_days=TIMES_DAYS,
        may_be_agreed=False,
    ),
    Measure(
        "prom_not_scored",
        Words("Answered without a score", "Svarte uten å få skår"),
        Words(
            "Persons who answered around the time but have no score: too few items answered, or an age that "
            "the tariff is not for.",
            "Personer som svarte omkring tidspunktet uten å få skår: for få spørsmål besvart, eller en alder "
            "tariffen ikke gjelder for.",
        ),
        unit="persons",
        variants=tuple(term.name for term in SCALE_TERMS),
        cohorts=ALL_COHORTS,
        purposes=PURPOSES,
        times_days=TIMES_DAYS,
        may_be_agreed=False,
    ),
)
