"""Kaplan–Meier against R's `survival`, through the Python functions and through the SQL macros.

The R code behind the numbers:

    library(survival)                                              # 3.5
    ovarian_rx:  f <- Surv(futime, fustat) ~ rx;  d <- ovarian
    lung_sex:    f <- Surv(time, status) ~ sex;   d <- lung
    veteran_trt: f <- Surv(time, status) ~ trt;   d <- veteran
    edge cases:  f <- Surv(time, status) ~ 1, or Surv(start, stop, status) ~ 1; weighted: weights = w
    fit <- survfit(f, data = d, conf.type = "log-log")             # also "log" and "plain"
    *_km.csv, *_expected.csv: fit$time, n.risk, n.event, n.censor, surv, std.err (std_err_log),
                              std.err * surv (std_err_surv), lower, upper of each conf.type
    quantiles_*:     quantile(fit, probs = c(.25, .5, .75))
    at_times_*:      summary(fit, times = ...)
    rmst:            summary(fit, rmean = tau)$table
    rmst_individual: print(fit, rmean = "individual")
    logrank:         survdiff(f, data = d)
"""

from collections.abc import Callable
from math import exp
from pathlib import Path
from statistics import NormalDist

import duckdb
import polars as pl
import pytest

from pipelines.methods import macros, survival
from tests.reference.reference_data import (
    CONF_TYPES,
    EDGE_CASES,
    TRIALS,
    assert_same,
    edge_case,
    expected_answers,
    expected_curve,
    trial,
)

Estimator = Callable[..., pl.DataFrame]
CASES = [*EDGE_CASES, *TRIALS]


def frame_of(name: str) -> pl.DataFrame:
    return edge_case(name) if name in EDGE_CASES else trial(name)


