"""The survival family against R itself, on random frames: the same numbers, missing in the same places.

R runs once and answers for all frames (`SCRIPT`); `tests/support/r.py` says what happens where there is no R.
"""

import polars as pl
import pytest

from pipelines.methods import survival
from tests.reference.random_frames import cases
from tests.reference.reference_data import assert_same
from tests.support.r import r_table, run_r

# One worker, so that R runs once.
pytestmark = pytest.mark.xdist_group("against_r")

# Delayed entry needs Surv(entry, time, event), which R refuses at time zero. survdiff takes none: its test is
# then the score test of the exact partial likelihood, which takes too long with many ties.
SCRIPT = """
stratum_of <- function(fit, x, strata = rep(names(fit$strata), fit$strata)) {
    if (is.null(fit$strata)) rep(x$stratum[1], length(fit$time)) else sub("stratum=", "", strata)
}
surv <- function(x, event) if (any(x$entry > 0)) Surv(x$entry, x$time, event) else Surv(x$time, event)
curve <- function(fit, x, std_err, ...) data.frame(
    stratum = stratum_of(fit, x, ...), time = fit$time, n_risk = fit$n.risk, n_event = fit$n.event,
    n_censor = fit$n.censor, survival = fit$surv, std_err = std_err, lower = fit$lower, upper = fit$upper
)

kaplan_meier <- function(x, conf_type) {
    fit <- survfit(surv(x, x$event > 0) ~ stratum, data = x, weights = weight, conf.type = conf_type)
    std_err <- if (isFALSE(fit$logse)) fit$std.err else fit$std.err * fit$surv
    at <- summary(fit, times = times)
    q <- c(0.25, 0.5, 0.75)
    quantiles <- lapply(quantile(fit, q), function(part) c(t(rbind(part))))
    strata <- sort(unique(x$stratum))
    list(
        curve = curve(fit, x, std_err),
        at = curve(at, x, at$std.err, at$strata),
        quantiles = data.frame(stratum = rep(strata, each = 3), q = q, estimate = quantiles$quantile,
            lower = quantiles$lower, upper = quantiles$upper)
    )
}

# The area under a person's (weighted) influence on the curve is the influence on the mean.
robust_std_err <- function(x, tau) {
    fit <- survfit(surv(x, x$event > 0) ~ 1, data = x, weights = weight, robust = TRUE, influence = TRUE,
        id = seq_along(x$time))
    width <- pmin(c(fit$time[-1], tau), tau) - pmin(fit$time, tau)
    sqrt(sum((matrix(fit$influence.surv, nrow(x)) %*% width)^2))
}

restricted_mean <- function(x) {
    tau <- x$tau[1]
    fit <- survfit(surv(x, x$event > 0) ~ stratum, data = x, weights = weight)
    table <- rbind(summary(fit, rmean = tau)$table)
    data.frame(stratum = sort(unique(x$stratum)), tau = tau, estimate = table[, "rmean"],
        std_err = table[, "se(rmean)"], robust = sapply(split(x, x$stratum), robust_std_err, tau))
}

difference <- function(mean, is_robust) {
    variance <- (if (is_robust) mean$robust else mean$std_err)^2
    estimate <- mean$estimate[-1] - mean$estimate[1]
    std_err <- sqrt(variance[-1] + variance[1])
    data.frame(stratum = mean$stratum[-1], estimate = estimate, std_err = std_err,
        lower = estimate - qnorm(0.975) * std_err, upper = estimate + qnorm(0.975) * std_err,
        p_value = ifelse(std_err > 0, 2 * pnorm(-abs(estimate / std_err)), NA))
}

incidence <- function(x, conf_type) {
    fit <- survfit(surv(x, factor(x$event, 0:3)) ~ stratum, data = x, weights = weight,
        id = seq_along(x$time), conf.type = conf_type)
    do.call(rbind, lapply(1:3, function(k) data.frame(
        stratum = stratum_of(fit, x), cause = k, time = fit$time, incidence = fit$pstate[, k + 1],
        std_err = fit$std.err[, k + 1], lower = fit$lower[, k + 1], upper = fit$upper[, k + 1]
    )))
}

log_rank <- function(x, formula) {
    if (any(x$entry > 0)) {
        if (nrow(x) > 50 && anyDuplicated(x$time)) return(list())
        formula <- update(formula, Surv(entry, time, event > 0) ~ .)
        start <- coxph.control(iter.max = 0)
        return(list(chi_square = coxph(formula, data = x, ties = "exact", control = start)$score))
    }
    fit <- tryCatch(survdiff(update(formula, Surv(time, event > 0) ~ .), data = x), error = function(e) NULL)
    if (is.null(fit)) return(list())  # strata that never meet at an event: R cannot invert
    list(n = c(fit$n), observed = rowSums(as.matrix(fit$obs)), expected = rowSums(as.matrix(fit$exp)),
        chi_square = fit$chisq, p_value = fit$pvalue)
}

times <- c(TIMES)
scales <- c(log = "log", `log-log` = "log-log", plain = "plain")
person$entry[is.na(person$entry)] <- 0
answer <- lapply(split(person, person$case), function(x) list(
    kaplan_meier = lapply(scales, function(scale) kaplan_meier(x, scale)),
    restricted_mean = restricted_mean(x),
    difference = difference(restricted_mean(x), any(x$weight != round(x$weight))),
    incidence = lapply(scales, function(scale) incidence(x, scale)),
    log_rank = log_rank(x, ~ stratum),
    stratified = log_rank(x, ~ stratum + strata(block))
))
"""
CASES = cases()
# Not on the grid of tenths: R takes 0.3 for another time than 0.1 + 0.2 here, though not in the data.
TIMES = [0.05, 0.35, 1.25, 5, 7, 20, 300]
# A time that most strata of the case are followed to.
TAU = {name: round(frame["time"].quantile(0.6), 1) for name, frame in CASES.items()}
ONE_CAUSE = {name: frame.with_columns(pl.col("event").clip(upper_bound=1)) for name, frame in CASES.items()}
by_weights = pytest.mark.parametrize("weights", ["none", "whole", "real"])
by_conf_type = pytest.mark.parametrize("conf_type", ["log", "log-log", "plain"])


