"""What editions tell together of how treatment ended: of those, too, who are followed further."""

from datetime import date

import pytest

from pipelines.methods.ended_groups import LIVING, Ended, Group, known, on_one_grid, variants_of
from pipelines.methods.ended_told import FOLLOWED, OUTSIDE, SURVIVAL, Number, Within
from pipelines.methods.next_treatment_terms import NEW_LINE
from pipelines.methods.withholding import judged

MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
DURATION, RULE = "treatment_duration", "gap_90"
CAUSES = ("treatment_stopped", "treatment_changed", "death_on_treatment")


def ended(data_cut: date, stopped: dict[int, int], told: dict[str, dict[int, int]]) -> Ended:
    """An edition: how many had stopped by day, exactly, nobody for another cause; and what is told."""
    exactly = {
        Number(cause, RULE, time): Within(n=n if cause == CAUSES[0] else 0)
        for cause in CAUSES
        for time, n in stopped.items()
    }
    numbers = {
        Number(measure, RULE, time): Within(n, n, n)
        for measure, by_time in told.items()
        for time, n in by_time.items()
    }
    return Ended(("edition", data_cut), data_cut, exactly | numbers, variants_of(RULE))


@pytest.mark.parametrize(("n_followed", "is_given_away"), [(17, True), (40, False)])
def test_who_was_followed_further_before_is_still_followed_so_far(n_followed, is_given_away):
    """Ten were followed beyond day 365 in March. Of 17 followed beyond day 210 in June at most seven have
    ended by day 365, of whom five had in March: two at most since."""
    followed = FOLLOWED[DURATION]
    march = ended(MARCH, {210: 50, 365: 55}, {DURATION: {210: 50, 365: 55}, followed: {365: 10}})
    june = ended(JUNE, {210: 50, 365: 57}, {DURATION: {210: 50}, followed: {210: n_followed}})
    now, before = on_one_grid(june, [march])
    knowledge, hidden = known(now, before)
    found = {frozenset(hidden[place]) for place in judged([], knowledge, hidden).given_away}
    since = frozenset(
        group for cause in CAUSES for group in before[0].by(cause, 365, 210, (march.edition, june.edition))
    )
    assert (since in found) == is_given_away


@pytest.mark.parametrize(
    ("has_unseen", "n_followed", "is_given_away"),
    [(False, None, True), (True, None, False), (True, 47, True)],
)
def test_some_died_when_next_lines_were_not_known(has_unseen, n_followed, is_given_away):
    """Of sixty, twelve had died by day 365, five without a next line; eight had one: so seven of these died,
    and one lives. Unless some died of whom no next line was known; not if nobody was lost by then."""
    numbers = {
        Number("next_line", NEW_LINE, 365): 8,
        Number("next_line", NEW_LINE, None): 60,
        Number("death_before_next_line", NEW_LINE, 365): 5,
        Number(FOLLOWED["time_to_next_treatment"], NEW_LINE, 365): n_followed,
        Number(*SURVIVAL, 365): 12,
        Number(*SURVIVAL, None): 60,
    }
    told = {number: Within(n, n, n) for number, n in numbers.items() if n is not None}
    unseen = {Number(OUTSIDE[SURVIVAL[0]], SURVIVAL[1], None): Within()} if has_unseen else {}
    march = Ended(("edition", MARCH), MARCH, told | unseen, variants_of(RULE))
    now, before = on_one_grid(ended(JUNE, {}, {}), [march])
    knowledge, hidden = known(now, before)
    found = [hidden[place] for place in judged([], knowledge, hidden).given_away]
    assert ([Group(march.edition, LIVING, 365)] in found) == is_given_away
