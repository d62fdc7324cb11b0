"""result.completeness: which share of a register's rows hold the variables that results rest on."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class _RowsKnown(Table):
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    register: dt.string = column("Register", "Register")
    hospital_id: dt.string = column(
        "Hospital trust, organisation number; all, or unknown",
        "Helseforetak, organisasjonsnummer; all eller unknown",
        str_matches=r"^(\d{9}|all|unknown)$",
    )
    month: dt.date = column(
        "First day of the month the rows are about; empty when they have no date",
        "Første dag i måneden radene gjelder; tom når de ikke har dato",
        nullable=True,
    )
    variable: dt.string = column("Variable that is due", "Variabelen som skal være kjent")
    n: dt.int64 = column(
        "Rows in which the variable is due", "Rader der variabelen skal være kjent", nullable=True, ge=0
    )
    n_present: dt.int64 = column("Rows in which it is known", "Rader der den er kjent", nullable=True, ge=0)
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["data_cut", "register", "hospital_id", "month", "variable"]


class Completeness(_RowsKnown):
    """One row per data cut, register, hospital, month and variable.

    Counts rows of the study's persons, the only ones that leave the raw layer, in the month that the row is
    about: the dose, the dispensing, the diagnosis, the test, the discharge, the death, the invitation. Rows
    without that date have no month. Hospital `all` is every row; a row that names no hospital is `unknown`,
    and registers that never name one have `all` only.

    `n` are the rows in which the variable is due, `n_present` those in which it is known: a code for unknown
    is not knowing. Drug cost is due for the agreements' own drugs, and known where a price was in force and
    the dose can be counted in packs. An answer is due from every person invited.
    """

    n_persons: dt.int64 = column(
        "Persons whom the rows are about", "Personer radene gjelder", unit="persons", nullable=True, ge=0
    )