@pytest.fixture(scope="module")
def answers() -> dict:
    persons = [frame.with_columns(case=pl.lit(name), tau=TAU[name]) for name, frame in CASES.items()]
    script = SCRIPT.replace("TIMES", ", ".join(map(str, TIMES)))
    return run_r(script, {"person": pl.concat(persons)})


def cases_of(weights: str) -> list[str]:
    return sorted(name for name in CASES if name.split()[2] == weights)


def persons(weights: str, largest_event: int = 1) -> pl.DataFrame:
    """All cases with such weights in one frame, their strata kept apart: as we use it, set-wise."""
    return pl.concat(
        CASES[name].with_columns(
            stratum=pl.format("{} {}", pl.lit(name), "stratum"),
            event=pl.col("event").clip(upper_bound=largest_event),
        )
        for name in cases_of(weights)
    )


def expected(answers: dict, weights: str, *path: str) -> pl.DataFrame:
    """R's tables at that place of the answer of each case, one after the other."""
    tables = []
    for name in cases_of(weights):
        table = answers[name]
        for step in path:
            table = table[step]
        tables.append(r_table(table).with_columns(stratum=pl.format("{} {}", pl.lit(name), "stratum")))
    return pl.concat(tables)


def assert_table(
    found: pl.DataFrame, answer: pl.DataFrame, columns: list[str], tolerance: float = 1e-9
) -> None:
    assert found["stratum"].to_list() == answer["stratum"].to_list()
    for column in columns:
        assert_same(found[column].cast(pl.Float64), answer[column], tolerance, column)


@by_weights
@by_conf_type
def test_kaplan_meier(answers: dict, weights: str, conf_type: str) -> None:
    found = survival.kaplan_meier(persons(weights), conf_type)
    assert_table(found, expected(answers, weights, "kaplan_meier", conf_type, "curve"), found.columns[1:])


@by_weights
@by_conf_type
def test_survival_at(answers: dict, weights: str, conf_type: str) -> None:
    """R leaves times after the end of follow-up out; with delayed entry its n.risk is of a later time."""
    answer = expected(answers, weights, "kaplan_meier", conf_type, "at")
    found = survival.survival_at(persons(weights), TIMES, conf_type)
    beyond = found.join(answer, on=["stratum", "time"], how="anti")
    assert len(beyond) > 0 and beyond["survival"].drop_nulls().is_in([0.0]).all()
    within = found.join(answer, on=["stratum", "time"], how="semi", maintain_order="left")
    assert_table(within, answer, ["time", "n_event", "survival", "std_err", "lower", "upper"])
    from_start = ~pl.col("stratum").str.contains("entry")
    assert_table(within.filter(from_start), answer.filter(from_start), ["n_risk"])


