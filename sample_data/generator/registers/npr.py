"""NPR: hospital episodes in the wide shape, one snapshot and four increments with late corrections."""

import numpy as np
import polars as pl

from sample_data.generator.episodes import INPATIENT, OUTPATIENT
from sample_data.generator.places import DOTTED_CODES_HOSPITAL
from sample_data.generator.prices import DRUG_TREATMENT_DRG
from sample_data.generator.randomness import choice, stream
from sample_data.generator.registers.numbering import as_date, delivered_in, row_numbers
from sample_data.generator.sheets import SUPERSEDED, Sheet, open_sheet, other_date_form
from sample_data.generator.timeline import DATA_START, Delivery, deliveries_of
from sample_data.generator.world import World

EPISODE_COLUMNS = [
    "lopenr",
    "episode_lnr",
    "aggrshoppid_lnr",
    "aar",
    "institusjonid",
    "behandlingsstedkode",
    "hf",
    "sh_reg",
    "komnrhjem2",
    "kjonn",
    "fodselsar",
    "inndato",
    "inntid",
    "utdato",
    "uttid",
    "liggetid",
    "omsorgsniva",
    "kontakttype",
    "aktivitetskategori3",
    "innmatehast",
    "uttilstand",
    "debitor",
    "episodefag",
    "drg",
    "drg_type",
    "hdg",
    "vekt",
    "korrvekt",
    "npkopphold_drgbasispoeng",
    "npkopphold_isfpoeng",
    "isf_opphold",
    "pakkeforlop",
    "nprid_reg",
    "doddato",
    "emigrertdato",
]
CODE_COLUMNS = (
    ["tilstand_1_1", "tilstand_1_2"]
    + [f"tilstand_{number}_1" for number in range(2, 21)]
    + [f"ncsp_{number}" for number in range(1, 21)]
    + [f"ncmp_{number}" for number in range(1, 21)]
    + [f"atc_{number}" for number in range(1, 6)]
)
COLUMNS = {"episode": EPISODE_COLUMNS + CODE_COLUMNS}
# first three characters of the disease → specialty, main diagnostic group
SPECIALTY = {"C34": ("170", 4), "C50": ("105", 30), "C91": ("120", 17), "C92": ("120", 17), "G12": ("250", 1)}
OTHER_SPECIALTY = ("853", 40)
COMORBIDITY = ("I109", "E119", "J449", "I489", "N189")
SPINAL_DRUG = "M09AX07"
ACUTE_SHARE = 0.6  # of the stays that are no complication


def sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """All five deliveries. One episode in fifty comes wrong and is corrected in a later increment."""
    episodes = _episodes(world, stream(seed, "npr"))
    rng = stream(seed, "corrections")
    deliveries = deliveries_of("npr")
    n, last = episodes.height, len(deliveries) - 1
    late = (rng.random(n) < 0.02) & (episodes["_delivery"].to_numpy() < last)
    corrected_in = np.minimum(episodes["_delivery"].to_numpy() + rng.integers(1, 3, n), last)
    episodes = episodes.with_columns(
        _corrected_in=pl.Series(np.where(late, corrected_in, -1)), _kind=pl.Series(rng.random(n) < 0.6)
    ).with_columns(
        # Nothing times 1.7 is nothing: without points it is the main condition that came wrong.
        _kind=pl.col("_kind") & (pl.col("korrvekt") > 0)
    )
    result = []
    for number, delivery in enumerate(deliveries):
        wrong = (pl.col("_delivery") == number) & (pl.col("_corrected_in") > number)
        held = episodes.filter((pl.col("_delivery") == number) | (pl.col("_corrected_in") == number))
        held = _first_version(held, wrong).with_columns(
            doddato=pl.when(pl.col("_death_day") <= delivery.complete_to_day).then(as_date("_death_day"))
        )
        sheet = open_sheet("episode", ("lopenr", "episode_lnr"), held, delivery)
        superseded = sheet.rows.filter(pl.col("_wrong"))
        sheet.note(superseded.filter(pl.col("_kind"))["_row"], "korrvekt", "corrected_later", SUPERSEDED)
        sheet.note(superseded.filter(~pl.col("_kind"))["_row"], "tilstand_1_1", "corrected_later", SUPERSEDED)
        _plant(sheet, rng, delivery)
        result.append((delivery, [sheet]))
    return result


