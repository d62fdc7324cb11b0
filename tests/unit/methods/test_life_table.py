"""A life table as daily hazards: which cell a day is in, what is refused, and the survival expected."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.methods.life_table import DAYS_PER_YEAR, daily_hazards, expected_survival

YEARS = (2020, 2021, 2022)


def life_table(**change: object) -> pl.DataFrame:
    """Ages 60 to 64 in three years; each cell has a probability of its own."""
    rows = [
        (sex, age, year, 0.01 * (age - 59) + 0.001 * (year - 2019) + (0.1 if sex == "male" else 0.0))
        for sex in ("female", "male") for age in range(60, 65) for year in YEARS
    ]  # fmt: skip
    names = ["sex", "age_years", "calendar_year", "death_probability"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(**change)


def person(**change: object) -> pl.DataFrame:
    columns = {"stratum": "a", "sex": "female", "age_days": 60 * 365.3, "start_date": date(2020, 3, 1)}
    return pl.DataFrame({name: [value] for name, value in {**columns, **change}.items()})


def hazards_of(people: pl.DataFrame, days: list[int], **options: bool) -> list[float]:
    """The probability of a year of death that each day's hazard of the first person stands for."""
    found = daily_hazards(life_table(), **options).of(people, np.full(len(people), max(days)))
    return [round(float(-np.expm1(-found.on(day, 1)[0] * DAYS_PER_YEAR)), 9) for day in days]


def test_age_and_calendar_year_move_on_together() -> None:
    """From 2020-03-01 it is 306 days to the next year; age 61 begins 22 279.701 days after birth."""
    days = [0, 305, 306, 318, 319, 671]
    assert hazards_of(person(age_days=22_279 - 318), days) == [0.011, 0.011, 0.012, 0.012, 0.022, 0.023]


def test_sexes_have_their_own_hazards() -> None:
    assert hazards_of(person(sex="male"), [0]) == [0.111]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"sex": "unknown"}, "sex"),
        ({"sex": None}, "sex"),
        ({"age_days": None}, "age_days"),
        ({"age_days": float("nan")}, "age_days"),
        ({"age_days": -1.0}, "age_days"),
        ({"age_days": 59.9 * DAYS_PER_YEAR}, "age_days"),
        ({"age_days": 65.0 * DAYS_PER_YEAR}, "age_days"),
        ({"age_days": 64.9 * DAYS_PER_YEAR}, "age_days"),
        ({"start_date": None}, "start_date"),
        ({"start_date": date(2019, 12, 31)}, "start_date"),
        ({"start_date": date(2023, 1, 1)}, "start_date"),
        ({"start_date": date(2022, 11, 1)}, "start_date"),
    ],
)
def test_who_is_not_in_the_table_is_counted_and_refused(change: dict[str, object], column: str) -> None:
    schema = {"stratum": pl.String, "sex": pl.String, "age_days": pl.Float64, "start_date": pl.Date}
    people = pl.concat([frame.cast(schema) for frame in (person(), person(**change), person(**change))])
    with pytest.raises(ValueError, match=rf"^column {column}: .* in 2 rows$"):
        expected_survival(people, life_table(), 100)


def test_the_last_year_is_carried_forward_only_where_that_is_asked_for() -> None:
    late = person(start_date=date(2022, 11, 1))
    assert hazards_of(late, [0, 61], last_year_carried_forward=True) == [0.013, 0.013]
    with pytest.raises(ValueError, match="years 2020 to 2022"):
        hazards_of(late, [0, 61])
    assert hazards_of(late, [60]) == [0.013]
    with pytest.raises(ValueError, match="years 2020 to 2022"):
        hazards_of(person(start_date=date(2019, 12, 31)), [0], last_year_carried_forward=True)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (life_table().drop("sex"), "life table: column sex is missing"),
        (life_table().clear(), "life table: column death_probability: no row"),
        (life_table(death_probability=pl.lit(1.0)), r"column death_probability: not in \[0, 1\) in 30 rows"),
        (life_table(death_probability=pl.lit(-0.1)), r"column death_probability: not in \[0, 1\) in 30 rows"),
        (life_table(death_probability=pl.lit(float("nan"))), "column death_probability: not in"),
        (life_table(age_years=pl.lit(None, pl.Int64)), "column age_years: missing in 30 rows"),
        (pl.concat([life_table(), life_table()[:1]]), "column age_years: repeated .* in 2 rows"),
        (life_table()[1:], "column age_years: 1 rows are missing"),
        (life_table().filter(pl.col("age_years") != 62), "column age_years: 6 rows are missing"),
    ],
)
def test_a_table_with_a_hole_or_without_sense_is_refused(table: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        daily_hazards(table)


def test_expected_survival_is_the_mean_over_the_persons_of_a_stratum() -> None:
    """Two years' probabilities, each to the share of a year lived in it; a mean over persons."""
    people = pl.concat([person(), person(sex="male"), person(stratum="b")])
    found = expected_survival(people, life_table(), [0, 306, 340])
    woman, man = (
        (1 - first) ** (306 / DAYS_PER_YEAR) * (1 - second) ** (34 / DAYS_PER_YEAR)
        for first, second in ((0.011, 0.012), (0.111, 0.112))
    )
    assert found.columns == ["stratum", "time", "n", "expected_survival"]
    assert found.select("stratum", "time", "n").rows() == [
        ("a", 0, 2), ("a", 306, 2), ("a", 340, 2), ("b", 0, 1), ("b", 306, 1), ("b", 340, 1),
    ]  # fmt: skip
    assert found["expected_survival"].to_list() == pytest.approx(
        [1, (0.989 ** (306 / DAYS_PER_YEAR) + 0.889 ** (306 / DAYS_PER_YEAR)) / 2, (woman + man) / 2,
         1, 0.989 ** (306 / DAYS_PER_YEAR), woman]
    )  # fmt: skip


def test_times_are_whole_days() -> None:
    for times in (1.5, -1, float("nan")):
        with pytest.raises(ValueError, match="times_days"):
            expected_survival(person(), life_table(), times)
    with pytest.raises(ValueError, match="no time"):
        expected_survival(person(), life_table(), [])
