"""result.prom_estimate: patient-reported scores, their change, and who answered."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.prom_terms import INDEX, RESPONSES
from schemas.outcome.prom_invitation import STATES

READS = (
    "agreement.patient_reported",
    "cohort.group_member",
    "outcome.prom_invitation",
    "outcome.prom_score",
)
GROUP = ["agreement_id", "cohort", "subgroup", "level"]
DUE = ["answered", "no_answer", "unreachable", "not_invited"]
"""States of those alive and due: the denominator of the share who answered."""

COUNT = "Count of persons; everybody in the group is in one state at each time"
NOT_SCORED = "Count of persons who answered but have no score on the scale"
SHARE = (
    "Share of those alive when the window opened whose window has closed, exact (Clopper–Pearson) 95 % limits"
)
MEAN = "Mean of those who answered, not of those alive; 95 % limits by Student's t; nothing is imputed"
CHANGE = "Mean of each person's score less the baseline, among those with both; paired t, 95 % limits"
BASELINE = "Mean baseline score of those alive and due {}; 95 % limits by Student's t"
DIFFERENCE = "Baseline of those with a score at the time less that of those without; 95 % limits by Welch's t"

STATE_COUNTS = """
    select
        member.agreement_id, member.cohort, member.subgroup, member.level,
        invitation.time_days, invitation.state, invitation.later_death, count(*) as n
    from cohort.group_member as member
    inner join outcome.prom_invitation as invitation
        on invitation.agreement_id = member.agreement_id and invitation.person_id = member.person_id
    group by all
"""
SCORES = """
    select
        member.agreement_id, member.cohort, member.subgroup, member.level,
        invitation.time_days, asked.scale as variant,
        invitation.state = 'answered' as is_answered, score.score, baseline.score as baseline
    from outcome.prom_invitation as invitation
    inner join cohort.group_member as member
        on member.agreement_id = invitation.agreement_id and member.person_id = invitation.person_id
    inner join agreement.patient_reported as asked on asked.agreement_id = invitation.agreement_id
    left join outcome.prom_score as score
        on score.agreement_id = invitation.agreement_id
        and score.person_id = invitation.person_id
        and score.time_days = invitation.time_days
        and score.scale = asked.scale
    left join outcome.prom_score as baseline
        on baseline.agreement_id = invitation.agreement_id
        and baseline.person_id = invitation.person_id
        and baseline.time_days = 0
        and baseline.scale = asked.scale
    where invitation.state in ('answered', 'no_answer', 'unreachable', 'not_invited')
