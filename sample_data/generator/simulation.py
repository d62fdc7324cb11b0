"""One agreement's treated persons, latent and complete: the same code makes sample and planted truth."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator import episodes, exposures
from sample_data.generator.agreement_models import AgreementModel
from sample_data.generator.diagnoses import record
from sample_data.generator.other_drugs import other_drugs
from sample_data.generator.randomness import choice, weibull_days

HORIZON_DAYS = 3650  # latent follow-up of the planted truth
EPISODES_BEFORE_DAYS = 60
TREATMENT_DRG = {"EX001": "856R", "EX002": "856R", "EX003": "856X", "EX004": "856D"}
NORNMD_REGISTERED_SHARE = 0.94  # of adults treated there, those whose inclusion form has arrived


@dataclass
class Simulated:
    """Frames of one agreement; `person` is the row number in `treated`, `offset` counts from the first dose.

    treated: person, agreement_id, kind, is_inside, index_day, survival_days, stopped_days, birth_day,
    is_registered. study: the agreement's drug. other: other antineoplastics. episode: hospital contacts.
    tumour, event: what the cancer register will hold, in calendar days (empty where it plays no part).
    """

    treated: pl.DataFrame
    study: pl.DataFrame
    other: pl.DataFrame
    episode: pl.DataFrame
    tumour: pl.DataFrame
    event: pl.DataFrame


def simulate(
    model: AgreementModel, index_day: np.ndarray, rng, until_day: int | None, episode_days: int
) -> Simulated:
    """Simulate persons who start on the given days.

    Records stop at death, at `until_day` (None: after ten years) and, for episodes, after `episode_days`.
    """
    n = len(index_day)
    groups = np.array([group.name for group in model.groups])
    which = choice(rng, np.arange(len(groups)), [group.share for group in model.groups], n)

    def of_group(field: str) -> np.ndarray:
        return np.array([getattr(group, field) for group in model.groups])[which]

    survival = weibull_days(rng, of_group("survival_shape"), of_group("survival_median_days"), n)
    stop = weibull_days(rng, of_group("stop_shape"), of_group("stop_median_days"), n)
    last = np.full(n, HORIZON_DAYS) if until_day is None else until_day + 1 - index_day
    # Treatment is simulated to its own end and cut afterwards: the end of the data must not change it.
    latent_end = np.minimum(survival, HORIZON_DAYS)
    end = np.minimum(survival, last)
    kind = groups[which]
    age_years = _age_at_start(model.agreement_id, rng, kind)

    study, stopped = _study_drug(model, rng, latent_end, stop, age_years)
    study = _until(study, end)
    if model.next_line_drugs:
        other = _until(other_drugs(rng, model, stopped, latent_end), end)
    else:
        other = study.head(0).select("person", "offset", atc=pl.lit(""), cycle="cycle", dose="dose")
    episode_end = np.minimum(end, episode_days)
    episode = _episodes(model, rng, episode_end, survival, study, other)
    if model.source == "quality_register":
        tumour, event = _NO_TUMOURS, _NO_EVENTS
    else:
        tumour, event = record(model.agreement_id, rng, index_day, kind)
    treated = pl.DataFrame(
        {
            "person": np.arange(n),
            "agreement_id": pl.repeat(model.agreement_id, n, dtype=pl.String, eager=True),
            "kind": kind,
            "is_inside": of_group("is_inside"),
            "index_day": index_day,
            "survival_days": survival,
            "stopped_days": np.minimum(stopped, survival),
            "birth_day": index_day - np.floor(age_years * 365.25).astype(np.int64),
            "is_registered": (rng.random(n) < NORNMD_REGISTERED_SHARE) | (kind == "child"),
        }
    )
    return Simulated(treated, study, other, episode, tumour, event)


def start_days(model: AgreementModel, rng, n: int, last_day: int) -> np.ndarray:
    """Days of first dose of new starters, from the agreement's start to `last_day`."""
    days = rng.integers(model.start, last_day + 1, n)
    if model.source == "quality_register":
        # Those who already had the disease when the drug came start within the first year and a half.
        early = rng.integers(model.start, model.start + 540, n)
        days = np.where(rng.random(n) < 0.55, early, days)
    return days


