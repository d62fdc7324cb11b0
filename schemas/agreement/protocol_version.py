"""agreement.protocol_version: the protocols of an agreement that were frozen, each with its day."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column


class ProtocolVersion(Table):
    """One row per agreement and frozen version of its protocol."""

    agreement_id: dt.string = agreement_id()
    version: dt.int32 = column("Version, from 1", "Versjon, fra 1", ge=1)
    frozen_on: dt.date = column("Day it was frozen", "Dagen den ble frosset")
    protocol_hash: dt.string = column(
        "SHA-256 of the frozen protocol", "SHA-256 av den frosne protokollen", str_matches=r"^[0-9a-f]{64}$"
    )

    class Config:
        unique = ["agreement_id", "version"]