def _first_version(held: pl.DataFrame, wrong: pl.Expr) -> pl.DataFrame:
    """Wrong points, or no main condition, where a later delivery corrects the episode."""
    points = wrong & pl.col("_kind")
    columns = ("vekt", "korrvekt", "npkopphold_drgbasispoeng", "npkopphold_isfpoeng")
    return held.with_columns(
        *(
            pl.when(points).then((pl.col(name) * 1.7).round(3)).otherwise(name).alias(name)
            for name in columns
        ),
        pl.when(wrong & ~pl.col("_kind")).then(pl.lit("")).otherwise("tilstand_1_1").alias("tilstand_1_1"),
        wrong.alias("_wrong"),
    )


def _clock(minutes: np.ndarray) -> pl.Series:
    hours = np.char.zfill((minutes // 60).astype(str), 2)
    return pl.Series(np.char.add(np.char.add(hours, ":"), np.char.zfill((minutes % 60).astype(str), 2)))


def _episodes(world: World, rng) -> pl.DataFrame:
    person = world.person.select(
        "person", "lopenr", "region", "hospital", "municipality", "is_woman", "birth_year", "death_day"
    )
    episodes = world.episode.join(person, on="person", maintain_order="left")
    out_day = pl.min_horizontal(pl.col("day") + pl.col("stay_days"), pl.col("death_day"))
    last = deliveries_of("npr")[-1].complete_to_day
    episodes = (
        episodes.with_columns(out_day=out_day)
        .filter((pl.col("day") >= DATA_START) & (pl.col("out_day") <= last))
        .sort("out_day", "person", "day", "drg", "points", "atc")
    )
    n = episodes.height
    code = pl.col("disease")
    disease = pl.when(code.str.len_chars() == 3).then(code + "9").otherwise(code)
    group = code.str.slice(0, 3)
    specialty, main_group = ({key: value[i] for key, value in SPECIALTY.items()} for i in (0, 1))
    is_stay = pl.col("level") == INPATIENT
    is_complication = pl.col("main_condition").is_not_null()
    is_drug = pl.col("drg").is_in(DRUG_TREATMENT_DRG)
    is_spinal = pl.col("atc") == SPINAL_DRUG
    points = pl.col("points").round(3)
    begins = rng.integers(8 * 60, 13 * 60, n)
    return episodes.select(
        pl.Series("_delivery", delivered_in(episodes["out_day"], deliveries_of("npr"))),
        pl.col("death_day").alias("_death_day"),
        "lopenr",
        row_numbers(rng, "E", n).alias("episode_lnr"),
        pl.lit(1).alias("aggrshoppid_lnr"),
        as_date("out_day").dt.year().alias("aar"),
        pl.col("hospital").alias("institusjonid"),
        pl.col("hospital").alias("behandlingsstedkode"),
        pl.col("hospital").alias("hf"),
        pl.col("region").alias("sh_reg"),
        pl.col("municipality").alias("komnrhjem2"),
        (1 + pl.col("is_woman").cast(pl.Int32)).alias("kjonn"),
        pl.col("birth_year").alias("fodselsar"),
        as_date("day").alias("inndato"),
        _clock(begins).alias("inntid"),
        as_date("out_day").alias("utdato"),
        _clock(begins + rng.integers(20, 240, n)).alias("uttid"),
        (pl.col("out_day") - pl.col("day")).alias("liggetid"),
        pl.col("level").alias("omsorgsniva"),
        pl.when(is_stay | is_drug | is_spinal).then(2).otherwise(3).alias("kontakttype"),
        pl.col("level").alias("aktivitetskategori3"),
        pl.when(pl.col("is_acute").fill_null(is_stay & pl.Series(rng.random(n) < ACUTE_SHARE)))
        .then(1)
        .otherwise(4)
        .alias("innmatehast"),
        pl.when(is_stay & (pl.col("out_day") == pl.col("death_day")))
        .then(2)
        .otherwise(1)
        .alias("uttilstand"),
        pl.col("payer").alias("debitor"),
        group.replace_strict(specialty, default=OTHER_SPECIALTY[0]).alias("episodefag"),
        "drg",
        pl.lit("M").alias("drg_type"),
        group.replace_strict(main_group, default=OTHER_SPECIALTY[1]).alias("hdg"),
        points.alias("vekt"),
        points.alias("korrvekt"),
        points.alias("npkopphold_drgbasispoeng"),
        points.alias("npkopphold_isfpoeng"),
        pl.lit(1).alias("isf_opphold"),
        pl.Series("pakkeforlop", choice(rng, (1, 2), (10, 90), n)),
        pl.lit(1).alias("nprid_reg"),
        pl.when(is_drug)
        .then(pl.lit("Z511"))
        .otherwise(pl.coalesce("main_condition", disease))
        .alias("tilstand_1_1"),
        pl.when(is_drug | (is_complication & pl.col("condition").is_null()))
        .then(disease)
        .when(pl.col("condition").is_not_null())
        .then("condition")
        .when(is_stay)
        .then(pl.Series(choice(rng, COMORBIDITY, [1] * 5, n)))
        .otherwise(pl.lit(""))
        .alias("tilstand_2_1"),
        pl.when(is_complication & pl.col("condition").is_not_null())
        .then(disease)
        .otherwise(pl.lit(""))
        .alias("tilstand_3_1"),
        pl.when((group == "C34") & is_stay & pl.Series(rng.random(n) < 0.08))
        .then(pl.lit("GDC00"))
        .otherwise(pl.lit(""))
        .alias("ncsp_1"),
        pl.when(is_spinal)
        .then(pl.lit("WBGM30"))
        .when(is_drug)
        .then(pl.lit("WBOC05"))
        .otherwise(pl.col("procedure").fill_null(""))
        .alias("ncmp_1"),
        pl.lit("").alias("ncmp_2"),
        pl.col("atc").alias("atc_1"),
        pl.when(is_drug).then(pl.lit("9ZL01")).otherwise(pl.lit("")).alias("atc_2"),
    )


def _plant(sheet: Sheet, rng, delivery: Delivery) -> None:
    code = pl.col("tilstand_1_1")
    at_dotted = pl.col("hf") == DOTTED_CODES_HOSPITAL
    sheet.rewrite(
        rng, 0.05, "tilstand_1_1", code.str.slice(0, 3) + "." + code.str.slice(3), "dotted_code", at_dotted
    )
    sheet.rewrite(rng, 0.004, "tilstand_1_1", code.str.to_lowercase(), "lower_case_code")
    sheet.rewrite(rng, 0.004, "tilstand_1_1", code + ",", "trailing_comma")
    sheet.rewrite(rng, 0.008, "tilstand_1_1", pl.lit(""), "missing_main_condition", ~pl.col("_wrong"))
    sheet.rewrite(rng, 0.003, "komnrhjem2", pl.lit("9999"), "unknown_municipality")
    sheet.rewrite(rng, 0.003, "korrvekt", pl.lit(""), "missing_corrected_weight", ~pl.col("_wrong"))
    sheet.rewrite(
        rng, 0.003, "inndato", other_date_form("inndato", delivery.style.day_first), "other_date_form"
    )
    year = (pl.col("fodselsar").cast(pl.Int64, strict=False) - 1).cast(pl.String)
    sheet.rewrite(rng, 0.002, "fodselsar", year, "birth_year_mismatch")
    _move_drug_codes(sheet, rng)
    sheet.duplicate(rng, 4)
    dates = ("15.03.2024", "11.03.2024") if delivery.style.day_first else ("2024-03-15", "2024-03-11")
    sheet.junk(
        rng,
        "utdato",
        {"inndato": dates[0], "utdato": dates[1], "liggetid": "-4"},
        "discharge_before_admission",
    )
    sheet.junk(rng, "omsorgsniva", "4", "unknown_code")
    sheet.junk(rng, "kjonn", "7", "impossible_sex")
    sheet.junk(rng, "lopenr", "X00012", "malformed_id")
    sheet.junk(rng, "liggetid", "-2", "negative_number")
    sheet.break_lines(rng)


def _move_drug_codes(sheet: Sheet, rng) -> None:
    """The drug's ATC code sits among the medical procedures instead of in its own column."""
    drawn = pl.Series(rng.random(sheet.rows.height) < 0.05)
    moved = sheet.rows.select(
        (pl.col("atc_1") != "") & (pl.col("omsorgsniva") == str(OUTPATIENT)) & drawn
    ).to_series()
    sheet.rows = sheet.rows.with_columns(
        ncmp_2=pl.when(moved).then("atc_1").otherwise("ncmp_2"),
        atc_1=pl.when(moved).then(pl.lit("")).otherwise("atc_1"),
    )
    sheet.note(sheet.rows.filter(moved)["_row"], "ncmp_2", "drug_code_among_procedures", "repaired")
