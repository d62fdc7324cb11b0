"""What registers hold of those whom the invented drug was for, or who had it, by other bases than its starts.

Who could have had it (`cohort.uptake`), who was diagnosed and tested, who was on treatment on the stop date,
and of whom registers contradict each other.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.attack.study import CUTS, DELAY_DAYS, HOSPITALS, START, Study

STOP_DATE = date(2026, 1, 1)
"""The turn of a year: who starts from then on is counted by year as well."""
UPTAKE_DAYS = 90
"""Who has been followed for less cannot be called untreated, and is not counted as treated."""
BIOMARKERS = ("stage", "marker")
"""Criteria that ask for a test."""
RESIDENCES = ("3", "4", "7", "9")
"""Regions where persons live; nobody is treated in the last."""
CONTRADICTIONS = (
    "dose_after_death", "dose_before_birth", "alive_after_death", "death_dates_differ", "episode_after_death",
    "sex_differs", "birth_year_differs",
)  # fmt: skip
SAME_UNKNOWN = ("dose_after_death", "episode_after_death")
"""Rules that ask the same day of death, and so are unknown of the same persons."""
GAP_DAYS = 90
OWN_SEED = 20_261


def tables_at(
    chosen: Sequence[Study],
    cut: date,
    tables: Mapping[str, pl.DataFrame],
    everybody: pl.DataFrame,
    treated: pl.DataFrame,
) -> dict[str, pl.DataFrame]:
    """The tables of these topics at a cut; `everybody` has it sooner or later, `treated` by the cut."""
    is_biomarker = pl.col("criterion_id").is_in(BIOMARKERS)
    resident = pl.concat([_residence(study) for study in chosen])
    others = pl.concat([_others(study) for study in chosen], how="vertical_relaxed")
    return {
        "agreement.agreement": tables["agreement.agreement"].with_columns(
            stop_date=pl.lit(STOP_DATE), treatment_register=pl.lit("h_resept")
        ),
        "agreement.criterion": tables["agreement.criterion"].with_columns(
            kind=pl.when(is_biomarker).then(pl.lit("biomarker")).otherwise("kind")
        ),
        "cohort.disease_register": tables["agreement.agreement"].select(
            "agreement_id", names_diagnosis=pl.lit(True), complete_to=pl.lit(complete_to(cut))
        ),
        "cohort.uptake": _uptake(cut, everybody.join(resident, on="person_id"), others),
        "cohort.marker_testing": pl.concat([_tested(cut, study) for study in chosen]),
        "core.source": pl.concat(
            [
                tables["core.source"].select("register", "complete_to"),
                pl.DataFrame({"register": ["h_resept"], "complete_to": [complete_to(cut)]}),
            ]
        ),
        "core.contradiction": pl.concat([_contradictions(study) for study in chosen]),
        "outcome.exit_status": _exits(cut, treated.join(resident, on="person_id")),
    }


def complete_to(cut: date) -> date:
    """The last day that registers are complete to at a cut."""
    return cut - timedelta(days=DELAY_DAYS)


def _random(study: Study, part: int) -> np.random.Generator:
    return np.random.default_rng([OWN_SEED, int(study.agreement_id[2:]), part])


def _days(random: np.random.Generator, n: int) -> list[date]:
    n_days = (CUTS[-1] - START).days
    return [START + timedelta(days=int(day)) for day in random.integers(0, n_days + 1, n)]


def _residence(study: Study) -> pl.DataFrame:
    """Where treated persons live, if the drug's register covers it, and since when they looked eligible."""
    random, persons = _random(study, 1), study.persons
    n, hospitals = persons.height, persons["hospital_id"].to_numpy()
    elsewhere = random.random(n) < random.choice((0, 0.05, 0.2))
    before = np.where(random.random(n) < random.choice((0, 0.3)), random.exponential(150, n).astype(int), 0)
    moved = random.random(n) < random.choice((0, 0.1))
    silent = random.choice((None, "7", "9"))
    return pl.DataFrame(
        {
            "person_id": persons["person_id"],
            "residence": np.where(
                elsewhere, random.choice(RESIDENCES, n), [HOSPITALS[name] for name in hospitals]
            ),
            "last_hospital_id": np.where(moved, random.choice(list(HOSPITALS), n), hospitals),
            "eligible_days": before,
        }
    ).with_columns(is_covered=(pl.col("residence") != pl.lit(silent)).fill_null(True))


def _others(study: Study) -> pl.DataFrame:
    """Who looks eligible and is never treated."""
    random = _random(study, 2)
    n = int(random.integers(0, 1 + int(study.persons.height * random.choice((0.1, 1.5)))))
    silent = random.choice((None, "7", "9"))
    return pl.DataFrame(
        {
            "agreement_id": [study.agreement_id] * n,
            "person_id": [f"{study.agreement_id}-other-{person}" for person in range(n)],
            "verdict": random.choice(("inside", "undetermined"), n, p=random.dirichlet((4, 1))),
            "judged_at_date": _days(random, n),
            "region_code": random.choice(RESIDENCES, n, p=random.dirichlet((4, 3, 2, 1))),
            "is_elsewhere": random.random(n) < 0.05,
        },
        schema_overrides={"judged_at_date": pl.Date},
    ).select(
        pl.exclude("is_elsewhere"),
        uptake=pl.when((pl.col("region_code") == pl.lit(silent)) | pl.col("is_elsewhere"))
        .then(pl.lit("not_known"))
        .otherwise(pl.lit("untreated")),
    )


