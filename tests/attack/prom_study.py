"""Patient-reported outcomes of the invented studies: who was asked when, what came of it, and the scores.

Drawn by themselves, so that the persons of a study stay as they are. Some studies get an answer from nobody,
some from all but one; in some few answers cannot be scored, in others many.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from schemas.agreement.patient_reported import INSTRUMENTS
from tests.attack.study import DELAY_DAYS, Study

OWN_SEED = 7001
WINDOWS = {0: (-90, 15), 183: (92, 275), 365: (275, 549)}
"""First day of the window of each time, and the first day after it, since the first dose."""
TIMES = tuple(WINDOWS)
SCALES = ("eq5d_index", "eq_vas", "qlq_ql")
FORM_DELAY_DAYS = 20
"""Forms are complete up to this long before a cut."""
DAYS_TO_ANSWER = 10
FATES = ("answered", "no_answer", "unreachable", "not_invited")
CHANCES = ((6, 2, 0.5, 0.5), (3, 3, 1, 2), (30, 1, 0.5, 0.5), (0.5, 6, 1, 1))
"""How often forms meet each fate, by the kind of study."""


def prom_tables_at(chosen: Sequence[Study], cut: date) -> dict[str, pl.DataFrame]:
    """The tables that patient-reported outcomes are made from, with what was known at the cut."""
    ids = pl.DataFrame({"agreement_id": [study.agreement_id for study in chosen]})
    instruments = {scale: name for name, scales in INSTRUMENTS.items() for scale in scales}
    scales = pl.DataFrame(
        {
            "position": range(1, len(SCALES) + 1),
            "instrument": [instruments[scale] for scale in SCALES],
            "scale": SCALES,
            "is_invented": True,
        }
    )
    windows = pl.DataFrame(
        [(time, *window) for time, window in WINDOWS.items()],
        schema=["time_days", "from_days", "to_days"],
        orient="row",
    )
    complete_to = cut - timedelta(days=FORM_DELAY_DAYS)
    forms = pl.concat([_forms(study) for study in chosen]).filter(pl.col("invited_date") <= complete_to)
    return {
        "agreement.patient_reported": ids.join(scales, how="cross"),
        "agreement.patient_reported_time": ids.join(windows, how="cross"),
        "core.source": pl.DataFrame({"register": ["prom"], "complete_to": [complete_to]}),
        "core.prom_response": forms.select(
            "person_id",
            "invited_date",
            "answered_date",
            pl.lit("patient").alias("respondent_group"),
            response_status="fate",
        ),
        "outcome.prom_score": pl.concat([_scores(forms, scale) for scale in SCALES]),
        "outcome.vital_follow_up": pl.concat([_followed(study, cut) for study in chosen]),
    }


def _forms(study: Study) -> pl.DataFrame:
    """Everybody who was invited, at each time, with what came of it and the scores of an answer."""
    random = np.random.default_rng([int(study.agreement_id[2:]), OWN_SEED])
    new = study.persons.filter(pl.col("starter") == "new_starter")
    chance = random.dirichlet(CHANCES[random.integers(len(CHANCES))])
    unscored = {scale: random.choice((0, 0.02, 0.1)) for scale in SCALES}
    kind = random.choice(("usual", "nobody answers", "all but one answer"), p=(0.84, 0.08, 0.08))
    of_times = []
    for time, (first, end) in WINDOWS.items():
        n = new.height
        fate = random.choice(FATES, n, p=chance)
        if kind == "nobody answers":
            fate = np.where(fate == "answered", "no_answer", fate)
        elif kind == "all but one answer":
            fate = np.where(np.arange(n) == random.integers(n), "no_answer", "answered")
        invited = random.integers(first, end - DAYS_TO_ANSWER, n)
        score = {
            "eq5d_index": (1 - random.integers(0, 260, n) * 0.005).round(3),
            "eq_vas": random.integers(0, 101, n).astype(float),
            "qlq_ql": random.integers(0, 13, n) * 100 / 12,
        }
        of_times.append(
            new.select("person_id", "index_date").with_columns(
                pl.lit(study.agreement_id).alias("agreement_id"),
                pl.lit(time, pl.Int32).alias("time_days"),
                fate=fate,
                invited_days=invited,
                answered_days=invited + random.integers(0, DAYS_TO_ANSWER, n),
                **{name: np.where(random.random(n) < unscored[name], np.nan, score[name]) for name in SCALES},
            )
        )
    return (
        pl.concat(of_times)
        .filter(pl.col("fate") != "not_invited")
        .with_columns(
            *(pl.col(name).fill_nan(None) for name in SCALES),
            invited_date=pl.col("index_date") + pl.duration(days="invited_days"),
            answered_date=pl.when(pl.col("fate") == "answered").then(
                pl.col("index_date") + pl.duration(days="answered_days")
            ),
        )
    )


def _scores(forms: pl.DataFrame, scale: str) -> pl.DataFrame:
    return forms.filter(pl.col("fate") == "answered").select(
        "agreement_id",
        "person_id",
        "time_days",
        pl.lit(scale).alias("scale"),
        "answered_date",
        score=scale,
    )


def _followed(study: Study, cut: date) -> pl.DataFrame:
    followed_to = cut - timedelta(days=DELAY_DAYS)
    dates = {
        name: pl.col("index_date") + pl.duration(days=f"{name}_days") for name in ("death", "emigration")
    }
    return study.persons.filter((pl.col("starter") == "new_starter") & (pl.col("index_date") <= cut)).select(
        pl.lit(study.agreement_id).alias("agreement_id"),
        "person_id",
        "index_date",
        *(pl.when(day <= followed_to).then(day).alias(f"{name}_date") for name, day in dates.items()),
        followed_to_date=pl.lit(followed_to),
    )
