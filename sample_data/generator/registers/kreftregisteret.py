"""Kreftregisteret: cases and course notices, in two annual snapshots of closed years."""

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice, stream
from sample_data.generator.registers.numbering import as_date, row_numbers
from sample_data.generator.sheets import SUPERSEDED, Sheet, open_sheet, other_date_form
from sample_data.generator.timeline import Delivery, day, deliveries_of
from sample_data.generator.world import World

CASE_COLUMNS = [
    "lopenr",
    "sid",
    "kjonn",
    "fodselsaar",
    "fodselsmnd",
    "alder_diag",
    "bofylke_diag",
    "diagnosedato",
    "ds",
    "basis",
    "icd10",
    "topografi",
    "morfologi",
    "diff_grad",
    "side",
    "metastase",
    "stadium_gr",
    "ct",
    "cn",
    "cm",
    "pt",
    "pn",
    "pm",
    "tnm_utgave",
    "ecog",
    "royk",
    "kirurgi",
    "kirurgidato",
    "straale",
    "straale_start",
    "straale_slutt",
    "straale_intensjon",
    "straale_senter",
    "straale_dose_gy",
    "meldt_klinisk",
    "uttrekksdato",
    "lukket_tom",
]
COURSE_COLUMNS = [
    "lopenr",
    "sid",
    "hendelse_id",
    "hendelsestype",
    "hendelsesdato",
    "kilde",
    "basis",
    "metastase_lok",
    "biomarkor",
    "metode",
    "resultat",
    "verdi",
    "enhet",
    "proevedato",
    "svardato",
]
COLUMNS = {"tilfelle": CASE_COLUMNS, "forlop": COURSE_COLUMNS}
STAGE_GROUP = {
    "0": 1,
    "A": 2,
    "D": 2,
    "B": 3,
    "9": 9,
    "1": 2,
    "2": 3,
    "3": 2,
    "4": 3,
    "5": 2,
    "6": 2,
    "7": 9,
    "8": 1,
}
BLOOD_SITE = {"C91": "C421", "C92": "C421", "C83": "C779", "C85": "C779"}
METHOD = {"MRD": "FLOW", "ER": "IHC", "HER2": "IHC", "PDL1_TPS": "IHC", "ALK": "IHC", "BCRABL1_IS": "RTQPCR"}
CENTRES = ("0305", "0320", "1107", "1305", "1608", "1903")


def sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """Both snapshots; the first still holds some cases whose spread was completed later."""
    rng = stream(seed, "kreftregisteret")
    tumour = world.tumour.with_columns(row_numbers(rng, "K", world.tumour.height).alias("sid"))
    cases, course = _cases(tumour, world, rng), _course(tumour, world, rng)
    result = []
    completed_later = pl.Series(rng.random(cases.height) < 0.01)
    for number, delivery in enumerate(deliveries_of("kreftregisteret")):
        early = pl.lit(number == 0) & completed_later & (pl.col("metastase") != "9")
        held = cases.with_columns(
            _early=early,
            metastase=pl.when(early).then(pl.lit("9")).otherwise("metastase"),
            stadium_gr=pl.when(early).then(9).otherwise("stadium_gr"),
            uttrekksdato=pl.lit(day(delivery.received) - 15).pipe(_date),
            lukket_tom=pl.lit(delivery.complete_to_day).pipe(_date),
        ).filter(pl.col("_day") <= delivery.complete_to_day)
        events = course.filter(pl.col("_day") <= delivery.complete_to_day).join(held, on="sid", how="semi")
        case_sheet = open_sheet("tilfelle", ("sid",), held, delivery)
        case_sheet.note(
            case_sheet.rows.filter(pl.col("_early"))["_row"], "metastase", "completed_later", SUPERSEDED
        )
        retired = case_sheet.rows.filter(pl.col("metastase").is_in(list("12345678")))["_row"]
        case_sheet.note(retired, "metastase", "retired_code", "repaired")
        _plant_in_cases(case_sheet, rng, delivery)
        course_sheet = open_sheet("forlop", ("hendelse_id",), events, delivery)
        _plant_in_course(course_sheet, rng, delivery)
        result.append((delivery, [case_sheet, course_sheet]))
    return result


