"""truth/evidence.csv: complications, response, dose intensity and reported health as the model has them.

Counted among the virtual patients that `truth` follows, without censoring: whole time to the window's end or
death. Day 0 is the day of the first dose and a window of 30 days ends before day 30. A person who dies counts
to that day.
"""

import numpy as np
import polars as pl

from sample_data.generator import dose_reductions, response
from sample_data.generator.agreement_models import AgreementModel
from sample_data.generator.complications import MEAN_STAY_DAYS, RATES_PER_YEAR, complications
from sample_data.generator.episodes import INPATIENT
from sample_data.generator.randomness import stream
from sample_data.generator.registers import prom_at_treatment as prom
from sample_data.generator.registers.npr import ACUTE_SHARE
from sample_data.generator.simulation import Simulated
from sample_data.generator.timeline import last_complete_day

WINDOWS_DAYS = (30, 90, 365)
SAME_WITHIN_DAYS = 14  # a stay that begins so soon after the last one ended is the same complication
COLUMNS = ("agreement_id", "cohort", "measure", "variant", "time_days", "value", "unit")
COHORTS = {"inside": ("inside",), "all_treated": ("inside", "undetermined", "outside")}
SEED = 20_260_701


def evidence(model: AgreementModel, world: Simulated, persons: pl.DataFrame) -> pl.DataFrame:
    """Rows of one agreement; `persons` are the recorded virtual patients with their `verdict`."""
    survival = world.treated["survival_days"].to_numpy()
    rng = stream(SEED, "evidence_truth")
    stays = _stays(rng, model, world, survival)
    doses, forms = _doses(rng, model, world), _forms(rng, model, survival)
    separate = _separate(model, world)
    rows = []
    for cohort, names in COHORTS.items():
        who = persons.filter(pl.col("verdict").is_in(names)).select("person", "survival_days")
        found = _complication_rows(stays.join(who, on="person", how="semi"), who)
        found += _separate_rows(separate.join(who, on="person", how="semi"))
        if model.agreement_id == response.AGREEMENT_ID:
            found += _response_rows(who["survival_days"].to_numpy())
        if doses is not None:
            found += _dose_rows(doses.join(who, on="person", how="semi"))
        if forms is not None:
            found += _prom_rows(forms.join(who, on="person", how="semi"))
        rows += [(model.agreement_id, cohort, *row) for row in found]
    return pl.DataFrame(
        rows,
        schema=dict.fromkeys(COLUMNS, pl.String) | {"time_days": pl.Int64, "value": pl.Float64},
        orient="row",
    ).with_columns(pl.col("value").round(6))


def _stays(rng, model: AgreementModel, world: Simulated, survival: np.ndarray) -> pl.DataFrame:
    """`person, offset, variant`: complications, and every acute stay of the first year."""
    drawn = complications(rng, model.agreement_id, survival)
    ordinary = world.episode.filter((pl.col("level") == INPATIENT) & (pl.col("offset") >= 0))
    acute = ordinary.filter(pl.Series(rng.random(ordinary.height) < ACUTE_SHARE))
    return pl.concat(
        [
            drawn.select("person", "offset", variant="complication"),
            drawn.select("person", "offset", variant=pl.lit("acute_admission")),
            acute.select("person", "offset", variant=pl.lit("acute_admission")),
        ]
    )


def _complication_rows(stays: pl.DataFrame, who: pl.DataFrame) -> list[tuple]:
    survival = who["survival_days"].to_numpy()
    rows = []
    variants = stays["variant"].unique().sort()
    for window in WINDOWS_DAYS:
        within = stays.filter(pl.col("offset") < window)
        followed = np.minimum(survival, window).sum() / 365.25
        rows.append(("death_share", "any_cause", window, float((survival < window).mean()), "probability"))
        for variant in variants:
            of_variant = within.filter(pl.col("variant") == variant)
            first = of_variant.group_by("person").agg(pl.col("offset").min())
            at_risk = who.join(first, on="person", how="left").select(
                pl.min_horizontal("survival_days", pl.lit(window), "offset").sum() / 365.25
            )
            rows += [
                ("complication_share", variant, window, first.height / who.height, "probability"),
                (
                    "complication_rate",
                    variant,
                    window,
                    100 * of_variant.height / followed,
                    "per 100 person-years",
                ),
                (
                    "first_complication_rate",
                    variant,
                    window,
                    100 * first.height / at_risk.item(),
                    "per 100 person-years",
                ),
            ]
    return rows


