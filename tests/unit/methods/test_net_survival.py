"""Net survival: what must hold for any data, cases known without R, and what is refused."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.methods.life_table import DAYS_PER_YEAR
from pipelines.methods.net_survival import METHODS, STEPS, net_survival
from pipelines.methods.survival import survival_at

ROW = {
    "stratum": "a", "time": 100, "event": 1, "entry": 0, "age_days": 20_000.0, "sex": "female",
    "start_date": date(2020, 1, 1),
}  # fmt: skip


def life_table(probability_of: dict[str, float] | float = 0.05, growth: float = 0.0) -> pl.DataFrame:
    """Ages 0 to 109 in 2020 to 2029; a probability by sex that grows by the same share with each age."""
    sexes = (
        probability_of
        if isinstance(probability_of, dict)
        else dict.fromkeys(("female", "male"), probability_of)
    )
    rows = [
        (sex, age, year, min(probability * (1 + growth) ** age, 0.9))
        for sex, probability in sexes.items() for age in range(110) for year in range(2020, 2030)
    ]  # fmt: skip
    names = ["sex", "age_years", "calendar_year", "death_probability"]
    return pl.DataFrame(rows, schema=names, orient="row")


def people(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{**ROW, **row} for row in rows], schema_overrides={"age_days": pl.Float64})


PERSONS = st.lists(
    st.fixed_dictionaries(
        {
            "stratum": st.sampled_from("abc"),
            "time": st.integers(0, 120),
            "event": st.integers(0, 1),
            "age_days": st.integers(0, 36_000),
            "sex": st.sampled_from(["female", "male"]),
        }
    ),
    min_size=1,
    max_size=25,
)
TIMES = [0, 1, 30, 90, 120]


@settings(max_examples=60)
@given(PERSONS, st.sampled_from(METHODS), st.sampled_from(STEPS))
def test_where_nobody_else_dies_it_is_kaplan_meier(rows: list[dict], method: str, steps: str) -> None:
    frame = people(*rows).drop("entry")
    found = net_survival(frame, life_table(0.0), TIMES, method, steps=steps)
    expected = survival_at(frame.select("stratum", "time", "event"), TIMES).cast({"time": pl.Int64})
    last = frame.group_by("stratum").agg(pl.col("time").max().alias("last"))
    both = found.join(expected, on=["stratum", "time"]).join(last, on="stratum")
    is_followed = both["time"] <= both["last"]
    assert both.filter(~is_followed)["net_survival"].null_count() == (~is_followed).sum()
    known = both.filter(is_followed)
    assert known["n_risk"].to_list() == known["n_risk_right"].to_list()
    assert known["net_survival"].to_list() == pytest.approx(known["survival"].to_list(), abs=1e-12)


@settings(max_examples=60)
@given(PERSONS, st.sampled_from(STEPS))
def test_where_all_have_one_hazard_both_methods_agree(rows: list[dict], steps: str) -> None:
    found = [net_survival(people(*rows), life_table(0.05), TIMES, method, steps=steps) for method in METHODS]
    assert_frame_equal(*found, abs_tol=1e-12)


@settings(max_examples=30)
@given(PERSONS, st.sampled_from(METHODS), st.sampled_from(STEPS), st.randoms(use_true_random=False))
def test_a_stratum_and_a_time_stand_alone(rows: list[dict], method: str, steps: str, random) -> None:
    """Neither the other strata, nor the other times asked for, nor the order of persons change a number."""
    table = life_table({"female": 0.001, "male": 0.002}, growth=0.07)
    together = net_survival(people(*rows), table, TIMES, method, steps=steps)
    random.shuffle(rows)
    for stratum in {row["stratum"] for row in rows}:
        for time in TIMES:
            alone = people(*(row for row in rows if row["stratum"] == stratum))
            expected = together.filter(pl.col("stratum") == stratum, pl.col("time") == time)
            assert_frame_equal(net_survival(alone, table, time, method, steps=steps), expected, abs_tol=1e-12)


def test_two_persons_by_hand() -> None:
    """Death on day 100 of a man with 10 % a year, beside a woman with 2 %, both there from day 0.

    Weights on day 100 are 0.9^-p and 0.98^-p, with p = 100 / 365.241 of a year. Under Ederer II the step is
    1 - 1/2 + p * mean(-ln 0.9, -ln 0.98).
    """
    frame = people({"sex": "male"}, {"time": 300, "event": 0})
    table = life_table({"female": 0.02, "male": 0.1})
    part = 100 / DAYS_PER_YEAR
    ederer_2 = net_survival(frame, table, 100, "ederer_2")
    assert ederer_2["net_survival"].item() == pytest.approx(0.5 - part * (np.log(0.9) + np.log(0.98)) / 2)
    pohar_perme = net_survival(frame, table, 100, steps="daily")
    man, woman = 0.9**-part, 0.98**-part
    spread = man / (man + woman)
    # Until day 100 the product over days is that of exp(mean hazard), but for what a day makes of a sum.
    days = np.arange(100) + 0.5
    weight = [0.9 ** (-days / DAYS_PER_YEAR), 0.98 ** (-days / DAYS_PER_YEAR)]
    mean = -(weight[0] * np.log(0.9) + weight[1] * np.log(0.98)) / (weight[0] + weight[1]) / DAYS_PER_YEAR
    assert pohar_perme["net_survival"].item() == pytest.approx(np.exp(mean.sum()) * (1 - spread), rel=1e-3)
    assert pohar_perme["std_err"].item() == pytest.approx(pohar_perme["net_survival"].item() * spread)


def test_the_excess_hazard_is_found_again() -> None:
    """20 000 persons with 30 % excess deaths a year beside their background: within 4 standard errors.

    The old die more of other causes and have the same excess here, so Ederer II is right as well.
    """
    random = np.random.default_rng(4)
    n, excess = 20_000, -np.log(0.7) / DAYS_PER_YEAR
    sex = random.choice(["female", "male"], n)
    background = -np.log(1 - np.where(sex == "male", 0.3, 0.02)) / DAYS_PER_YEAR
    death = random.exponential(1 / (background + excess))
    censoring = random.uniform(0, 2_000, n)
    frame = pl.DataFrame(
        {
            "stratum": "a", "time": np.ceil(np.minimum(death, censoring)).astype(int),
            "event": death <= censoring, "age_days": 20_000, "sex": sex, "start_date": date(2020, 1, 1),
        }
    )  # fmt: skip
    for method in METHODS:
        found = net_survival(frame, life_table({"female": 0.02, "male": 0.3}), [365, 1095], method)
        truth = [0.7 ** (days / DAYS_PER_YEAR) for days in (365, 1095)]
        error = (found["net_survival"].to_numpy() - truth) / found["std_err"].to_numpy()
        assert np.abs(error).max() < 4


def test_a_death_on_day_zero_counts() -> None:
    found = net_survival(people({"time": 0}, {"time": 50, "event": 0}), life_table(0.0), [0, 50])
    assert found.select("n_risk", "net_survival").rows() == [(2, 0.5), (1, 0.5)]


def test_beyond_the_last_person_it_is_missing() -> None:
    found = net_survival(people({"time": 80}, {"time": 90, "event": 0}), life_table(), [90, 91])
    assert found["net_survival"].is_null().to_list() == [False, True]
    assert found["upper"].is_null().to_list() == [False, True]
    assert found["n_risk"].to_list() == [1, 0]


def test_limits_are_missing_until_somebody_has_died() -> None:
    found = net_survival(people({"time": 80}, {"time": 90, "event": 0}), life_table(), [79, 80])
    assert found["net_survival"][0] > 1
    assert found["std_err"].to_list() == pytest.approx([0, found["std_err"][1]])
    assert found["lower"].is_null().to_list() == found["upper"].is_null().to_list() == [True, False]


def test_a_gap_without_anybody_at_risk_ends_what_can_be_known() -> None:
    """From day 50 to 60 nobody is followed: what later persons lived through says nothing of those days."""
    frame = people({"time": 50, "event": 0}, {"entry": 60, "time": 200}, {"entry": 70, "time": 300})
    found = net_survival(frame, life_table(), [50, 51, 200])
    assert found["net_survival"].is_null().to_list() == [False, True, True]
    assert found["n_risk"].to_list() == [1, 0, 2]


def test_who_enters_late_is_not_at_risk_before() -> None:
    frame = people({"time": 100}, {"entry": 99, "time": 200}, {"entry": 100, "time": 200})
    assert net_survival(frame, life_table(), [99, 100, 101])["n_risk"].to_list() == [1, 2, 2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stratum": None}, "column stratum: missing in 2 rows"),
        ({"time": -1}, "column time: not whole days in 2 rows"),
        ({"time": 10.5}, "column time: not whole days in 2 rows"),
        ({"time": None}, "column time: not whole days in 2 rows"),
        ({"time": float("inf")}, "column time: not whole days in 2 rows"),
        ({"event": 2}, "column event: not 0 or 1 in 2 rows"),
        ({"event": None}, "column event: not 0 or 1 in 2 rows"),
        ({"entry": -5}, "column entry: not whole days in 2 rows"),
        ({"entry": float("nan")}, "column entry: not whole days in 2 rows"),
        ({"entry": 100}, "column entry: not before time in 2 rows"),
        ({"sex": "unknown"}, "column sex: missing or not in the life table in 2 rows"),
        ({"age_days": None}, "column age_days: missing in 2 rows"),
        ({"start_date": date(2029, 12, 1)}, "column start_date: outside the life table's years .* in 2 rows"),
    ],
)
def test_faulty_rows_are_counted_and_refused(change: dict[str, object], message: str) -> None:
    schema = {"time": pl.Float64, "entry": pl.Float64, "age_days": pl.Float64}
    frame = pl.concat([people(row).cast(schema) for row in ({}, change, change)], how="vertical_relaxed")
    with pytest.raises(ValueError, match=f"^{message}$"):
        net_survival(frame, life_table(), 365)


@pytest.mark.parametrize("column", ["stratum", "time", "event", "age_days", "sex", "start_date"])
def test_a_missing_column_is_named(column: str) -> None:
    with pytest.raises(ValueError, match=f"column {column}: missing; found"):
        net_survival(people({}).drop(column), life_table(), 365)


def test_text_where_a_number_or_a_date_is_meant_is_refused() -> None:
    for column, expected in (("time", "a number"), ("start_date", "a date")):
        with pytest.raises(ValueError, match=f"column {column}: {expected} was expected"):
            net_survival(people({}).with_columns(pl.lit("x").alias(column)), life_table(), 365)


@pytest.mark.parametrize("option", [{"method": "hakulinen"}, {"steps": "weekly"}, {"conf_level": 1.0}])
def test_unknown_options_are_refused(option: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(option))):
        net_survival(people({}), life_table(), 365, **option)


def test_nobody_gives_no_row() -> None:
    assert net_survival(people({}).clear(), life_table(), 365).rows() == []
