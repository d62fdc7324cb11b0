"""Curves whose events are another's, as the editions that bound it."""

from datetime import date

from pipelines.methods.curve_histories import Point
from pipelines.methods.curves_drawn import Drawn
from pipelines.methods.curves_within import drawn_of_others

MARCH, JUNE, SEPTEMBER = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
GROUP = ("EX001", "inside", "all", "all")


def drawn(cut: date) -> Drawn:
    return Drawn(cut, (Point(183, n_events=7),), 20, {183: 7})


EDITIONS = {
    (*GROUP, "overall_survival", "kaplan_meier"): [drawn(MARCH), drawn(JUNE), drawn(SEPTEMBER)],
    (*GROUP, "time_to_next_treatment", "new_line"): [drawn(MARCH), drawn(SEPTEMBER)],
    ("EX001", "all_treated", "all", "all", "overall_survival", "kaplan_meier"): [drawn(MARCH)],
}


def test_a_curve_within_is_before_it_at_every_earlier_cut():
    others = drawn_of_others(EDITIONS, (*GROUP, "time_to_next_treatment", "new_line"), JUNE)
    assert others == (drawn(date.min),)


def test_what_a_curve_lies_within_is_after_it_at_every_later_cut():
    others = drawn_of_others(EDITIONS, (*GROUP, "overall_survival", "kaplan_meier"), JUNE)
    assert others == (drawn(date.max),)


def test_what_the_edition_itself_draws_counts_at_its_own_cut():
    now = {(*GROUP, "treatment_duration", "gap_120"): drawn(JUNE)}
    assert drawn_of_others({}, (*GROUP, "treatment_duration", "gap_60"), JUNE, now) == (drawn(date.min),)
    now = {(*GROUP, "treatment_duration", "gap_60"): drawn(JUNE)}
    assert drawn_of_others({}, (*GROUP, "treatment_duration", "gap_120"), JUNE, now) == (drawn(date.max),)


def test_curves_of_which_neither_lies_within_the_other_say_nothing_of_each_other():
    now = {(*GROUP, "treatment_duration", "gap_90"): drawn(JUNE)}
    assert drawn_of_others(EDITIONS, (*GROUP, "treatment_duration", "gap_90"), JUNE, now) == ()
    assert drawn_of_others({}, (*GROUP, "overall_survival", "kaplan_meier"), JUNE, now) == ()
