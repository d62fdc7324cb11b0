"""outcome.next_line: start of the next line of cancer treatment."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class NextLine(Table):
    """One row per agreement and treated person who was given a next line.

    A next line is another antineoplastic (ATC L01) whose first record since the index date lies more than
    28 days after it. What starts by day 28 is given beside the drug and never becomes a next line.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    next_line_date: dt.date = column("First record of the next line", "Første rad i neste linje")

    class Config:
        unique = ["agreement_id", "person_id"]
