"""outcome.prom_invitation: what became of each person's patient-reported outcomes at each time."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column

STATES = ("answered", "no_answer", "unreachable", "not_invited", "dead", "not_due")
LATER_DEATHS = ("died", "lived", "unknown")


class PromInvitation(Table):
    """One row per agreement, new starter and time at which the agreement reads patient-reported scores.

    Everybody has exactly one state. `not_due`: the window closes after forms, vital status or the data cut
    reach, or the person moved abroad before it opened. Otherwise `dead`: died before the window opened.
    Otherwise `answered` (in full or in part, in the window), `no_answer` (invited in the window, and at least
    one invitation arrived), `unreachable` (none arrived) or `not_invited`. There is no row where the register
    of the forms has delivered nothing.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    time_days: dt.int32 = column(
        "Nominal time since the index date", "Nominelt tidspunkt siden indeksdato", unit="days", ge=0
    )
    window_from_date: dt.date = column("First day of the window", "Første dag i vinduet")
    window_to_date: dt.date = column("First day after the window", "Første dag etter vinduet")
    state: dt.string = column("What became of it", "Hva det ble av det", isin=STATES)
    form_invited_date: dt.date = column(
        "Invitation date of the form that counts: the answer nearest the nominal time",
        "Invitasjonsdato for skjemaet som teller: svaret nærmest det nominelle tidspunktet",
        nullable=True,
    )
    form_answered_date: dt.date = column(
        "Date of that answer; that of the invitation where the register holds no other",
        "Dato for det svaret; invitasjonens dato der registeret ikke har en annen",
        nullable=True,
    )
    later_death: dt.string = column(
        "Whether the person died within 183 days after the window opened; unknown where not followed so long",
        "Om personen døde innen 183 dager etter at vinduet åpnet; ukjent der oppfølgingen er kortere",
        isin=LATER_DEATHS,
    )

    class Config:
        unique = ["agreement_id", "person_id", "time_days"]
