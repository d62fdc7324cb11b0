"""INSPIRE: hospital administrations and H-resept, one snapshot and three quarterly increments."""

import polars as pl

from sample_data.generator.randomness import choice, stream
from sample_data.generator.recording import is_recorded
from sample_data.generator.registers.numbering import as_date, delivered_in, row_numbers
from sample_data.generator.registers.regimens import NAME, OTHER_REGIMEN, REGIMEN
from sample_data.generator.sheets import SUPERSEDED, Sheet, open_sheet, other_date_form
from sample_data.generator.timeline import Delivery, deliveries_of
from sample_data.generator.world import World

HOSPITAL_COLUMNS = [
    "lopenr",
    "rad_id",
    "kilde",
    "kildesystem",
    "hf_orgnr",
    "rhf",
    "kur_id",
    "kur_navn",
    "syklus_nr",
    "dag_nr",
    "atc",
    "virkestoff",
    "dato",
    "dose_ordinert",
    "dose_gitt",
    "doseenhet",
    "adm_vei",
    "intensjon",
]
H_RESEPT_COLUMNS = [
    "lopenr",
    "hreseptid_lnr",
    "periodeaar",
    "atc_1",
    "forskrivningsdato",
    "utleveringsdato",
    "resepttype",
    "refusjonskoderesept",
    "refusjonskodeutlevering",
    "npkSærtjeneste_STGKode",
    "orgnrforskrivendeenhet",
    "behandlingsstedreshid",
    "kjonn",
    "fodselsar",
    "komnrhjem2",
    "bydel2",
    "sh_reg",
    "pas_reg2",
    "pasfylke2",
    "varenr",
    "antall_pakn",
    "ddd",
]
COLUMNS = {"legemiddelbehandling": HOSPITAL_COLUMNS, "hresept": H_RESEPT_COLUMNS}
SYSTEM = {3: "CMS", 4: "CMS", 7: "METAVISION"}
PACK = {
    "L01EX12": ("910012", 28.0),
    "L01EB04": ("910004", 30.0),
    "L01EA01": ("910001", 30.0),
    "L03AB15": ("910015", 28.0),
    "L01EF01": ("910021", 28.0),
    "L01EF02": ("910022", 28.0),
    "L01EF03": ("910023", 28.0),
    "L01EB01": ("910031", 30.0),
    "L01EB02": ("910032", 30.0),
    "L01EB03": ("910033", 30.0),
}
REIMBURSEMENT = {
    "L01EX12": "C80",
    "L01EB04": "C34",
    "L01EA01": "C92",
    "L03AB15": "C92",
    "L01EF01": "C50",
    "L01EF02": "C50",
    "L01EF03": "C50",
    "L01EB01": "C34",
    "L01EB02": "C34",
    "L01EB03": "C34",
}


def sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """All four deliveries; some doses come ten times too high and are corrected one delivery later."""
    rng = stream(seed, "inspire")
    hospital, dispensed = _hospital(world, rng), _dispensed(world, rng)
    deliveries = deliveries_of("inspire")
    late = pl.Series(rng.random(hospital.height) < 0.008) & (hospital["_delivery"] < len(deliveries) - 1)
    hospital = hospital.with_columns(_late=late)
    result = []
    for number, delivery in enumerate(deliveries):
        wrong = (pl.col("_delivery") == number) & pl.col("_late")
        corrected = (pl.col("_delivery") == number - 1) & pl.col("_late")
        given = hospital.filter((pl.col("_delivery") == number) | corrected).with_columns(
            _wrong=wrong, dose_gitt=pl.when(wrong).then(pl.col("dose_gitt") * 10).otherwise("dose_gitt")
        )
        sheet = open_sheet("legemiddelbehandling", ("rad_id",), given, delivery)
        sheet.note(sheet.rows.filter(pl.col("_wrong"))["_row"], "dose_gitt", "corrected_later", SUPERSEDED)
        _plant_in_hospital(sheet, rng, delivery)
        packs = open_sheet(
            "hresept", ("hreseptid_lnr",), dispensed.filter(pl.col("_delivery") == number), delivery
        )
        _plant_in_h_resept(packs, rng, delivery)
        result.append((delivery, [sheet, packs]))
    return result


