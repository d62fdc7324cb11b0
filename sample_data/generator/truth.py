"""The planted truth: the value of the generating model under each measure's definition, without censoring.

A large group of virtual patients is followed to the end by the code that also makes the sample, seen through
the same registers (who is recorded, what the criteria can tell), and measured by the definitions written out
below. The group has a seed of its own: the truth does not depend on the sample's seed.
"""

from functools import cache

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import MODELS, AgreementModel
from sample_data.generator.evidence_truth import evidence
from sample_data.generator.places import draw_places
from sample_data.generator.prices import DRUG_TREATMENT_DRG, UNIT_PRICE_NOK, record_cost_nok
from sample_data.generator.randomness import stream
from sample_data.generator.recording import complete_to, is_recorded
from sample_data.generator.simulation import Simulated, simulate, start_days
from sample_data.generator.timeline import DATA_CUT, REGION_NORD
from sample_data.generator.verdicts import verdicts

TRUTH_SEED = 20_260_630
VIRTUAL_PATIENTS = 30_000
COST_DAYS = 365
NEXT_LINE_AFTER_DAYS = 28
GAP_DAYS = {"gap_60": 60, "gap_90": 90, "gap_120": 120, "last_dose": 90}
SURVIVAL_TIMES_DAYS = (183, 365, 730)
DURATION_TIMES_DAYS = (183, 365)
# A median beyond this is not written: no sample of ten years can reach it.
LONGEST_MEDIAN_DAYS = 1600
# A share below this is as good as nobody: a Kaplan-Meier curve that has reached zero has no limits.
SMALLEST_PROBABILITY = 0.01
COHORTS = {
    "inside": ("inside",),
    "inside_or_undetermined": ("inside", "undetermined"),
    "all_treated": ("inside", "undetermined", "outside"),
}
COLUMNS = ("agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days", "value", "unit")


def agreement_truth() -> pl.DataFrame:
    """All rows of truth/agreement.csv."""
    return pl.concat([_truth_of(model)[0] for model in MODELS])


def evidence_truth() -> pl.DataFrame:
    """All rows of truth/evidence.csv."""
    return pl.concat([_truth_of(model)[1] for model in MODELS])


@cache
def _truth_of(model: AgreementModel) -> tuple[pl.DataFrame, pl.DataFrame]:
    world = virtual_world(model, VIRTUAL_PATIENTS)
    return measure(model, world), evidence(model, world, recorded(model, world))


