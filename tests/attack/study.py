"""Invented studies of all sizes, as tables of persons at a data cut: what the attack is tried on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

CUTS = (date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30))
START = date(2023, 1, 1)
SIZES = ((6, 19), (20, 99), (100, 400))
"""Fewest and most new starters at the last cut, taken in turn."""
CRITERIA = ("age", "stage", "marker")
VERDICTS = ("met", "not_met", "unknown")
HOSPITALS = {"A": "3", "B": "3", "C": "4", "D": "7"}
"""Region of each hospital."""
DELAY_DAYS = 45
"""Vital status is complete up to this long before a cut."""


@dataclass(frozen=True)
class Study:
    """One agreement and its persons: one row each, whatever the cut."""

    agreement_id: str
    persons: pl.DataFrame


def studies(n: int, seed: int) -> list[Study]:
    """Studies EX001, EX002 … of small, middle and large size in turn, the same for the same seed."""
    return [_study(number, np.random.default_rng([seed, number])) for number in range(n)]


def _study(number: int, random: np.random.Generator) -> Study:
    fewest, most = SIZES[number % len(SIZES)]
    n_new = int(random.integers(fewest, most + 1))
    n_earlier = int(random.integers(0, max(2, n_new // 4)))
    n = n_new + n_earlier
    n_days = (CUTS[-1] - START).days
    days = np.concatenate(
        [random.integers(0, n_days + 1, n_new), -random.integers(1, 600, n_earlier)],
    )
    # Some criteria are met by nearly all, some are often unknown: small counts of every kind occur.
    chances = [random.dirichlet(weights) for weights in ((20, 1, 0.5), (12, 1.5, 1.5), (9, 2, 2))]
    persons = pl.DataFrame(
        {
            "person_id": [f"{number}-{person}" for person in range(n)],
            "starter": ["new_starter"] * n_new + ["earlier_starter"] * n_earlier,
            "index_date": [START + timedelta(days=int(day)) for day in days],
            "hospital_id": random.choice(list(HOSPITALS), n, p=random.dirichlet((4, 3, 2, 1))),
            **{
                name: random.choice(VERDICTS, n, p=chance)
                for name, chance in zip(CRITERIA, chances, strict=True)
            },
            "context": random.choice(("trial", "ordinary", "unknown"), n, p=random.dirichlet((1, 8, 2))),
            "sex": random.choice(("female", "male", "unknown"), n, p=(0.5, 0.47, 0.03)),
            "death_days": random.exponential(random.choice((250, 600, 1500)), n).astype(int),
            "emigration_days": np.where(random.random(n) < 0.04, random.integers(30, 900, n), 10**6),
        }
    )
    return Study(f"EX{number + 1:03}", persons)


def verdict_of(combination: tuple[str, ...]) -> str:
    """Inside, outside or undetermined, by Kleene's logic."""
    if "not_met" in combination:
        return "outside"
    return "undetermined" if "unknown" in combination else "inside"


def tables_at(chosen: Sequence[Study], cut: date) -> dict[str, pl.DataFrame]:
    """The tables that the results are made from, for all studies, with what was known at the cut."""
    persons = (
        pl.concat([study.persons.with_columns(agreement_id=pl.lit(study.agreement_id)) for study in chosen])
        .filter(pl.col("index_date") <= cut)
        .with_columns(
            region_code=pl.col("hospital_id").replace_strict(HOSPITALS),
            followed_days=(pl.lit(cut - timedelta(days=DELAY_DAYS)) - pl.col("index_date")).dt.total_days(),
        )
    )
    ids = pl.DataFrame({"agreement_id": [study.agreement_id for study in chosen]})
    criteria = ids.join(
        pl.DataFrame({"criterion_id": CRITERIA, "position": range(1, len(CRITERIA) + 1)}), how="cross"
    ).with_columns(kind=pl.lit("age"))
    return {
        "agreement.agreement": ids.with_columns(
            is_proposal=pl.lit(False),
            start_date=pl.lit(START),
            primary_duration_variant=pl.lit("gap_90"),
        ),
        "agreement.criterion": criteria,
        "agreement.subgroup": _subgroups(ids),
        "cohort.observed_agreement": ids.with_columns(has_treatment=pl.lit(True), has_disease=pl.lit(True)),
        "cohort.assessed_person": persons.select("agreement_id", "person_id"),
        "cohort.treated_person": persons.select(
            "agreement_id", "person_id", "starter", "index_date", "hospital_id", "region_code"
        ),
        "cohort.criterion_verdict": persons.unpivot(
            on=CRITERIA,
            index=["agreement_id", "person_id"],
            variable_name="criterion_id",
            value_name="verdict",
        ).with_columns(kind=pl.lit("age")),
        "cohort.subgroup_level": _levels(persons),
        "cohort.treatment_context": persons.select("agreement_id", "person_id", "context"),
        "outcome.overall_survival": _survival(persons),
    }


def _subgroups(ids: pl.DataFrame) -> pl.DataFrame:
    levels = [("sex", "female"), ("sex", "male"), *(("region", code) for code in ("3", "4", "7"))]
    named = pl.DataFrame(levels, schema=["subgroup_id", "level"], orient="row")
    return ids.join(named.with_columns(variable="subgroup_id", value="level"), how="cross")


def _levels(persons: pl.DataFrame) -> pl.DataFrame:
    """Two subgroups that overlap; of unknown sex is in none."""
    return pl.concat(
        [
            persons.select("agreement_id", "person_id", pl.lit(name).alias("subgroup"), level=column)
            for name, column in (("sex", "sex"), ("region", "region_code"))
        ]
    ).filter(pl.col("level") != "unknown")


def _survival(persons: pl.DataFrame) -> pl.DataFrame:
    """Who started before the agreement is followed from the day it began, if they are alive and here then."""
    end = pl.min_horizontal("death_days", "emigration_days", "followed_days")
    return (
        persons.with_columns(
            time_days=end,
            is_event=pl.col("death_days") == end,
            entry_days=pl.max_horizontal(0, (pl.lit(START) - pl.col("index_date")).dt.total_days()),
        )
        .filter((pl.col("followed_days") >= 0) & ((pl.col("entry_days") == 0) | (end > pl.col("entry_days"))))
        .select(
            "agreement_id",
            "person_id",
            "starter",
            "time_days",
            "is_event",
            "entry_days",
            end_reason=pl.when("is_event")
            .then(pl.lit("death"))
            .when(pl.col("emigration_days") == end)
            .then(pl.lit("emigrated"))
            .otherwise(pl.lit("complete_to")),
        )
    )
