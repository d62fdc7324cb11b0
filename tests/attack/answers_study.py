"""What invented persons answer to treatment, suffer and cost: more of the studies of `study`, at a data cut.

Random numbers are of a seed of their own, so that the studies themselves stay as they are. Some have nobody
who responds, in some all but one do; registers are complete to different days, so that each measure leaves
others out; what a study follows and how long differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.attack.study import DELAY_DAYS, Study

ANSWERS = 20_251
"""The seed."""
NEVER = 10**6
SHARES = (0.0, 0.1, 0.35, 0.7, 0.95, 1.0)
"""Of persons who respond; of all, one does not."""
COMPLICATIONS = ("cytokine_release", "infection", "hospital_admission")
RESPONSES = ("complete_remission", "any_response")
KEY = ("agreement_id", "person_id")
AGES, YEARS = range(0, 111), range(2020, 2028)


@dataclass(frozen=True)
class Plan:
    """What a study follows and how long, and how many days before a cut its registers are complete."""

    windows: Mapping[str, int]
    are_reports_complete: bool
    complication_windows: Mapping[str, int]
    report_delay_days: int
    contact_delay_days: int
    drug_delay_days: int
    horizon_days: int


def plan_of(study: Study) -> Plan:
    """The same for the same study, whatever the cut."""
    return _invented(study)[0]


def prices_of(study: Study) -> pl.DataFrame:
    """What a dose costs each person."""
    return _invented(study)[1].select(pl.lit(study.agreement_id).alias(KEY[0]), KEY[1], "monthly_nok")


def answers_at(chosen: Sequence[Study], cut: date, tables: Mapping[str, pl.DataFrame]) -> dict:
    """The further tables that results are made from; `tables` are those of `study.tables_at`."""
    invented = [_invented(study) for study in chosen]
    named = [(study.agreement_id, *one) for study, one in zip(chosen, invented, strict=True)]
    horizons = pl.DataFrame(
        [(name, plan.horizon_days) for name, plan, _ in named],
        schema={"agreement_id": pl.String, "cost_horizon_days": pl.Int32},
        orient="row",
    )
    parts = [_known_at(cut, name, plan, persons) for name, plan, persons in named]
    return {
        "agreement.agreement": tables["agreement.agreement"].join(horizons, on="agreement_id", how="left"),
        "outcome.net_survival_input": _demography(tables, named),
        "reference.life_table": _life_table(),
        **{name: pl.concat([part[name] for part in parts]) for name in parts[0]},
    }


def _invented(study: Study) -> tuple[Plan, pl.DataFrame]:
    number = int(study.agreement_id[2:])
    random = np.random.default_rng([ANSWERS, number])
    persons = study.persons
    n = persons.height
    plan = Plan(
        dict(zip(RESPONSES, map(int, random.choice(((56, 56), (56, 183), (183, 56)))), strict=True))
        | {"transplant": int(random.choice((183, 365)))},
        bool(random.integers(2)),
        dict(zip(COMPLICATIONS, map(int, random.choice((30, 90, 365), 3)), strict=True)),
        *(int(days) for days in random.choice((15, DELAY_DAYS, 80), 3)),
        int(random.choice((365, 730))),
    )
    share = float(random.choice(SHARES))
    responds = random.random(n) < share
    responds[random.integers(n)] &= share < 1
    is_remission = responds & (random.random(n) < random.choice((0.3, 0.8, 1.0)))
    response_days = random.integers(7, 120, n)
    remission_days = response_days + random.integers(0, 60, n) * (random.random(n) < 0.5)
    is_transplanted = random.random(n) < random.choice((0.0, 0.1, 0.5))
    told = {
        "any_response": np.where(responds, response_days, NEVER),
        "complete_remission": np.where(is_remission, remission_days, NEVER),
        "transplant": np.where(is_transplanted, random.integers(30, 300, n), NEVER),
        "is_undated": random.random(n) < 0.03,
        "age_years": np.where(random.random(n) < 0.03, np.nan, random.integers(1, 85, n) + 0.5),
        "intensity": np.where(random.random(n) < 0.08, np.nan, random.normal(0.9, 0.1, n).clip(0.1)),
        "of_ordered": np.where(random.random(n) < 0.05, np.nan, random.normal(0.95, 0.05, n).clip(0.1)),
        "monthly_nok": random.integers(20_000, 60_000, n),
        "stay_nok": random.integers(10_000, 200_000, n),
    }
    for name in COMPLICATIONS:
        had_it = random.choice((0.0, 0.03, 0.1))
        told[f"before_{name}"] = random.choice(
            ("free", "had_it", "unknown"), n, p=(0.98 - had_it, had_it, 0.02)
        )
        days = random.exponential(random.choice((60, 400, 4000)), n).astype(int) + 1
        told[f"first_{name}"], told[f"second_{name}"] = days, days + random.integers(20, 300, n)
    return plan, persons.with_columns(
        **{name: pl.Series(values) for name, values in told.items()}
    ).with_columns(pl.col("age_years", "intensity", "of_ordered").fill_nan(None))


def _known_at(cut: date, agreement_id: str, plan: Plan, persons: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What is known of one study's persons; days are counted from the first dose."""

    def until(delay_days: int) -> pl.Expr:
        return (pl.lit(cut - timedelta(days=delay_days)) - pl.col("index_date")).dt.total_days()

    known = persons.filter((pl.col("index_date") <= cut) & (pl.col("starter") == "new_starter")).with_columns(
        agreement_id=pl.lit(agreement_id),
        until_reports=until(plan.report_delay_days),
        until_contacts=until(plan.contact_delay_days),
        until_drugs=until(plan.drug_delay_days),
        until_vital=until(DELAY_DAYS),
    )
    return {
        "outcome.response": pl.concat([_response(known, plan, name) for name in RESPONSES]),
        "outcome.transplant_outcome": _transplant(known, plan.windows["transplant"]),
        "outcome.complication": pl.concat(
            [_complication(known, name, days) for name, days in plan.complication_windows.items()]
        ),
        "outcome.cost_follow_up": pl.concat(
            [
                _cost_follow_up(known, source, known_to, plan.horizon_days)
                for source, known_to in (("drug", "until_drugs"), ("hospital", "until_contacts"))
            ]
        ),
        "outcome.drug_cost": _drug_cost(known, plan.horizon_days),
        "outcome.hospital_cost": known.select(
            *KEY, episode_id="person_id", days_from_index="first_infection", cost_nok="stay_nok",
            is_drug_treatment_drg=pl.lit(False),
        ),
        "outcome.dose_intensity": known.filter(pl.col("until_drugs") > 90).select(
            *KEY, n_dose_days=pl.lit(3), elapsed_days=pl.lit(90),
            relative_dose_intensity="intensity", given_of_ordered="of_ordered",
        ),
    }  # fmt: skip