def _separate(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """`person, variant, n_separate, years`: what NPR comes to hold by its last day."""
    rng = stream(SEED, "complications")
    followed = world.treated.select(
        "person", end=pl.min_horizontal("survival_days", last_complete_day("npr") - pl.col("index_day"))
    )
    drawn = complications(rng, model.agreement_id, world.treated["survival_days"].to_numpy())
    stays = (
        drawn.with_columns(
            left=pl.col("offset") + 1 + pl.Series(rng.poisson(MEAN_STAY_DAYS - 1.0, drawn.height))
        )
        .join(followed, on="person")
        .filter(pl.col("left") <= pl.col("end"))
        .sort("person", "complication", "offset")
    )
    left_before = pl.col("left").cum_max().shift(1).over("person", "complication")
    is_new = left_before.is_null() | (pl.col("offset") > left_before + SAME_WITHIN_DAYS)
    counted = stays.filter(is_new).group_by("person", "complication").len("n_separate")
    lists = pl.DataFrame({"complication": list(RATES_PER_YEAR[model.agreement_id])})
    return (
        followed.filter(pl.col("end") > 0)
        .join(lists, how="cross")
        .join(counted, on=["person", "complication"], how="left")
        .select(
            "person",
            pl.col("n_separate").fill_null(0),
            variant="complication",
            years=pl.col("end") / 365.25,
        )
    )


def _separate_rows(separate: pl.DataFrame) -> list[tuple]:
    rates = separate.group_by("variant").agg(rate=100 * pl.col("n_separate").sum() / pl.col("years").sum())
    return [
        ("separate_complication_rate", variant, None, rate, "per 100 person-years")
        for variant, rate in rates.sort("variant").iter_rows()
    ]


def _response_rows(survival: np.ndarray) -> list[tuple]:
    days = np.arange(response.FIRST_DAY, response.LAST_DAY + 1)
    alive = float((survival[:, None] > days[None, :]).mean())
    complete = response.COMPLETE_SHARE * alive
    either = complete + response.PARTIAL_SHARE * (1 - response.COMPLETE_SHARE) * alive
    window = response.TWO_CYCLES_DAYS
    rows = []
    for measure, share in (("complete_response_share", complete), ("response_share", either)):
        rows.append((measure, "true", window, share, "probability"))
        # Of those whose tumour is registered, as that of everybody inside is.
        rows.append((measure, "recorded", window, share * response.RECORDED_SHARE, "probability"))
    rows.append(
        ("transplant_share_of_complete_responders", "true", None, response.TRANSPLANT_SHARE, "probability")
    )
    return rows


def _doses(rng, model: AgreementModel, world: Simulated) -> pl.DataFrame | None:
    if model.agreement_id != dose_reductions.AGREEMENT_ID:
        return None
    bags = dose_reductions.reduced(rng, world.study, pl.lit(True), "offset")
    return bags.select("person", "dose", "dose_ordered")


def _dose_rows(doses: pl.DataFrame) -> list[tuple]:
    each = dose_reductions.relative_dose_intensity(doses)["relative_dose_intensity"]
    together = doses["dose"].sum() / doses["dose_ordered"].sum()
    return [
        ("relative_dose_intensity", "mean_of_persons", None, each.mean(), "ratio"),
        ("relative_dose_intensity", "all_doses", None, together, "ratio"),
        ("reduced_share", "any_reduction", None, float((each < 1).mean()), "probability"),
    ]


def _forms(rng, model: AgreementModel, survival: np.ndarray) -> pl.DataFrame | None:
    return prom.forms(rng, survival) if model.agreement_id == prom.AGREEMENT_ID else None


def _prom_rows(forms: pl.DataFrame) -> list[tuple]:
    """Of those alive at each invitation and of those who answer: how many, and how they are on the scale."""
    rows = []
    is_answered, is_soon = pl.col("eq_vas").is_not_null(), pl.col("days_left") <= prom.SOON_DAYS
    at_start = forms.filter(pl.col("tidspunkt") == "T0").select(
        "person", health_before="health", vas_before="eq_vas"
    )
    for name, (days, *_) in prom.ROUNDS.items():
        asked = forms.filter(pl.col("tidspunkt") == name).join(at_start, on="person")
        rows += [
            ("prom_response_rate", "all", days, asked.select(is_answered.mean()).item(), "probability"),
            (
                "prom_response_rate",
                "dead_within_183_days",
                days,
                asked.filter(is_soon).select(is_answered.mean()).item(),
                "probability",
            ),
            (
                "prom_response_rate",
                "alive_after_183_days",
                days,
                asked.filter(~is_soon).select(is_answered.mean()).item(),
                "probability",
            ),
            ("eq_vas_mean", "all_invited", days, asked["health"].mean(), "points"),
            ("eq_vas_mean", "answered", days, asked["eq_vas"].mean(), "points"),
        ]
        if days:
            change = asked.select((pl.col("health") - pl.col("health_before")).mean()).item()
            answered = asked.select((pl.col("eq_vas") - pl.col("vas_before")).mean()).item()
            rows += [
                ("eq_vas_change", "all_invited", days, change, "points"),
                ("eq_vas_change", "answered_both", days, answered, "points"),
            ]
    return rows
