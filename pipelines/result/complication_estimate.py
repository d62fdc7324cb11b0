"""result.complication_estimate: how often complications come, and death within 30 days."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.stratum import pack, unpack

READS = ("cohort.group_member", "outcome.complication", "outcome.overall_survival")
GROUP = ("agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days")

DAYS_OF_100_YEARS = 36_525
EARLY_DAYS = 30
NOBODY = ""

IS_FIRST = (pl.col("days_from_index") <= pl.col("window_days")).fill_null(False).cast(pl.Int64)
"""1 for a first event within the window."""

FIRST_RATE = (
    "First events per 100 person-years until the event or the end of the window, exact (Garwood) 95 % limits"
)
ALL_RATE = (
    "All events per 100 person-years followed, 95 % limits by robust (sandwich) variance between persons"
)
INCIDENCE = "Aalen–Johansen with death as the competing cause, log-log 95 % limits"
EARLY_DEATH = "One minus the Kaplan–Meier estimate with log-log 95 % limits"

# Only who is known to have been free of it: who had it, or may have had it, is not at risk of a new one.
COMPLICATIONS = """
    select
        member.agreement_id, member.cohort, member.subgroup, member.level,
        complication.complication as variant,
        complication.window_days, complication.days_from_index, complication.n_events,
        complication.follow_up_days, complication.end_reason = 'death' as is_dead
    from cohort.group_member as member
    inner join outcome.complication as complication
        on complication.agreement_id = member.agreement_id and complication.person_id = member.person_id
    where complication.look_back = 'free'
"""
SURVIVAL = """
    select
        member.agreement_id, member.cohort, member.subgroup, member.level,
        survival.time_days as time, survival.is_event::integer as event
    from cohort.group_member as member
    inner join outcome.overall_survival as survival
        on survival.agreement_id = member.agreement_id and survival.person_id = member.person_id
    where survival.starter = 'new_starter'
"""


def complication_estimate(read: Reader) -> pl.DataFrame:
    """Rates and incidence for each agreement, group and complication that the agreement follows.

    Whoever is no longer followed when the window ends is censored, never counted as without a complication.
    """
    people = read.query(COMPLICATIONS)
    parts = [_first_rates(people), _all_rates(people), _incidence(people), _early_death(read.query(SURVIVAL))]
    return pl.concat(parts).with_columns(
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        pl.lit(False).alias("suppressed"),
    )


def _first_rates(people: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.rate import exact_rate

    timed = people.with_columns(
        time=pl.min_horizontal("days_from_index", "follow_up_days", "window_days"), events=IS_FIRST
    )
    rates = exact_rate(_with_person_time(_frame(timed, "complication_rate")))
    return _shaped(_per_100_years(rates), "per_100_person_years", FIRST_RATE)


def _all_rates(people: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.rate import robust_rate

    timed = people.with_columns(time="follow_up_days", events="n_events", window_days=None)
    rates = robust_rate(_with_person_time(_frame(timed, "complication_rate_repeated")))
    return _shaped(_per_100_years(rates), "per_100_person_years", ALL_RATE)


def _incidence(people: pl.DataFrame) -> pl.DataFrame:
    """Incidence at the end of each stratum's own window."""
    from pipelines.methods.incidence import incidence_at

    is_ill = pl.col("days_from_index").is_not_null()
    timed = people.with_columns(
        time=pl.coalesce("days_from_index", "follow_up_days"),
        event=pl.when(is_ill).then(1).when("is_dead").then(2).otherwise(0),
        events=IS_FIRST,
    )
    frame = _frame(timed, "complication_incidence")
    windows = frame.group_by("stratum").agg(
        pl.col("window_days").first(), n=pl.len(), n_events=pl.col("events").sum()
    )
    # Causes are those that occur: one person who is nobody's makes the first of them occur.
    nobody = pl.DataFrame(
        {"stratum": [NOBODY], "time": [0], "event": [1]},
        schema=frame.select("stratum", "time", "event").schema,
    )
    at = incidence_at(
        pl.concat([frame.select("stratum", "time", "event"), nobody]),
        windows["window_days"].unique().sort().to_list(),
        conf_type="log-log",
    )
    rows = windows.join(
        at.filter(pl.col("cause") == 1).select(
            "stratum", pl.col("time").cast(pl.Int32).alias("window_days"), "incidence", "lower", "upper"
        ),
        on=["stratum", "window_days"],
    ).rename({"incidence": "estimate"})
    return _shaped(rows, "probability", INCIDENCE)


def _early_death(people: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.survival import survival_at

    frame = _frame(
        people.with_columns(variant=pl.lit("kaplan_meier"), window_days=pl.lit(EARLY_DAYS)),
        "death_within_30_days",
    )
    died = ((pl.col("event") == 1) & (pl.col("time") <= EARLY_DAYS)).sum()
    counts = frame.group_by("stratum").agg(n=pl.len(), n_events=died)
    alive = survival_at(frame.select("stratum", "time", "event"), EARLY_DAYS)
    # Before the first time of a curve its limits are 1 and 1: where nobody died they would claim certainty.
    some_died = pl.col("n_events") > 0
    rows = alive.join(counts, on="stratum").select(
        "stratum",
        "n",
        "n_events",
        estimate=1 - pl.col("survival"),
        lower=pl.when(some_died).then(1 - pl.col("upper")),
        upper=pl.when(some_died).then(1 - pl.col("lower")),
    )
    return _shaped(rows, "probability", EARLY_DEATH)


def _frame(people: pl.DataFrame, measure: str) -> pl.DataFrame:
    """The people in the shape of the methods: `stratum` and the columns that are none of a group's."""
    named = people.with_columns(
        pl.lit(measure).alias("measure"),
        pl.col("window_days").cast(pl.String).fill_null("").alias("time_days"),
    )
    return pack(named, GROUP)


def _with_person_time(frame: pl.DataFrame) -> pl.DataFrame:
    """Only strata that were followed at all: of no time there is no rate."""
    return frame.filter(pl.col("time").sum().over("stratum") > 0)


def _per_100_years(rates: pl.DataFrame) -> pl.DataFrame:
    return rates.select(
        "stratum",
        (pl.col("rate") * DAYS_OF_100_YEARS).alias("estimate"),
        pl.col("lower", "upper") * DAYS_OF_100_YEARS,
        "n",
        "n_events",
    )


def _shaped(rows: pl.DataFrame, unit: str, method: str) -> pl.DataFrame:
    """The estimate's columns of a stratum table."""
    return unpack(rows, GROUP).select(
        *(name for name in GROUP if name != "time_days"),
        pl.col("time_days").replace("", None).cast(pl.Int32),
        "estimate",
        "lower",
        "upper",
        pl.lit(unit).alias("unit"),
        pl.col("n").cast(pl.Int64),
        pl.col("n_events").cast(pl.Int64),
        pl.lit(method).alias("method"),
    )
