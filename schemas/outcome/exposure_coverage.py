"""outcome.exposure_coverage: the days each recorded dose covers, with what is left over carried on."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class ExposureCoverage(Table):
    """One row per agreement, treated person and record of treatment.

    Intervals are half-open: `coverage_end` is the first day that is not covered. A dispensing starts when the
    one before is used up; an administration covers its interval from its own date and leaves nothing over.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    exposure_id: dt.string = column("Source and the source's row key", "Kilde og kildens radnøkkel")
    sequence_number: dt.int32 = column(
        "Place among the person's records", "Plass blant personens rader", ge=1
    )
    exposure_date: dt.date = column("Date of administration or dispensing", "Dato gitt eller utlevert")
    coverage_start: dt.date = column("First day this record covers", "Første dag raden dekker")
    coverage_end: dt.date = column("First day it no longer covers", "Første dag den ikke lenger dekker")

    class Config:
        unique = ["agreement_id", "person_id", "exposure_id"]
