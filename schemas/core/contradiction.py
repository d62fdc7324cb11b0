"""core.contradiction: where registers contradict each other, or what can be, about a person."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column

RULES = (
    "dose_after_death",
    "dose_before_birth",
    "alive_after_death",
    "death_dates_differ",
    "episode_after_death",
    "sex_differs",
    "birth_year_differs",
)
FINDINGS = ("found", "not_found", "unknown")


class Contradiction(Table):
    """One row per person of the study and rule.

    - dose_after_death: a dose or dispensing of `core.drug_exposure` later than the day of death;
    - dose_before_birth: one before the first day of the month (where none is known: the year) of birth;
    - alive_after_death: Folkeregisteret has the person alive, emigrating or immigrating after the day of
      death; unknown where it does not have the person;
    - death_dates_differ: Folkeregisteret and the cause-of-death register give different days; unknown where
      only one of them has a death, which may be lag;
    - episode_after_death: admitted to hospital later than the day of death;
    - sex_differs, birth_year_differs: two statements differ; unknown where fewer than two registers state it.

    The day of death is the earlier of those that the two registers give. What hangs on it is unknown where no
    death is known and Folkeregisteret does not have the person. A contradiction changes no other table:
    each table says which register it believes.
    """

    person_id: dt.string = person_id()
    rule: dt.string = column("Rule", "Regel", isin=RULES)
    finding: dt.string = column(
        "Whether the contradiction was found; unknown where the registers do not tell",
        "Om motsigelsen ble funnet; ukjent der registrene ikke sier det",
        isin=FINDINGS,
    )

    class Config:
        unique = ["person_id", "rule"]
