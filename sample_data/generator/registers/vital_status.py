"""Folkeregisteret (vital status) and DÅR (causes of death), each in two snapshots."""

import polars as pl

from sample_data.generator.randomness import choice, stream
from sample_data.generator.registers.numbering import as_date
from sample_data.generator.sheets import Sheet, open_sheet, other_date_form
from sample_data.generator.timeline import Delivery, deliveries_of
from sample_data.generator.world import World

PERSON_COLUMNS = [
    "lopenr",
    "kjonn",
    "fodselsaar",
    "fodselsmnd",
    "status",
    "statusdato",
    "dodsdato",
    "emigrertdato",
    "innvandretdato",
    "personstatus",
]
CAUSE_COLUMNS = [
    "lopenr",
    "dodsdato",
    "dodsarsak_underliggende",
    "dodsarsak_kode1",
    "dodsarsak_kode2",
    "dodsarsak_kode3",
    "dodsarsak_kode4",
    "dod_gr",
    "dodssted",
    "obduksjon",
]
CONTRIBUTING = ("I509", "J189", "N179", "J449", "")
OTHER_CAUSES = ("I219", "J189", "I639", "F03")


def folkeregisteret_sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """Everyone in the extract, as known on the day each snapshot is complete to."""
    rng = stream(seed, "folkeregisteret")
    arrived_long_ago = rng.random(world.person.height) < 0.06
    arrival = pl.Series(rng.integers(3650, 14600, world.person.height))
    born = (pl.col("birth_year") * 365.25 - 1970 * 365.25).cast(pl.Int64) + 3650
    result = []
    for delivery in deliveries_of("folkeregisteret"):
        known = delivery.complete_to_day
        dead, gone = pl.col("death_day") <= known, pl.col("emigration_day") <= known
        status = pl.when(dead).then(pl.lit("D")).when(gone).then(pl.lit("."))
        held = world.person.sort("lopenr", maintain_order=True)
        rows = held.with_columns(
            _since=pl.when(pl.Series(arrived_long_ago)).then(pl.max_horizontal(arrival, born)),
        ).select(
            "lopenr",
            (1 + pl.col("is_woman").cast(pl.Int32)).alias("kjonn"),
            pl.col("birth_year").alias("fodselsaar"),
            pl.col("birth_month").alias("fodselsmnd"),
            status.otherwise(pl.lit("B")).alias("status"),
            pl.when(dead)
            .then(as_date("death_day"))
            .when(gone)
            .then(as_date("emigration_day"))
            .otherwise(pl.from_epoch(pl.lit(known), time_unit="d"))
            .alias("statusdato"),
            pl.when(dead).then(as_date("death_day")).alias("dodsdato"),
            pl.when(gone).then(as_date("emigration_day")).alias("emigrertdato"),
            pl.when(pl.col("_since") < pl.col("origin_day") - 400)
            .then(as_date("_since"))
            .alias("innvandretdato"),
            pl.when(dead)
            .then(pl.lit("doed"))
            .when(gone)
            .then(pl.lit("utflyttet"))
            .otherwise(pl.lit("bosatt"))
            .alias("personstatus"),
        )
        sheet = open_sheet("person", ("lopenr",), rows, delivery)
        sheet.rewrite(
            rng, 0.004, "dodsdato", other_date_form("dodsdato", delivery.style.day_first), "other_date_form"
        )
        sheet.duplicate(rng, 2)
        sheet.junk(rng, "fodselsmnd", "13", "impossible_month")
        sheet.junk(rng, "status", "Q", "unknown_code")
        sheet.junk(rng, "kjonn", "5", "impossible_sex")
        sheet.junk(rng, "lopenr", "S77", "malformed_id")
        sheet.break_lines(rng)
        result.append((delivery, [sheet]))
    return result


def dar_sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """Deaths of closed years; in the last of them some causes are still missing."""
    rng = stream(seed, "dar")
    dead = world.person.filter(pl.col("death_day").is_not_null()).sort("lopenr", maintain_order=True)
    first = world.tumour.filter(pl.col("tumour") == 1).select("person", "icd10")
    dead = dead.join(first, on="person", how="left", maintain_order="left")
    n = dead.height
    in_hospital = world.episode.select("person", "disease").unique("person", maintain_order=True)
    dead = dead.join(in_hospital, on="person", how="left", maintain_order="left")
    disease = pl.coalesce("icd10", "disease", pl.lit("G121"))
    full = pl.when(disease.str.len_chars() == 3).then(disease + "9").otherwise(disease)
    other = pl.Series(choice(rng, OTHER_CAUSES, [1] * len(OTHER_CAUSES), n))
    underlying = pl.when(pl.Series(rng.random(n) < 0.85)).then(full).otherwise(other)
    late = pl.Series(rng.random(n) < 0.05)
    causes = dead.with_columns(
        _cause=underlying,
        _late=late,
        dodsarsak_kode1=pl.Series(choice(rng, CONTRIBUTING, [1] * len(CONTRIBUTING), n)),
        dodssted=pl.Series(choice(rng, (1, 2, 3, 9), (45, 35, 18, 2), n)),
        obduksjon=pl.Series(choice(rng, (0, 1, 9), (93, 4, 3), n)),
    )
    result = []
    for delivery in deliveries_of("dar"):
        closed = delivery.complete_to_day
        pending = pl.col("_late") & (pl.col("death_day") > closed - 365)
        is_cancer = pl.col("_cause").str.starts_with("C")
        rows = causes.filter(
            (pl.col("death_day") <= closed) & (pl.col("death_day") >= deliveries_of("npr")[0].start_day)
        ).select(
            "lopenr",
            as_date("death_day").alias("dodsdato"),
            pl.when(~pending).then("_cause").alias("dodsarsak_underliggende"),
            pl.when(~pending).then("dodsarsak_kode1").alias("dodsarsak_kode1"),
            pl.when(pending).then(3).when(is_cancer).then(1).otherwise(2).alias("dod_gr"),
            "dodssted",
            "obduksjon",
        )
        sheet = open_sheet("dodsarsak", ("lopenr",), rows, delivery)
        cause = pl.col("dodsarsak_underliggende")
        sheet.rewrite(
            rng,
            0.01,
            "dodsarsak_underliggende",
            cause.str.slice(0, 3) + "." + cause.str.slice(3),
            "dotted_code",
            cause.str.len_chars() == 4,
        )
        sheet.duplicate(rng, 1)
        sheet.junk(rng, "dod_gr", "8", "unknown_code")
        sheet.junk(rng, "lopenr", "S1", "malformed_id")
        result.append((delivery, [sheet]))
    return result


COLUMNS = {"person": PERSON_COLUMNS, "dodsarsak": CAUSE_COLUMNS}
