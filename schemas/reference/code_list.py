"""reference.code_list: named lists of codes that rules refer to."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column

COMPLICATIONS = ("cytokine_release", "neurotoxicity", "febrile_neutropenia", "infection")
"""Lists of conditions that are complications of treatment."""


class CodeList(Table):
    """One row per list, code system and code.

    A code stands for itself and for every longer code that begins with it. Codes are upper case without dot
    or space, as in the core tables. A code that is made up for the synthetic sample begins with 9Z, so that
    nobody takes it for a real one.

    Lists of complications hold conditions (ICD-10) only, which hospitals write for a contact, not a day.
    """

    list: dt.string = column(
        "Name of the list", "Navn på listen", isin=("transplant", "pregnancy", *COMPLICATIONS)
    )
    code_system: dt.string = column(
        "Where the code belongs: ICD-10, procedure (NCMP, NCSP), DRG, ATC, or regimen (KURID)",
        "Kodeverket: ICD-10, prosedyre (NCMP, NCSP), DRG, ATC eller kur (KURID)",
        isin=("icd10", "procedure", "drg", "atc", "regimen"),
    )
    code: dt.string = column(
        "Code, or beginning of codes", "Kode, eller begynnelsen på koder", str_matches=r"^[A-Z0-9]+(?:$)"
    )
    valid_from: dt.date = column("First day the code counts", "Første dag koden teller")
    valid_to: dt.date = column(
        "Last day the code counts; empty while it does",
        "Siste dag koden teller; tom så lenge den teller",
        nullable=True,
    )
    meaning_english: dt.string = column("What the code says, in English", "Hva koden sier, på engelsk")
    meaning_norwegian: dt.string = column("What the code says, in Norwegian", "Hva koden sier, på norsk")
    origin: dt.string = column("Where the code comes from", "Hvor koden kommer fra")

    ends_after_it_begins = ordered("valid_from", "valid_to")

    class Config:
        unique = ["list", "code_system", "code", "valid_from"]
