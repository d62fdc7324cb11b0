"""What editions counted beside curves, and when counts of now tell of few persons beside it."""

from datetime import date

import polars as pl
import pytest

from pipelines.methods.curves_told import (
    ALL_FOLLOW_UP,
    Counted,
    So,
    counted_by_edition,
    curves_told,
    differs_by_few,
)

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
GROUP = {
    "agreement_id": "EX004", "data_cut": MARCH, "cohort": "inside", "subgroup": "all", "level": "all",
    "measure": "overall_survival", "variant": "kaplan_meier",
}  # fmt: skip
KEY = ("EX004", "inside", "all", "all", "overall_survival", "kaplan_meier")


def points(*rows: tuple[int, int | None, int | None]) -> pl.DataFrame:
    """Released points of one curve: time, events since the last counted one, persons beyond; nobody lost."""
    return pl.DataFrame(
        [
            GROUP | {"time_days": time, "n_event": n_event, "n_risk": n_risk, "n_censor": 0}
            for time, n_event, n_risk in rows
        ],
        schema_overrides={"time_days": pl.Int32, "n_event": pl.Int64, "n_risk": pl.Int64},
    )


def estimates(*rows: dict) -> pl.DataFrame:
    """Released estimates of the same group, where nothing else is said."""
    names = {"time_days": pl.Int32, "n": pl.Int64, "n_events": pl.Int64}
    texts = {name: pl.Date if name == "data_cut" else pl.String for name in GROUP}
    return pl.DataFrame([GROUP | dict.fromkeys(names) | row for row in rows], schema=texts | names)


def told(*args: pl.DataFrame) -> set[tuple]:
    return set(curves_told(*args).select("level", "time_days", "n_events", "n_beyond").rows())


def test_events_are_summed_over_counted_points_and_others_tell_nothing():
    released = points((0, 0, 40), (30, 6, 34), (60, None, None), (90, 5, 20))
    assert told(released, estimates()) == {("all", 0, 0, 40), ("all", 30, 6, 34), ("all", 90, 11, 20)}


def test_numbers_beside_estimates_are_of_the_curve_at_their_time_or_over_all_follow_up():
    of_estimates = estimates(
        {"time_days": 30, "n": 40, "n_events": 6},
        {"measure": "overall_survival_median", "n": 40, "n_events": 16},
        {"subgroup": "sex", "level": "female", "time_days": 30, "n": 20, "n_events": 5},
        {"measure": "overall_survival_mean", "time_days": 50, "n": 40, "n_events": None},
    )
    assert told(points((30, 6, 34)), of_estimates) == {
        ("all", 30, 6, 34),
        ("all", None, 16, None),
        ("female", 30, 5, None),
    }


def test_the_losses_beside_the_follow_up_are_the_others_of_the_curve_of_survival():
    of_follow_up = estimates(
        {"measure": "follow_up_median", "variant": "reverse", "n": 40, "n_events": 24},
        {"measure": "follow_up_median", "variant": "reverse", "level": "female", "n": None, "n_events": None},
    )
    assert told(points((30, 6, 34)), of_follow_up) == {("all", 30, 6, 34), ("all", None, 16, None)}


@pytest.mark.parametrize("measure", ["net_survival", "number_treated", "complication_rate"])
def test_numbers_of_other_persons_are_not_of_the_curve(measure):
    of_estimates = estimates({"measure": measure, "time_days": 30, "n": 40, "n_events": 6})
    assert told(points((0, 0, 40)), of_estimates) == {("all", 0, 0, 40)}


def test_each_edition_is_kept_apart():
    rows = curves_told(
        points((0, 0, 40), (30, 6, 34)),
        estimates({"measure": "overall_survival_median", "n": 40, "n_events": 16}),
    )
    published = pl.concat([rows.with_columns(build_id=pl.lit(name)) for name in ("one", "other")])
    counted = Counted(MARCH, {0: 0, 30: 6, ALL_FOLLOW_UP: 16}, {0: 40, 30: 34}, {0: 0, 30: 0})
    assert counted_by_edition(published) == {KEY: [counted, counted]}


