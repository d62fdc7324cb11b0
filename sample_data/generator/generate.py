"""Synthetic register deliveries and the truth planted in them."""

import shutil
from pathlib import Path

import polars as pl

from sample_data.generator.deliveries import write_delivery
from sample_data.generator.registers import inspire, kreftregisteret, nornmd, npr, prom, vital_status
from sample_data.generator.truth import agreement_truth
from sample_data.generator.world import World, build_world

REGISTERS = (
    (kreftregisteret.sheets, kreftregisteret.COLUMNS),
    (inspire.sheets, inspire.COLUMNS),
    (npr.sheets, npr.COLUMNS),
    (vital_status.folkeregisteret_sheets, vital_status.COLUMNS),
    (vital_status.dar_sheets, vital_status.COLUMNS),
    (prom.sheets, prom.COLUMNS),
    (nornmd.sheets, nornmd.COLUMNS),
)


def generate(scale: float, seed: int, out: Path, background: float = 1.0) -> None:
    """Write `out/deliveries/<register>/<delivery_id>/` and `out/truth/`, replacing what was there.

    `scale` 1.0 is Norway over ten years, 2016-07-01 to 2026-06-30; `background` is the share of cancer
    patients outside the study drugs that the extract keeps (0 to 1). The same arguments give the same bytes.
    Raises ValueError when an argument is out of range.
    """
    if not 0 < scale <= 10:
        raise ValueError(f"scale must be above 0 and at most 10, got {scale}")
    if not 0 <= background <= 1:
        raise ValueError(f"background must be a share between 0 and 1, got {background}")
    if seed < 0:
        raise ValueError(f"seed must not be negative, got {seed}")
    deliveries, truth = out / "deliveries", out / "truth"
    _refuse_to_replace_others(deliveries)
    world = build_world(scale, seed, background)
    for folder in (deliveries, truth):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    faults = [
        write_delivery(deliveries, delivery, sheets, columns)
        for make_sheets, columns in REGISTERS
        for delivery, sheets in make_sheets(world, seed)
    ]
    pl.concat(faults).write_csv(truth / "fault.csv")
    agreement_truth().write_csv(truth / "agreement.csv")
    planted_persons(world).write_csv(truth / "person.csv")


def planted_persons(world: World) -> pl.DataFrame:
    """One row per treated person: what was planted and whether the study can see the treatment at all."""
    treated = world.person.filter(pl.col("agreement_id").is_not_null())
    return treated.select(
        "lopenr",
        "agreement_id",
        "is_new_starter",
        pl.col("first_recorded_day").is_not_null().alias("is_recorded"),
        pl.when("is_inside").then(pl.lit("inside")).otherwise(pl.lit("outside")).alias("planted_inside"),
        pl.col("verdict").alias("planted_verdict"),
        pl.from_epoch("index_day", time_unit="d").alias("index_date"),
        pl.from_epoch("first_recorded_day", time_unit="d").alias("first_recorded_date"),
        pl.col("survival_days").alias("planted_os_days"),
        pl.col("stopped_days").alias("planted_stop_days"),
        pl.from_epoch("emigration_day", time_unit="d").alias("emigration_date"),
        "region",
    ).sort("agreement_id", "lopenr")


def _refuse_to_replace_others(deliveries: Path) -> None:
    """What we wrote we may replace; a delivery that does not say it is synthetic is somebody's."""
    for manifest in deliveries.glob("*/*/manifest.yaml"):
        if "Synthetic data" not in manifest.read_text(encoding="utf-8", errors="replace"):
            raise ValueError(f"{manifest}: found a delivery that is not synthetic; expected none to replace")
