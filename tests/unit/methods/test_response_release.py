"""Shares of responses leave unless 1 to 4 persons could be worked out from them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.methods.response_release import QUESTION, released_responses

SCHEMA = {
    "agreement_id": pl.String, "cohort": pl.String, "subgroup": pl.String, "level": pl.String,
    "measure": pl.String, "variant": pl.String, "time_days": pl.Int32, "n": pl.Int64, "n_events": pl.Int64,
}  # fmt: skip
SHORT = {"reported": "share_response_reported", "unknown": "share_response_unknown",
         "transplanted": "share_transplanted"}  # fmt: skip


def left(*shares, treated=40, cohort="inside", subgroup="all"):
    """`shares`: measure, variant, number with it, number in all; which of them leave."""
    rows = [("EX001", cohort, "all", "all", "number_treated", "new_starters", None, treated, None)]
    rows += [
        ("EX001", cohort, subgroup, subgroup, SHORT[measure], variant, 56, n, n_events)
        for measure, variant, n_events, n in shares
    ]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    names = {long: short for short, long in SHORT.items()}
    return [(names[row["measure"]], row["variant"]) for row in released_responses(frame).to_dicts()]


CR, ANY = "complete_remission", "any_response"


@pytest.mark.parametrize(
    ("n_events", "n", "treated", "leaves"),
    [
        (12, 40, 40, True),
        (5, 10, 10, True),
        (0, 40, 40, True),
        (4, 40, 40, False),
        (36, 40, 40, False),
        (0, 4, 4, False),
        (12, 35, 40, True),
        (12, 36, 40, False),
        (12, 39, 40, False),
    ],
)
def test_a_share_rests_on_no_small_group_and_leaves_none_out(n_events, n, treated, leaves):
    assert left(("reported", CR, n_events, n), treated=treated) == ([("reported", CR)] if leaves else [])


def test_two_definitions_that_differ_by_few_do_not_both_leave():
    assert left(("reported", ANY, 15, 40), ("reported", CR, 12, 40)) == [("reported", ANY)]
    assert len(left(("reported", ANY, 17, 40), ("reported", CR, 12, 40))) == 2


def test_the_unknown_leave_where_those_known_to_have_none_are_not_few():
    assert left(("reported", CR, 12, 40), ("unknown", CR, 28, 40)) == [("reported", CR), ("unknown", CR)]
    assert left(("reported", CR, 12, 40), ("unknown", CR, 25, 40)) == [("reported", CR)]


def test_transplanted_responders_tell_of_the_others_who_were():
    among = ("transplanted", f"among_{CR}", 6, 12)
    assert left(("reported", CR, 12, 40), among, ("transplanted", "among_treated", 8, 40)) == [
        ("reported", CR), ("transplanted", f"among_{CR}"),
    ]  # fmt: skip
    assert len(left(("reported", CR, 12, 40), among, ("transplanted", "among_treated", 11, 40))) == 3


def test_responders_due_for_both_are_no_small_group_less():
    assert left(("reported", CR, 15, 40), ("transplanted", f"among_{CR}", 6, 12)) == [("reported", CR)]
    assert len(left(("reported", CR, 17, 40), ("transplanted", f"among_{CR}", 6, 12))) == 2


def test_only_of_the_counted_cohort_as_a_whole():
    assert left(("reported", CR, 12, 40), cohort="all_treated") == []
    assert left(("reported", CR, 12, 40), subgroup="age") == []
    assert released_responses(pl.DataFrame(schema=SCHEMA)).columns == QUESTION


@given(
    st.integers(0, 60).flatmap(
        lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n), st.integers(0, n))
    )
)
def test_nothing_small_follows_from_what_leaves(counts):
    n, complete, more, transplanted = counts
    either = max(complete, more)
    among = min(transplanted, complete)
    shares = {
        ("reported", ANY): (either, n), ("reported", CR): (complete, n),
        ("transplanted", "among_treated"): (transplanted, n),
        ("transplanted", f"among_{CR}"): (among, complete),
    }  # fmt: skip
    released = left(*((*name, *share) for name, share in shares.items()), treated=n)
    known = [shares[name] for name in released]
    small = [count for x, of in known for count in (x, of - x, of) if 0 < count < 5]
    assert small == []
    for one, other in ((("reported", ANY), ("reported", CR)),
                       (("transplanted", "among_treated"), ("transplanted", f"among_{CR}"))):  # fmt: skip
        if {one, other} <= set(released):
            assert not 0 < shares[one][0] - shares[other][0] < 5


def test_the_number_treated_is_that_of_the_whole_cohort_not_of_a_subgroup():
    """Two of forty were not due: the number of a subgroup, which follows, does not hide them."""
    rows = [
        ("EX001", "inside", "all", "all", "number_treated", "new_starters", None, 40, None),
        ("EX001", "inside", "sex", "female", "number_treated", "new_starters", None, 15, None),
        ("EX001", "inside", "all", "all", "share_response_reported", CR, 56, 38, 12),
    ]
    assert released_responses(pl.DataFrame(rows, schema=SCHEMA, orient="row")).is_empty()
