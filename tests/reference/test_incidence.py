"""Cumulative incidence against R, in Python and by the SQL macro in a database left for others.

Data: `mgus2` of R's `survival` (progression, or death first). The R code behind the numbers, survival 3.5:

    time  <- with(mgus2, ifelse(pstat == 1, ptime, futime))
    event <- with(mgus2, ifelse(pstat == 1, 1, 2 * death))
    fit <- survfit(Surv(time, factor(event, 0:2)) ~ sex, data = mgus2)
    at <- summary(fit, times = c(12, 60, 120, 240, 360))     # n.risk[, 1], pstate, std.err, lower, upper
    cmprsk::timepoints(cmprsk::cuminc(time, event, mgus2$sex), c(12, 60, 120, 240, 360))$est

`cmprsk` gives the same incidences; its variance is another estimator and is not compared.
"""

from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipelines.methods import macros, survival
from tests.reference.reference_data import FOLDER
from tests.support.r import run_r

TIMES = [12, 60, 120, 240, 360]
N_RISK = {"F": [563, 431, 214, 33, 2], "M": [644, 443, 210, 24, 1]}
# Of each sex and cause: incidence, std.err, lower, upper.
BY_SURVFIT = {
    ("F", 1): [
        (0.0127018820397735, 0.00446218625045384, 0.00638028328481872, 0.0252869347880223),
        (0.0397896215044053, 0.00779833408808593, 0.0270983932691198, 0.058424643990535),
        (0.0738856643759262, 0.0107697973764881, 0.0555247328325098, 0.0983181930247075),
        (0.104940674186137, 0.0142629574344966, 0.0803994786634599, 0.136972842134186),
        (0.157390386934433, 0.031742837827254, 0.106000035864813, 0.233695523754002),
    ],
    ("F", 2): [
        (0.0936093186247653, 0.0116027238918556, 0.0734199403316866, 0.119350472008093),
        (0.263965145457701, 0.0175806957234412, 0.231661878128291, 0.300772827102431),
        (0.480490045774695, 0.0208049145180222, 0.441395506301639, 0.52304720096266),
        (0.695307803031983, 0.0236253343399979, 0.650511193883509, 0.743189272533468),
        (0.760281744788321, 0.0323686906321686, 0.699415090077228, 0.826445325042313),
    ],
    ("M", 1): [
        (0.00664010624169987, 0.00295967031624724, 0.00277186497933362, 0.0159066228801886),
        (0.0293462844583663, 0.00616458366286076, 0.0194422594729007, 0.0442954900746864),
        (0.0553102406481571, 0.00864431655219645, 0.0407167513976059, 0.0751342534841059),
        (0.0956507550309775, 0.0135258309491872, 0.0724972042274418, 0.126198893260672),
        (0.104460229976652, 0.0158156196773295, 0.0776383481150016, 0.140548323241134),
    ],
    ("M", 2): [
        (0.146082337317397, 0.0128709132964748, 0.122913809800652, 0.17361799549395),
        (0.367626985608863, 0.0176074421125398, 0.334687279617365, 0.403808596198727),
        (0.575178488879491, 0.0189385922542251, 0.539231905509369, 0.613521363794649),
        (0.748127889265735, 0.020668866928044, 0.708694913465879, 0.789754982098022),
        (0.799436406979631, 0.0237626605570388, 0.754193145946808, 0.847393764102938),
    ],
}


@pytest.fixture(scope="module")
def mgus2() -> pl.DataFrame:
    return pl.read_csv(FOLDER / "survival" / "mgus2.csv").rename({"sex": "stratum"})


def test_incidence_at_as_survfit(mgus2: pl.DataFrame) -> None:
    found = survival.incidence_at(mgus2, TIMES)
    for (sex, cause), expected in BY_SURVFIT.items():
        rows = found.filter(stratum=sex, cause=cause)
        assert rows["n_risk"].to_list() == N_RISK[sex]
        for row, answer in zip(
            rows.select("incidence", "std_err", "lower", "upper").rows(), expected, strict=True
        ):
            assert row == pytest.approx(answer, abs=1e-9)


def test_incidence_at_counts_events_since_the_time_before(mgus2: pl.DataFrame) -> None:
    found = survival.incidence_at(mgus2, [60, 1000]).filter(stratum="F")
    events = mgus2.filter(pl.col("event") > 0, stratum="F")
    for cause in (1, 2):
        early = len(events.filter(pl.col("time") <= 60, event=cause))
        rest = len(events.filter(pl.col("time") > 60, event=cause))
        assert found.filter(cause=cause)["n_event"].to_list() == [early, rest]


def test_beyond_follow_up_it_is_missing_unless_nobody_was_left() -> None:
    followed = pl.DataFrame({"stratum": "a", "time": [1, 2, 3], "event": [1, 2, 0]})
    beyond = survival.incidence_at(followed, [0.5, 3, 3.5])
    assert beyond.filter(cause=1)["incidence"].to_list() == pytest.approx([0, 1 / 3, None])
    assert beyond.filter(time=3.5).select("std_err", "lower", "upper").null_count().row(0) == (2, 2, 2)
    nobody_left = survival.incidence_at(followed.with_columns(event=pl.Series([1, 2, 1])), 100)
    assert nobody_left["incidence"].to_list() == pytest.approx([2 / 3, 1 / 3])
    assert nobody_left["n_risk"].to_list() == [0, 0]
    assert nobody_left["std_err"].to_list() == pytest.approx([(2 / 27) ** 0.5] * 2)


def test_in_a_database_left_for_others(mgus2: pl.DataFrame, tmp_path: Path) -> None:
    path = tmp_path / "left for others.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as left_for_others (storage_version 'v1.5.0')")
        connection.register("frame", mgus2)
        connection.execute("create table left_for_others.mgus2 as from frame")
        macros.install(connection, "left_for_others")
    with duckdb.connect(str(path), read_only=True) as connection:
        assert_frame_equal(
            connection.sql("from cumulative_incidence('mgus2')").pl(), survival.cumulative_incidence(mgus2)
        )
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as others (read_only)")
        assert_frame_equal(
            connection.sql(
                "from others.incidence_at('others.main.mgus2', [12, 60], conf_type := 'log-log')"
            ).pl(),
            survival.incidence_at(mgus2, [12, 60], conf_type="log-log"),
        )


def test_incidence_at_as_cmprsk() -> None:
    """As `cmprsk` in R, at every time of an event; together with survival they are one."""
    answer = run_r(
        """
        time <- with(mgus2, ifelse(pstat == 1, ptime, futime))
        event <- with(mgus2, ifelse(pstat == 1, 1, 2 * death))
        at <- sort(unique(time[event > 0]))
        answer <- list(at = at, est = timepoints(cuminc(time, event), at)$est)
        """,
        {},
        packages=["survival", "cmprsk"],
    )
    frame = pl.read_csv(FOLDER / "survival" / "mgus2.csv").with_columns(stratum=pl.lit("all"))
    found = survival.incidence_at(frame, answer["at"])
    for cause, expected in enumerate(answer["est"], start=1):
        assert found.filter(cause=cause)["incidence"].to_list() == pytest.approx(expected, abs=1e-9)
    of_any = survival.survival_at(frame.with_columns(pl.col("event").clip(upper_bound=1)), answer["at"])
    total = found.group_by("time").agg(pl.col("incidence").sum()).sort("time")["incidence"]
    assert (total + of_any["survival"] - 1).abs().max() < 1e-12
