"""How wide an interval will be at the reassessment, and whether its rule can be decided: by simulation.

Patients start evenly over the accrual period; what happens to them is drawn from a distribution through the
supposed true value (Weibull for times, binomial for shares, Poisson for counts, the patients of
history drawn anew for cost); follow-up ends where the registers will be complete. Each simulated reassessment
is estimated and judged by the very methods of the pipeline. The seed is fixed: the same question gives the
same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.methods.measures import MEASURES
from pipelines.methods.verdict import verdict
from pipelines.readiness.truths import RATIOS, Truth, truths

SEED = 20_260_630
MOST_REPLICATES, FEWEST_REPLICATES, SIMULATED_PERSONS = 300, 100, 120_000
LARGEST_SIMULATION = 2_500_000
"""Persons over all simulated reassessments: more would take many gigabytes."""
HORIZON_SHARE = 0.999
"""A probability of 0 or 1 has no risk per day: supposed truths are kept this far from both ends."""
FEWEST_FOR_COST = 20
"""Patients of history with known cost over the whole horizon, below which their spread says too little."""
NOT_SIMULATED = ("follow_up_median", "complication_rate_repeated", "death_within_30_days")
"""Beside all that is read at a window of the agreement: complications and responses have no model here."""


@dataclass(frozen=True)
class Question:
    """One outcome measure with what was assumed and the rule it is judged by, as `agreement.assumption`."""

    assumption_id: str
    measure: str
    variant: str
    cohort: str
    time_days: int | None
    unit: str
    value: float
    lower: float | None
    upper: float | None
    rule: str
    margin: float
    threshold: float | None

    @property
    def widens(self) -> bool:
        """True for shares whose upper limit counts everybody undetermined as belonging to them.

        Their supposed truth is the share among those who can be determined.
        """
        return self.measure in ("share_inside", "share_outside") and self.variant == "new_starters"


@dataclass(frozen=True)
class Setting:
    """What the reassessment will rest on. Days are counted from the start of the plan."""

    n_expected: float
    """Patients of the measure's group who have started when treatment data end."""
    accrual_days: float
    """Until the last delivery's treatment data end."""
    known_to_days: float
    """Until the measure is followed: the registers' complete-to days, less what a rule must wait."""
    plan_days: float
    """Until the reassessment."""
    share_undetermined: float = 0.0
    seen: float | None = None
    """The measure's value in the history, if there is one."""
    shape: float = 1.0
    """Shape of the times (Weibull): 1 is a constant risk per day, above 1 a risk that rises."""


@dataclass(frozen=True)
class CostHistory:
    """Patients who were followed over the whole horizon or until death: the spread of cost is theirs.

    `costs`: `donor, days_from_index, cost_nok`; `follow_up`: `donor, follow_up_days`, donors numbered from 0.
    """

    costs: pl.DataFrame
    follow_up: pl.DataFrame
    horizon_days: int


@dataclass(frozen=True)
class UnderTruth:
    """How the reassessment goes if this is true; shares are of simulated reassessments."""

    truth: Truth
    width: float | None
    """Median width of the 95 % interval, where it has two limits."""
    open_share: float
    """Without two limits: not reached, or nobody to estimate from."""
    holds: float
    fails: float

    @property
    def decided(self) -> float:
        return self.holds + self.fails


@dataclass(frozen=True)
class Precision:
    """The forecast for one question; `reason` says why there is none."""

    question: Question
    setting: Setting
    under: tuple[UnderTruth, ...]
    reason: str | None = None

    @property
    def best_decided(self) -> float:
        """The chance that the rule is decided under the truth that makes it easiest."""
        return max((item.decided for item in self.under), default=0.0)


