"""PROM around treatment: those who start the lung cancer drug are asked before the first dose and after.

Health is a person's own level, a planted change since the first dose, and much worse in those who will soon
be dead. These also answer less: what is answered shows more health than there is.
"""

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice

AGREEMENT_ID = "EX004"
INVITED_SHARE = 0.75  # of the new starters
# Round → days since the first dose, first and last day of the invitation around it, mean change of health.
ROUNDS = {
    "T0": (0, -45, 5, 0.0),
    "T6": (183, -14, 14, 6.0),
    "T12": (365, -14, 14, 5.0),
    "T24": (730, -14, 14, 3.0),
}
SOON_DAYS = 183
HEALTH_AT_START, SPREAD_BETWEEN, SPREAD_WITHIN = 66.0, 13.0, 7.0
WORSE_IF_SOON_DEAD = 14.0
REACHABLE_SHARE = 0.88
ANSWERS_SHARE, ANSWERS_SHARE_IF_SOON_DEAD, PARTLY_SHARE = 0.78, 0.30, 0.05
EQ5D = ("eq5d_mo", "eq5d_sc", "eq5d_ua", "eq5d_pd", "eq5d_ad")
QLQ = tuple(f"qlq_{number}" for number in range(1, 31))
ASKED_OF_PARTLY = QLQ[14:]


def forms(rng, survival_days: np.ndarray) -> pl.DataFrame:
    """One row per person (row number) and round the person lives to be invited to.

    `person, tidspunkt, invited` and `answered` (days since the first dose), `days_left`, `health` (0 to 100,
    latent), `status`, `eq_vas` and the items; what is not answered is missing.
    """
    n = len(survival_days)
    own = rng.normal(0.0, SPREAD_BETWEEN, n)
    parts = []
    for name, (days, first, last, change) in ROUNDS.items():
        invited = days + rng.integers(first, last + 1, n)
        left = survival_days - invited
        soon = left <= SOON_DAYS
        health = HEALTH_AT_START + own + change - WORSE_IF_SOON_DEAD * soon + rng.normal(0, SPREAD_WITHIN, n)
        answers_after = rng.integers(0, 10, n)
        reached = rng.random(n) < REACHABLE_SHARE
        would = rng.random(n) < np.where(soon, ANSWERS_SHARE_IF_SOON_DEAD, ANSWERS_SHARE)
        answers = reached & would & (left > answers_after)
        partly = answers & (rng.random(n) < PARTLY_SHARE)
        parts.append(
            pl.DataFrame(
                {
                    "person": np.arange(n),
                    "invited": invited,
                    "answered": invited + answers_after,
                    "days_left": left,
                    "health": np.clip(health, 0.0, 100.0),
                    "status": np.where(~reached, "U", np.where(~answers, "I", np.where(partly, "D", "B"))),
                }
            ).with_columns(_items(rng, np.clip(health, 0.0, 100.0)), tidspunkt=pl.lit(name))
        )
    has_answer = pl.col("status").is_in(["B", "D"])
    asked = pl.concat(parts).filter(pl.col("days_left") > 0)
    return asked.with_columns(
        pl.when(has_answer).then(pl.col("eq_vas", "answered", *EQ5D, *QLQ)),
    ).with_columns(pl.when(pl.col("status") != "D").then(pl.col(*ASKED_OF_PARTLY)))


def _items(rng, health: np.ndarray) -> list[pl.Series]:
    """Answers as a person of that health would give them: the scale, problems, symptoms, health overall."""

    def level(highest: int, badness: np.ndarray) -> np.ndarray:
        drawn = np.clip(badness + rng.normal(0.0, 0.12, len(badness)), 0.0, 0.999)
        return 1 + np.floor(drawn * highest).astype(np.int64)

    bad = 1 - health / 100
    return [
        pl.Series("eq_vas", np.rint(health).astype(np.int64)),
        *(pl.Series(name, level(5, bad)) for name in EQ5D),
        *(pl.Series(name, level(4, bad)) for name in QLQ[:28]),
        *(pl.Series(name, level(7, 1 - bad)) for name in QLQ[28:]),
    ]


def invited_starters(rng, person: pl.DataFrame) -> pl.DataFrame:
    """Forms of the new starters who were invited, on the calendar: `lopenr, tidspunkt, invited, …`."""
    starters = person.filter((pl.col("agreement_id") == AGREEMENT_ID) & pl.col("is_new_starter")).sort(
        "person"
    )
    chosen = starters.filter(pl.Series(rng.random(starters.height) < INVITED_SHARE))
    drawn = forms(rng, chosen["survival_days"].to_numpy())
    who = chosen[drawn["person"].to_numpy()].select("lopenr", "origin_day", "emigration_day")
    return _on_calendar(rng, drawn, who)


def _on_calendar(rng, drawn: pl.DataFrame, who: pl.DataFrame) -> pl.DataFrame:
    channel = choice(rng, ("HELSENORGE", "DIGIPOST", "EBOKS"), (80, 12, 8), drawn.height)
    return (
        drawn.drop("person")
        .with_columns(*who, svarkanal=pl.Series(channel, dtype=pl.String))
        .with_columns(pl.col("invited", "answered") + pl.col("origin_day"))
        .filter(pl.col("emigration_day").is_null() | (pl.col("invited") + 10 < pl.col("emigration_day")))
    )
