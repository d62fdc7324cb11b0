"""core.death_cause: causes of death."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class DeathCause(Table):
    """One row per deceased person of the study whom Dødsårsaksregisteret knows.

    Causes lag deaths by up to a year and a half: a cause that is missing is not yet coded. Deaths are
    counted from `core.person`, not from here.
    """

    person_id: dt.string = person_id()
    death_date: dt.date = column(
        "Date of death in the cause-of-death register", "Dødsdato i Dødsårsaksregisteret"
    )
    underlying_cause_code: dt.string = column(
        "Underlying cause, ICD-10, upper case without dot",
        "Underliggende dødsårsak, ICD-10, store bokstaver uten punktum",
        nullable=True,
    )
    contributing_cause_codes: dt.string = column(
        "Contributing causes, ICD-10, in the order given, parted by +",
        "Medvirkende dødsårsaker, ICD-10, i oppgitt rekkefølge, skilt med +",
        nullable=True,
    )
    cause_group: dt.string = column(
        "Group of the cause as the register gives it",
        "Gruppe av dødsårsak slik registeret oppgir den",
        isin=("cancer", "other", "unknown"),
    )
    place_of_death: dt.string = column(
        "Place of death", "Dødssted", isin=("hospital", "nursing_home", "home", "unknown")
    )
    has_autopsy: dt.boolean = column("An autopsy was made", "Obduksjon utført", nullable=True)

    class Config:
        unique = ["person_id"]