def forecast(question: Question, setting: Setting, costs: CostHistory | None = None) -> Precision:
    """Width and chance of each verdict for one question, under every supposed truth."""
    reason = _why_not(question, setting, costs)
    if reason is not None:
        return Precision(question, setting, (), reason)
    tried = truths(question.unit, question.value, setting.seen)
    draws = np.random.default_rng([SEED, *question.assumption_id.encode()])
    n_replicates = _number_of_replicates(setting.n_expected)
    simulate = {"probability": _times, "days": _times, "share": _shares, "persons": _counts}
    if question.unit == "NOK":
        estimates = _costs(question, setting, tried, n_replicates, draws, costs)
    else:
        estimates = simulate[question.unit](question, setting, tried, n_replicates, draws)
    judged = estimates.with_columns(
        assumed=pl.lit(question.value),
        assumed_lower=pl.lit(question.lower, dtype=pl.Float64),
        assumed_upper=pl.lit(question.upper, dtype=pl.Float64),
        rule=pl.lit(question.rule),
        margin=pl.lit(question.margin),
        threshold=pl.lit(question.threshold, dtype=pl.Float64),
    ).with_columns(verdict())
    return Precision(
        question, setting, tuple(_summed(truth, judged, place) for place, truth in enumerate(tried))
    )


def _number_of_replicates(n_expected: float) -> int:
    """Fewer where there are many persons; fewest where so many would not fit in memory."""
    wanted = np.clip(SIMULATED_PERSONS / max(n_expected, 1), FEWEST_REPLICATES, MOST_REPLICATES)
    return int(max(min(wanted, LARGEST_SIMULATION / max(n_expected, 1)), 2))


def _why_not(question: Question, setting: Setting, costs: CostHistory | None) -> str | None:
    is_followed = question.measure in MEASURES and bool(MEASURES[question.measure].at_window_of)
    if is_followed or question.measure in NOT_SIMULATED or question.unit not in RATIOS:
        return "not_simulated"
    if min(setting.n_expected, setting.accrual_days, setting.known_to_days) <= 0:
        return "no_patients"
    if question.unit == "NOK" and costs is None:
        return "no_cost_history"
    return None


def _summed(truth: Truth, judged: pl.DataFrame, place: int) -> UnderTruth:
    rows = judged.filter(pl.col("truth") == place)
    widths = (rows["width_upper"] - rows["width_lower"]).drop_nulls()
    share = {name: float((rows["verdict"] == name).mean()) for name in ("holds", "does_not_hold")}
    width = float(widths.median()) if len(widths) else None
    return UnderTruth(truth, width, 1 - len(widths) / len(rows), share["holds"], share["does_not_hold"])


def _replicates(tried: Sequence[Truth], n_replicates: int) -> pl.DataFrame:
    """One row per supposed truth and simulated reassessment, numbered by `stratum`."""
    return pl.DataFrame({"stratum": np.arange(len(tried) * n_replicates)}).with_columns(
        truth=pl.col("stratum") // n_replicates
    )


def _with_interval(replicates: pl.DataFrame, estimates: pl.DataFrame) -> pl.DataFrame:
    """Estimates of every replicate; missing where nobody could be estimated from."""
    return replicates.join(estimates, on="stratum", how="left", maintain_order="left").with_columns(
        width_lower="observed_lower", width_upper="observed_upper"
    )


def _times(
    question: Question,
    setting: Setting,
    tried: Sequence[Truth],
    n_replicates: int,
    draws: np.random.Generator,
) -> pl.DataFrame:
    from pipelines.methods.survival import survival_at, survival_quantile

    size = draws.poisson(setting.n_expected, n_replicates)
    replicate = np.repeat(np.arange(n_replicates), size)
    followed_days = np.floor(setting.known_to_days - draws.uniform(0, setting.accrual_days, len(replicate)))
    unit_times = draws.exponential(size=len(replicate))
    parts = []
    for place, truth in enumerate(tried):
        days = np.ceil(unit_times ** (1 / setting.shape) * _scale_days(question, truth, setting.shape))
        parts.append(
            pl.DataFrame(
                {
                    "stratum": place * n_replicates + replicate,
                    "time": np.minimum(days, followed_days),
                    "event": (days <= followed_days).astype(np.int32),
                }
            ).filter(followed_days > 0)
        )
    people = pl.concat(parts)
    if question.unit == "probability":
        estimates = survival_at(people, question.time_days).rename({"survival": "observed"})
    else:
        estimates = survival_quantile(people, 0.5).rename({"estimate": "observed"})
    return _with_interval(
        _replicates(tried, n_replicates),
        estimates.select("stratum", "observed", observed_lower="lower", observed_upper="upper"),
    )