@by_weights
@by_conf_type
def test_survival_quantile(answers: dict, weights: str, conf_type: str) -> None:
    found = survival.survival_quantile(persons(weights), [0.25, 0.5, 0.75], conf_type)
    answer = expected(answers, weights, "kaplan_meier", conf_type, "quantiles")
    assert_table(found, answer, ["q", "estimate", "lower", "upper"])


def restricted_means(weights: str, answers: dict) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Ours and R's up to the time of each case, where follow-up reaches it: R carries the curve on."""
    answer = expected(answers, weights, "restricted_mean")
    found = survival.restricted_mean(persons(weights), answer["tau"].unique().to_list())
    found = found.join(answer, on=["stratum", "tau"], how="semi", maintain_order="left")
    last = persons(weights).group_by("stratum").agg(last=pl.col("time").max())
    ends = found.join(last, on="stratum", maintain_order="left").filter(pl.col("estimate").is_null())
    assert (ends["last"] < ends["tau"]).all()
    is_followed = found["estimate"].is_not_null()
    return found.filter(is_followed), answer.filter(is_followed)


@by_weights
def test_restricted_mean(answers: dict, weights: str) -> None:
    """With weights that are not whole R keeps Greenwood's variance here; ours is robust, as for the curve."""
    found, answer = restricted_means(weights, answers)
    if weights == "real":
        answer = answer.with_columns(std_err="robust")
    assert_table(found, answer, ["estimate", "std_err"], 1e-8)


@by_weights
def test_restricted_mean_difference(answers: dict, weights: str) -> None:
    """Each stratum of a case minus stratum a: means and variances are R's; none varies, no test."""
    differences = expected(answers, weights, "difference")
    found = pl.concat(
        survival.restricted_mean_difference(ONE_CAUSE[name], TAU[name], "a").with_columns(
            stratum=pl.format("{} {}", pl.lit(name), "stratum")
        )
        for name in cases_of(weights)
    )
    followed = found.drop_nulls("estimate")
    answer = differences.join(followed, on="stratum", how="semi", maintain_order="left")
    assert_table(followed, answer, ["estimate", "std_err", "lower", "upper", "p_value"], 1e-8)


@by_weights
@by_conf_type
def test_cumulative_incidence(answers: dict, weights: str, conf_type: str) -> None:
    """Numbers at risk are those of `test_kaplan_meier`: with several causes R does not weight them.

    At an incidence of one but for rounding, R's log-log limits rest on what rounding left.
    """
    found = survival.cumulative_incidence(persons(weights, largest_event=3), conf_type=conf_type)
    answer = expected(answers, weights, "incidence", conf_type).sort("stratum", "cause", "time")
    if conf_type == "log-log":
        is_one = pl.col("incidence") > 1 - 1e-12
        assert found.filter(is_one)["lower"].is_null().all()
        answer = answer.with_columns(
            pl.when(~is_one).then(limit).alias(limit) for limit in ("lower", "upper")
        )
    assert_table(found, answer, answer.columns[1:])


@pytest.mark.parametrize("test", ["log_rank", "stratified"])
def test_log_rank(answers: dict, test: str) -> None:
    """No answer: R cannot invert (strata that never meet), or its exact likelihood would take too long."""
    n_compared = 0
    for name, frame in ONE_CAUSE.items():
        answer = answers[name][test]
        found = survival.log_rank(frame.drop("weight", *(["block"] if test == "log_rank" else [])))
        for column in ("n", "observed", "expected"):
            if column in answer:
                assert found[column].to_list() == pytest.approx(answer[column], abs=1e-9)
        if "chi_square" in answer and found["degrees_of_freedom"][0]:
            n_compared += 1
            assert found["chi_square"].to_list() == pytest.approx(answer["chi_square"] * len(found), abs=1e-9)
            if "p_value" in answer:
                assert found["p_value"].to_list() == pytest.approx(answer["p_value"] * len(found), abs=1e-9)
    assert n_compared > 25
