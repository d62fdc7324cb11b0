"""NORNMD: patients with spinal muscular atrophy and the injections they were given, in two snapshots."""

import polars as pl

from sample_data.generator.randomness import choice, stream
from sample_data.generator.registers.numbering import as_date, row_numbers
from sample_data.generator.sheets import Sheet, open_sheet
from sample_data.generator.timeline import Delivery, deliveries_of
from sample_data.generator.world import World

PATIENT_COLUMNS = [
    "lopenr",
    "kjonn",
    "fodselsaar",
    "icd10",
    "sma_type",
    "smn2_kopi",
    "diagnosedato",
    "inklusjonsdato",
    "hf_orgnr",
    "sh_reg",
]
TREATMENT_COLUMNS = [
    "lopenr",
    "rad_id",
    "dato",
    "atc",
    "dose_gitt",
    "doseenhet",
    "adm_vei",
    "hf_orgnr",
    "sh_reg",
]
COLUMNS = {"pasient": PATIENT_COLUMNS, "behandling": TREATMENT_COLUMNS}
DIAGNOSED_BEFORE_DAYS = 30  # before the inclusion form
KINDS = ("adult", "child", "muscular_atrophy")


def sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """Both snapshots. Who is not in the register has no row; some have injections before the patient row."""
    rng = stream(seed, "nornmd")
    patients, treatments = _patients(world, rng), _treatments(world, rng)
    result = []
    for delivery in deliveries_of("nornmd"):
        patient = open_sheet(
            "pasient", ("lopenr",), patients.filter(pl.col("_day") <= delivery.complete_to_day), delivery
        )
        patient.duplicate(rng, 1)
        patient.junk(rng, "sma_type", "7", "unknown_code")
        patient.junk(rng, "kjonn", "0", "impossible_sex")
        given = treatments.filter(pl.col("_day") <= delivery.complete_to_day)
        treatment = open_sheet("behandling", ("rad_id",), given, delivery)
        treatment.duplicate(rng, 1)
        treatment.junk(rng, "dose_gitt", "-12", "negative_dose")
        treatment.junk(rng, "adm_vei", "XX", "unknown_code")
        result.append((delivery, [patient, treatment]))
    return result


def diagnosed(world: World, seed: int) -> pl.DataFrame:
    """`lopenr, day, included, icd10` of the patients in the newest snapshot, as the files have them."""
    (*_, newest) = deliveries_of("nornmd")
    rows = _patients(world, stream(seed, "nornmd")).filter(pl.col("_day") <= newest.complete_to_day)
    return rows.select("lopenr", pl.col("_day") - DIAGNOSED_BEFORE_DAYS, "icd10", included="_day").rename(
        {"_day": "day"}
    )


def _patients(world: World, rng) -> pl.DataFrame:
    known = world.person.filter(pl.col("kind").is_in(KINDS) & pl.col("is_registered").fill_null(True)).sort(
        "lopenr", maintain_order=True
    )
    n = known.height
    is_child = pl.col("kind") == "child"
    included = pl.col("origin_day") - pl.Series(rng.integers(0, 60, n))
    return known.select(
        included.alias("_day"),
        "lopenr",
        (1 + pl.col("is_woman").cast(pl.Int32)).alias("kjonn"),
        pl.col("birth_year").alias("fodselsaar"),
        pl.when(is_child).then(pl.lit("G120")).otherwise(pl.lit("G121")).alias("icd10"),
        pl.when(is_child)
        .then(1)
        .otherwise(pl.Series(choice(rng, (2, 3, 4, 9), (30, 55, 10, 5), n)))
        .alias("sma_type"),
        pl.Series("smn2_kopi", choice(rng, (2, 3, 4), (20, 45, 35), n)),
        pl.from_epoch(included - DIAGNOSED_BEFORE_DAYS, time_unit="d").alias("diagnosedato"),
        pl.from_epoch(included, time_unit="d").alias("inklusjonsdato"),
        pl.col("hospital").alias("hf_orgnr"),
        pl.col("region").alias("sh_reg"),
    )


def _treatments(world: World, rng) -> pl.DataFrame:
    person = world.person.select("person", "lopenr", "hospital", "region")
    given = world.quality_drug.join(person, on="person", maintain_order="left").sort("day", "person")
    return given.select(
        pl.col("day").alias("_day"),
        "lopenr",
        row_numbers(rng, "N", given.height).alias("rad_id"),
        as_date("day").alias("dato"),
        "atc",
        pl.col("dose").alias("dose_gitt"),
        pl.lit("mg").alias("doseenhet"),
        pl.lit("IT").alias("adm_vei"),
        pl.col("hospital").alias("hf_orgnr"),
        pl.col("region").alias("sh_reg"),
    )
