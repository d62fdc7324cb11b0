"""Synthetic register deliveries and the truth planted in them."""

import shutil
from pathlib import Path

import polars as pl

from sample_data.generator.comparison_truth import comparison_truth
from sample_data.generator.deliveries import write_delivery
from sample_data.generator.evidence_persons import (
    planted_comparators,
    planted_complications,
    planted_responses,
)
from sample_data.generator.person_truth import planted_persons
from sample_data.generator.registers import inspire, kreftregisteret, nornmd, npr, prom, vital_status
from sample_data.generator.truth import agreement_truth, evidence_truth
from sample_data.generator.uptake import planted_uptake
from sample_data.generator.world import build_world

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
    persons = planted_persons(world, seed)
    persons.write_csv(truth / "person.csv")
    planted_uptake(world, seed).write_csv(truth / "uptake.csv")
    evidence_truth().write_csv(truth / "evidence.csv")
    comparison_truth().write_csv(truth / "comparison.csv")
    planted_comparators(world).write_csv(truth / "comparator.csv")
    planted_complications(world).write_csv(truth / "complication.csv")
    planted_responses(world).write_csv(truth / "response.csv")


def _refuse_to_replace_others(deliveries: Path) -> None:
    """What we wrote we may replace; a delivery that does not say it is synthetic is somebody's."""
    for manifest in deliveries.glob("*/*/manifest.yaml"):
        if "Synthetic data" not in manifest.read_text(encoding="utf-8", errors="replace"):
            raise ValueError(f"{manifest}: found a delivery that is not synthetic; expected none to replace")
