"""released.code_list: the codes that complications and transplantations are read from."""

import ibis.expr.datatypes as dt

from schemas.reference.code_list import CodeList as Reference
from schemas.table import column


class CodeList(Reference):
    """One row per data cut, list, code system and code.

    Codes and where they come from, not persons: nothing is suppressed.
    """

    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )

    class Config:
        unique = ["data_cut", "list", "code_system", "code", "valid_from"]
