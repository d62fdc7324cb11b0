"""How many events several editions told together between two times."""

from itertools import combinations
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from pipelines.methods.told_together import most_told_between

N_TIMES = 5


def test_stretches_that_lie_apart_are_added_and_others_not():
    one, other = {0: 0, 365: 21, 690: 28}, {365: 29}
    assert most_told_between([one, other], -inf, 690) == 29 + 7
    assert most_told_between([one, other], -inf, 600) == 29
    assert most_told_between([one, other], 365, 690) == 7
    assert most_told_between([one, other], 400, 690) == 0


@given(
    cells=st.lists(st.lists(st.integers(0, 5), min_size=N_TIMES, max_size=N_TIMES), min_size=2, max_size=3),
    told_at=st.sets(st.tuples(st.integers(0, 2), st.integers(0, N_TIMES - 1)), max_size=6),
)
def test_no_more_is_told_than_happened_and_no_less_than_any_edition_told(cells, told_at):
    """`cells`: events that came with each edition, by stretch of time."""
    editions = []
    for place in range(len(cells)):
        by_stretch = [sum(edition[time] for edition in cells[: place + 1]) for time in range(N_TIMES)]
        times = [time for edition, time in told_at if edition == place]
        editions.append({time: sum(by_stretch[: time + 1]) for time in times})
    in_all = [sum(edition[time] for edition in cells) for time in range(N_TIMES)]
    for begin, end in [*combinations(range(N_TIMES), 2), *((-inf, time) for time in range(N_TIMES))]:
        happened = sum(in_all[0 if begin == -inf else begin + 1 : end + 1])
        most = most_told_between(editions, begin, end)
        assert most <= happened
        for told in editions:
            within = sorted(time for time in told if begin <= time <= end)
            first = 0 if begin == -inf else min((told[time] for time in within), default=0)
            assert most >= max((told[time] - first for time in within), default=0)
