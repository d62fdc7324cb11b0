"""Net survival: survival if the disease were the only cause of death, from all deaths and a life table.

The hazard of the general population is taken off the hazard seen, without knowing causes of death.

- pohar_perme: Pohar Perme, Stare & Estève, Biometrics 2012;68:113. Each person weighs 1 / the survival that
  the general population would have had until then, which makes up for those lost to other causes. Estimates
  net survival where the rest of mortality depends on sex, age and calendar time alone.
- ederer_2: Ederer & Heise 1959. The same with weight 1: observed hazard less the mean hazard of those still
  at risk. Near net survival when ages are alike.

Numerical conventions are those of `rs.surv` in R's package relsurv 2.2-9. From step to step net survival
changes by the factor 1 - dN / Y + A: dN is the weight of those who die at the end of the step, Y that of
those at risk, A the mean hazard of the general population over those at risk, integrated by day (each with
the hazard of its start; pohar_perme: the mean of the values with the weights at its start and at its end).
Deaths come before censorings at a tie. The variance of the log of net survival is the sum of dN2 / Y^2 with
the squared weights of the dead; limits are symmetric on the log scale. Net survival may rise, and pass 1,
when fewer die than would have in the general population.

Steps end, by `steps`:

- observed: when somebody enters, dies or leaves, as in relsurv without `add.times`. Within a step relsurv
  averages the hazard for pohar_perme over all person-days of the step so far, instead of the day's own, and
  so is it done here. Few and old persons make steps long and the result rough.
- daily: every day, as in relsurv with `add.times` for every day (which it has for pohar_perme alone): the
  estimator's definition to within a day.

What differs from relsurv, on purpose: between two steps the value asked for is of that day (pohar_perme: as
if relsurv had that one day in `add.times`; for ederer_2 relsurv takes no notice of `add.times` and keeps the
value of the step before), and other times asked for change nothing; a death on day 0 counts, where relsurv
leaves the person out; with delayed entry a person is at risk from `entry` on, weighed from time zero, where
relsurv's `rs.surv` takes no notice of the entry; what is asked for is missing from the first day on which
nobody is at risk; limits are missing until somebody has died and where net survival is 0.
"""

import numpy as np
import polars as pl
from scipy.stats import norm

from pipelines.methods.life_table import PersonHazards, daily_hazards, require_columns, whole_days

METHODS = ("pohar_perme", "ederer_2")
STEPS = ("observed", "daily")


def net_survival(
    frame: pl.DataFrame,
    life_table: pl.DataFrame,
    times_days: int | list[int],
    method: str = "pohar_perme",
    conf_level: float = 0.95,
    last_year_carried_forward: bool = False,
    steps: str = "observed",
) -> pl.DataFrame:
    """Net survival per stratum at each of `times_days`, by `pohar_perme` or `ederer_2`.

    `frame` has one row per person with `stratum`, `time` (whole days from time zero), `event` (1 or true:
    died then; 0 or false: left alive), `age_days` and `start_date` (at time zero), `sex` and, for delayed
    entry, `entry` (days; at risk after it; missing or 0: from the start). `life_table` and
    `last_year_carried_forward`: see `life_table.daily_hazards`.

    Result: `stratum, time, n_risk, net_survival, std_err, lower, upper`; `n_risk` are those at risk just
    before the time, `std_err` is that of net survival itself. Faulty rows, an unknown sex or birth, and ages
    or years that the table lacks on a day before the last of the times raise ValueError with the name of the
    column and the number of rows.
    """
    for name, value, expected in (("method", method, METHODS), ("steps", steps, STEPS)):
        if value not in expected:
            raise ValueError(f"net_survival: {name} {value!r}: expected one of {', '.join(expected)}")
    if not 0 < conf_level < 1:
        raise ValueError("net_survival: conf_level must lie between 0 and 1")
    times = whole_days(times_days)
    people = _checked(frame)
    strata = people["stratum"].unique().sort()
    # Who is followed longest comes first, so that on each day those still followed are the first rows.
    people = people.sort("time", descending=True, maintain_order=True)
    hazards = daily_hazards(life_table, last_year_carried_forward).of(
        people, last_day_needed(people["time"].to_numpy(), int(times.max()))
    )
    course = _Course(people, strata, hazards, method, steps, int(times.max()))
    survival, std_err_log = course.curve()

    reached = np.minimum(times, course.n_days)
    is_known = (times <= course.n_days) & course.is_followed[:, reached]
    estimate = np.where(is_known, survival[:, reached], np.nan)
    spread = np.where(is_known, std_err_log[:, reached], np.nan)
    reach = norm.ppf((1 + conf_level) / 2) * np.where((spread > 0) & (estimate > 0), spread, np.nan)
    return pl.DataFrame(
        {
            "stratum": strata.gather(np.repeat(np.arange(len(strata)), len(times))),
            "time": np.tile(times, len(strata)),
            "n_risk": np.where(times <= course.n_days, course.n_risk[:, reached], 0).ravel(),
            "net_survival": estimate.ravel(),
            "std_err": (estimate * spread).ravel(),
            "lower": (estimate * np.exp(-reach)).ravel(),
            "upper": (estimate * np.exp(reach)).ravel(),
        },
        nan_to_null=True,
    )


def last_day_needed(time: np.ndarray, last_time: int) -> np.ndarray:
    """The last day on which a hazard is asked for, of persons followed for `time` days, up to `last_time`."""
    return np.maximum(np.minimum(time, last_time) - 1, 0)


