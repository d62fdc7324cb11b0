"""core.person_statement: what each register says of the sex and birth of the study's persons."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column

REGISTERS = ("folkeregisteret", "kreftregisteret", "nornmd", "inspire", "npr")
"""In the order in which they are believed; of INSPIRE it is H-resept."""


class PersonStatement(Table):
    """One row per person of the study, register and combination of sex, birth year and birth month it states.

    A register that says the same in many rows has one row here, dated by the latest. Rows that state
    neither sex nor birth are left out. Nothing is decided here: `core.person` believes the first,
    `core.contradiction` finds those that differ.
    """

    person_id: dt.string = person_id()
    statement_number: dt.int32 = column(
        "Number of the statement, the most trusted first",
        "Opplysningens nummer, den mest betrodde først",
        ge=1,
    )
    register: dt.string = column("Register", "Register", isin=REGISTERS)
    precedence: dt.int32 = column(
        "Place of the register in the order of trust", "Registerets plass i tillitsrekkefølgen", ge=1, le=5
    )
    stated_date: dt.date = column(
        "Latest date on which it was stated: of status, diagnosis, inclusion, dispensing or admission",
        "Siste dato det ble oppgitt: for status, diagnose, inklusjon, utlevering eller innleggelse",
        nullable=True,
    )
    sex: dt.string = column("Sex stated", "Oppgitt kjønn", nullable=True, isin=("female", "male"))
    birth_year: dt.int32 = column(
        "Year of birth stated", "Oppgitt fødselsår", unit="year", nullable=True, ge=1880, le=2099
    )
    birth_month: dt.int32 = column(
        "Month of birth stated", "Oppgitt fødselsmåned", unit="month", nullable=True, ge=1, le=12
    )

    class Config:
        unique = ["person_id", "statement_number"]
