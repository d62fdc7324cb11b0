"""Response and transplantation as registers hold them: the names and their definitions."""

from pipelines.methods.measure import ALL_COHORTS, Measure
from pipelines.methods.term import Term, Words, by_name

RESPONSES: dict[str, Term] = by_name(
    Term(
        "complete_remission",
        Words("Complete remission", "Komplett remisjon"),
        Words(
            "Kreftregisteret was told of a complete remission.",
            "Kreftregisteret har fått melding om komplett remisjon.",
        ),
    ),
    Term(
        "any_response",
        Words("Any response", "Enhver respons"),
        Words(
            "Kreftregisteret was told of a response or of a complete remission.",
            "Kreftregisteret har fått melding om respons eller komplett remisjon.",
        ),
    ),
)

AMONG = "among_"
_AMONG_TREATED = Term(
    "among_treated",
    Words("Among those treated", "Blant de behandlede"),
    Words("Among everybody in the group.", "Blant alle i gruppen."),
)
_AMONG_RESPONDERS = tuple(
    Term(
        f"{AMONG}{response.name}",
        Words(f"After: {response.label.english.lower()}", f"Etter: {response.label.norwegian.lower()}"),
        Words(
            f"Among those with a report within the agreed days: {response.label.english.lower()}.",
            f"Blant dem med melding innen de avtalte dagene: {response.label.norwegian.lower()}.",
        ),
    )
    for response in RESPONSES.values()
)
TRANSPLANT_VARIANTS = (_AMONG_TREATED, *_AMONG_RESPONDERS)

VARIANTS = (*RESPONSES.values(), *TRANSPLANT_VARIANTS)

_REPORTED = Words(
    "Reports are sparse, and no report is no proof of none: the share is a lower limit of the true one.",
    "Meldinger er sparsomme, og manglende melding beviser ikke at det ikke var respons: andelen er en "
    "nedre grense "
    "for den sanne.",
)

MEASURES = (
    Measure(
        "share_response_reported",
        Words("Share with a reported response", "Andel med meldt respons"),
        Words(
            "Share with a reported response within the agreed days after the first dose, of those for whom "
            "the "
            "register is complete that long, with an exact interval. " + _REPORTED.english,
            "Andelen med meldt respons innen de avtalte dagene etter første dose, av dem registeret er "
            "komplett så "
            "lenge for, med eksakt intervall. " + _REPORTED.norwegian,
        ),
        unit="share",
        variants=tuple(RESPONSES),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "response"),
        at_window_of="responses",
    ),
    Measure(
        "share_response_unknown",
        Words("Share whose response is unknown", "Andel der responsen er ukjent"),
        Words(
            "Share without a report of the response, where reports are not known to be complete, with an "
            "exact "
            "interval.",
            "Andelen uten melding om responsen, der meldingene ikke er kjent som komplette, med eksakt "
            "intervall.",
        ),
        unit="share",
        variants=tuple(RESPONSES),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "response"),
        at_window_of="responses",
    ),
    Measure(
        "time_to_response_median",
        Words("Median time to response", "Median tid til respons"),
        Words(
            "Days from the first dose to the reported response, half of those with one: the day it was "
            "reported "
            "for. It says nothing of those without a report.",
            "Dager fra første dose til den meldte responsen for halvparten av dem som har en: dagen "
            "meldingen "
            "gjelder. Det sier ikke noe om dem uten melding.",
        ),
        unit="days",
        variants=tuple(RESPONSES),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "response"),
        at_window_of="responses",
    ),
    Measure(
        "share_transplanted",
        Words("Share transplanted", "Andel transplantert"),
        Words(
            "Share with a stem cell transplantation within the agreed days after the first dose, as "
            "hospitals "
            "recorded it, of those for whom NPR is complete that long, with an exact interval.",
            "Andelen med stamcelletransplantasjon innen de avtalte dagene etter første dose, slik "
            "sykehusene har "
            "registrert det, av dem NPR er komplett så lenge for, med eksakt intervall.",
        ),
        unit="share",
        variants=tuple(variant.name for variant in TRANSPLANT_VARIANTS),
        cohorts=ALL_COHORTS,
        purposes=("treatment", "hospital_contacts"),
        at_window_of="responses",
    ),
)
