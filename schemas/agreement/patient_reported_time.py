"""agreement.patient_reported_time: when patients are asked, and which answers count for each time."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

TIMES_DAYS = (0, 91, 183, 274, 365, 548, 730, 1096)
"""Times since the first dose at which scores are read; 0 is the baseline."""


class PatientReportedTime(Table):
    """One row per agreement and time since the index date at which scores are read.

    An answer counts for a time if it was given from `from_days` up to, but not on, `to_days`. Windows do not
    overlap, and only that of the baseline begins before the first dose.
    """

    agreement_id: dt.string = agreement_id()
    time_days: dt.int32 = column(
        "Nominal time since the index date; 0 is the baseline",
        "Nominelt tidspunkt siden indeksdato; 0 er utgangspunktet",
        unit="days",
        isin=TIMES_DAYS,
    )
    from_days: dt.int32 = column(
        "First day of the window, since the index date", "Første dag i vinduet, siden indeksdato", unit="days"
    )
    to_days: dt.int32 = column(
        "First day after the window, since the index date",
        "Første dag etter vinduet, siden indeksdato",
        unit="days",
    )

    class Config:
        unique = ["agreement_id", "time_days"]