def _uptake(cut: date, everybody: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Who starts later than the cut has been untreated until then, if looking eligible already."""
    has_started = pl.col("index_date") <= cut
    eligible = pl.max_horizontal(
        pl.col("index_date") - pl.duration(days=pl.col("eligible_days")), pl.lit(START)
    )
    eventually = (
        everybody.filter((pl.col("starter") == "new_starter") & (pl.col("verdict") != "outside"))
        .filter(has_started | (pl.col("eligible_days") > 0))
        .select(
            "agreement_id",
            "person_id",
            "verdict",
            judged_at_date=pl.when(has_started).then("index_date").otherwise(eligible),
            region_code="residence",
            uptake=pl.when(~pl.col("is_covered"))
            .then(pl.lit("not_known"))
            .when(has_started)
            .then(pl.lit("treated"))
            .otherwise(pl.lit("untreated")),
        )
    )
    last_day = complete_to(cut) - timedelta(days=UPTAKE_DAYS)
    return pl.concat([eventually, others.select(eventually.columns)]).filter(
        pl.col("judged_at_date") <= last_day
    )


def _tested(cut: date, study: Study) -> pl.DataFrame:
    """Who was diagnosed, and whether each of the biomarkers that the agreement asks for was tested."""
    random = _random(study, 3)
    n = int(random.integers(3, 4 + int(study.persons.height * random.choice((0.5, 2)))))
    diagnosed = pl.DataFrame(
        {
            "agreement_id": [study.agreement_id] * n,
            "person_id": [f"{study.agreement_id}-diagnosed-{person}" for person in range(n)],
            "diagnosis_date": _days(random, n),
            "region_code": random.choice(RESIDENCES, n, p=random.dirichlet((4, 3, 2, 1))),
        },
        schema_overrides={"diagnosis_date": pl.Date},
    )
    last_day = complete_to(cut)
    parts = []
    for criterion in BIOMARKERS:
        is_ever = random.random(n) < random.choice((0.6, 0.9, 0.97))
        after = pl.Series("after_days", random.exponential(60, n).astype(int))
        test_date = pl.col("diagnosis_date") + pl.duration(days=after)
        parts.append(
            diagnosed.with_columns(
                criterion_id=pl.lit(criterion), is_tested=pl.Series(is_ever) & (test_date <= last_day)
            )
        )
    return pl.concat(parts).filter(pl.col("diagnosis_date") <= last_day)


def _exits(cut: date, treated: pl.DataFrame) -> pl.DataFrame:
    """Where everybody was on the stop date; near the end of the data it is not known yet."""
    if cut < STOP_DATE:
        return treated.clear().select(
            "agreement_id", "person_id", "hospital_id", region_code="residence", status="reason"
        )
    stop_days = (pl.lit(STOP_DATE) - pl.col("index_date")).dt.total_days()
    hospital = pl.when(stop_days <= 0).then("hospital_id").otherwise("last_hospital_id")
    return treated.select(
        "agreement_id",
        "person_id",
        hospital_id=hospital,
        region_code=hospital.replace_strict(HOSPITALS),
        status=pl.when(stop_days <= 0)
        .then(pl.lit("new_start"))
        .when(~pl.col("is_followed"))
        .then(pl.lit("not_known"))
        .when((pl.col("death_days") < stop_days) | (pl.col("end_days") + GAP_DAYS < stop_days))
        .then(pl.lit("stopped_before"))
        .when(pl.col("end_days") >= stop_days)
        .then(pl.lit("on_treatment"))
        .when(pl.col("end_days") + GAP_DAYS < pl.col("followed_days"))
        .then(pl.lit("stopped_before"))
        .otherwise(pl.lit("not_known")),
    )


def _contradictions(study: Study) -> pl.DataFrame:
    """Most studies have none; some have many of one rule, or persons of whom it cannot be told."""
    random, persons = _random(study, 4), study.persons
    unknown = random.random(persons.height) < random.choice((0, 0, 0.15))
    parts = []
    for rule in CONTRADICTIONS:
        found = random.random(persons.height) < random.choice((0, 0.1), p=(0.9, 0.1))
        hidden = (
            unknown if rule in SAME_UNKNOWN else random.random(persons.height) < random.choice((0, 0, 0.2))
        )
        finding = np.where(hidden, "unknown", np.where(found, "found", "not_found"))
        parts.append(persons.select("person_id", rule=pl.lit(rule), finding=pl.Series(finding)))
    return pl.concat(parts)
