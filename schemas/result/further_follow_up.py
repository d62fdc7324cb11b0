"""result.further_follow_up: what would decide an assumption that cannot be judged yet."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

ANSWERS = (
    "decided", "later", "not_within_ten_years", "nobody_more", "on_the_margin", "assumption_too_wide",
    "unknown_persons", "limit_not_reached", "no_estimate", "not_forecast",
)  # fmt: skip


class FurtherFollowUp(Table):
    """One row per agreement, data cut and assumption.

    A forecast: what was seen is taken for the truth, and as many start each day as in the last year before
    the end of the data. `decided`: judged already. `later`: so many days more would decide. `nobody_more`:
    too few have started, and nobody starts any more. `on_the_margin`: what was seen is so near the agreed
    margin that limits a twentieth as wide would not decide. `assumption_too_wide`: the assumption's own
    interval holds the margin, whatever is observed. `unknown_persons`: those who cannot be determined keep
    the limits apart, however many more are followed. `limit_not_reached`: a limit of what was seen is open,
    so nobody can say when it will decide. `not_forecast`: a count of persons.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    assumption_id: dt.string = column("Assumption", "Antakelse")
    answer: dt.string = column(
        "Whether more follow-up would decide", "Om lengre oppfølging ville avgjøre", isin=ANSWERS
    )
    information_factor: dt.float64 = column(
        "Factor by which the information must grow",
        "Faktor som informasjonen må øke med",
        nullable=True,
        ge=1,
    )
    n_followed: dt.int64 = column(
        "Persons who could have been followed for the time that the number speaks of",
        "Personer som kunne ha vært fulgt så lenge som tallet gjelder",
        unit="persons",
        nullable=True,
        ge=0,
    )
    further_days: dt.int32 = column(
        "Days of further follow-up", "Dager med videre oppfølging", unit="days", nullable=True, ge=0
    )
    further_months: dt.int32 = column(
        "Months of further follow-up, rounded up to a multiple of three",
        "Måneder med videre oppfølging, rundet opp til et multiplum av tre",
        unit="months",
        nullable=True,
        ge=0,
    )
    decided_date: dt.date = column(
        "Data cut that would decide, if deliveries lag as they do now",
        "Datauttrekk som ville avgjøre, hvis leveransene kommer like sent som nå",
        nullable=True,
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "assumption_id"]