def recorded(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """The virtual patients whose first dose reaches the study, with the verdict the records allow."""
    with_verdict = world.treated.with_columns(verdicts(model, world))
    return with_verdict.filter(is_recorded(model.source, "index_day"))


def virtual_world(model: AgreementModel, n: int, seed: int = TRUTH_SEED) -> Simulated:
    """`n` virtual new starters with their whole lives; hospital drugs of Helse Nord are already missing."""
    rng = stream(seed, model.agreement_id)
    world = simulate(model, start_days(model, rng, n, DATA_CUT), rng, None, COST_DAYS)
    world.treated = world.treated.with_columns(draw_places(rng, n)["region"])
    in_hospital_files = world.treated.filter(pl.col("region") != REGION_NORD)
    world.other = world.other.join(in_hospital_files, on="person", how="semi")
    return world


def measure(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """Rows of truth for complete, uncensored lives."""
    persons = recorded(model, world)
    persons = persons.join(drug_cost(model, world), on="person", how="left").join(
        hospital_cost(world), on="person", how="left"
    )
    covered = coverage(model, world)
    for variant in GAP_DAYS:
        duration = treatment_duration(world, covered, variant).rename({"duration_days": variant})
        persons = persons.join(duration, on="person", how="left")
    persons = persons.with_columns(pl.col("drug_cost_nok", "all_drg", "without_drug_drg").fill_null(0.0))
    rows = []
    for cohort, names in COHORTS.items():
        rows += _cohort_rows(model, cohort, persons.filter(pl.col("verdict").is_in(names)))
    for verdict in ("inside", "outside", "undetermined"):
        share = float((persons["verdict"] == verdict).mean())
        rows.append(("all_treated", f"share_{verdict}", "new_starters", None, share, "share"))
    truth = pl.DataFrame(
        [(model.agreement_id, cohort, "all", "all", *rest) for cohort, *rest in rows],
        schema=dict.fromkeys(COLUMNS, pl.String) | {"time_days": pl.Int64, "value": pl.Float64},
        orient="row",
    )
    # Rounded, so that the last bit of a sum is not part of the promise of equal bytes.
    is_money = pl.col("unit") == "NOK"
    rounded = pl.when(is_money).then(pl.col("value").round(2)).otherwise(pl.col("value").round(6))
    return truth.with_columns(value=rounded)


def _cohort_rows(model: AgreementModel, cohort: str, persons: pl.DataFrame) -> list[tuple]:
    survival = persons["survival_days"].to_numpy()
    rows = [
        (cohort, "overall_survival", "kaplan_meier", time, float((survival > time).mean()), "probability")
        for time in SURVIVAL_TIMES_DAYS
    ]
    rows += _median_row(cohort, "overall_survival_median", "kaplan_meier", survival)
    for variant, gap in GAP_DAYS.items():
        analysed = persons.filter(pl.col("index_day") < complete_to(model.source) - gap)
        duration = analysed[variant].to_numpy()
        rows += _median_row(cohort, "treatment_duration_median", variant, duration)
        rows += [
            (cohort, "treatment_duration", variant, time, share, "probability")
            for time in DURATION_TIMES_DAYS
            if (share := float((duration > time).mean())) >= SMALLEST_PROBABILITY
        ]
    for estimator in ("lin", "bang_tsiatis"):
        rows.append((cohort, "mean_drug_cost", estimator, COST_DAYS, persons["drug_cost_nok"].mean(), "NOK"))
        for part in ("all_drg", "without_drug_drg"):
            rows.append(
                (cohort, "mean_hospital_cost", f"{estimator}_{part}", COST_DAYS, persons[part].mean(), "NOK")
            )
    return rows


def _median_row(cohort: str, measure: str, variant: str, days: np.ndarray) -> list[tuple]:
    median = float(np.sort(days)[(len(days) - 1) // 2])
    return [] if median > LONGEST_MEDIAN_DAYS else [(cohort, measure, variant, None, median, "days")]


def coverage(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """Study records in order with `covered_to`, the first day not covered, and `uncovered_days` before each.

    Supplies carry over: the end of coverage is the largest, over the dispensings j up to now, of the day of j
    plus everything dispensed since j. An administration covers its fixed number of days.
    """
    records = world.study.sort("person", "offset")
    if model.supply_days:
        supplied = pl.col("supply_days").cum_sum().over("person")
        before = supplied - pl.col("supply_days")
        covered_to = supplied + (pl.col("offset") - before).cum_max().over("person")
    else:
        covered_to = (pl.col("offset") + model.administration_covers_days).cum_max().over("person")
    return records.with_columns(covered_to=covered_to).with_columns(
        uncovered_days=pl.col("offset") - pl.col("covered_to").shift(1).over("person")
    )


def treatment_duration(world: Simulated, covered: pl.DataFrame, variant: str) -> pl.DataFrame:
    """`person, duration_days`: first of end of the first course, death and next line.

    `covered` are the records with their coverage; the course ends before the first record that starts more
    than the permitted gap after the end of coverage.
    """
    starts_anew = (pl.col("uncovered_days") > GAP_DAYS[variant]).fill_null(False)
    first_break = (
        covered.filter(starts_anew).group_by("person").agg(pl.col("offset").min().alias("first_break"))
    )
    first_course = covered.join(first_break, on="person", how="left").filter(
        pl.col("first_break").is_null() | (pl.col("offset") < pl.col("first_break"))
    )
    end = pl.col("offset") if variant == "last_dose" else pl.col("covered_to")
    ends = first_course.group_by("person").agg(end.max().alias("course_end"))
    next_line = (
        world.other.filter(pl.col("offset") > NEXT_LINE_AFTER_DAYS)
        .group_by("person")
        .agg(pl.col("offset").min().alias("next_line"))
    )
    return (
        world.treated.select("person", "survival_days")
        .join(ends, on="person")
        .join(next_line, on="person", how="left")
        .select("person", duration_days=pl.min_horizontal("course_end", "survival_days", "next_line"))
    )


def drug_cost(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """`person, drug_cost_nok`: the agreement's drug in the first year at list price."""
    year = world.study.filter(pl.col("offset").is_between(0, COST_DAYS - 1))
    dose = year["dose"].fill_null(float("nan")).to_numpy()
    packs = year["packs"].fill_null(float("nan")).to_numpy()
    cost = pl.Series("drug_cost_nok", record_cost_nok(model.atc, dose, packs))
    return year.with_columns(cost).group_by("person").agg(pl.col("drug_cost_nok").sum())


def hospital_cost(world: Simulated) -> pl.DataFrame:
    """`person, all_drg, without_drug_drg`: contacts beginning in the first year, at one unit price."""
    year = world.episode.filter(pl.col("offset").is_between(0, COST_DAYS - 1))
    cost = pl.col("points") * UNIT_PRICE_NOK
    is_drug = pl.col("drg").is_in(DRUG_TREATMENT_DRG)
    return year.group_by("person").agg(
        cost.sum().alias("all_drg"), cost.filter(~is_drug).sum().alias("without_drug_drg")
    )