BEFORE = Counted(MARCH, {0: 0, 30: 6, 90: 20}, {0: 100, 30: 90, 90: 60})


@pytest.mark.parametrize(
    ("time", "n_events", "is_few"),
    [
        (30, 6, False), (30, 7, True), (30, 10, True), (30, 11, False),
        (60, 9, True),  # of those who had it by 30 days then
        (60, 16, False),  # those who had it by 90 days then are not all among them
        (60, 21, False),  # at least one more had it by 90 days
        (60, 22, True), (60, 24, True), (60, 25, False),  # at least two, four, five
        (365, 22, True), (365, 25, False), (365, 20, False),
        (29, 5, False), (29, 4, True),  # beside none at the start
    ],
)  # fmt: skip
def test_events_of_now_are_those_told_last_by_then_or_at_least_five_more(time, n_events, is_few):
    assert differs_by_few(JUNE, So(time, n_events), [BEFORE]) == is_few


@pytest.mark.parametrize(
    ("time", "n_beyond", "is_few"),
    [
        (30, 90, False), (30, 91, True), (30, 94, True), (30, 95, False),
        (60, 63, True),  # of those beyond 60 days now, sixty were followed beyond 90 then
        (60, 88, False),  # those beyond 30 days then are not all among them
        (120, 58, False), (120, 61, False),  # nothing was told so far out: at least one more beyond 90
        (120, 62, True), (120, 64, True), (120, 65, False),
    ],
)  # fmt: skip
def test_persons_beyond_now_are_those_told_first_from_then_on_or_at_least_five_more(time, n_beyond, is_few):
    assert differs_by_few(JUNE, So(time, 1000, n_beyond), [BEFORE]) == is_few


def test_every_edition_before_is_asked():
    others = [BEFORE, BEFORE._replace(data_cut=JUNE, events={0: 0, 30: 12}, beyond={})]
    assert differs_by_few(SEPTEMBER, So(30, 14), others)
    assert not differs_by_few(SEPTEMBER, So(30, 14), others[:1])


@pytest.mark.parametrize(
    ("time", "n_events", "n_beyond", "is_few"),
    [
        (60, 3, None, True),
        (60, 1, None, False),
        (60, 16, None, True),
        (60, 11, None, False),
        (60, 15, 88, True),
        (60, 15, 68, False),
    ],
)
def test_beside_a_later_cut_it_is_the_other_way_round(time, n_events, n_beyond, is_few):
    later = BEFORE._replace(data_cut=SEPTEMBER)
    assert differs_by_few(JUNE, So(time, n_events, n_beyond), [later]) == is_few


@pytest.mark.parametrize(("n_events", "n_beyond"), [(9, None), (17, None), (12, 63), (12, 88)])
def test_beside_an_edition_of_the_same_cut_it_is_both(n_events, n_beyond):
    assert not differs_by_few(MARCH, So(60, 12, 75), [BEFORE])
    assert differs_by_few(MARCH, So(60, n_events, n_beyond), [BEFORE])


IN_ALL = Counted(MARCH, {30: 6, 90: 20, ALL_FOLLOW_UP: 30}, {})


@pytest.mark.parametrize(
    ("time", "n_events", "is_few"),
    [
        (ALL_FOLLOW_UP, 30, False), (ALL_FOLLOW_UP, 33, True), (ALL_FOLLOW_UP, 35, False),
        (120, 33, True), (120, 35, False), (120, 23, True),
        (60, 11, False),  # before its last point
    ],
)  # fmt: skip
@pytest.mark.parametrize("data_cut", [JUNE, date(2025, 12, 31)], ids=["later", "earlier"])
def test_events_over_all_follow_up_are_compared_from_the_last_point_on(data_cut, time, n_events, is_few):
    asked = (data_cut, So(time, n_events), [IN_ALL])
    assert differs_by_few(*asked) == is_few


