"""EORTC QLQ-C30: hand-checked scores, half of the items, and what must hold of every form."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.qlq_c30 import N_ITEMS, SCALES, SUMMARY, qlq_c30_scores

ITEMS = [f"qlq_{number}" for number in range(1, N_ITEMS + 1)]
BEST = dict.fromkeys(ITEMS, 1) | {"qlq_29": 7, "qlq_30": 7}
WORST = dict.fromkeys(ITEMS, 4) | {"qlq_29": 1, "qlq_30": 1}


def scores(**answers: int | None) -> dict[str, float | None]:
    """Scores of one form; items that are not given are not answered."""
    frame = pl.DataFrame([dict.fromkeys(ITEMS) | answers], schema=dict.fromkeys(ITEMS, pl.Int32))
    return qlq_c30_scores(frame).row(0, named=True)


def test_every_item_belongs_to_one_scale():
    assert sorted(item for scale in SCALES.values() for item in scale.items) == list(range(1, 31))
    assert len(SCALES) == 15
    assert len([scale for scale in SCALES.values() if scale.in_summary]) == 13


def test_best_and_worst_answers_are_the_ends_of_every_scale():
    best, worst = scores(**BEST), scores(**WORST)
    assert best == {name: 100 if scale.is_good else 0 for name, scale in SCALES.items()} | {SUMMARY: 100}
    assert worst == {name: 0 if scale.is_good else 100 for name, scale in SCALES.items()} | {SUMMARY: 0}


# Worked out by hand from the manual: raw score, then the transformation.
@pytest.mark.parametrize(
    ("answers", "scale", "expected"),
    [
        ({"qlq_1": 1, "qlq_2": 2, "qlq_3": 2, "qlq_4": 1, "qlq_5": 1}, "qlq_pf", 100 - 0.4 / 3 * 100),
        ({"qlq_6": 2, "qlq_7": 3}, "qlq_rf", 50),
        ({"qlq_21": 1, "qlq_22": 2, "qlq_23": 2, "qlq_24": 2}, "qlq_ef", 75),
        ({"qlq_20": 4, "qlq_25": 1}, "qlq_cf", 50),
        ({"qlq_26": 3, "qlq_27": 3}, "qlq_sf", 100 / 3),
        ({"qlq_10": 2, "qlq_12": 3, "qlq_18": 4}, "qlq_fa", 200 / 3),
        ({"qlq_14": 1, "qlq_15": 2}, "qlq_nv", 100 / 6),
        ({"qlq_9": 4, "qlq_19": 3}, "qlq_pa", 500 / 6),
        ({"qlq_8": 2}, "qlq_dy", 100 / 3),
        ({"qlq_11": 3}, "qlq_sl", 200 / 3),
        ({"qlq_13": 4}, "qlq_ap", 100),
        ({"qlq_16": 1}, "qlq_co", 0),
        ({"qlq_17": 2}, "qlq_di", 100 / 3),
        ({"qlq_28": 3}, "qlq_fi", 200 / 3),
        ({"qlq_29": 5, "qlq_30": 4}, "qlq_ql", 3.5 / 6 * 100),
    ],
)
def test_by_hand(answers, scale, expected):
    found = scores(**answers)
    assert found[scale] == pytest.approx(expected, abs=1e-12)
    assert {name for name, score in found.items() if score is not None} == {scale}


def test_at_least_half_of_the_items():
    assert scores(qlq_1=2, qlq_2=2)["qlq_pf"] is None
    assert scores(qlq_1=2, qlq_2=2, qlq_3=1)["qlq_pf"] == pytest.approx(100 - 2 / 3 / 3 * 100)
    assert scores(qlq_21=3, qlq_24=1)["qlq_ef"] == pytest.approx(200 / 3)
    assert scores(qlq_10=4)["qlq_fa"] is None
    assert scores(qlq_10=4, qlq_18=4)["qlq_fa"] == 100
    assert scores(qlq_29=7)["qlq_ql"] == 100


def test_the_summary_reverses_symptoms_and_needs_all_thirteen():
    middle = dict.fromkeys(ITEMS, 1) | {"qlq_29": 1, "qlq_30": 1, "qlq_28": 4}
    assert scores(**middle)[SUMMARY] == 100
    # One scale of thirteen falls from 100 to 0.
    assert scores(**(middle | {"qlq_13": 4}))[SUMMARY] == pytest.approx(1200 / 13)
    assert scores(**(middle | {"qlq_13": None}))[SUMMARY] is None
    assert scores(**(middle | {"qlq_28": None, "qlq_29": None, "qlq_30": None}))[SUMMARY] == 100


@pytest.mark.parametrize(("name", "wrong"), [("qlq_3", 0), ("qlq_28", 5), ("qlq_29", 8), ("qlq_30", 0)])
def test_an_answer_that_is_none_is_refused_without_saying_it(name, wrong):
    highest = 7 if name in ("qlq_29", "qlq_30") else 4
    with pytest.raises(ValueError, match=f"^{name}: 1 rows are not a whole number from 1 to {highest}$"):
        scores(**{name: wrong})


def test_a_missing_item_is_refused():
    frame = pl.DataFrame([BEST]).drop("qlq_7")
    with pytest.raises(ValueError, match="qlq_7: the column is missing"):
        qlq_c30_scores(frame)


FORM = st.fixed_dictionaries(
    {name: st.none() | st.integers(1, 7 if name in ("qlq_29", "qlq_30") else 4) for name in ITEMS}
)
FULL = st.fixed_dictionaries(
    {name: st.integers(1, 7 if name in ("qlq_29", "qlq_30") else 4) for name in ITEMS}
)


@settings(max_examples=60, derandomize=True)
@given(FORM)
def test_scores_lie_between_0_and_100_and_are_there_from_half_on(form):
    found = scores(**form)
    for name, scale in SCALES.items():
        n_answered = sum(form[f"qlq_{item}"] is not None for item in scale.items)
        assert (found[name] is not None) == (n_answered >= len(scale.items) / 2)
    assert all(-1e-9 <= score <= 100 + 1e-9 for score in found.values() if score is not None)


@settings(max_examples=60, derandomize=True)
@given(FULL, st.sampled_from(ITEMS))
def test_a_worse_answer_never_gives_a_better_score(form, name):
    is_global = name in ("qlq_29", "qlq_30")
    worse = form | {name: max(form[name] - 1, 1) if is_global else min(form[name] + 1, 4)}
    before, after = scores(**form), scores(**worse)
    for scale in SCALES.values():
        better, poorer = (before, after) if scale.is_good else (after, before)
        assert poorer[scale.name] <= better[scale.name] + 1e-9
    assert after[SUMMARY] <= before[SUMMARY] + 1e-9


@settings(max_examples=60, derandomize=True)
@given(FULL, st.sampled_from(list(SCALES)), st.randoms(use_true_random=False))
def test_the_order_of_answers_within_a_scale_does_not_matter(form, name, random):
    items = [f"qlq_{item}" for item in SCALES[name].items]
    shuffled = random.sample([form[item] for item in items], len(items))
    swapped = scores(**(form | dict(zip(items, shuffled, strict=True))))
    assert swapped == pytest.approx(scores(**form))
