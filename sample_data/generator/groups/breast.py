"""Women with metastatic breast cancer on a CDK4/6 inhibitor: a drug in the data that no agreement is about.

An agreement written later finds its patients here. Sizes are of the extract, far below those of Norway.
"""

import numpy as np
import polars as pl

from sample_data.generator import exposures
from sample_data.generator.agreement_models import AgreementModel, HospitalUse
from sample_data.generator.agreement_models import Group as Kind
from sample_data.generator.groups.frames import Group, contacts, events, on_calendar, persons, tumours
from sample_data.generator.other_drugs import other_drugs
from sample_data.generator.places import draw_places
from sample_data.generator.randomness import choice, stream, weibull_days
from sample_data.generator.simulation import HORIZON_DAYS
from sample_data.generator.timeline import DATA_CUT, day

START = day("2021-01-01")
PER_YEAR = 36.0
DRUGS = (("L01EF01", "L01EF02", "L01EF03"), (0.50, 0.38, 0.12))
PACK_DAYS = 28
USE = HospitalUse(8.0, 0.9, 4.0, "930A", 0.05, "275", 1.3, 4.0)
KIND = Kind("cdk46", 1.0, False, 1.1, 1250, 1.0, 560)
NEXT = (("L01CD02", "Docetaksel"), ("L01DB01", "Doksorubicin"), ("L01CD01", "Paklitaksel"))
MODEL = AgreementModel(
    "", "", "", "h_resept", START, PER_YEAR, 0.0, START, (KIND,), 0.45, (0, 45), NEXT, USE, PACK_DAYS
)


def breast(scale: float, seed: int) -> Group:
    """All of the group, with dispensings, tumours, receptor tests and contacts."""
    rng = stream(seed, "breast")
    n = round(PER_YEAR * (DATA_CUT - START + 1) / 365.25 * scale)
    index_day = rng.integers(START, DATA_CUT + 1, n)
    survival = weibull_days(rng, KIND.survival_shape, KIND.survival_median_days, n)
    stop = weibull_days(rng, KIND.stop_shape, KIND.stop_median_days, n)
    age = rng.triangular(33, 62, 88, n)
    person = persons(KIND.name, index_day, age, survival, True, draw_places(rng, n))
    latent_end = np.minimum(survival, HORIZON_DAYS)
    atc = pl.DataFrame({"person": np.arange(n), "atc": choice(rng, *DRUGS, n)})
    packs = exposures.dispensings(rng, latent_end, stop, PACK_DAYS) if n else _no_packs()
    study = on_calendar(packs.join(atc, on="person", maintain_order="left"), person)
    hospital = on_calendar(other_drugs(rng, MODEL, np.minimum(stop, survival), latent_end), person)
    tumour, event = _recorded(rng, index_day)
    return Group(
        person,
        tumour,
        event,
        contacts(rng, USE, person, DATA_CUT, "C50"),
        hospital.filter(pl.col("day") <= DATA_CUT).with_columns(is_study=pl.lit(False)),
        study.filter(pl.col("day") <= DATA_CUT).with_columns(is_study=pl.lit(False)),
    )


def _no_packs() -> pl.DataFrame:
    return pl.DataFrame(
        schema={"person": pl.Int64, "offset": pl.Int64, "packs": pl.Float64, "supply_days": pl.Int64}
    )


def _recorded(rng, index_day) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Half had spread at diagnosis, the others later; most of those with a notice of it."""
    n = len(index_day)
    who = np.arange(n)
    later = rng.random(n) < 0.5
    before = np.where(later, rng.integers(300, 2400, n), rng.integers(15, 80, n))
    local = choice(rng, ("0", "A"), (0.4, 0.6), n)
    diagnosed = index_day - before
    tumour = tumours(who, diagnosed, "C50", "85003", np.where(later, local, "B"))
    noticed = who[later & (rng.random(n) < 0.75)]
    parts = [events(noticed, index_day[noticed] - rng.integers(5, 40, len(noticed)), "ME")]
    for marker, positive in (("ER", 0.97), ("HER2", 0.03)):
        tested = who[rng.random(n) < 0.95]
        sampled = diagnosed[tested] + rng.integers(1, 12, len(tested))
        result = choice(rng, ("POS", "NEG", "IKO"), (positive, 0.98 - positive, 0.02), len(tested))
        parts.append(events(tested, sampled, "BM", marker, result))
    return tumour, pl.concat(parts).sort("person", "day", "kind", "biomarker")