class _Course:
    """What happens in each stratum on each day from 0 to `n_days`, as arrays over stratum and day."""

    def __init__(
        self,
        people: pl.DataFrame,
        strata: pl.Series,
        hazards: PersonHazards,
        method: str,
        steps: str,
        last_day: int,
    ) -> None:
        """Go through the days with `people` sorted by falling time."""
        self.time, self.event = people["time"].to_numpy(), people["event"].to_numpy()
        self.entry = people["entry"].to_numpy()
        self.stratum = strata.search_sorted(people["stratum"]).to_numpy().astype(np.int64)
        self.n_strata, self.n_days = len(strata), min(int(self.time.max(initial=0)), last_day)
        shape = (self.n_strata, self.n_days + 1)
        self.n_risk = np.zeros(shape, dtype=np.int64)  # just before the day
        self.expected = np.zeros(shape)  # mean hazard of the general population over the day before
        self.hazard, self.variance = np.zeros(shape), np.zeros(shape)
        self.ends_step = np.full(shape, steps == "daily")
        for day in (self.entry, self.time):
            is_reached = day <= self.n_days
            self.ends_step[self.stratum[is_reached], day[is_reached]] = True

        is_weighted = method == "pohar_perme"
        # Number of persons with a time of at least d.
        n_left = np.searchsorted(-self.time, -np.arange(self.n_days + 2), "right")
        self._end_of_day(0, np.ones(len(people)), self.entry == 0, n_left[1])
        cumulative = np.zeros(len(people))
        sums = np.zeros((4, self.n_strata))
        for day in range(self.n_days):
            n = n_left[day + 1]
            hazard, is_at_risk = hazards.on(day, n), self.entry[:n] <= day
            start = np.exp(cumulative[:n]) if is_weighted else np.ones(n)
            cumulative[:n] += hazard
            end = np.exp(cumulative[:n]) if is_weighted else start
            sums *= ~self.ends_step[:, day] & is_weighted
            for row, weight in ((0, start * is_at_risk), (2, end * is_at_risk)):
                sums[row] += np.bincount(self.stratum[:n], weight * hazard, self.n_strata)
                sums[row + 1] += np.bincount(self.stratum[:n], weight, self.n_strata)
            self.expected[:, day + 1] = (_ratio(sums[0], sums[1]) + _ratio(sums[2], sums[3])) / 2
            self._end_of_day(day + 1, end, is_at_risk, n_left[day + 2])

    @property
    def is_followed(self) -> np.ndarray:
        """Somebody was at risk on every day until this one."""
        return np.logical_and.accumulate(self.n_risk > 0, axis=1)

    def curve(self) -> tuple[np.ndarray, np.ndarray]:
        """Net survival and the standard error of its log, after each day."""
        expected = np.cumsum(self.expected, axis=1)
        last_step = np.maximum.accumulate(np.where(self.ends_step, np.arange(self.n_days + 1), 0), axis=1)
        step_before = np.concatenate([np.zeros((self.n_strata, 1), dtype=np.int64), last_step[:, :-1]], 1)
        factor = 1 - self.hazard + expected - np.take_along_axis(expected, step_before, axis=1)
        at_step = np.cumprod(np.where(self.ends_step, factor, 1), axis=1)
        before = np.concatenate([np.ones((self.n_strata, 1)), at_step[:, :-1]], axis=1)
        return before * factor, np.sqrt(np.cumsum(self.variance, axis=1))

    def _end_of_day(self, day: int, weight: np.ndarray, is_at_risk: np.ndarray, n_left: int) -> None:
        """Count those at risk just before `day`, and the deaths among those whose time ends on it.

        `weight` and `is_at_risk` are of all with a time of at least `day`; the first `n_left` go on.
        """
        stratum, event = self.stratum[: len(weight)], self.event[: len(weight)]
        self.n_risk[:, day] = np.bincount(stratum[is_at_risk], minlength=self.n_strata)
        if not event[n_left:].any():
            return
        at_risk = np.bincount(stratum, weight * is_at_risk, self.n_strata)
        for sums, power in ((self.hazard, 1), (self.variance, 2)):
            dead = (weight[n_left:] * event[n_left:]) ** power
            sums[:, day] = _ratio(np.bincount(stratum[n_left:], dead, self.n_strata), at_risk**power)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(whole)), where=whole > 0)


def _checked(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with whole numbers in `time` and `entry`; raises ValueError for rows without sense."""
    optional = ("entry",) if "entry" in frame.columns else ()
    require_columns(frame, ("stratum", "time", "event", "age_days", "sex", "start_date", *optional))
    if not optional:
        frame = frame.with_columns(entry=pl.lit(0))
    numbers = frame.with_columns(
        pl.col("time", "event").cast(pl.Float64), entry=pl.col("entry").cast(pl.Float64).fill_null(0)
    )
    for column, is_right, expected in (
        ("time", _is_whole("time"), "whole days"),
        ("event", pl.col("event").is_in([0.0, 1.0]), "0 or 1"),
        ("entry", _is_whole("entry"), "whole days"),
        ("entry", (pl.col("entry") < pl.col("time")) | (pl.col("entry") == 0), "before time"),
    ):
        n_wrong = len(numbers) - int(numbers.select(is_right.fill_null(False).sum()).item())
        if n_wrong:
            raise ValueError(f"column {column}: not {expected} in {n_wrong} rows")
    return numbers.with_columns(pl.col("time", "entry").cast(pl.Int64))


def _is_whole(column: str) -> pl.Expr:
    number = pl.col(column)
    return number.is_finite() & (number >= 0) & (number == number.floor())
