"""Which drug records reach the study: by source, region and day. Written once for files and truth alike."""

import polars as pl

from sample_data.generator.timeline import (
    DATA_START,
    H_RESEPT_FROM,
    HOSPITAL_DRUGS_NATIONAL_FROM,
    REGION_NORD,
    REGIONS_WITH_EARLY_HOSPITAL_DRUGS,
    last_complete_day,
)

SOURCE_REGISTER = {"hospital": "inspire", "h_resept": "inspire", "quality_register": "nornmd"}


def complete_to(source: str) -> int:
    """Last day for which a source of treatment is complete."""
    return last_complete_day(SOURCE_REGISTER[source])


def is_recorded(source: str, day: str) -> pl.Expr:
    """True where a record on `day` of a person in `region` is in some delivery.

    Hospital drugs: nothing from region North, before 2019 only West and Central. H-resept: from 2019.
    """
    delivered = pl.col(day).is_between(DATA_START, complete_to(source))
    if source == "hospital":
        early = pl.col("region").is_in(REGIONS_WITH_EARLY_HOSPITAL_DRUGS)
        since = (pl.col(day) >= HOSPITAL_DRUGS_NATIONAL_FROM) | early
        return delivered & (pl.col("region") != REGION_NORD) & since
    if source == "h_resept":
        return delivered & (pl.col(day) >= H_RESEPT_FROM)
    return delivered
