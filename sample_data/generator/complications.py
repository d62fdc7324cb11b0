"""Complications of treatment: acute stays in hospital, soon after the first dose and later more rarely.

Each list is a Poisson process of its own, piecewise constant in time since the first dose, the same for
everybody treated under the agreement. The codes are those of ICD-10 as general knowledge has them, unchecked:
cytokine release has none of its own and is coded as another disorder of immune mechanism here.
The stays carry no points: what the stay costs lies on the contacts that were drawn before.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import model_of
from sample_data.generator.episodes import INPATIENT
from sample_data.generator.randomness import choice

FOLLOWED_DAYS = 730
BANDS_DAYS = (0, 14, 60, FOLLOWED_DAYS)
CODES = {
    "cytokine_release": ("D898",),
    "neurotoxicity": ("G92", "G934", "R568"),
    "febrile_neutropenia": ("D70",),
    "infection": ("A403", "A419", "J13", "J159", "J189", "N10", "T802"),
}
FEVER = "R508"  # second condition beside D70
# Episodes per person and year in the three bands of time since the first dose.
RATES_PER_YEAR = {
    "EX001": {
        "cytokine_release": (4.0, 0.4, 0.0),
        "neurotoxicity": (2.4, 0.8, 0.0),
        "febrile_neutropenia": (2.5, 2.0, 0.2),
        "infection": (2.0, 1.5, 0.4),
    },
    "EX002": {
        "cytokine_release": (2.5, 0.2, 0.0),
        "neurotoxicity": (3.0, 1.0, 0.0),
        "febrile_neutropenia": (1.5, 1.0, 0.1),
        "infection": (1.5, 1.0, 0.3),
    },
    "EX003": {"infection": (0.4, 0.3, 0.15), "neurotoxicity": (0.3, 0.2, 0.02)},
    "EX004": {"infection": (0.7, 0.5, 0.25), "febrile_neutropenia": (0.05, 0.05, 0.02)},
    "EX005": {"infection": (0.3, 0.2, 0.15)},
}
MEAN_STAY_DAYS = 5.0


@dataclass(frozen=True)
class _Band:
    complication: str
    begin: int
    end: int
    per_year: float


def _bands(agreement_id: str) -> list[_Band]:
    return [
        _Band(complication, begin, end, rate)
        for complication, rates in RATES_PER_YEAR[agreement_id].items()
        for begin, end, rate in zip(BANDS_DAYS, BANDS_DAYS[1:], rates, strict=False)
        if rate > 0
    ]


def complications(rng, agreement_id: str, end: np.ndarray) -> pl.DataFrame:
    """`person` (row number), `offset` (days since the first dose), `complication`: before the day `end`."""
    parts = []
    for band in _bands(agreement_id):
        length = np.clip(np.minimum(end, band.end) - band.begin, 0, None)
        times = rng.poisson(band.per_year / 365.25 * length)
        who = np.repeat(np.arange(len(end)), times)
        day = band.begin + np.floor(rng.random(len(who)) * length[who]).astype(np.int64)
        parts.append(
            pl.DataFrame({"person": who, "offset": day}).with_columns(complication=pl.lit(band.complication))
        )
    return pl.concat(parts).sort("person", "offset", "complication")


def complication_stays(rng, person: pl.DataFrame, disease: pl.DataFrame) -> pl.DataFrame:
    """Rows of `episode` for the treated, with `complication`, `main_condition` and `is_acute`.

    `person` is the world's (`person, agreement_id, origin_day, survival_days`); `disease` gives what the
    hospital codes the person's disease as.
    """
    parts = []
    for agreement_id in RATES_PER_YEAR:
        treated = person.filter(pl.col("agreement_id") == agreement_id)
        drawn = complications(rng, agreement_id, treated["survival_days"].to_numpy())
        rows = treated[drawn["person"].to_numpy()].select("person", "origin_day", "survival_days")
        code = np.empty(drawn.height, dtype="U4")
        for complication in RATES_PER_YEAR[agreement_id]:
            here = (drawn["complication"] == complication).to_numpy()
            codes = CODES[complication]
            code[here] = choice(rng, codes, [1] * len(codes), int(here.sum()))
        stay = 1 + rng.poisson(MEAN_STAY_DAYS - 1.0, drawn.height)
        parts.append(
            rows.with_columns(
                day=pl.col("origin_day") + drawn["offset"],
                complication=drawn["complication"],
                main_condition=pl.Series(code, dtype=pl.String),
                stay_days=pl.Series(stay, dtype=pl.Int64),
                drg=pl.lit(model_of(agreement_id).hospital_use.inpatient_drg),
            )
        )
    return (
        pl.concat(parts)
        .join(disease, on="person", how="left", maintain_order="left")
        .select(
            "person",
            "day",
            "stay_days",
            "drg",
            "disease",
            "complication",
            "main_condition",
            condition=pl.when(pl.col("main_condition") == "D70").then(pl.lit(FEVER)),
            level=pl.lit(INPATIENT, dtype=pl.Int64),
            points=pl.lit(0.0),
            atc=pl.lit(""),
            payer=pl.lit(1),
            is_acute=pl.lit(True),
        )
    )
