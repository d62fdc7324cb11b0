"""Patient-reported outcomes against R: scores worked out in plain R, and intervals of `t.test`."""

import numpy as np
import polars as pl
import pytest

from pipelines.methods.eq5d import DIMENSIONS, eq5d_index
from pipelines.methods.mean_interval import difference_interval, mean_interval
from pipelines.methods.qlq_c30 import qlq_c30_scores
from tests.support.r import run_r

SCRIPT = """
scale <- function(items, range, reversed) {
    answers <- form[paste0("qlq_", items)]
    raw <- apply(answers, 1, mean, na.rm = TRUE)
    raw[rowSums(!is.na(answers)) < length(items) / 2] <- NA
    if (reversed) (1 - (raw - 1) / range) * 100 else ((raw - 1) / range) * 100
}
pf <- scale(1:5, 3, TRUE); rf <- scale(6:7, 3, TRUE); ef <- scale(21:24, 3, TRUE)
cf <- scale(c(20, 25), 3, TRUE); sf <- scale(26:27, 3, TRUE)
fa <- scale(c(10, 12, 18), 3, FALSE); nv <- scale(14:15, 3, FALSE); pa <- scale(c(9, 19), 3, FALSE)
dy <- scale(8, 3, FALSE); sl <- scale(11, 3, FALSE); ap <- scale(13, 3, FALSE)
co <- scale(16, 3, FALSE); di <- scale(17, 3, FALSE); fi <- scale(28, 3, FALSE)
ql <- scale(29:30, 6, FALSE)
summary_score <- rowMeans(cbind(
    pf, rf, ef, cf, sf,
    100 - fa, 100 - nv, 100 - pa, 100 - dy, 100 - sl, 100 - ap, 100 - co, 100 - di
))
state <- form[c("mobility", "self_care", "usual_activities", "pain", "anxiety")]
index <- 1
for (name in names(state)) {
    of_dimension <- tariff[tariff$term == name, ]
    index <- index - of_dimension$decrement[match(state[[name]], of_dimension$level)]
}
index <- index - ifelse(apply(state, 1, max) > 1, tariff$decrement[tariff$term == "any_problem"], 0)
index <- index - ifelse(apply(state, 1, max) > 3, tariff$decrement[tariff$term == "any_severe"], 0)

one <- split(form$value, form$group)
alone <- sapply(one, function(values) t.test(values)$conf.int)
paired <- t.test(form$value, form$before, paired = TRUE)$conf.int
welch <- t.test(one[["1"]], one[["2"]])$conf.int
narrow <- t.test(one[["1"]], one[["2"]], conf.level = 0.8)$conf.int
answer <- list(
    scores = data.frame(
        qlq_ql = ql, qlq_pf = pf, qlq_rf = rf, qlq_ef = ef, qlq_cf = cf, qlq_sf = sf, qlq_fa = fa,
        qlq_nv = nv, qlq_pa = pa, qlq_dy = dy, qlq_sl = sl, qlq_ap = ap, qlq_co = co,
        qlq_di = di, qlq_fi = fi,
        qlq_summary = summary_score
    ),
    index = index, lower = alone[1, ], upper = alone[2, ], paired = paired, welch = welch, narrow = narrow
)
"""


def _forms() -> pl.DataFrame:
    draws = np.random.default_rng(20261121)
    n = 400

    def answers(highest: int) -> pl.Series:
        values = draws.integers(1, highest + 1, n).astype(float)
        values[draws.random(n) < 0.15] = np.nan
        return pl.Series(values).fill_nan(None).cast(pl.Int32)

    items = {f"qlq_{item}": answers(7 if item > 28 else 4) for item in range(1, 31)}
    return pl.DataFrame(
        items
        | {name: answers(5) for name in DIMENSIONS}
        | {"group": draws.choice([1, 2, 2, 2], n), "value": draws.normal(60, 20, n)}
    ).with_columns(before=pl.col("value") + pl.Series(draws.normal(3, 9, n)))


FORMS = _forms()
TARIFF = pl.DataFrame(
    [(name, level, 0.013 * (place + 1) * (level - 1) ** 1.4) for place, name in enumerate(DIMENSIONS)
     for level in range(1, 6)] + [("any_problem", None, 0.071), ("any_severe", None, 0.113)],
    schema=["term", "level", "decrement"],
    orient="row",
)  # fmt: skip


@pytest.fixture(scope="module")
def answer() -> dict:
    return run_r(SCRIPT, {"form": FORMS, "tariff": TARIFF})


def test_scales_as_in_r(answer):
    expected = pl.DataFrame(answer["scores"], strict=False)
    found = qlq_c30_scores(FORMS).select(expected.columns)
    assert found.null_count().equals(expected.null_count())
    assert 0 < expected["qlq_summary"].null_count() < FORMS.height
    for name in expected.columns:
        assert (found[name] - expected[name]).abs().max() < 1e-9, name


def test_index_as_in_r(answer):
    expected, found = pl.Series(answer["index"]), eq5d_index(FORMS, TARIFF)
    assert (found.is_null() == expected.is_null()).all() and 0 < found.null_count() < FORMS.height
    assert (found - expected).abs().max() < 1e-9


def _of(values: pl.Series) -> tuple[int, float, float]:
    return len(values), values.mean(), values.std()


def test_intervals_of_means_as_t_test(answer):
    groups = [FORMS.filter(pl.col("group") == group)["value"] for group in (1, 2)]
    lower, upper = mean_interval(*zip(*map(_of, groups), strict=True))
    assert np.abs(lower - answer["lower"]).max() < 1e-9
    assert np.abs(upper - answer["upper"]).max() < 1e-9


def test_paired_change_as_t_test(answer):
    found = mean_interval(*_of(FORMS["value"] - FORMS["before"]))
    assert np.abs(np.ravel(found) - answer["paired"]).max() < 1e-9


def test_difference_as_welchs_t_test(answer):
    groups = [_of(FORMS.filter(pl.col("group") == group)["value"]) for group in (1, 2)]
    pairs = tuple(zip(*groups, strict=True))
    for level, expected in ((0.95, answer["welch"]), (0.8, answer["narrow"])):
        assert np.abs(np.ravel(difference_interval(*pairs, conf_level=level)) - expected).max() < 1e-9


def test_too_few_or_all_alike_give_no_interval():
    lower, upper = mean_interval([0, 1, 2, 5], [0, 7, 7, 7], [0, 0, 3, 0])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, True, False, True]
    assert np.isnan(difference_interval((1, 9), (5, 5), (0, 2))).all()
    assert np.isnan(difference_interval((9, 9), (5, 6), (0, 0))).all()
    assert np.isfinite(difference_interval((9, 9), (5, 6), (0, 2))).all()


def test_impossible_numbers_are_refused():
    with pytest.raises(ValueError, match="sd: 1 of 2 are negative"):
        mean_interval([3, 3], [1, 1], [1, -1])
    with pytest.raises(ValueError, match="n: 1 of 1 are negative"):
        difference_interval((3, -3), (1, 1), (1, 1))
    with pytest.raises(ValueError, match="conf_level"):
        mean_interval([3], [1], [1], conf_level=1)
