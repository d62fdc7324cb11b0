"""Mean cost under censoring: known cases, the standard error's definition, coverage, and faulty data."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from scipy.stats import binom

from pipelines.methods.mean_cost import mean_cost


def follow_up(days: list[float], is_complete: list[bool], stratum: str = "a") -> pl.DataFrame:
    people = [f"person {number}" for number in range(len(days))]
    return pl.DataFrame(
        {"stratum": stratum, "person_id": people, "follow_up_days": days, "is_complete": is_complete}
    )


def costs(rows: list[tuple[int, float, float]], stratum: str = "a") -> pl.DataFrame:
    """Rows of person number, day and cost."""
    schema = {"person_id": pl.Int64, "days_from_index": pl.Float64, "cost_nok": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").select(
        pl.lit(stratum).alias("stratum"), pl.format("person {}", "person_id").alias("person_id"),
        "days_from_index", "cost_nok",
    )  # fmt: skip


def estimates(cost_rows: list[tuple], days: list[float], is_complete: list[bool], **options: int) -> dict:
    result = mean_cost(costs(cost_rows), follow_up(days, is_complete), **{"tau_days": 100, **options})
    return dict(result.select("estimator", "estimate").iter_rows())


def test_a_case_worked_by_hand() -> None:
    """Four persons, 10 at days 0, 30, 60 and 90: one dies at 40, one is censored at 70, two are complete.

    Lin: day 0 and 30: 10 each; S(60-) = 3/4, three at risk: 7.5; S(90-) = 3/4 and two at risk: 7.5.
    Bang-Tsiatis: months 1 and 2 complete: 10 + 10; month 3 ends at 90, the censored one is lost and
    K(90-) = 2/3 weighs the other two: (10 + 10) / (2/3) / 4 = 7.5; month 4 likewise.
    """
    rows = [
        (person, day, 10.0) for person, last in enumerate([40, 70, 100, 120]) for day in range(0, last, 30)
    ]
    found = estimates(rows, [40, 70, 100, 120], [True, False, True, True])
    assert found == pytest.approx({"naive": 130 / 4, "lin": 35, "bang_tsiatis": 35})


def test_without_censoring_all_are_the_plain_mean() -> None:
    rows = [(0, 0, 5.0), (0, 99, 7.0), (1, 3, 1.0), (2, 50, 10.0)]
    result = mean_cost(costs(rows), follow_up([100, 20, 100, 0], [True] * 4), tau_days=100)
    total = np.array([12, 1, 10, 0])
    assert result["estimate"].to_list() == pytest.approx([total.mean()] * 3)
    assert result["std_err"].to_list() == pytest.approx([total.std(ddof=1) / 2] * 3)
    assert result["n_complete"].to_list() == [4, 4, 4]
    assert result["fraction_uncensored_at_tau"].to_list() == [1, 1, 1]


def test_cost_on_the_first_day_counts_fully() -> None:
    """Also of persons who die or are censored on that day."""
    rows = [(person, 0, 8.0) for person in range(4)]
    found = estimates(rows, [0, 0, 100, 100], [True, False, True, True])
    assert found["lin"] == pytest.approx(8)
    assert found["naive"] == 8
    # Bang and Tsiatis leave out who is not followed through the interval, and weigh up the others.
    assert found["bang_tsiatis"] == pytest.approx((8 + (8 + 8) / (2 / 3)) / 4)


def test_only_costs_within_the_horizon_and_the_follow_up_count() -> None:
    days, is_complete = [100, 30, 100], [True, False, True]
    within = [(0, 0, 1.0), (0, 99.9, 2.0), (1, 30, 4.0), (2, 30, 8.0)]
    outside = [(0, 100, 16.0), (2, -1, 32.0), (1, 31, 64.0)]
    assert estimates(within + outside, days, is_complete) == estimates(within, days, is_complete)


def test_followed_beyond_the_horizon_is_complete() -> None:
    """Whatever happens at or after tau changes nothing."""
    rows = [(0, 10, 1.0), (1, 20, 2.0), (2, 30, 3.0)]
    as_died = estimates(rows, [100, 110, 500], [True, True, True])
    assert as_died == estimates(rows, [100, 100, 100], [False, False, False])


def sample(seed: int, n: int, n_strata: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Deaths (mean 700 days), a quarter censored, 58 every 30 days for a while (mean 300 days)."""
    rng = np.random.default_rng(seed)
    size = n * n_strata
    death = np.floor(rng.exponential(700, size))
    censoring = np.where(rng.random(size) < 0.33, np.floor(rng.uniform(0, 365, size)), np.inf)
    n_dispensings = (np.minimum(np.floor(rng.exponential(300, size)), 364) // 30 + 1).astype(int)
    number = np.repeat(np.arange(size), n_dispensings)
    day = 30.0 * (np.arange(len(number)) - np.repeat(np.cumsum(n_dispensings) - n_dispensings, n_dispensings))
    people = pl.DataFrame(
        {
            "stratum": np.arange(size) // n,
            "person_id": np.arange(size),
            "follow_up_days": np.minimum(np.minimum(death, censoring), 9999),
            "is_complete": death <= censoring,
        }
    )
    spent = pl.DataFrame(
        {"stratum": number // n, "person_id": number, "days_from_index": day, "cost_nok": 58.0}
    )
    return spent.filter(day <= death[number]), people


TRUE_MEAN = 368.2  # of `sample`, from two million persons without censoring


@pytest.mark.parametrize("n", [15, 40, 300])
def test_limits_hold_the_true_mean_as_often_as_they_say(n: int) -> None:
    n_strata = 400
    result = mean_cost(*sample(seed=n, n=n, n_strata=n_strata), tau_days=365)
    hits = result.group_by("estimator").agg(
        n=(pl.lit(TRUE_MEAN).is_between("lower", "upper") & pl.col("estimate").is_not_null()).sum()
    )
    hits = dict(hits.iter_rows())
    fewest, most = binom.ppf([0.001, 0.999], n_strata, 0.95)
    for estimator in ("lin", "bang_tsiatis"):
        assert fewest <= hits[estimator] <= most, estimator
        mean = result.filter(pl.col("estimator") == estimator)["estimate"].mean()
        assert mean == pytest.approx(TRUE_MEAN, rel=0.02)
    if n > 15:
        assert hits["naive"] < fewest  # the uncorrected mean must fail the same check


def test_standard_error_is_that_of_the_influences() -> None:
    """Influence by numerical differentiation: each person once more or less among 200 copies of all."""
    copies = 200
    spent, people = sample(seed=5, n=13, n_strata=1)
    # A death and a censoring on the same day, and a death on the first day, are part of the case.
    for row, (days, is_complete) in {3: (60.0, False), 5: (60.0, True), 6: (0.0, True)}.items():
        people[row, "follow_up_days"], people[row, "is_complete"] = days, is_complete

    def with_copies(number: int, extra: int) -> pl.DataFrame:
        counts = people.select(
            "person_id",
            copy=pl.int_ranges(0, copies + extra * (pl.col("person_id") == number).cast(pl.Int64)),
        )
        many = counts.explode("copy", empty_as_null=False)
        frames = [frame.join(many, on="person_id") for frame in (spent, people)]
        names = pl.format("{} {}", "person_id", "copy").alias("person_id")
        return mean_cost(*(frame.with_columns(names) for frame in frames), tau_days=365)["estimate"]

    n = len(people)
    derivatives = [(with_copies(i, 1) - with_copies(i, -1)).to_numpy() * copies / 2 for i in range(n)]
    expected = np.sqrt((np.array(derivatives) ** 2).sum(axis=0) * n / (n - 1))
    found = mean_cost(spent, people, tau_days=365)["std_err"].to_numpy()
    assert found == pytest.approx(expected, rel=1e-4)


def test_too_few_followed_to_the_horizon_gives_no_estimate() -> None:
    days = [100.0, *np.linspace(5, 60, 14)]
    result = mean_cost(costs([(0, 0, 1.0)]), follow_up(days, [True] + [False] * 14), tau_days=100)
    assert result["estimate"].null_count() == 3 and result["lower"].null_count() == 3
    assert result["fraction_uncensored_at_tau"].to_list() == pytest.approx([1 / 15] * 3)
    assert result["missing_reason"].to_list() == ["less than 10% uncensored at 100 days"] * 3


def test_no_limits_where_nothing_varied() -> None:
    nobody_spent = mean_cost(costs([]), follow_up([100, 100], [True, True]), tau_days=100)
    assert nobody_spent["estimate"].to_list() == [0, 0, 0]
    one_person = mean_cost(costs([(0, 1, 5.0)]), follow_up([100], [True]), tau_days=100)
    assert one_person["estimate"].to_list() == [5, 5, 5]
    for result in (nobody_spent, one_person):
        assert result["lower"].null_count() == result["upper"].null_count() == 3


def test_of_nobody_there_is_no_row() -> None:
    assert mean_cost(costs([]), follow_up([100], [True]).clear(), tau_days=100).is_empty()


def test_row_order_does_not_matter_and_strata_are_separate() -> None:
    spent, people = sample(seed=3, n=30, n_strata=4)
    spent = spent.with_columns(cost_nok=pl.col("cost_nok") / 7)
    together = mean_cost(spent, people, tau_days=365)
    shuffled = (frame.sample(fraction=1, shuffle=True, seed=1) for frame in (spent, people))
    assert_frame_equal(together, mean_cost(*shuffled, tau_days=365), check_exact=True)
    alone = [
        mean_cost(spent.filter(stratum=key), people.filter(stratum=key), tau_days=365) for key in range(4)
    ]
    assert_frame_equal(together, pl.concat(alone), check_exact=True)


def test_decimal_money_is_the_same_as_floating() -> None:
    spent, people = sample(seed=3, n=30, n_strata=1)
    in_decimals = spent.with_columns(pl.col("cost_nok").cast(pl.Decimal(18, 2)))
    assert_frame_equal(mean_cost(spent, people, 365), mean_cost(in_decimals, people, 365))


GOOD_COSTS = costs([(0, 1, 731.25), (1, 2, 3.0)])
GOOD_FOLLOW_UP = follow_up([100, 20], [True, False])


@pytest.mark.parametrize(
    ("in_costs", "in_follow_up", "message"),
    [
        ({"cost_nok": [None, 731.25]}, {}, "costs: column cost_nok: missing or infinite in 1 rows"),
        ({"days_from_index": [float("nan"), 731.25]}, {}, "costs: column days_from_index: .* in 1 rows"),
        ({"cost_nok": ["731.25", "x"]}, {}, "costs: column cost_nok: a number was expected, found String"),
        (
            {"person_id": ["person 731", "person 1"]},
            {},
            "costs: column person_id: not in follow_up in 1 rows",
        ),
        ({}, {"follow_up_days": [-731.25, 5.0]}, "column follow_up_days: negative in 1 rows"),
        ({}, {"person_id": ["person 731"] * 2}, "follow_up: column person_id: repeated in 1 rows"),
        ({}, {"is_complete": [None, True]}, "column is_complete: missing or infinite in 1 rows"),
        ({}, {"is_complete": [731, 0]}, "column is_complete: true or false was expected, found Int64"),
        ({}, {"stratum": [None, "a"]}, "follow_up: column stratum: missing or infinite in 1 rows"),
    ],
)
def test_faulty_rows_are_counted_by_column(in_costs: dict, in_follow_up: dict, message: str) -> None:
    wrong_costs = GOOD_COSTS.with_columns(**{name: pl.Series(values) for name, values in in_costs.items()})
    wrong_follow_up = GOOD_FOLLOW_UP.with_columns(
        **{name: pl.Series(values) for name, values in in_follow_up.items()}
    )
    with pytest.raises(ValueError, match=message) as refusal:
        mean_cost(wrong_costs, wrong_follow_up, tau_days=100)
    assert "731" not in str(refusal.value)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="costs: column cost_nok is missing"):
        mean_cost(GOOD_COSTS.drop("cost_nok"), GOOD_FOLLOW_UP, tau_days=100)


@pytest.mark.parametrize("options", [{"tau_days": 0}, {"interval_days": 0}, {"conf_level": 95}])
def test_faulty_arguments_are_refused(options: dict) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        mean_cost(GOOD_COSTS, GOOD_FOLLOW_UP, **{"tau_days": 100, **options})
