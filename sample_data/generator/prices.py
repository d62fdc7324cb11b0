"""List prices and DRG prices the generator values its own records with, read from the reference tables."""

from pathlib import Path

import numpy as np
import polars as pl

REFERENCE = Path(__file__).parents[1] / "reference"
DRG_PRICE_YEAR = 2024

_prices = pl.read_csv(REFERENCE / "drug_price.csv", schema_overrides={"price_nok": pl.Float64})
PRICE_NOK = dict(zip(_prices["atc_code"], _prices["price_nok"], strict=True))
CONTENT = dict(zip(_prices["atc_code"], _prices["content_amount"], strict=True))
UNIT_PRICE_NOK = (
    pl.read_csv(REFERENCE / "drg_unit_price.csv")
    .filter(pl.col("price_year") == DRG_PRICE_YEAR)["unit_price_nok"]
    .item()
)
DRUG_TREATMENT_DRG = tuple(pl.read_csv(REFERENCE / "drug_treatment_drg.csv")["drg_code"])


def record_cost_nok(atc: str, dose: np.ndarray, packs: np.ndarray) -> np.ndarray:
    """Cost of each record in NOK: whole packs opened for a dose given, or the packs dispensed."""
    opened = np.ceil(dose / CONTENT[atc])
    return np.where(np.isnan(packs), opened, packs) * PRICE_NOK[atc]
