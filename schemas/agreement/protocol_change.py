"""agreement.protocol_change: what was changed in a protocol after it was frozen."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class ProtocolChange(Table):
    """One row per agreement, frozen version and place in the file where what came next differs.

    What came next is the next frozen version, and after the newest one the agreement file as it is.
    """

    agreement_id: dt.string = agreement_id()
    version: dt.int32 = column("Frozen version that was changed", "Den frosne versjonen som ble endret", ge=1)
    position: dt.int32 = column(
        "Place among the changes of the version", "Plass blant versjonens endringer", ge=1
    )
    path: dt.string = column("Place in the agreement file", "Sted i avtalefilen")
    before: dt.string = column("What it said", "Hva det sto", nullable=True)
    after: dt.string = column("What it says after the change", "Hva det står etter endringen", nullable=True)

    class Config:
        unique = ["agreement_id", "version", "position"]
