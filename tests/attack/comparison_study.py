"""Comparators of the invented studies: who is in the two groups of each comparison, and what is made of them.

A study has one comparator or two, which share the treated. Those who got the comparator's drug first, whose
use before is unknown, or who are outside, are nobody, few or many; the weights hardly change the groups, or
halve them. Who is compared is counted by the project's own definition; the sizes behind weights and ratios
are counted here, without weighting anybody. Curves are of the groups as they are; so is the weighted one of
treated to whom the comparators are weighted.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.methods.comparison_terms import TIMES_DAYS, UNADJUSTED, WEIGHTED
from pipelines.methods.stratum import pack, unpack
from pipelines.methods.survival import kaplan_meier, survival_at
from tests.attack.study import CRITERIA, CUTS, DELAY_DAYS, START, Study, verdict_of

COMPARATORS = ("older", "other")
ARMS = ("treated", "comparator")
VERDICTS = ("outside", "undetermined", "inside")
KINDS = ("overlap", "treated", "inverse_probability")
HORIZON_DAYS = 365
LAST_DATES = (date(2024, 12, 31), date(2025, 11, 30), date(2027, 12, 31))
GROUPS = {
    "compared": "is_counted",
    "compared_with_undetermined": "is_counted_with_undetermined",
    "compared_new_users": "is_counted_new_user",
}
KEY = ("agreement_id", "comparator_id")


def comparison_tables(chosen: Sequence[Study], cut: date) -> dict[str, pl.DataFrame]:
    """Cohorts and exact results of the comparisons of these studies, as they are known at a cut."""
    drawn = [(study, *_drawn(study)) for study in chosen]
    persons = pl.concat([_at(persons, cut) for _, _, persons in drawn])
    kinds = pl.concat([kinds for _, kinds, _ in drawn])
    sizes = [_sizes(persons, cohort, is_in) for cohort, is_in in GROUPS.items()]
    followed = persons.filter("is_followed")
    return {
        "agreement.comparator_cohort": kinds.select(
            *KEY, "weights", "last_date", horizon_days=pl.lit(HORIZON_DAYS)
        ),
        "cohort.comparison_person": persons.select(
            *KEY, "arm", "person_id", "standing", "prior_use", *GROUPS.values()
        ),
        "outcome.comparison_survival": followed.select(*KEY, "arm", "person_id", "time_days", "is_event"),
        "result.comparison": _comparison(pl.concat(sizes), kinds, cut),
        "result.comparison_balance": _balance(followed.filter("is_counted"), cut),
        **_curves(followed.filter("is_counted"), kinds, cut),
    }


def last_dates(study: Study) -> dict[str, date]:
    """The last day of the period of each comparator."""
    kinds, _ = _drawn(study)
    return dict(kinds.select("comparator_id", "last_date").iter_rows())


def _drawn(study: Study) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The kind of each comparison, and everybody in its groups whatever the cut."""
    random = np.random.default_rng([int(study.agreement_id[2:]), *b"comparison"])
    names = COMPARATORS[: int(random.integers(1, 3))]
    kinds = pl.DataFrame(
        {
            "agreement_id": study.agreement_id,
            "comparator_id": names,
            "weights": random.choice(KINDS, len(names)),
            "last_date": [LAST_DATES[random.integers(len(LAST_DATES))] for _ in names],
            "kept": random.choice((0.55, 0.9, 0.99), len(names)),
        }
    )
    treated = _with_use(_treated(study), random)
    groups = [
        group.with_columns(is_first_here=_first_here(group.height, random)).select(
            pl.lit(study.agreement_id).alias("agreement_id"),
            pl.lit(name).alias("comparator_id"),
            pl.lit(arm).alias("arm"),
            pl.all(),
        )
        for name, last_date in kinds.select("comparator_id", "last_date").iter_rows()
        for arm, group in (
            ("treated", treated),
            ("comparator", _with_use(_others(study, name, last_date, random), random)),
        )
    ]
    return kinds, pl.concat(groups, how="vertical_relaxed")


def _treated(study: Study) -> pl.DataFrame:
    """The agreement's own patients, as its flow has them."""
    verdict = [verdict_of(row) for row in study.persons.select(CRITERIA).iter_rows()]
    is_earlier = pl.col("starter") == "earlier_starter"
    return study.persons.select(
        "person_id",
        "index_date",
        "sex",
        "death_days",
        "emigration_days",
        standing=pl.when(is_earlier).then(pl.lit("before_period")).otherwise(pl.Series(verdict)),
    )