def _scale_days(question: Question, truth: Truth, shape: float) -> float:
    """The Weibull scale that gives the true value."""
    if question.unit == "days":
        return max(truth.value, 1.0) / float(np.log(2)) ** (1 / shape)
    probability = min(max(truth.value, 1 - HORIZON_SHARE), HORIZON_SHARE)
    return question.time_days / (-float(np.log(probability))) ** (1 / shape)


def _shares(
    question: Question,
    setting: Setting,
    tried: Sequence[Truth],
    n_replicates: int,
    draws: np.random.Generator,
) -> pl.DataFrame:
    """A share inside or outside counts nobody undetermined below, everybody undetermined above."""
    from pipelines.methods.proportion import exact_interval

    size = np.maximum(draws.poisson(setting.n_expected, n_replicates), 1)
    counts, at_most = [], []
    for truth in tried:
        undetermined = draws.binomial(size, setting.share_undetermined if question.widens else 0.0)
        counted = draws.binomial(size - undetermined, truth.value)
        counts.append(counted)
        at_most.append(counted + undetermined)
    n, counted, most = np.tile(size, len(tried)), np.concatenate(counts), np.concatenate(at_most)
    lower, upper = exact_interval(counted, n)
    _, widest = exact_interval(most, n)
    return _replicates(tried, n_replicates).with_columns(
        pl.Series("observed", counted / n),
        pl.Series("observed_lower", lower),
        pl.Series("observed_upper", widest),
        pl.Series("width_lower", lower),
        pl.Series("width_upper", upper),
    )


def _counts(
    question: Question,
    setting: Setting,
    tried: Sequence[Truth],
    n_replicates: int,
    draws: np.random.Generator,
) -> pl.DataFrame:
    """A count is a lower limit: registers miss persons. What was assumed was assumed for the whole plan."""
    counted = np.concatenate(
        [
            draws.poisson(truth.value * setting.accrual_days / setting.plan_days, n_replicates)
            for truth in tried
        ]
    ).astype(float)
    missing = pl.lit(None, dtype=pl.Float64)
    return _replicates(tried, n_replicates).with_columns(
        pl.Series("observed", counted),
        pl.Series("observed_lower", counted),
        missing.alias("observed_upper"),
        missing.alias("width_lower"),
        missing.alias("width_upper"),
    )


def _costs(
    question: Question,
    setting: Setting,
    tried: Sequence[Truth],
    n_replicates: int,
    draws: np.random.Generator,
    history: CostHistory,
) -> pl.DataFrame:
    """Patients of history drawn with replacement, followed as the new ones will be, their cost scaled."""
    from pipelines.methods.mean_cost import mean_cost

    size = draws.poisson(setting.n_expected, n_replicates)
    replicate = np.repeat(np.arange(n_replicates), size)
    people = (
        pl.DataFrame(
            {
                "stratum": replicate,
                "person_id": np.arange(len(replicate)),
                "donor": draws.integers(0, len(history.follow_up), len(replicate)),
                "known_days": np.floor(
                    setting.known_to_days - draws.uniform(0, setting.accrual_days, len(replicate))
                ),
            }
        )
        .filter(pl.col("known_days") >= 0)
        .join(history.follow_up, on="donor")
    )
    followed = people.select(
        "stratum",
        "person_id",
        is_complete=pl.col("follow_up_days") <= pl.col("known_days"),
        follow_up_days=pl.min_horizontal("follow_up_days", "known_days"),
    )
    spent = people.select("stratum", "person_id", "donor").join(history.costs, on="donor").drop("donor")
    estimator = next(name for name in ("naive", "lin", "bang_tsiatis") if question.variant.startswith(name))
    estimates = mean_cost(spent, followed, history.horizon_days).filter(pl.col("estimator") == estimator)
    total_nok = float(history.costs["cost_nok"].sum())
    mean_nok = total_nok / len(history.follow_up)
    parts = [
        estimates.select(
            stratum=place * n_replicates + pl.col("stratum"),
            observed=pl.col("estimate") * (truth.value / mean_nok),
            observed_lower=pl.col("lower") * (truth.value / mean_nok),
            observed_upper=pl.col("upper") * (truth.value / mean_nok),
        )
        for place, truth in enumerate(tried)
    ]
    return _with_interval(_replicates(tried, n_replicates), pl.concat(parts))