def _date(number: pl.Expr) -> pl.Expr:
    return pl.from_epoch(number, time_unit="d")


def _cases(tumour: pl.DataFrame, world: World, rng) -> pl.DataFrame:
    person = world.person.select("person", "lopenr", "is_woman", "birth_year", "birth_month", "county")
    cases = tumour.join(person, on="person", maintain_order="left")
    n = cases.height
    subsite = pl.Series(rng.integers(0, 10, n).astype(str))
    is_blood = pl.col("icd10").str.slice(0, 3).is_in(list(BLOOD_SITE))
    full = pl.when(pl.col("icd10").str.len_chars() == 3).then(pl.col("icd10") + subsite).otherwise("icd10")
    operated = (~is_blood) & pl.col("spread").is_in(["0", "A", "D"]) & pl.Series(rng.random(n) < 0.6)
    irradiated = pl.Series(rng.random(n) < 0.2) & ~is_blood
    begin = pl.col("day") + pl.Series(rng.integers(25, 120, n))
    return cases.with_columns(icd10=full).select(
        pl.col("day").alias("_day"),
        "lopenr",
        "sid",
        (1 + pl.col("is_woman").cast(pl.Int32)).alias("kjonn"),
        pl.col("birth_year").alias("fodselsaar"),
        pl.col("birth_month").alias("fodselsmnd"),
        (
            (
                as_date("day").dt.year() * 12
                + as_date("day").dt.month().cast(pl.Int32)
                - pl.col("birth_year") * 12
                - pl.col("birth_month")
            )
            // 12
        )
        .clip(0, 110)
        .alias("alder_diag"),
        pl.col("county").alias("bofylke_diag"),
        as_date("day").alias("diagnosedato"),
        pl.lit(3).alias("ds"),
        pl.when(is_blood)
        .then(pl.lit("34"))
        .otherwise(pl.Series(choice(rng, ("70", "60", "75", "20", "32"), (70, 12, 10, 5, 3), n)))
        .alias("basis"),
        "icd10",
        pl.when(is_blood)
        .then(pl.col("icd10").str.slice(0, 3).replace(BLOOD_SITE))
        .otherwise("icd10")
        .alias("topografi"),
        pl.col("morphology").alias("morfologi"),
        pl.when(is_blood)
        .then(6)
        .otherwise(pl.Series(choice(rng, (1, 2, 3, 9), (15, 35, 30, 20), n)))
        .alias("diff_grad"),
        pl.when(is_blood).then(0).otherwise(pl.Series(choice(rng, (1, 2, 9), (48, 44, 8), n))).alias("side"),
        pl.col("spread").alias("metastase"),
        pl.col("spread").replace_strict(STAGE_GROUP, return_dtype=pl.Int64).alias("stadium_gr"),
        pl.when(pl.col("spread") == "B")
        .then(pl.lit("1"))
        .when(pl.col("spread").is_in(["0", "A", "D"]))
        .then(pl.lit("0"))
        .otherwise(pl.lit(""))
        .alias("cm"),
        pl.when(~is_blood).then(8).alias("tnm_utgave"),
        pl.Series("ecog", choice(rng, (0, 1, 2, 3, 9), (35, 30, 12, 5, 18), n)),
        pl.when(operated).then(pl.lit("11")).otherwise(pl.lit("00")).alias("kirurgi"),
        pl.when(operated).then(as_date("day") + pl.duration(days=20)).alias("kirurgidato"),
        irradiated.cast(pl.Int32).alias("straale"),
        pl.when(irradiated).then(_date(begin)).alias("straale_start"),
        pl.when(irradiated).then(_date(begin + 28)).alias("straale_slutt"),
        pl.when(irradiated)
        .then(pl.Series(choice(rng, ("K", "P", "L"), (50, 40, 10), n)))
        .alias("straale_intensjon"),
        pl.when(irradiated)
        .then(pl.Series(choice(rng, CENTRES, [1] * len(CENTRES), n)))
        .alias("straale_senter"),
        pl.when(irradiated)
        .then(pl.Series(choice(rng, (30.0, 40.05, 50.0, 66.0), (4, 3, 2, 1), n)))
        .alias("straale_dose_gy"),
        pl.Series("meldt_klinisk", (rng.random(n) < 0.85).astype(np.int32)),
    )