def _hospital(world: World, rng) -> pl.DataFrame:
    person = world.person.select("person", "lopenr", "region", "hospital")
    given = world.hospital_drug.join(person, on="person", maintain_order="left")
    records = given.filter(is_recorded("hospital", "day")).sort("day", "person", "atc", "cycle")
    n = records.height
    is_study = pl.col("is_study")
    substance, usual = ({atc: value[i] for atc, value in REGIMEN.items()} for i in (0, 1))
    regimen = pl.coalesce(
        "regimen",
        pl.col("atc").replace_strict(usual, default=OTHER_REGIMEN[1]),
    )
    return records.select(
        pl.Series("_delivery", delivered_in(records["day"], deliveries_of("inspire"))),
        "lopenr",
        row_numbers(rng, "R", n).alias("rad_id"),
        pl.lit("SYKEHUS").alias("kilde"),
        pl.col("region").replace_strict(SYSTEM, return_dtype=pl.String).alias("kildesystem"),
        pl.col("hospital").alias("hf_orgnr"),
        pl.col("region").alias("rhf"),
        regimen.alias("kur_id"),
        regimen.replace_strict(NAME, return_dtype=pl.String).alias("kur_navn"),
        pl.col("cycle").alias("syklus_nr"),
        pl.col("cycle_day").fill_null(1).alias("dag_nr"),
        "atc",
        pl.col("atc").replace_strict(substance, default=OTHER_REGIMEN[0]).alias("virkestoff"),
        as_date("day").alias("dato"),
        pl.col("dose_ordered").alias("dose_ordinert"),
        pl.col("dose").alias("dose_gitt"),
        pl.when(is_study).then(pl.lit("ug")).otherwise(pl.lit("mg")).alias("doseenhet"),
        pl.lit("IV").alias("adm_vei"),
        pl.Series("intensjon", choice(rng, (1, 2, 9), (30, 55, 15), n)),
    )


def _dispensed(world: World, rng) -> pl.DataFrame:
    person = world.person.select(
        "person", "lopenr", "is_woman", "birth_year", "region", "hospital", "municipality", "county"
    )
    fetched = world.h_resept.filter(is_recorded("h_resept", "day"))
    records = fetched.join(person, on="person", maintain_order="left").sort("day", "person", "atc")
    n = records.height
    number, days = ({atc: value[i] for atc, value in PACK.items()} for i in (0, 1))
    prescribed = pl.col("day") - pl.Series(rng.integers(0, 21, n), dtype=pl.Int64)
    code = pl.coalesce("refund_code", pl.col("atc").replace_strict(REIMBURSEMENT, return_dtype=pl.String))
    return records.select(
        pl.Series("_delivery", delivered_in(records["day"], deliveries_of("inspire"))),
        "lopenr",
        row_numbers(rng, "HR", n).alias("hreseptid_lnr"),
        as_date("day").dt.year().alias("periodeaar"),
        pl.col("atc").alias("atc_1"),
        pl.from_epoch(prescribed, time_unit="d").alias("forskrivningsdato"),
        as_date("day").alias("utleveringsdato"),
        pl.lit("H").alias("resepttype"),
        code.alias("refusjonskoderesept"),
        code.alias("refusjonskodeutlevering"),
        pl.lit("9ZH01").alias("npkSærtjeneste_STGKode"),
        pl.col("hospital").alias("orgnrforskrivendeenhet"),
        pl.when("is_woman").then(pl.lit("Kvinne")).otherwise(pl.lit("Mann")).alias("kjonn"),
        pl.col("birth_year").alias("fodselsar"),
        pl.col("municipality").alias("komnrhjem2"),
        pl.col("region").alias("sh_reg"),
        pl.col("region").alias("pas_reg2"),
        pl.col("county").alias("pasfylke2"),
        pl.col("atc").replace_strict(number, return_dtype=pl.String).alias("varenr"),
        pl.col("packs").alias("antall_pakn"),
        (pl.col("packs") * pl.col("atc").replace_strict(days, return_dtype=pl.Float64)).alias("ddd"),
    )


def _plant_in_hospital(sheet: Sheet, rng, delivery: Delivery) -> None:
    sheet.rewrite(rng, 0.004, "atc", pl.col("atc").str.to_lowercase(), "lower_case_code")
    sheet.rewrite(rng, 0.004, "dato", other_date_form("dato", delivery.style.day_first), "other_date_form")
    sheet.duplicate(rng, 2)
    sheet.junk(rng, "dose_gitt", "-28", "negative_dose")
    sheet.junk(rng, "doseenhet", "kg", "unknown_code")
    sheet.junk(rng, "lopenr", "S12 45", "malformed_id")
    sheet.junk(rng, "dose_gitt", "ukjent", "not_a_number")
    sheet.break_lines(rng)


def _plant_in_h_resept(sheet: Sheet, rng, delivery: Delivery) -> None:
    sheet.rewrite(
        rng,
        0.003,
        "utleveringsdato",
        other_date_form("utleveringsdato", delivery.style.day_first),
        "other_date_form",
    )
    code = pl.col("refusjonskodeutlevering").str.to_lowercase()
    sheet.rewrite(rng, 0.004, "refusjonskodeutlevering", code, "lower_case_code")
    sheet.duplicate(rng, 2)
    sheet.junk(rng, "kjonn", "Ukjent", "impossible_sex")
    sheet.junk(rng, "antall_pakn", "-1", "negative_number")
    sheet.junk(rng, "atc_1", "L01EB", "malformed_code")
