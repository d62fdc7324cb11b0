"""outcome.next_line: start of the next line of cancer treatment."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class NextLine(Table):
    """One row per agreement and treated person who was given a next line.

    The next line is the one after the index line among the lines of `cohort.therapy_line`: another substance
    begun after the combination window, or any treatment again, the same drug included, after a longer pause
    than the agreement's gap. What is given beside the drug from the window on is no next line.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    next_line_date: dt.date = column("First record of the next line", "Første rad i neste linje")

    class Config:
        unique = ["agreement_id", "person_id"]