def _course(tumour: pl.DataFrame, world: World, rng) -> pl.DataFrame:
    events = world.event.join(
        tumour.select("person", "tumour", "sid"), on=["person", "tumour"], maintain_order="left"
    ).join(world.person.select("person", "lopenr"), on="person", maintain_order="left")
    n = events.height
    is_test = pl.col("kind") == "BM"
    done = is_test & pl.col("result").is_in(["POS", "NEG"])
    measured = is_test & pl.col("biomarker").is_in(["PDL1_TPS", "BCRABL1_IS"]) & done
    value = pl.Series(np.round(rng.uniform(1, 90, n), 1))
    return events.select(
        pl.col("day").alias("_day"),
        "lopenr",
        "sid",
        pl.Series("hendelse_id", row_numbers(rng, "H", n)),
        pl.col("kind").alias("hendelsestype"),
        as_date("day").alias("hendelsesdato"),
        pl.when(is_test).then(pl.lit("PA")).otherwise(pl.lit("KM")).alias("kilde"),
        pl.when(is_test).then(pl.lit("70")).otherwise(pl.lit("20")).alias("basis"),
        pl.when(pl.col("kind") == "ME").then(pl.lit("C220")).alias("metastase_lok"),
        pl.when(is_test).then("biomarker").alias("biomarkor"),
        pl.when(is_test).then(pl.col("biomarker").replace_strict(METHOD, default="NGS")).alias("metode"),
        pl.when(is_test).then("result").alias("resultat"),
        pl.when(measured).then(value).alias("verdi"),
        pl.when(measured)
        .then(pl.when(pl.col("biomarker") == "PDL1_TPS").then(pl.lit("%")).otherwise(pl.lit("IS%")))
        .alias("enhet"),
        pl.when(is_test).then(as_date("day")).alias("proevedato"),
        pl.when(is_test).then(_date(pl.col("day") + pl.Series(rng.integers(3, 15, n)))).alias("svardato"),
    )


def _plant_in_cases(sheet: Sheet, rng, delivery: Delivery) -> None:
    code = pl.col("icd10")
    sheet.rewrite(
        rng,
        0.008,
        "icd10",
        code.str.slice(0, 3) + "." + code.str.slice(3),
        "dotted_code",
        code.str.len_chars() == 4,
    )
    sheet.rewrite(rng, 0.004, "icd10", code.str.to_lowercase(), "lower_case_code")
    sheet.rewrite(
        rng,
        0.006,
        "diagnosedato",
        other_date_form("diagnosedato", delivery.style.day_first),
        "other_date_form",
    )
    sheet.duplicate(rng, 2)
    sheet.junk(rng, "fodselsmnd", "13", "impossible_month")
    sheet.junk(rng, "kjonn", "3", "impossible_sex")
    sheet.junk(rng, "metastase", "X", "unknown_code")
    sheet.junk(rng, "basis", "55", "unknown_code")
    sheet.junk(rng, "lopenr", "P-4711", "malformed_id")
    sheet.junk(
        rng, "diagnosedato", "31.02.2024" if delivery.style.day_first else "2024-02-31", "impossible_date"
    )
    sheet.break_lines(rng)


def _plant_in_course(sheet: Sheet, rng, delivery: Delivery) -> None:
    sheet.rewrite(
        rng, 0.006, "proevedato", other_date_form("proevedato", delivery.style.day_first), "other_date_form"
    )
    sheet.duplicate(rng, 1)
    sheet.junk(rng, "hendelsestype", "ZZ", "unknown_code")
    sheet.junk(rng, "lopenr", "S12345", "malformed_id")
