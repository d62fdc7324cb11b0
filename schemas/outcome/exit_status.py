"""outcome.exit_status: who was on treatment on an agreement's stop date, and who started all the same."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class ExitStatus(Table):
    """One row per treated person of an agreement whose stop date is not after the data cut.

    Judged by the agreement's primary rule for the end of treatment:

    - new_start: the first dose ever came on the stop date, the first day on which nobody new may start, or
      later;
    - on_treatment: the last record on or before the stop date covers it, or the next record bridges it within
      the permitted gap;
    - stopped_before: dead or emigrated before the stop date, another line of treatment begun since the last
      record, or coverage ended and the permitted gap passed without a record;
    - not_known: coverage ended before the stop date, and records are not complete so far that a bridging one
      would be seen; or records or vital status are not complete to the stop date for a person still covered.

    Starts after the last date with complete records are not known to anybody and have no row.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    status: dt.string = column(
        "Treatment on the stop date",
        "Behandling på stoppdatoen",
        isin=("on_treatment", "new_start", "stopped_before", "not_known"),
    )
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()
    date: dt.date = column(
        "New start: first dose. Stopped before: the first of end of treatment, death and emigration."
        " Otherwise the last record on or before the stop date",
        "Ny start: første dose. Sluttet før: det første av behandlingsslutt, død og utvandring. Ellers siste"
        " rad til og med stoppdatoen",
    )

    class Config:
        unique = ["agreement_id", "person_id"]