def _others(study: Study, name: str, last_date: date, random: np.random.Generator) -> pl.DataFrame:
    """Who got the comparator's drug: before its period, after it, or within and judged."""
    n = int(random.integers(6, 8 + 3 * study.persons.height // 2))
    is_earlier = random.random(n) < random.choice((0, 0.05, 0.2))
    days = np.where(
        is_earlier, -random.integers(1, 600, n), random.integers(0, (CUTS[-1] - START).days + 1, n)
    )
    verdicts = random.choice(VERDICTS, n, p=random.dirichlet((2, 2, 20)))
    dates = [START + timedelta(days=int(day)) for day in days]
    return pl.DataFrame(
        {
            "person_id": [f"{name}-{person}" for person in range(n)],
            "index_date": dates,
            "sex": random.choice(("female", "male", "unknown"), n, p=(0.5, 0.47, 0.03)),
            "death_days": random.exponential(random.choice((250, 600, 1500)), n).astype(int),
            "emigration_days": np.where(random.random(n) < 0.04, random.integers(30, 900, n), 10**6),
            "standing": [
                "before_period" if first < START else "after_period" if first > last_date else verdict
                for first, verdict in zip(dates, verdicts, strict=True)
            ],
        }
    )


def _with_use(group: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    is_unknown = random.random(group.height) < random.choice((0, 0.05, 0.3, 1))
    return group.with_columns(prior_use=pl.Series(np.where(is_unknown, "unknown", "none")))


def _first_here(n: int, random: np.random.Generator) -> pl.Series:
    return pl.Series(random.random(n) >= random.choice((0, 0.03, 0.1, 0.3)))


def _at(persons: pl.DataFrame, cut: date) -> pl.DataFrame:
    followed_days = (pl.lit(cut - timedelta(days=DELAY_DAYS)) - pl.col("index_date")).dt.total_days()
    standing = pl.col("standing")
    is_counted = pl.col("is_first_here") & (standing == "inside")
    return (
        persons.filter(pl.col("index_date") <= cut)
        .with_columns(
            is_counted=is_counted,
            is_counted_with_undetermined=pl.col("is_first_here") & standing.is_in(["inside", "undetermined"]),
            is_counted_new_user=is_counted & (pl.col("prior_use") == "none"),
            time_days=pl.min_horizontal("death_days", "emigration_days", followed_days),
            is_followed=followed_days >= 0,
        )
        .with_columns(is_event=pl.col("time_days") == pl.col("death_days"))
        .with_columns(is_followed=pl.col("is_followed") & pl.col("is_counted_with_undetermined"))
    )


def _sizes(persons: pl.DataFrame, cohort: str, is_in: str) -> pl.DataFrame:
    """Numbers of both groups of one comparison, those of nobody too."""
    event = pl.col("is_event")
    rows = persons.group_by(*KEY).agg(
        number
        for arm, ending in (("treated", "treated"), ("comparator", "comparators"))
        for is_of in [(pl.col("arm") == arm) & pl.col(is_in) & pl.col("is_followed")]
        for number in (
            is_of.sum().alias(f"n_{ending}"),
            (is_of & event).sum().alias(f"n_events_{ending}"),
            (is_of & event & (pl.col("time_days") <= HORIZON_DAYS))
            .sum()
            .alias(f"n_events_{ending}_to_horizon"),
            (is_of & (pl.col("prior_use") == "unknown")).sum().alias(f"n_prior_use_unknown_{ending}"),
        )
    )
    return rows.with_columns(pl.col(pl.UInt32).cast(pl.Int64), cohort=pl.lit(cohort))


def _comparison(sizes: pl.DataFrame, kinds: pl.DataFrame, cut: date) -> pl.DataFrame:
    """Effective numbers as weights give them: of the treated their number, where only comparators weigh."""
    is_unweighted = pl.col("weights") == "treated"
    return (
        sizes.join(kinds, on=KEY)
        .with_columns(
            data_cut=pl.lit(cut),
            horizon_days=pl.lit(HORIZON_DAYS),
            why_not=pl.when(pl.col("n_treated") == 0)
            .then(pl.lit("nobody_treated"))
            .when(pl.col("n_comparators") == 0)
            .then(pl.lit("no_comparators")),
            effective_n_treated=pl.when(is_unweighted).then(1.0).otherwise("kept") * pl.col("n_treated"),
            effective_n_comparators=pl.col("kept") * pl.col("n_comparators"),
            suppressed=pl.lit(False),
        )
        .drop("kept", "last_date")
    )


def _balance(counted: pl.DataFrame, cut: date) -> pl.DataFrame:
    """Shares by sex before weighting, and of the treated after it as if they were not weighted."""
    numbers = counted.group_by(*KEY, level="sex").agg(
        n_treated=(pl.col("arm") == "treated").sum().cast(pl.Int64),
        n_comparators=(pl.col("arm") == "comparator").sum().cast(pl.Int64),
    )
    share = {
        arm: pl.col(f"n_{arm}") / pl.col(f"n_{arm}").sum().over(KEY) for arm in ("treated", "comparators")
    }
    return numbers.select(
        *KEY,
        pl.lit(cut).alias("data_cut"),
        pl.lit("compared").alias("cohort"),
        pl.lit("sex").alias("covariate"),
        "level",
        "n_treated",
        "n_comparators",
        treated_before=share["treated"],
        comparator_before=share["comparators"],
        treated_after=share["treated"],
        suppressed=pl.lit(False),
    )


def _curves(counted: pl.DataFrame, kinds: pl.DataFrame, cut: date) -> dict[str, pl.DataFrame]:
    """Survival of both groups, at every step and at the agreed times, and the differences of these."""
    of_kind = kinds.select(*KEY, weighted=pl.col("weights").replace_strict(WEIGHTED, default=None))
    both = counted.join(of_kind, on=KEY).with_columns(measure=pl.format("{}_survival", "arm"))
    is_plain = (pl.col("weighted") == WEIGHTED["treated"]) & (pl.col("arm") == "treated")
    persons = pl.concat(
        [
            both.with_columns(variant=pl.lit(UNADJUSTED)),
            both.filter(is_plain).with_columns(variant="weighted"),
        ]
    ).select(
        "agreement_id",
        pl.col("comparator_id").alias("level"),
        "variant",
        "measure",
        time=pl.col("time_days").cast(pl.Float64),
        event=pl.col("is_event").cast(pl.Int8),
    )
    group = ("agreement_id", "level", "variant", "measure")
    packed = pack(persons, group)
    labels = {
        "data_cut": pl.lit(cut), "cohort": pl.lit("compared"), "subgroup": pl.lit("comparator"),
        "suppressed": pl.lit(False),
    }  # fmt: skip
    arm = pl.col("measure").str.strip_suffix("_survival")
    curves = unpack(kaplan_meier(packed), group).with_columns(
        variant=pl.format("{}_{}", "variant", arm),
        measure=pl.lit("overall_survival"),
        time_days=pl.col("time").cast(pl.Int32),
        **labels,
    )
    so_far = [
        persons.group_by(group).agg(
            time=pl.lit(float(time)),
            n=pl.len().cast(pl.Int64),
            n_events=((pl.col("event") == 1) & (pl.col("time") <= time)).sum().cast(pl.Int64),
        )
        for time in TIMES_DAYS
    ]
    at_times = (
        unpack(survival_at(packed, list(TIMES_DAYS)), group)
        .join(pl.concat(so_far), on=[*group, "time"])
        .select(*group, "time", "lower", "upper", "n", "n_events", estimate="survival")
    )
    treated, others = (at_times.filter(measure=f"{name}_survival") for name in ARMS)
    differences = treated.join(others, on=["agreement_id", "level", "variant", "time"], suffix="_other")
    differences = differences.select(
        *group[:3],
        "time",
        measure=pl.lit("survival_difference"),
        estimate=pl.col("estimate") - pl.col("estimate_other"),
        n=pl.col("n") + pl.col("n_other"),
        n_events=pl.col("n_events") + pl.col("n_events_other"),
    )
    estimates = pl.concat([at_times, differences], how="diagonal_relaxed").with_columns(
        time_days=pl.col("time").cast(pl.Int32), unit=pl.lit("probability"), method=pl.lit(""), **labels
    )
    return {
        "result.comparison_curve": curves.drop("time", "std_err", strict=False),
        "result.comparison_estimate": estimates.drop("time"),
    }
