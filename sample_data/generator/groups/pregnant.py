"""Pregnant women with chronic myeloid leukaemia on the drug of the proposal: a handful, as in reality."""

import numpy as np
import polars as pl

from sample_data.generator import exposures
from sample_data.generator.agreement_models import HospitalUse
from sample_data.generator.episodes import OUTPATIENT
from sample_data.generator.groups.frames import Group, contacts, events, persons, tumours
from sample_data.generator.places import draw_places
from sample_data.generator.randomness import stream, weibull_days
from sample_data.generator.timeline import DATA_CUT, day

PER_SCALE = 8
FEWEST = 3
FIRST, LAST = day("2021-01-01"), day("2025-06-30")
USUAL_DRUG, DRUG_IN_PREGNANCY = "L01EA01", "L03AB15"
PREGNANCY_DAYS = 280
ANTENATAL, COMPLICATED = "Z349", "O998"
USE = HospitalUse(6.0, 0.3, 2.0, "917A", 0.056, "403", 2.0, 3.0)
VISIT_POINTS = 0.056


def pregnant(scale: float, seed: int) -> Group:
    """Diagnosed, treated with the usual drug, and with the other from early in a pregnancy until its end."""
    rng = stream(seed, "pregnant")
    n = max(FEWEST, round(PER_SCALE * scale))
    conceived = rng.integers(FIRST, LAST, n)
    diagnosed = conceived - rng.integers(200, 1500, n)
    changed = conceived + rng.integers(40, 70, n)
    survival = weibull_days(rng, 1.0, 9000, n) + 2500
    age = rng.uniform(22, 38, n)
    person = persons("pregnant", diagnosed, age, survival, True, draw_places(rng, n))
    usual = exposures.dispensings(rng, changed - diagnosed, changed - diagnosed, 30)
    other = exposures.dispensings(rng, survival, conceived + PREGNANCY_DAYS - changed, 28)
    drugs = pl.concat([_dated(usual, diagnosed, USUAL_DRUG), _dated(other, changed, DRUG_IN_PREGNANCY)])
    who = np.arange(n)
    sampled = diagnosed + rng.integers(0, 15, n)
    return Group(
        person,
        tumours(who, diagnosed, "C921", "98753", "9"),
        events(who, sampled, "BM", "BCRABL1_IS", "POS"),
        pl.concat(
            [contacts(rng, USE, person, DATA_CUT, "C921"), _antenatal(rng, conceived)], how="diagonal_relaxed"
        ),
        drugs.head(0).select("person", "day", "atc", "is_study"),
        drugs.filter(pl.col("day") <= DATA_CUT),
    )


def _dated(packs: pl.DataFrame, origin, atc: str) -> pl.DataFrame:
    days = packs["offset"].to_numpy() + origin[packs["person"].to_numpy()]
    return packs.with_columns(
        day=pl.Series(days, dtype=pl.Int64), atc=pl.lit(atc), is_study=pl.lit(False)
    ).drop("offset")


def _antenatal(rng, conceived) -> pl.DataFrame:
    """Four visits in each pregnancy, the last with a complication; the disease stays the main condition."""
    n = len(conceived)
    weeks = np.array([70, 130, 190, 250])
    row = np.repeat(np.arange(n), len(weeks))
    days = conceived[row] + np.tile(weeks, n) + rng.integers(-7, 8, len(row))
    return pl.DataFrame(
        {
            "person": row,
            "day": days,
            "stay_days": np.zeros(len(row), dtype=np.int64),
            "level": np.full(len(row), OUTPATIENT, dtype=np.int64),
            "condition": np.tile(np.array([ANTENATAL, ANTENATAL, ANTENATAL, COMPLICATED]), n),
        }
    ).with_columns(drg=pl.lit("917A"), points=pl.lit(VISIT_POINTS), atc=pl.lit(""), disease=pl.lit("C921"))
