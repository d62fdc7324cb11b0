"""Tiny cases on which survival software disagrees, each with R's answer.

The R code behind the numbers (survival 3.5), for each case `x` with columns time, event and perhaps entry:

    surv <- function(event) Surv(x$time, event)               # or Surv(x$entry, x$time, event)
    km <- survfit(surv(x$event > 0) ~ 1, conf.type = "log-log")
    km$time; km$surv; km$lower; km$upper; quantile(km, 0.5)$quantile
    aj <- survfit(surv(factor(x$event, 0:2)) ~ 1, id = seq_along(x$time))
    aj$pstate[, 2:3]; aj$std.err[, 2:3]

What R gives as NA is missing.
"""

import polars as pl
import pytest

from pipelines.methods import survival

NO = None
CASES = {
    "event before censoring at a tie": {
        "data": {"time": [1, 2, 2, 2, 3], "event": [0, 1, 0, 2, 1]},
        "time": [1, 2, 3],
        "survival": [1, 0.5, 0],
        "lower": [NO, 0.0578470829951446, NO],
        "upper": [NO, 0.844861281190374, NO],
        "median": 2.5,
        "incidence": [[0, 0.25, 0.75], [0, 0.25, 0.25]],
        "std_err": [[0, 0.21650635094611, 0.21650635094611], [0, 0.21650635094611, 0.21650635094611]],
    },
    "everyone censored": {
        "data": {"time": [1, 2, 3], "event": [0, 0, 0]},
        "time": [1, 2, 3],
        "survival": [1, 1, 1],
        "lower": [NO, NO, NO],
        "upper": [NO, NO, NO],
        "median": NO,
        "incidence": [[0, 0, 0]],
        "std_err": [[0, 0, 0]],
    },
    "everyone dead at one time": {
        "data": {"time": [2, 2, 2], "event": [1, 1, 2]},
        "time": [2],
        "survival": [0],
        "lower": [NO],
        "upper": [NO],
        "median": 2,
        "incidence": [[2 / 3], [1 / 3]],
        "std_err": [[0.272165526975909], [0.272165526975909]],
    },
    "one patient": {
        "data": {"time": [5], "event": [1]},
        "time": [5],
        "survival": [0],
        "lower": [NO],
        "upper": [NO],
        "median": 5,
        "incidence": [[1]],
        "std_err": [[0]],
    },
    "entry after the first event": {
        "data": {"entry": [NO, NO, 2, 2], "time": [1, 3, 4, 5], "event": [1, 2, 1, 0]},
        "time": [1, 3, 4, 5],
        "survival": [1 / 2, 1 / 3, 1 / 6, 1 / 6],
        "lower": [0.00598308763914576, 0.00896162833097908, 0.00290902629490777, 0.00290902629490777],
        "upper": [0.910410084836737, 0.774148650360833, 0.577104273259125, 0.577104273259125],
        "median": 2,
        "incidence": [[1 / 2, 1 / 2, 2 / 3, 2 / 3], [0, 1 / 6, 1 / 6, 1 / 6]],
        "std_err": [
            [0.353553390593274, 0.353553390593274, 0.304290309725092, 0.304290309725092],
            [0, 0.22566773346211, 0.22566773346211, 0.22566773346211],
        ],
    },
    "entry when nobody is left": {
        "data": {"entry": [NO, NO, 3, 3], "time": [1, 2, 5, 6], "event": [1, 2, 1, 0]},
        "time": [1, 2, 5, 6],
        "survival": [0.5, 0, 0, 0],
        "lower": [0.00598308763914576, NO, NO, NO],
        "upper": [0.910410084836737, NO, NO, NO],
        "median": 1.5,
        "incidence": [[0.5, 0.5, 0.5, 0.5], [0, 0.5, 0.5, 0.5]],
        "std_err": [[0.353553390593274] * 4, [0, *[0.353553390593274] * 3]],
    },
    "event at time zero": {
        "data": {"time": [0, 0, 1, 2], "event": [1, 0, 2, 0]},
        "time": [0, 1, 2],
        "survival": [0.75, 0.375, 0.375],
        "lower": [0.127946917595146, 0.0109711215748446, 0.0109711215748446],
        "upper": [0.960548642285078, 0.808001072481343, 0.808001072481343],
        "median": 1,
        "incidence": [[0.25, 0.25, 0.25], [0, 0.375, 0.375]],
        "std_err": [[0.21650635094611] * 3, [0, 0.28641098093474, 0.28641098093474]],
    },
    "median on a flat half": {
        "data": {"time": [1, 2, 3, 4], "event": [1, 2, 1, 0]},
        "time": [1, 2, 3, 4],
        "survival": [0.75, 0.5, 0.25, 0.25],
        "lower": [0.127946917595146, 0.0578470829951446, 0.00894782441660317, 0.00894782441660317],
        "upper": [0.960548642285078, 0.844861281190374, 0.665325342788865, 0.665325342788865],
        "median": 2.5,
        "incidence": [[0.25, 0.25, 0.5, 0.5], [0, 0.25, 0.25, 0.25]],
        "std_err": [[0.21650635094611, 0.21650635094611, 0.25, 0.25], [0, *[0.21650635094611] * 3]],
    },
    "nearly equal times": {
        "data": {"time": [0.1 + 0.2, 0.3, 1], "event": [1, 2, 0]},
        "time": [0.3, 1],
        "survival": [1 / 3, 1 / 3],
        "lower": [0.00896162833097908, 0.00896162833097908],
        "upper": [0.774148650360833, 0.774148650360833],
        "median": 0.3,
        "incidence": [[1 / 3, 1 / 3], [1 / 3, 1 / 3]],
        "std_err": [[0.272165526975909] * 2, [0.272165526975909] * 2],
    },
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> dict:
    return CASES[request.param]


def of_all_causes(case: dict) -> pl.DataFrame:
    return pl.DataFrame(case["data"]).with_columns(stratum=pl.lit("all"))


def of_one_cause(case: dict) -> pl.DataFrame:
    return of_all_causes(case).with_columns(pl.col("event").clip(upper_bound=1))


def test_curve(case: dict) -> None:
    curve = survival.kaplan_meier(of_one_cause(case))
    for column in ("time", "survival", "lower", "upper"):
        assert curve[column].to_list() == pytest.approx(case[column], abs=1e-9)


def test_median(case: dict) -> None:
    median = survival.survival_quantile(of_one_cause(case), 0.5)["estimate"].to_list()
    assert median == pytest.approx([case["median"]], abs=1e-9)


def test_cumulative_incidence(case: dict) -> None:
    found = survival.cumulative_incidence(of_all_causes(case))
    causes = found.partition_by("cause", maintain_order=True)
    assert len(causes) == len(case["incidence"])
    for curve, incidence, std_err in zip(causes, case["incidence"], case["std_err"], strict=True):
        assert curve["time"].to_list() == pytest.approx(case["time"], abs=1e-9)
        assert curve["incidence"].to_list() == pytest.approx(incidence, abs=1e-9)
        assert curve["std_err"].to_list() == pytest.approx(std_err, abs=1e-9)


def test_an_empty_stratum_has_no_row() -> None:
    """R drops a level without rows, but gives one without weight survival 1 at n.risk 0, nobody's number.

    survfit(Surv(c(1, 2, 3, 4), c(1, 0, 1, 0)) ~ c("a", "a", "b", "b"), weights = c(1, 1, 0, 0))$surv
    is 0.5, 0.5, 1, 1.
    """
    frame = pl.DataFrame(
        {
            "stratum": pl.Series(["a", "a", "b", "b"], dtype=pl.Enum(["a", "b", "nobody"])),
            "time": [1, 2, 3, 4],
            "event": [1, 0, 1, 0],
            "weight": [1, 1, 0, 0],
        }
    )
    assert survival.kaplan_meier(frame)["survival"].to_list() == [0.5, 0.5]
    answers = (
        survival.survival_at(frame, 1),
        survival.survival_quantile(frame),
        survival.restricted_mean(frame, 1),
        survival.cumulative_incidence(frame),
        survival.incidence_at(frame, 1),
    )
    assert [answer["stratum"].unique().to_list() for answer in answers] == [["a"]] * 5
