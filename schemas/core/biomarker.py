"""core.biomarker: test results reported to Kreftregisteret."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class Biomarker(Table):
    """One row per reported biomarker test.

    A test that is missing here is unknown, not negative.
    """

    person_id: dt.string = person_id()
    tumour_id: dt.string = column(
        "Cancer case (SID) the test names", "Sykdomstilfelle (SID) prøven gjelder", nullable=True
    )
    event_id: dt.string = column("Event in the course of disease", "Hendelse i forløpet")
    biomarker: dt.string = column("Biomarker, the register's name for it", "Biomarkør, registerets navn")
    sample_date: dt.date = column(
        "Date the sample was taken; the date of the report where that is missing",
        "Prøvedato; meldingens dato der den mangler",
    )
    result: dt.string = column(
        "Result; empty when the report gives a value only",
        "Resultat; tomt når meldingen bare gir en verdi",
        nullable=True,
        isin=("positive", "negative", "inconclusive", "not_done"),
    )
    value: dt.float64 = column(
        "Measured value, in the unit that the biomarker is reported in",
        "Målt verdi, i enheten biomarkøren meldes i",
        nullable=True,
    )

    class Config:
        unique = ["event_id"]
