"""reference.published_curve: what editions counted beside curves before this cut was frozen."""

import ibis.expr.datatypes as dt

from schemas.table import column
from schemas.told_of_curve import ToldOfCurve


class PublishedCurve(ToldOfCurve):
    """One row per edition, agreement, cohort, subgroup, level, measure, variant and time that it counted at.

    Written when the cut is frozen, from the editions that stood then: counts leave beside a curve only where
    they differ from theirs by nobody or at least five persons. A row without a time counts all follow-up.
    """

    time_days: dt.int32 = column(
        "Time since index date; empty over all follow-up",
        "Tid siden indeksdato; tom for hele oppfølgingen",
        unit="days",
        nullable=True,
        ge=0,
    )
    n_events: dt.int64 = column("Events so far", "Hendelser til nå", ge=0)
    n_beyond: dt.int64 = column(
        "Persons followed beyond the time; empty where the edition did not tell it beside the events",
        "Personer fulgt forbi tidspunktet; tom der utgaven ikke fortalte det ved hendelsene",
        nullable=True,
        ge=0,
    )
    n_lost: dt.int64 = column(
        "Persons lost to follow-up so far; empty where the edition did not tell it beside the events",
        "Personer tapt for oppfølging til nå; tom der utgaven ikke fortalte det ved hendelsene",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = [
            "build_id", "data_cut", "agreement_id", "cohort", "subgroup", "level", "measure", "variant",
            "time_days",
        ]  # fmt: skip