def test_persons_who_are_fewer_than_before_are_few_as_well():
    """Someone was corrected: four fewer are a small number too."""
    assert differs_by_few(JUNE, So(30, 2), [BEFORE])
    assert not differs_by_few(JUNE, So(30, 1), [BEFORE])


TOLD = Counted(MARCH, {30: 10, 60: 20, 90: 30}, {}, {30: 1, 60: 9})


@pytest.mark.parametrize(
    ("one", "other", "is_few"),
    [
        ((30, 15), (60, 27), True),  # five more by 30 days, seven by 60: two between
        ((30, 15), (60, 25), False), ((30, 15), (60, 30), False), ((30, 20), (60, 27), True),
        ((20, 5), (60, 25), False),  # ten more than the ten told between 30 and 60 days
        ((20, 15), (60, 28), True),  # three more than those
        ((40, 20), (50, 21), False),  # how many of the ten lay between 40 and 50 days is not told
        ((40, 15), (50, 28), True),  # at least three more between 30 and 60 days
        ((60, 30), (365, 42), True),  # told then: ten after 60 days
    ],
)  # fmt: skip
def test_events_between_two_times_are_those_told_within_them_or_at_least_five_more(one, other, is_few):
    assert differs_by_few(JUNE, So(*other), [TOLD], [So(*one)]) == is_few
    assert not differs_by_few(JUNE, So(*one), [TOLD])
    assert differs_by_few(JUNE, So(*one), [TOLD], [So(*other)]) == is_few, "whichever is asked for"


@pytest.mark.parametrize(
    ("one", "other", "is_few"),
    [
        ((30, 5), (60, 13), True), ((30, 5), (60, 15), False), ((30, 5), (60, 10), False),
        ((40, 4), (50, 9), False),
        ((40, 5), (60, 13), True),  # of the ten between 30 and 60 days eight
        ((30, 5), (70, 12), True),  # seven, and ten between 30 and 60 days
    ],
)  # fmt: skip
def test_between_two_times_a_later_cut_is_asked_the_other_way_round(one, other, is_few):
    later = TOLD._replace(data_cut=SEPTEMBER)
    assert differs_by_few(JUNE, So(*other), [later], [So(*one)]) == is_few


def test_persons_lost_are_compared_between_editions_of_one_cut():
    """Ten were added, four of them lost by day 30."""
    of_cut = Counted(MARCH, {0: 0, 30: 10}, {0: 100, 30: 80}, {0: 0, 30: 10})
    now = So(30, 10, 86, 14)
    assert differs_by_few(MARCH, now, [of_cut])
    assert not differs_by_few(MARCH, now._replace(n_lost=15, n_beyond=85), [of_cut])
    assert not differs_by_few(JUNE, now, [of_cut]), "who was lost then may be followed now"


def test_persons_lost_between_two_times_are_too():
    told = TOLD._replace(events={}, lost={30: 10, 60: 20})
    one, other = So(30, 0, None, 15), So(60, 0, None, 27)
    assert differs_by_few(MARCH, other, [told], [one])
    assert not differs_by_few(MARCH, other._replace(n_lost=25), [told], [one])
    assert not differs_by_few(JUNE, other, [told], [one])


@pytest.mark.parametrize(
    ("told", "one", "other", "is_few"),
    [
        ({30: 10, 60: 20, ALL_FOLLOW_UP: 30}, (30, 15), (365, 36), True),  # one more than in all since day 30
        ({30: 10, 60: 20, ALL_FOLLOW_UP: 30}, (30, 15), (365, 40), False),
        ({30: 10}, (10, 2), (20, 15), True),  # at least three more than there were by day 30
        ({30: 10, 60: 12}, (40, 20), (50, 20), False),  # nothing was told within
    ],
    ids=["in all", "in all, enough", "from the start", "nothing within"],
)
def test_between_two_times_what_was_told_lies_within_or_around(told, one, other, is_few):
    before = Counted(MARCH, told, {})
    assert differs_by_few(JUNE, So(*other), [before], [So(*one)]) == is_few
    assert not differs_by_few(JUNE, So(*other), [before])
