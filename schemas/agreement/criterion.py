"""agreement.criterion: the parts of the indication that decide which patients count."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column

KINDS = (
    "age",
    "sex",
    "diagnosis",
    "topography",
    "morphology",
    "behaviour",
    "biomarker",
    "stage",
    "course_event",
    "earlier_treatment",
    "time_since",
    "pregnancy",
    "place",
    "calendar",
    "combination",
    "not_observable",
)
SUBJECTS = {
    "earlier_treatment": ("lines", "substances", "regimens", "transplant"),
    "time_since": ("diagnosis", "relapse"),
    "place": ("hospital", "region"),
}
"""What a criterion of the kind is about: earlier treatment in lines, time since a diagnosis, and so on."""


class Criterion(Table):
    """One row per agreement and criterion.

    The values a criterion lists (codes, markers, events) stand in `agreement.criterion_value`. A criterion
    that no register holds (`not_observable`) is always unknown. Criteria of one agreement that share an
    `alternative_group` count as one: met if any of them is met, not met if none is, otherwise unknown.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    criterion_id: dt.string = column("Criterion within the agreement", "Kriterium i avtalen")
    position: dt.int32 = column("Place in the agreement file, from 1", "Plass i avtalefilen, fra 1", ge=1)
    kind: dt.string = column(
        "Kind of criterion: which rule judges it",
        "Type kriterium: hvilken regel som vurderer det",
        isin=list(KINDS),
    )
    subject: dt.string = column(
        "What the kind is asked about: earlier treatment by lines, substances, regimens or transplant; time "
        "since diagnosis or relapse; place by hospital or region",
        "Hva kriteriet gjelder: tidligere behandling etter linjer, virkestoff, kurer eller transplantasjon; "
        "tid siden diagnose eller residiv; sted etter sykehus eller region",
        nullable=True,
        isin=sorted({subject for subjects in SUBJECTS.values() for subject in subjects}),
    )
    minimum: dt.float64 = column(
        "Lowest value that meets it (included): age in years, number of lines, time in days",
        "Laveste verdi som oppfyller det (inkludert): alder i år, antall linjer, tid i dager",
        nullable=True,
        ge=0,
    )
    maximum: dt.float64 = column(
        "Value from which it is no longer met (excluded): age in years, number of lines, time in days",
        "Verdi der det ikke lenger er oppfylt (ekskludert): alder i år, antall linjer, tid i dager",
        nullable=True,
        ge=0,
    )
    within_days: dt.int32 = column(
        "Earlier treatment counts only if it was given within so many days before the person is judged; "
        "empty for any time before",
        "Tidligere behandling teller bare hvis den ble gitt innen så mange dager før personen vurderes; tomt "
        "for når som helst tidligere",
        unit="days",
        nullable=True,
        gt=0,
    )
    first_date: dt.date = column(
        "First day that meets a calendar criterion",
        "Første dag som oppfyller et kalenderkriterium",
        nullable=True,
    )
    last_date: dt.date = column(
        "Last day that meets a calendar criterion",
        "Siste dag som oppfyller et kalenderkriterium",
        nullable=True,
    )
    is_absence: dt.boolean = column(
        "True if it is met when what it names was not there",
        "Sann hvis det er oppfylt når det som er nevnt, ikke forelå",
    )
    alternative_group: dt.string = column(
        "Criteria of the agreement with the same name here are alternatives: one of them is enough",
        "Kriterier i avtalen med samme navn her er alternativer: ett av dem er nok",
        nullable=True,
    )
    description_english: dt.string = column("What it asks, in English", "Hva det krever, på engelsk")
    description_norwegian: dt.string = column("What it asks, in Norwegian", "Hva det krever, på norsk")

    dates_in_order = ordered("first_date", "last_date")

    class Config:
        unique = ["agreement_id", "criterion_id"]
