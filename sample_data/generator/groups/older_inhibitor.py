"""Persons with lung cancer on an older EGFR inhibitor: the historical comparator of EX004.

The same disease, tests and spread as those inside the indication, recorded in the same way; a tilted draw of
the same persons (see `confounding`), treated in the three years before the agreement, or later (not the
comparator's). None ever gets the agreement's drug, and none got an antineoplastic drug before.
"""

import numpy as np
import polars as pl

from sample_data.generator import confounding, exposures
from sample_data.generator.agreement_models import HospitalUse
from sample_data.generator.diagnoses import record
from sample_data.generator.groups.frames import NO_DRUGS, Group, contacts, on_calendar, persons
from sample_data.generator.places import draw_places
from sample_data.generator.randomness import choice, stream, weibull_days
from sample_data.generator.simulation import HORIZON_DAYS
from sample_data.generator.timeline import DATA_CUT, day

KIND, LATER_KIND = "older_inhibitor", "older_inhibitor_later"
FIRST, LAST, LAST_LATER = day("2019-01-01"), day("2021-12-31"), day("2023-12-31")
# Most begin when a year of dispensings before the first dose is on record.
FULL_LOOK_BACK, SHARE_WITH_LOOK_BACK = day("2020-01-01"), 0.75
PER_YEAR, LATER_PER_YEAR = 200.0, 30.0
DRUGS = (("L01EB01", "L01EB02", "L01EB03"), (0.45, 0.30, 0.25))
PACK_DAYS = 30
STOP_SHAPE, STOP_MEDIAN_DAYS = 1.1, 330
USE = HospitalUse(2.5, 0.5, 3.0, "904C", 0.05, "82", 1.4, 5.0)
# The North changed to the newer drug last.
KEPT_SHARE = {3: 0.7, 4: 0.6, 5: 1.0, 7: 0.6}
CANDIDATES_EACH = 60
AGE_RESTS_ON = ("basic_age", "is_man", "years_since_diagnosis")


def older_inhibitor(scale: float, seed: int) -> Group:
    """All of the group, with dispensings, tumours, tests and a few contacts."""
    rng = stream(seed, "older_inhibitor")
    n = max(1, round(PER_YEAR * (LAST - FIRST + 1) / 365.25 * scale))
    n_later = round(LATER_PER_YEAR * (LAST_LATER - LAST) / 365.25 * scale)
    index_day = np.concatenate([index_days(rng, n), rng.integers(LAST + 1, LAST_LATER + 1, n_later)])
    kind = np.repeat([KIND, LATER_KIND], [n, n_later])
    n += n_later
    drawn, tumour, event = tilted(rng, n)
    survival = confounding.comparator_survival_days(rng, drawn["basic_age"].to_numpy())
    offered = draw_places(rng, 4 * n + 20)
    kept = offered["region"].replace_strict(KEPT_SHARE, return_dtype=pl.Float64)
    places = offered.filter(pl.Series(rng.random(offered.height)) < kept).head(n)
    person = persons(
        KIND, index_day, drawn["age"].to_numpy(), survival, ~drawn["is_man"].to_numpy(), places
    ).with_columns(kind=pl.Series(kind))
    stop = weibull_days(rng, STOP_SHAPE, STOP_MEDIAN_DAYS, n)
    packs = exposures.dispensings(rng, np.minimum(survival, HORIZON_DAYS), stop, PACK_DAYS)
    atc = pl.DataFrame({"person": np.arange(n), "atc": choice(rng, *DRUGS, n)})
    dispensed = on_calendar(packs.join(atc, on="person", maintain_order="left"), person)
    first_dose = person.select("person", "origin_day")
    return Group(
        person,
        _from_first_dose(tumour, first_dose),
        _from_first_dose(event, first_dose),
        contacts(rng, USE, person, DATA_CUT, "C34").with_columns(payer=pl.lit(1)),
        NO_DRUGS,
        dispensed.filter(pl.col("day") <= DATA_CUT).with_columns(is_study=pl.lit(False)),
    )


def _from_first_dose(frame: pl.DataFrame, first_dose: pl.DataFrame) -> pl.DataFrame:
    """Rows whose `day`, counted from the first dose, becomes a calendar day."""
    dated = frame.join(first_dose, on="person", maintain_order="left")
    return dated.with_columns(day=pl.col("day") + pl.col("origin_day")).drop("origin_day")


def index_days(rng, n: int) -> np.ndarray:
    """Days of first dose within the comparator's three years."""
    late = rng.integers(FULL_LOOK_BACK, LAST + 1, n)
    return np.where(rng.random(n) < SHARE_WITH_LOOK_BACK, late, rng.integers(FIRST, FULL_LOOK_BACK, n))


def tilted(rng, n: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`person, basic_age, age, is_man, years_since_diagnosis` of `n` persons; their tumours; their events.

    Persons are drawn as the treated are and kept with a probability proportional to the odds of the arm. Days
    count from the first dose.
    """
    n_candidates = CANDIDATES_EACH * n + 200
    kind = np.full(n_candidates, confounding.KIND)
    tumour, event = record(confounding.AGREEMENT_ID, rng, np.zeros(n_candidates, dtype=np.int64), kind)
    drawn = candidates(rng, n_candidates, tumour)
    odds = confounding.odds_of_comparator(*drawn.select("age", "is_man", "years_since_diagnosis"))
    most = confounding.odds_of_comparator(100.0, 1.0, 3.3)
    kept = drawn.filter(pl.Series(rng.random(n_candidates) * most < np.asarray(odds))).head(n)
    number = dict(zip(kept["person"], range(n), strict=True))

    def numbered(frame: pl.DataFrame) -> pl.DataFrame:
        held = frame.filter(pl.col("person").is_in(list(number)))
        return held.with_columns(pl.col("person").replace_strict(number, return_dtype=pl.Int64))

    return kept.with_columns(person=pl.int_range(n, dtype=pl.Int64)), numbered(tumour), numbered(event)


def candidates(rng, n: int, tumour: pl.DataFrame) -> pl.DataFrame:
    """Age, sex and time since diagnosis as among the treated of the indication, one row per person."""
    diagnosed = tumour.filter(pl.col("tumour") == 1).select("person", diagnosed="day")
    drawn = pl.DataFrame(
        {
            "person": np.arange(n),
            "basic_age": confounding.basic_ages(rng.random(n)),
            "is_man": rng.random(n) < confounding.MEN_SHARE,
        }
    ).join(diagnosed, on="person", how="left", maintain_order="left")
    years = (-pl.col("diagnosed") / 365.25).fill_null(confounding.USUAL_YEARS_SINCE_DIAGNOSIS)
    drawn = drawn.with_columns(years_since_diagnosis=years)
    age = confounding.age_years(*(drawn[name].to_numpy() for name in AGE_RESTS_ON))
    return drawn.drop("diagnosed").with_columns(age=pl.Series(age))