"""


def prom_estimate(read: Reader) -> pl.DataFrame:
    """Every number on patient-reported outcomes, for all agreements, groups, scales and times at once."""
    states = read.query(STATE_COUNTS)
    scores = read.query(SCORES)
    rows = pl.concat([_flow(states), _responses(states), _not_scored(scores), *_of_scores(scores)])
    return rows.with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"), pl.lit(False).alias("suppressed")
    )


def _flow(states: pl.DataFrame) -> pl.DataFrame:
    """Every state at every time of a group that has anybody, zeros written out."""
    times = states.select(*GROUP, "time_days").unique(maintain_order=True)
    counts = states.group_by(*GROUP, "time_days", variant="state").agg(count=pl.col("n").sum())
    every = times.join(pl.DataFrame({"variant": STATES}), how="cross")
    return _rows(
        every.join(counts, on=[*GROUP, "time_days", "variant"], how="left").with_columns(
            pl.col("count").fill_null(0), measure=pl.lit("prom_flow")
        ),
        unit="persons",
        method=COUNT,
        estimate=pl.col("count"),
    )


def _responses(states: pl.DataFrame) -> pl.DataFrame:
    """The share who answered, in all and by whether the person soon died."""
    from pipelines.methods.proportion import exact_interval

    names = dict(zip((None, "died", "lived"), (term.name for term in RESPONSES), strict=True))
    due = states.filter(pl.col("state").is_in(DUE))
    parts = [
        (due if death is None else due.filter(pl.col("later_death") == death)).with_columns(
            variant=pl.lit(name)
        )
        for death, name in names.items()
    ]
    counts = (
        pl.concat(parts)
        .group_by(*GROUP, "time_days", "variant")
        .agg(n=pl.col("n").sum(), n_events=pl.col("n").filter(pl.col("state") == "answered").sum())
        .with_columns(measure=pl.lit("prom_response"))
    )
    lower, upper = exact_interval(counts["n_events"].to_numpy(), counts["n"].to_numpy())
    return _rows(
        counts.with_columns(
            lower=pl.Series(lower, dtype=pl.Float64), upper=pl.Series(upper, dtype=pl.Float64)
        ),
        unit="share",
        method=SHARE,
        estimate=pl.col("n_events") / pl.col("n"),
    )


def _not_scored(scores: pl.DataFrame) -> pl.DataFrame:
    counts = (
        scores.group_by(*GROUP, "time_days", "variant")
        .agg(count=(pl.col("is_answered") & pl.col("score").is_null()).sum().cast(pl.Int64))
        .with_columns(measure=pl.lit("prom_not_scored"))
    )
    return _rows(counts, unit="persons", method=NOT_SCORED, estimate=pl.col("count"))


def _of_scores(scores: pl.DataFrame) -> list[pl.DataFrame]:
    """Means, changes, and the baselines of those with and without a score at the time."""
    from pipelines.methods.mean_interval import difference_interval, mean_interval

    later = scores.filter((pl.col("time_days") > 0) & pl.col("baseline").is_not_null())
    has_score = pl.col("score").is_not_null()
    change = later.filter(has_score).with_columns(value=pl.col("score") - pl.col("baseline"))
    baseline = later.with_columns(value="baseline")
    with_score, without = _summed(baseline.filter(has_score)), _summed(baseline.filter(~has_score))
    rows = []
    for name, summed, method in (
        ("mean", _summed(scores.filter(has_score).with_columns(value="score")), MEAN),
        ("change", _summed(change), CHANGE),
        ("baseline_answered", with_score, BASELINE.format("with a score at the time")),
        ("baseline_no_answer", without, BASELINE.format("without a score at the time")),
    ):
        lower, upper = mean_interval(summed["n"], summed["mean"], summed["sd"].fill_null(0))
        rows.append(_score_rows(summed, name, lower, upper, method, pl.col("mean")))
    both = with_score.join(without, on=[*GROUP, "time_days", "variant"], suffix="_without")
    lower, upper = difference_interval(
        *((both[name].fill_null(0), both[f"{name}_without"].fill_null(0)) for name in ("n", "mean", "sd"))
    )
    total = both.with_columns(pl.col("n") + pl.col("n_without"))
    less = pl.col("mean") - pl.col("mean_without")
    return [*rows, _score_rows(total, "baseline_difference", lower, upper, DIFFERENCE, less)]


def _summed(values: pl.DataFrame) -> pl.DataFrame:
    """Number, mean and standard deviation of `value`, by group, time and scale."""
    from pipelines.methods.grouped_mean import grouped_mean

    return grouped_mean(values, [*GROUP, "time_days", "variant"])


def _score_rows(
    summed: pl.DataFrame, name: str, lower: object, upper: object, method: str, estimate: pl.Expr
) -> pl.DataFrame:
    """Rows of a measure of scores; limits that cannot be given are missing. The index has its own unit."""
    is_index = pl.col("variant") == INDEX
    return _rows(
        summed.with_columns(
            measure=pl.when(is_index).then(pl.lit(f"{INDEX}_{name}")).otherwise(pl.lit(f"prom_{name}")),
            lower=pl.Series(lower, dtype=pl.Float64).fill_nan(None),
            upper=pl.Series(upper, dtype=pl.Float64).fill_nan(None),
        ),
        unit=pl.when(is_index).then(pl.lit("index")).otherwise(pl.lit("points")),
        method=method,
        estimate=estimate,
    )


def _rows(counted: pl.DataFrame, unit: str | pl.Expr, method: str, estimate: pl.Expr) -> pl.DataFrame:
    """The columns of `result.estimate` but the data cut; counts and limits that there are not are missing."""
    absent = {
        name: pl.lit(None, dtype=dtype)
        for name, dtype in {
            "lower": pl.Float64,
            "upper": pl.Float64,
            "n": pl.Int64,
            "n_events": pl.Int64,
        }.items()
        if name not in counted.columns
    }
    return counted.with_columns(**absent).select(
        *GROUP,
        "measure",
        "variant",
        "time_days",
        estimate.cast(pl.Float64).alias("estimate"),
        "lower",
        "upper",
        (pl.lit(unit) if isinstance(unit, str) else unit).alias("unit"),
        pl.col("n").cast(pl.Int64),
        pl.col("n_events").cast(pl.Int64),
        pl.lit(method).alias("method"),
    )
