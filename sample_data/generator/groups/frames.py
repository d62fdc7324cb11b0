"""A group of persons beside the agreements' treated and the background: its frames, and its days."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator import episodes
from sample_data.generator.agreement_models import HospitalUse

FOLLOWED_DAYS = 730
BEFORE_DAYS = 20
TUMOUR_COLUMNS = ("person", "tumour", "day", "icd10", "morphology", "spread")
EVENT_COLUMNS = ("person", "tumour", "day", "kind", "biomarker", "result")


@dataclass
class Group:
    """Frames keyed by `person`, counted from 0; `day` is a calendar day."""

    person: pl.DataFrame
    tumour: pl.DataFrame
    event: pl.DataFrame
    episode: pl.DataFrame
    hospital_drug: pl.DataFrame
    h_resept: pl.DataFrame


def persons(kind: str, origin_day, age_years, survival_days, is_woman, places: pl.DataFrame) -> pl.DataFrame:
    """One row per person; `origin_day` is the day survival is counted from."""
    n = len(origin_day)
    return pl.DataFrame(
        {
            "person": np.arange(n),
            "kind": pl.repeat(kind, n, dtype=pl.String, eager=True),
            "is_woman": np.broadcast_to(is_woman, n),
            "birth_day": origin_day - np.floor(np.asarray(age_years) * 365.25).astype(np.int64),
            "survival_days": survival_days,
            "origin_day": origin_day,
        }
    ).with_columns(*places)


def tumours(who, day, icd10: str, morphology: str, spread) -> pl.DataFrame:
    """The first tumour of each person of `who`."""
    n = len(who)
    return pl.DataFrame(
        {
            "person": np.asarray(who, dtype=np.int64),
            "tumour": np.ones(n, dtype=np.int64),
            "day": np.asarray(day, dtype=np.int64),
            "icd10": pl.repeat(icd10, n, dtype=pl.String, eager=True),
            "morphology": pl.repeat(morphology, n, dtype=pl.String, eager=True),
            "spread": np.broadcast_to(np.asarray(spread, dtype="U1"), n),
        }
    )


def events(who, day, kind: str, biomarker: str = "", result="") -> pl.DataFrame:
    """An event of the first tumour of each person of `who`."""
    n = len(who)
    return pl.DataFrame(
        {
            "person": np.asarray(who, dtype=np.int64),
            "tumour": np.ones(n, dtype=np.int64),
            "day": np.asarray(day, dtype=np.int64),
            "kind": pl.repeat(kind, n, dtype=pl.String, eager=True),
            "biomarker": pl.repeat(biomarker, n, dtype=pl.String, eager=True),
            "result": np.broadcast_to(np.asarray(result, dtype="U3"), n),
        }
    )


def contacts(rng, use: HospitalUse, person: pl.DataFrame, last_day: int, disease: str) -> pl.DataFrame:
    """Hospital contacts from shortly before the origin, for two years, until death or `last_day`."""
    survival = person["survival_days"].to_numpy()
    origin = person["origin_day"].to_numpy()
    end = np.minimum(np.minimum(survival, FOLLOWED_DAYS), last_day + 1 - origin)
    drawn = episodes.contacts(rng, use, np.full(len(end), -BEFORE_DAYS), end, survival)
    return on_calendar(drawn, person).with_columns(disease=pl.lit(disease))


def on_calendar(records: pl.DataFrame, person: pl.DataFrame) -> pl.DataFrame:
    """Records whose `offset` becomes `day`."""
    dated = records.join(person.select("person", "origin_day"), on="person", maintain_order="left")
    return dated.with_columns(day=pl.col("offset") + pl.col("origin_day")).drop("offset", "origin_day")


NO_TUMOURS = pl.DataFrame(
    schema=dict.fromkeys(TUMOUR_COLUMNS, pl.String) | dict.fromkeys(("person", "tumour", "day"), pl.Int64)
)
NO_EVENTS = pl.DataFrame(
    schema=dict.fromkeys(EVENT_COLUMNS, pl.String) | dict.fromkeys(("person", "tumour", "day"), pl.Int64)
)
NO_DRUGS = pl.DataFrame(
    schema={"person": pl.Int64, "day": pl.Int64, "atc": pl.String, "is_study": pl.Boolean}
)
