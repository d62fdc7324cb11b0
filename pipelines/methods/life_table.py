"""The general population's mortality: a life table as daily hazards, and the expected survival it gives.

A life table says with which probability somebody of a sex, of an age and in a calendar year dies within
one year. The hazard is taken as constant within such a cell, so the hazard of one day is
-ln(1 - probability) divided by the days of a year. A person's cell is looked up at the start of each day:
age in days and date move on together. An age is DAYS_PER_YEAR days long, as in R's package relsurv, so that
both find the same cells.

What lies outside the table is refused, never guessed.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

DAYS_PER_YEAR = 365.241
"""Length of a year of age, and of the year that a probability of death is over: that of relsurv."""

COLUMNS = ("sex", "age_years", "calendar_year", "death_probability")
"""What a life table has; further columns are of no concern here."""


@dataclass(frozen=True)
class DailyHazards:
    """Hazards per day as an array over sex, age and calendar year, without a hole."""

    hazard: np.ndarray
    sexes: tuple[str, ...]
    first_age_years: int
    first_year: int
    last_year_carried_forward: bool

    def of(self, people: pl.DataFrame, last_day: np.ndarray) -> "PersonHazards":
        """The hazards of people with `sex, age_days, start_date`, each from day 0 to its `last_day`.

        Raises ValueError with column and number of rows where these are missing, or lie outside the table
        on a day from 0 to `last_day`.
        """
        sex = pl.Series(people["sex"].cast(pl.String))
        for column in ("age_days", "start_date"):
            _refuse(column, people[column].is_null().to_numpy(), "missing")
        age_days = people["age_days"].cast(pl.Float64).to_numpy()
        _refuse("sex", ~sex.is_in(self.sexes).fill_null(False).to_numpy(), "missing or not in the life table")
        _refuse("age_days", ~np.isfinite(age_days), "missing")
        n_ages, n_years = self.hazard.shape[1:]
        ages = f"{self.first_age_years} to {self.first_age_years + n_ages - 1}"
        years = f"{self.first_year} to {self.first_year + n_years - 1}"
        has_no_age, has_no_year = self._outside(people, last_day)
        _refuse("age_days", has_no_age, f"outside the life table's ages {ages} at some day")
        _refuse("start_date", has_no_year, f"outside the life table's years {years} at some day")

        start_day = _days_since_1970(people)
        first_day, final_day = int(start_day.min(initial=0)), int((start_day + last_day).max(initial=0))
        index_of = {name: index for index, name in enumerate(self.sexes)}
        return PersonHazards(
            self.hazard,
            np.array([index_of[name] for name in sex], dtype=np.int64),
            age_days - self.first_age_years * DAYS_PER_YEAR,
            start_day - first_day,
            np.minimum(_calendar_year(np.arange(first_day, final_day + 1)) - self.first_year, n_years - 1),
        )

    def lacks(self, people: pl.DataFrame, last_day: np.ndarray) -> np.ndarray:
        """Which of people of known sex, age and date the table lacks on a day from 0 to their `last_day`."""
        has_no_age, has_no_year = self._outside(people, last_day)
        return has_no_age | has_no_year | ~people["sex"].cast(pl.String).is_in(self.sexes).to_numpy()

    def _outside(self, people: pl.DataFrame, last_day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        n_ages, n_years = self.hazard.shape[1:]
        age_days, start_day = people["age_days"].cast(pl.Float64).to_numpy(), _days_since_1970(people)
        first_age = _age_years(age_days) - self.first_age_years
        last_age = _age_years(age_days + last_day) - self.first_age_years
        first_year = _calendar_year(start_day) - self.first_year
        last_year = _calendar_year(start_day + last_day) - self.first_year
        is_late = (last_year >= n_years) & (not self.last_year_carried_forward)
        return (first_age < 0) | (last_age >= n_ages), (first_year < 0) | is_late


@dataclass(frozen=True)
class PersonHazards:
    """The hazards of some persons, a day at a time."""

    hazard: np.ndarray
    sex: np.ndarray
    age_days: np.ndarray
    start_day: np.ndarray
    year_of_day: np.ndarray

    def on(self, day: int, n_first: int) -> np.ndarray:
        """Hazard on the day that begins `day` days after time zero, of the first `n_first` persons."""
        age = _age_years(self.age_days[:n_first] + day)
        return self.hazard[self.sex[:n_first], age, self.year_of_day[self.start_day[:n_first] + day]]


def daily_hazards(life_table: pl.DataFrame, last_year_carried_forward: bool = False) -> DailyHazards:
    """The table as hazards per day. Columns `sex, age_years, calendar_year, death_probability` (in one year).

    With `last_year_carried_forward` the table's last year also stands for all later ones. Raises ValueError
    with column and number of rows where a probability is not in [0, 1), a row is repeated, or one is missing
    between the first and the last age and year.
    """
    for column in COLUMNS:
        if column not in life_table.columns:
            raise ValueError(f"life table: column {column} is missing")
        _refuse(column, life_table[column].is_null().to_numpy(), "missing", "life table: ")
    if not len(life_table):
        raise ValueError("life table: column death_probability: no row")
    probability = life_table["death_probability"].cast(pl.Float64).to_numpy()
    is_wrong = ~((probability >= 0) & (probability < 1))
    _refuse("death_probability", is_wrong, "not in [0, 1)", "life table: ")
    sexes = tuple(life_table["sex"].cast(pl.String).unique().sort())
    sex = np.searchsorted(sexes, life_table["sex"].cast(pl.String).to_numpy())
    age = life_table["age_years"].cast(pl.Int64).to_numpy()
    year = life_table["calendar_year"].cast(pl.Int64).to_numpy()
    shape = (len(sexes), int(np.ptp(age)) + 1, int(np.ptp(year)) + 1)
    cell = np.ravel_multi_index((sex, age - age.min(), year - year.min()), shape)
    _refuse("age_years", np.bincount(cell)[cell] > 1, "repeated for one sex and year", "life table: ")
    n_missing = int(np.prod(shape)) - len(cell)
    if n_missing:
        raise ValueError(
            f"life table: column age_years: {n_missing} rows are missing between the first and the last age "
            "and year"
        )
    hazard = np.empty(shape)
    hazard.flat[cell] = -np.log1p(-probability) / DAYS_PER_YEAR
    return DailyHazards(hazard, sexes, int(age.min()), int(year.min()), last_year_carried_forward)


def expected_survival(
    frame: pl.DataFrame,
    life_table: pl.DataFrame,
    times_days: int | list[int],
    last_year_carried_forward: bool = False,
) -> pl.DataFrame:
    """Survival that the general population of the same sex, age and calendar time would have had.

    `frame` has one row per person with `stratum, age_days, sex, start_date` (age and date at time zero). The
    mean over all persons of a stratum of their own expected survival, whatever their follow-up (Ederer,
    Axtell & Cutler 1961, the first of their methods, "Ederer I"). Result: `stratum, time, n,
    expected_survival`. Raises ValueError as `DailyHazards.of`; the table must reach the last of the times.
    """
    times = whole_days(times_days)
    require_columns(frame, ("stratum", "age_days", "sex", "start_date"))
    people = frame.sort("stratum", maintain_order=True)
    strata = people["stratum"].unique(maintain_order=True)
    of_stratum = people["stratum"].rle_id().to_numpy()
    n = np.bincount(of_stratum, minlength=len(strata))
    hazards = daily_hazards(life_table, last_year_carried_forward).of(
        people, np.full(len(people), max(max(times) - 1, 0))
    )
    cumulative = np.zeros(len(people))
    survival = np.ones((max(times) + 1, len(strata)))
    for day in range(max(times)):
        cumulative += hazards.on(day, len(people))
        survival[day + 1] = np.bincount(of_stratum, np.exp(-cumulative), len(strata)) / n
    return pl.DataFrame(
        {
            "stratum": strata.gather(np.repeat(np.arange(len(strata)), len(times))),
            "time": np.tile(times, len(strata)),
            "n": np.repeat(n, len(times)),
            "expected_survival": survival[times].T.ravel(),
        }
    )


def whole_days(times_days: int | list[int]) -> np.ndarray:
    """Times as whole numbers of days; raises ValueError for others."""
    times = np.atleast_1d(np.asarray(times_days, dtype=np.float64))
    _refuse("times_days", ~(np.isfinite(times) & (times >= 0) & (times == np.floor(times))), "not whole days")
    if not len(times):
        raise ValueError("times_days: no time was asked for")
    return times.astype(np.int64)


def require_columns(frame: pl.DataFrame, columns: tuple[str, ...]) -> None:
    """Raises ValueError where a column is missing, or `stratum` or `start_date` hold what they must not."""
    for column in columns:
        if column not in frame.columns:
            raise ValueError(f"column {column}: missing; found {', '.join(frame.columns) or 'no columns'}")
        dtype = frame.schema[column]
        if column == "start_date" and dtype not in (pl.Date, pl.Null):
            raise ValueError(f"column start_date: a date was expected, found {dtype}")
        is_number = dtype.is_numeric() or dtype in (pl.Boolean, pl.Null)
        if column not in ("stratum", "sex", "start_date") and not is_number:
            raise ValueError(f"column {column}: a number was expected, found {dtype}")
    _refuse("stratum", frame["stratum"].is_null().to_numpy(), "missing")


def _days_since_1970(people: pl.DataFrame) -> np.ndarray:
    return people["start_date"].cast(pl.Date).to_physical().to_numpy().astype(np.int64)


def _calendar_year(days_since_1970: np.ndarray) -> np.ndarray:
    return days_since_1970.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _age_years(age_days: np.ndarray) -> np.ndarray:
    return np.floor(age_days / DAYS_PER_YEAR).astype(np.int64)


def _refuse(column: str, is_wrong: np.ndarray, what: str, place: str = "") -> None:
    n_wrong = int(is_wrong.sum())
    if n_wrong:
        raise ValueError(f"{place}column {column}: {what} in {n_wrong} rows")
