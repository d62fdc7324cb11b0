"""reference.published_point: where curves lie, as editions told before this cut was frozen."""

import ibis.expr.datatypes as dt

from schemas.table import column
from schemas.told_of_curve import ToldOfCurve


def _limit(english: str, norwegian: str) -> dt.DataType:
    return column(
        f"{english} was told to lie so high at least, or at most",
        f"{norwegian} ble fortalt å ligge minst, eller høyst, så høyt",
        nullable=True,
    )


class PublishedPoint(ToldOfCurve):
    """One row per edition, agreement, cohort, subgroup, level, measure, variant and time that it told of.

    Written when the cut is frozen, from the editions that stood then: a point of a curve leaves only as it
    does not tell beside theirs that few were added, or lost. A row without a time is of all follow-up. The
    exact numbers, for the owner alone, are missing where the exact tables of an edition are gone.
    """

    time_days: dt.float64 = column(
        "Time since index date, of a point or of what a median tells; empty over all follow-up",
        "Tid siden indeksdato, for et punkt eller det en median forteller; tom for hele oppfølgingen",
        unit="days",
        nullable=True,
        ge=0,
    )
    survival_least: dt.float64 = _limit("The curve", "Kurven")
    survival_most: dt.float64 = _limit("The curve", "Kurven")
    lower_least: dt.float64 = _limit("Its lower limit", "Dens nedre grense")
    lower_most: dt.float64 = _limit("Its lower limit", "Dens nedre grense")
    upper_least: dt.float64 = _limit("Its upper limit", "Dens øvre grense")
    upper_most: dt.float64 = _limit("Its upper limit", "Dens øvre grense")
    n_events: dt.int64 = column(
        "Events so far, where told", "Hendelser til nå, der det ble fortalt", nullable=True, ge=0
    )
    n_at_risk: dt.int64 = column(
        "Persons followed beyond the time, where told",
        "Personer fulgt forbi tidspunktet, der det ble fortalt",
        nullable=True,
        ge=0,
    )
    n_at_start: dt.int64 = column(
        "Persons at the start, exactly", "Personer ved start, eksakt", nullable=True, ge=0
    )
    n_events_exact: dt.int64 = column(
        "Events so far, exactly", "Hendelser til nå, eksakt", nullable=True, ge=0
    )
    n_lost_exact: dt.int64 = column(
        "Persons lost to follow-up so far, exactly",
        "Personer tapt for oppfølging til nå, eksakt",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = [
            "build_id", "data_cut", "agreement_id", "cohort", "subgroup", "level", "measure", "variant",
            "time_days",
        ]  # fmt: skip
