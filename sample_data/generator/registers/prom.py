"""PROM: invitations after diagnosis and the answers; who is sick answers less.

Those treated with the lung cancer drug are asked around their treatment instead (`prom_at_treatment`).
"""

import numpy as np
import polars as pl

from sample_data.generator.background import GROUPS
from sample_data.generator.randomness import choice, stream
from sample_data.generator.registers.numbering import as_date
from sample_data.generator.registers.prom_at_treatment import invited_starters
from sample_data.generator.sheets import Sheet, open_sheet
from sample_data.generator.timeline import Delivery, deliveries_of
from sample_data.generator.world import World

EQ5D = ["eq5d_mo", "eq5d_sc", "eq5d_ua", "eq5d_pd", "eq5d_ad"]
QLQ = [f"qlq_{number}" for number in range(1, 31)]
FORM_COLUMNS = (
    "lopenr invitert_dato svardato tidspunkt kreftform gruppe svarkanal status "
    f"{' '.join(EQ5D)} eq_vas eq5d_indeks tariff {' '.join(QLQ)}"
).split()
COLUMNS = {"skjema": FORM_COLUMNS}
FORM_OF = {group.name: group.prom_form for group in GROUPS if group.prom_form} | {
    "egfr_metastatic": "LUNGE",
    "egfr_localised": "LUNGE",
    "not_egfr": "LUNGE",
}
ROUNDS = (("T0", 0), ("T12", 365), ("T36", 1095))
REACHABLE_SHARE = 0.82


def sheets(world: World, seed: int) -> list[tuple[Delivery, list[Sheet]]]:
    """The one snapshot."""
    rng = stream(seed, "prom")
    (delivery,) = deliveries_of("prom")
    diagnosis = world.tumour.filter(pl.col("tumour") == 1).select("person", diagnosis="day")
    asked = world.person.filter(pl.col("kind").is_in(list(FORM_OF))).join(
        diagnosis, on="person", maintain_order="left"
    )
    parts = []
    for label, months_later in ROUNDS:
        invited = pl.col("diagnosis") + months_later + pl.Series(rng.integers(21, 151, asked.height))
        parts.append(asked.with_columns(invited=invited, tidspunkt=pl.lit(label)))
    alive = (pl.col("death_day") > pl.col("invited")) & pl.col("emigration_day").is_null()
    forms = (
        pl.concat(parts)
        .filter(alive & pl.col("invited").is_between(delivery.start_day, delivery.complete_to_day - 60))
        .sort("invited", "person")
    )
    answers = pl.concat(
        [
            _answers(forms, rng).filter(forms["agreement_id"].is_null()),
            _around_treatment(world, delivery, seed),
        ],
        how="diagonal_relaxed",
    ).sort("invitert_dato", "lopenr")
    sheet = open_sheet("skjema", ("lopenr", "invitert_dato"), answers, delivery)
    sheet.duplicate(rng, 1)
    sheet.junk(rng, "eq_vas", "140", "out_of_range")
    sheet.junk(rng, "status", "K", "unknown_code")
    return [(delivery, [sheet])]


def _around_treatment(world: World, delivery: Delivery, seed: int) -> pl.DataFrame:
    drawn = invited_starters(stream(seed, "prom_at_treatment"), world.person)
    held = drawn.filter(pl.col("invited").is_between(delivery.start_day, delivery.complete_to_day - 60))
    return held.select(
        "lopenr",
        as_date("invited").alias("invitert_dato"),
        as_date("answered").alias("svardato"),
        "tidspunkt",
        pl.lit("LUNGE").alias("kreftform"),
        pl.lit(1).alias("gruppe"),
        "svarkanal",
        "status",
        *EQ5D,
        "eq_vas",
        *QLQ,
    )


def _answers(forms: pl.DataFrame, rng) -> pl.DataFrame:
    n = forms.height
    days_left = (forms["death_day"] - forms["invited"]).to_numpy()
    health = np.clip(rng.normal(0.75, 0.15, n) - 0.35 * np.exp(-days_left / 365), 0.05, 0.98)
    reached = rng.random(n) < REACHABLE_SHARE
    answers = reached & (rng.random(n) < 0.15 + 0.55 * health)
    partly = answers & (rng.random(n) < 0.05)
    status = np.where(~reached, "U", np.where(~answers, "I", np.where(partly, "D", "B")))
    answered_day = forms["invited"].to_numpy() + rng.integers(1, 40, n)

    def level(highest: int, worse_is_higher: bool = True) -> pl.Series:
        badness = np.clip(1 - health + rng.normal(0, 0.18, n), 0, 0.999)
        value = badness if worse_is_higher else 1 - badness - 0.0001
        return pl.Series(np.where(answers, 1 + np.floor(value * highest), 0).astype(np.int64))

    def shown(values: pl.Series, name: str) -> pl.Series:
        return values.alias(name).replace(0, None)

    items = [shown(level(5), name) for name in EQ5D]
    symptoms = [shown(level(4), name) for name in QLQ[:28]]
    overall = [shown(level(7, worse_is_higher=False), name) for name in QLQ[28:]]
    if partly.any():
        symptoms = [item.set(pl.Series(partly), None) for item in symptoms[:14]] + symptoms[14:]
    scale = np.where(answers, np.clip(np.rint(100 * health + rng.normal(0, 8, n)), 1, 100), 0).astype(
        np.int64
    )
    return forms.select(
        "lopenr",
        as_date("invited").alias("invitert_dato"),
        pl.when(pl.Series(answers))
        .then(pl.from_epoch(pl.Series(answered_day), time_unit="d"))
        .alias("svardato"),
        "tidspunkt",
        pl.col("kind").replace_strict(FORM_OF, return_dtype=pl.String).alias("kreftform"),
        pl.lit(1).alias("gruppe"),
        pl.Series("svarkanal", choice(rng, ("HELSENORGE", "DIGIPOST", "EBOKS"), (80, 12, 8), n)),
        pl.Series("status", status),
        *items,
        shown(pl.Series(scale), "eq_vas"),
        *symptoms,
        *overall,
    )