def _until(records: pl.DataFrame, end) -> pl.DataFrame:
    """Records before each person's day `end`, in order."""
    ends = pl.DataFrame({"person": np.arange(len(end)), "end": end})
    before = records.join(ends, on="person").filter(pl.col("offset") < pl.col("end")).drop("end")
    return before.sort("person", "offset", "atc", "cycle")


def _age_at_start(agreement_id: str, rng, kind) -> np.ndarray:
    n = len(kind)
    low, mode, high = {
        "EX001": (0.6, 5.0, 17.2), "EX002": (19.0, 45.0, 82.0), "EX003": (8.0, 58.0, 86.0),
        "EX004": (32.0, 70.0, 90.0), "EX005": (19.0, 40.0, 74.0),
    }[agreement_id]  # fmt: skip
    age = rng.triangular(low, mode, high, n)
    return np.where(kind == "child", rng.uniform(0.5, 16.5, n), age)


def _study_drug(model: AgreementModel, rng, end, stop, age_years) -> tuple[pl.DataFrame, np.ndarray]:
    """Records of the study drug and the day each person really stopped it."""
    n = len(end)
    if model.source == "hospital":
        is_child = age_years < 18
        surface = np.clip(0.32 + 0.083 * age_years + rng.normal(0, 0.06, n), 0.28, 2.1)
        planned = choice(
            rng, (1, 2, 3, 4), (0.60, 0.30, 0.07, 0.03) if is_child.all() else (0.70, 0.25, 0.05, 0.0), n
        )
        stops_early = rng.random(n) < 0.38
        study = exposures.infusions(
            rng, end, surface, is_child & (surface > 1.38), is_child, planned, stops_early
        )
        last_bag = (
            study.group_by("person", maintain_order=True).agg(pl.col("offset").max())["offset"].to_numpy()
        )
        stopped = last_bag + model.administration_covers_days
    elif model.source == "h_resept":
        study, stopped = exposures.dispensings(rng, end, stop, model.supply_days), stop
    else:
        study, stopped = exposures.injections(rng, end, stop), stop
    return study.with_columns(atc=pl.lit(model.atc)), stopped


def _episodes(model: AgreementModel, rng, end, survival, study, other) -> pl.DataFrame:
    begin = np.full(len(end), -EPISODES_BEFORE_DAYS)

    def within(records: pl.DataFrame) -> pl.DataFrame:
        return _until(records.filter(pl.col("offset") >= -EPISODES_BEFORE_DAYS), end)

    parts = [episodes.contacts(rng, model.hospital_use, begin, end, survival)]
    if model.source == "hospital":
        parts.append(episodes.treatment_visits(rng, within(study), 0.6, episodes.OUTPATIENT, "856R", 0.118))
    if model.source == "quality_register":
        parts.append(episodes.treatment_visits(rng, within(study), 0.95, episodes.DAY_CARE, "901D", 0.245))
    if other.height:
        drg = TREATMENT_DRG[model.agreement_id]
        parts.append(episodes.treatment_visits(rng, within(other), 0.9, episodes.OUTPATIENT, drg, 0.137))
    return pl.concat(parts).sort("person", "offset", "level", "drg", "points", "atc", "stay_days")


_NO_TUMOURS = pl.DataFrame(
    schema={"person": pl.Int64, "tumour": pl.Int64, "day": pl.Int64}
    | dict.fromkeys(("icd10", "morphology", "spread"), pl.String)
)
_NO_EVENTS = pl.DataFrame(
    schema={"person": pl.Int64, "tumour": pl.Int64, "day": pl.Int64}
    | dict.fromkeys(("kind", "biomarker", "result"), pl.String)
)