def _response(known: pl.DataFrame, plan: Plan, response: str) -> pl.DataFrame:
    within = plan.windows[response]
    is_due = (pl.col("until_reports") >= within) & (pl.col("emigration_days") > within)
    is_told = (pl.col(response) <= within) & (pl.col(response) <= pl.col("death_days"))
    return known.select(
        *KEY,
        response=pl.lit(response),
        within_days=pl.lit(within),
        answer=pl.when(~is_due)
        .then(pl.lit("not_due"))
        .when(is_told)
        .then(pl.lit("yes"))
        .otherwise(pl.lit("no" if plan.are_reports_complete else "unknown")),
        days_from_index=pl.when(is_told).then(response),
    )


def _transplant(known: pl.DataFrame, within: int) -> pl.DataFrame:
    is_due = (pl.col("until_contacts") >= within) & (pl.col("emigration_days") > within)
    is_told = (pl.col("transplant") <= within) & (pl.col("transplant") <= pl.col("death_days"))
    return known.select(
        *KEY,
        within_days=pl.lit(within),
        answer=pl.when(~is_due)
        .then(pl.lit("not_due"))
        .when(is_told)
        .then(pl.lit("yes"))
        .when("is_undated")
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("no")),
        days_from_index=pl.when(is_told).then("transplant"),
    )


def _complication(known: pl.DataFrame, complication: str, window: int) -> pl.DataFrame:
    end = pl.min_horizontal("death_days", "emigration_days", "until_vital", "until_contacts")
    first, second = pl.col(f"first_{complication}"), pl.col(f"second_{complication}")
    return (
        known.with_columns(end_days=end)
        .filter(pl.col("end_days") >= 0)
        .select(
            *KEY,
            complication=pl.lit(complication),
            window_days=pl.lit(window),
            look_back=pl.col(f"before_{complication}"),
            days_from_index=pl.when(first <= pl.col("end_days")).then(first),
            n_events=(first <= pl.col("end_days")).cast(pl.Int32)
            + (second <= pl.col("end_days")).cast(pl.Int32),
            follow_up_days="end_days",
            end_reason=pl.when(pl.col("death_days") == pl.col("end_days"))
            .then(pl.lit("death"))
            .otherwise(pl.lit("complete_to")),
        )
    )


def _cost_follow_up(known: pl.DataFrame, source: str, known_to: str, horizon: int) -> pl.DataFrame:
    observed = known.with_columns(
        seen_days=pl.min_horizontal("emigration_days", "until_vital", known_to)
    ).filter(pl.col("seen_days") >= 0)
    died = pl.col("death_days") <= pl.col("seen_days")
    followed = pl.min_horizontal("death_days", "seen_days")
    return observed.select(
        *KEY,
        cost_source=pl.lit(source),
        follow_up_days=followed,
        is_complete=died | (followed >= horizon),
        end_reason=pl.when(died).then(pl.lit("death")).otherwise(pl.lit("complete_to")),
    )


def _drug_cost(known: pl.DataFrame, horizon: int) -> pl.DataFrame:
    """A dispensing every sixty days for as long as the person lives."""
    days = pl.DataFrame({"days_from_index": range(0, horizon, 60)})
    return (
        known.join(days, how="cross")
        .filter(pl.col("days_from_index") <= pl.min_horizontal("death_days", "until_drugs"))
        .select(
            *KEY,
            cost_date=pl.col("index_date") + pl.duration(days="days_from_index"),
            days_from_index="days_from_index",
            cost_nok=pl.col("monthly_nok") * 2,
            n_unpriced=pl.lit(0),
        )
    )


def _demography(tables: Mapping[str, pl.DataFrame], named: Sequence[tuple]) -> pl.DataFrame:
    """Survival with sex and age, each unknown of some."""
    of_persons = pl.concat(
        [
            persons.select(
                "person_id", "age_years", "index_date",
                agreement_id=pl.lit(name), sex=pl.when(pl.col("sex") != "unknown").then("sex"),
            )
            for name, _, persons in named
        ]
    )  # fmt: skip
    of_new = tables["outcome.overall_survival"].filter(starter="new_starter")
    survival = of_new.select(*KEY, "time_days", "is_event")
    return survival.join(of_persons, on=KEY)


def _life_table() -> pl.DataFrame:
    rows = [
        (sex, age, year, min(0.9, 0.0002 * 1.09**age), "invented")
        for sex in ("female", "male")
        for age in AGES
        for year in YEARS
    ]
    return pl.DataFrame(
        rows, schema=["sex", "age_years", "calendar_year", "death_probability", "origin"], orient="row"
    )
