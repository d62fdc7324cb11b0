"""core.episode_code: the codes of NPR's wide episodes, one per row."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id
from schemas.table import Table, column


class EpisodeCode(Table):
    """One row per code of an episode.

    What a code is follows from its form, not only from the column it came in: in a procedure column a
    code with a digit among its first two characters is an ATC code or a "særkode", both of which name a
    drug; a procedure code (NCSP, NCMP) opens with two letters.
    """

    person_id: dt.string = person_id()
    episode_id: dt.string = column(
        "Episode, NPR's key within the person", "Episode, NPRs nøkkel innen personen"
    )
    code_type: dt.string = column(
        "What the code says: condition (ICD-10), procedure (NCSP, NCMP) or drug (ATC, særkode)",
        "Hva koden sier: tilstand (ICD-10), prosedyre (NCSP, NCMP) eller legemiddel (ATC, særkode)",
        isin=("condition", "procedure", "drug"),
    )
    position: dt.int32 = column(
        "Field that held the code. Conditions: 1 the main condition, 2-20 the others, 21 the main"
        " condition's second code. Procedures and drugs: 1-20 NCSP, 21-40 NCMP, 41-45 ATC fields",
        "Feltet koden sto i. Tilstander: 1 hovedtilstand, 2-20 bitilstander, 21 hovedtilstandens andre"
        " kode. Prosedyrer og legemidler: 1-20 NCSP-, 21-40 NCMP-, 41-45 ATC-felt",
        ge=1,
        le=45,
    )
    code: dt.string = column(
        "Code, upper case, without dot and space", "Kode, store bokstaver, uten punktum og mellomrom"
    )

    class Config:
        unique = ["person_id", "episode_id", "code_type", "position"]