def literal(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as we leave it for others: every case as a table, the macros installed."""
    path = tmp_path_factory.mktemp("macros") / "left for others.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as left_for_others (storage_version 'v1.5.0')")
        for name in CASES:
            connection.register("frame", frame_of(name))
            connection.execute(f"create table left_for_others.{name} as from frame")
        macros.install(connection, "left_for_others")
    return path


@pytest.fixture(params=["python", "read-only file", "attached"])
def estimate(request: pytest.FixtureRequest, database: Path) -> Estimator:
    """The estimator called by name on a case: in Python, in the saved read-only file, or attached."""

    def in_python(macro: str, name: str, *arguments: object, **named: object) -> pl.DataFrame:
        return getattr(survival, macro)(frame_of(name), *arguments, **named)

    def in_sql(macro: str, name: str, *arguments: object, **named: object) -> pl.DataFrame:
        call = [literal(value) for value in (table.format(name), *arguments)]
        call += [f"{key} := {literal(value)}" for key, value in named.items()]
        return connection.sql(f"from {prefix}{macro}({', '.join(call)})").pl()

    if request.param == "python":
        return in_python
    if request.param == "read-only file":
        connection, prefix, table = duckdb.connect(str(database), read_only=True), "", "{}"
    else:
        connection, prefix, table = duckdb.connect(), "others.", "others.main.{}"
        connection.execute(f"attach '{database}' as others (read_only)")
    request.addfinalizer(connection.close)
    return in_sql


@pytest.mark.parametrize("conf_type", CONF_TYPES)
@pytest.mark.parametrize("name", CASES)
def test_curve(estimate: Estimator, name: str, conf_type: str) -> None:
    """In the weighted case R's `std.err` is already that of S (`logse = FALSE`), as its limits confirm."""
    found, expected = estimate("kaplan_meier", name, conf_type=conf_type), expected_curve(name)
    suffix = CONF_TYPES[conf_type]
    names = {
        "time": "time", "n_risk": "n_risk", "n_event": "n_event", "n_censor": "n_censor", "survival": "surv",
        "std_err": "std_err_log" if name == "weighted" else "std_err_surv",
        "lower": f"lower_{suffix}", "upper": f"upper_{suffix}",
    }  # fmt: skip
    assert found.columns == ["stratum", *names]
    assert found["stratum"].to_list() == expected["stratum"].to_list()
    for ours, theirs in names.items():
        assert_same(found[ours], expected[theirs], 1e-9, f"{name} {conf_type} {ours}")


@pytest.mark.parametrize("conf_type", CONF_TYPES)
@pytest.mark.parametrize("name", TRIALS)
def test_survival_at(estimate: Estimator, name: str, conf_type: str) -> None:
    expected = pl.DataFrame(expected_answers(name)[f"at_times_{conf_type}"])
    times = sorted(set(expected["time"].to_list()))
    found = estimate("survival_at", name, times, conf_type=conf_type)
    assert found["stratum"].to_list() == expected["stratum"].to_list()
    for ours in ("time", "n_risk", "n_event", "survival", "std_err", "lower", "upper"):
        theirs = expected["surv" if ours == "survival" else ours].cast(pl.Float64)
        assert_same(found[ours], theirs, 1e-9, f"{name} {conf_type} {ours}")


@pytest.mark.parametrize("conf_type", CONF_TYPES)
@pytest.mark.parametrize("name", TRIALS)
def test_quantiles(estimate: Estimator, name: str, conf_type: str) -> None:
    found = estimate("survival_quantile", name, [0.25, 0.5, 0.75], conf_type=conf_type)
    answers = expected_answers(name)[f"quantiles_{conf_type}"]
    for column, part in (("estimate", "est"), ("lower", "lower"), ("upper", "upper")):
        expected = [row[key] for row in answers[part] for key in ("q25", "q50", "q75")]
        assert found[column].to_list() == expected, f"{name} {conf_type} {column}"


@pytest.mark.parametrize("name", TRIALS)
def test_restricted_mean(estimate: Estimator, name: str) -> None:
    answers = expected_answers(name)["rmst"]
    expected = pl.DataFrame(answers["table"])
    found = estimate("restricted_mean", name, answers["tau"])
    assert_same(found["estimate"], expected["rmean"], 1e-8, name)
    assert_same(found["std_err"], expected["se(rmean)"], 1e-8, name)


@pytest.mark.parametrize("name", TRIALS)
def test_restricted_mean_to_the_last_time_of_a_stratum(name: str) -> None:
    for answer in expected_answers(name)["rmst_individual"]:
        frame = trial(name).filter(pl.col("stratum") == answer["stratum"])
        found = survival.restricted_mean(frame, frame["time"].max()).row(0, named=True)
        assert found["estimate"] == pytest.approx(answer["rmean"], abs=1e-8)
        assert found["std_err"] == pytest.approx(answer["se(rmean)"], abs=1e-8)


@pytest.mark.parametrize("name", TRIALS)
def test_log_rank(name: str) -> None:
    answer, found = expected_answers(name)["logrank"], survival.log_rank(trial(name))
    assert found["stratum"].to_list() == answer["groups"]
    assert found["n"].to_list() == answer["n"]
    assert found["observed"].to_list() == pytest.approx(answer["obs"], abs=1e-9)
    assert found["expected"].to_list() == pytest.approx(answer["exp"], abs=1e-9)
    assert found["chi_square"].to_list() == pytest.approx([answer["chisq"]] * len(found), abs=1e-9)
    assert found["degrees_of_freedom"].to_list() == [answer["df"]] * len(found)
    assert found["p_value"].to_list() == pytest.approx([answer["p"]] * len(found), abs=1e-9)


def test_nearly_equal_times_are_one_time() -> None:
    """R's `timefix`: survfit(Surv(c(0.1 + 0.2, 0.3, 1), c(1, 1, 0)) ~ 1) gives 0.3 with n.event 2."""
    frame = pl.DataFrame({"stratum": "all", "time": [0.1 + 0.2, 0.3, 1.0], "event": [1, 1, 0]})
    curve = survival.kaplan_meier(frame)
    assert curve["time"].to_list() == [0.3, 1.0]
    assert curve["n_event"].to_list() == [2, 0]
    assert survival.survival_at(frame, 0.1 + 0.2)["n_risk"].to_list() == [3]


@pytest.mark.parametrize(
    ("name", "q", "expected"),
    [
        ("median_exact_half", 0.5, 2.5),  # S is exactly one half on [2, 3)
        ("two_patients", 0.5, 3.0),  # S stays at one half until the end of follow-up
        ("all_censored", 0.5, None),
        ("single_event", 0.5, 10.0),
    ],
)
def test_median_of_edge_cases(estimate: Estimator, name: str, q: float, expected: float | None) -> None:
    """quantile(survfit(Surv(time, status) ~ 1), probs = 0.5)."""
    assert estimate("survival_quantile", name, q)["estimate"].to_list() == [expected]


def test_nothing_is_carried_beyond_follow_up(estimate: Estimator) -> None:
    """Somebody is still followed when the zero-time case ends; nobody when the exact-half case ends."""
    assert estimate("survival_at", "zero_time_events", [9, 9.5])["survival"].null_count() == 1
    assert estimate("restricted_mean", "zero_time_events", [9, 9.5])["estimate"].null_count() == 1
    assert estimate("survival_at", "median_exact_half", 100)["survival"].to_list() == [0.0]
    assert estimate("restricted_mean", "median_exact_half", 100)["estimate"].to_list() == [2.5]


@pytest.mark.parametrize("conf_level", [0.3, 0.8, 0.9, 0.99, 0.999999])
def test_confidence_level(estimate: Estimator, conf_level: float) -> None:
    """The macro's normal quantile is that of the inverse normal distribution function at every level."""
    row = estimate("kaplan_meier", "two_patients", conf_type="log", conf_level=conf_level).row(0, named=True)
    z = NormalDist().inv_cdf((1 + conf_level) / 2)
    assert row["lower"] == pytest.approx(0.5 * exp(-z * 0.5**0.5), rel=1e-12)


def test_macros_explain_themselves(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        comments = dict(
            connection.sql(
                "select function_name, comment from duckdb_functions() where function_type = 'table_macro'"
                " and database_name = current_database()"
            ).fetchall()
        )
    assert set(comments) == set(macros.MACRO_NAMES)
    assert all(f"from {name}('my_table'" in comment for name, comment in comments.items())


def test_a_macro_refuses_faulty_rows(database: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as others (read_only)")
        connection.execute("create table wrong as select 'a' as stratum, -1 as time, 1 as event")
        with pytest.raises(duckdb.InvalidInputException, match=r"column time: .* in 1 rows"):
            connection.sql("from others.kaplan_meier('memory.main.wrong')").fetchall()
