"""truth/comparator.csv, complication.csv and response.csv: what was planted for each person of them."""

import polars as pl

from sample_data.generator.groups.older_inhibitor import KIND, LATER_KIND
from sample_data.generator.timeline import last_complete_day
from sample_data.generator.world import World


def planted_comparators(world: World) -> pl.DataFrame:
    """One row per person on an older EGFR inhibitor; only the earlier ones are the comparator."""
    diagnosed = world.tumour.filter(pl.col("tumour") == 1).select("person", diagnosed="day")
    return (
        world.person.filter(pl.col("kind").is_in([KIND, LATER_KIND]))
        .join(diagnosed, on="person", how="left")
        .select(
            "lopenr",
            pl.lit("EX004").alias("agreement_id"),
            (pl.col("kind") == KIND).alias("is_comparator"),
            pl.from_epoch("origin_day", time_unit="d").alias("index_date"),
            pl.from_epoch("diagnosed", time_unit="d").alias("diagnosis_date"),
            (pl.col("origin_day") - pl.col("diagnosed")).alias("planted_days_since_diagnosis"),
            pl.col("survival_days").alias("planted_os_days"),
            pl.from_epoch("emigration_day", time_unit="d").alias("emigration_date"),
        )
        .sort("lopenr")
    )


def planted_complications(world: World) -> pl.DataFrame:
    """One row per planted complication; NPR has those whose stay ended by its last day."""
    person = world.person.select("person", "lopenr", "agreement_id", "origin_day", "death_day")
    stays = world.episode.filter(pl.col("complication").is_not_null()).join(person, on="person")
    out_day = pl.min_horizontal(pl.col("day") + pl.col("stay_days"), "death_day")
    return stays.select(
        "lopenr",
        "agreement_id",
        "complication",
        pl.from_epoch("day", time_unit="d").alias("admission_date"),
        (pl.col("day") - pl.col("origin_day")).alias("days_since_first_dose"),
        pl.col("main_condition").alias("icd10"),
        (out_day <= last_complete_day("npr")).alias("is_delivered"),
    ).sort("agreement_id", "lopenr", "admission_date", "complication")


def planted_responses(world: World) -> pl.DataFrame:
    """One row per person with a recorded first dose: response and transplant, and what is delivered."""
    person = world.person.select(
        "person", "lopenr", "agreement_id", "is_inside", "is_new_starter", "index_day"
    )
    closed, complete_to = last_complete_day("kreftregisteret"), last_complete_day("npr")
    delivered = pl.col("is_recorded") & (pl.col("response_day") <= closed)
    return (
        world.response.join(person, on="person")
        .select(
            "lopenr",
            "agreement_id",
            "is_new_starter",
            "is_inside",
            pl.col("response").alias("planted_response"),
            pl.from_epoch("response_day", time_unit="d").alias("planted_response_date"),
            delivered.alias("is_response_delivered"),
            pl.from_epoch("transplant_day", time_unit="d").alias("planted_transplant_date"),
            (pl.col("transplant_day") <= complete_to).alias("is_transplant_begun_by_last_delivery"),
        )
        .sort("lopenr")
    )
