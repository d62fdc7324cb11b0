"""Columns of what an edition told of a curve, in whatever form it told it."""

import ibis.expr.datatypes as dt

from schemas.group_columns import cohort, level, subgroup
from schemas.outcome.time_to_event import TIMED_MEASURES
from schemas.table import Table, column


class ToldOfCurve(Table):
    """Which edition told of which curve."""

    build_id: dt.string = column("Build of the edition", "Bygg som utgaven er laget av")
    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column("Data cut of the edition", "Utgavens datauttrekk")
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
