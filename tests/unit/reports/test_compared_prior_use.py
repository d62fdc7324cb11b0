"""What a report says of prior use and of other groups, case by case."""

from datetime import date
from types import SimpleNamespace

import pytest

from pipelines.reports.compared_groups import compared_groups, is_same
from pipelines.reports.compared_prior_use import prior_use_limits, unknown_prior_use
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers

FACTS = {
    "comparator_id": "older",
    "why_not": None,
    "suppressed": False,
    "n_treated": 642,
    "n_comparators": 488,
}
MAIN, NEW_USERS, WIDER = "compared", "compared_new_users", "compared_with_undetermined"
RATIO, OTHER_RATIO = (0.72, 0.61, 0.85), (0.69, 0.57, 0.84)
MEAN, OTHER_MEAN = (51.0, 27.0, 74.0), (57.0, 20.0, 90.0)
NOTHING = (None, None, None)


def view(why_not=None, **numbers):
    """A comparison with the ratio and the mean of each group."""

    def of_comparator(measure, variant, comparator_id, time, cohort):
        found = dict(
            zip(("hazard_ratio", "restricted_mean_difference"), numbers.get(cohort, ()), strict=False)
        )
        if measure not in found:
            return None
        return dict(zip(("estimate", "lower", "upper"), found[measure], strict=True))

    def comparison(comparator_id, cohort):
        return {"why_not": why_not if cohort == NEW_USERS else None} if cohort in numbers else None

    return SimpleNamespace(
        agreement={"lookback_days": 365, "start_date": date(2022, 1, 1)},
        compared=SimpleNamespace(
            cohorts={"older": {"weights": "overlap", "horizon_days": 730}}, comparison=comparison
        ),
        of_comparator=of_comparator,
    )


def said(treated, comparators, code="en", **numbers) -> list[str]:
    counts = {"n_prior_use_unknown_treated": treated, "n_prior_use_unknown_comparators": comparators}
    spoken = language(code)
    return list(prior_use_limits(view(**numbers), FACTS | counts, spoken, Numbers(spoken)))


DIFFERENT = {MAIN: (RATIO, MEAN), NEW_USERS: (OTHER_RATIO, OTHER_MEAN)}


def test_of_how_many_it_is_not_known_is_said_of_each_group_that_has_some():
    (sentence,) = said(0, 121, **DIFFERENT)
    assert sentence.startswith("Of 121 of 488 comparators it is not known")
    assert "365 days" in sentence
    (sentence,) = said(30, 121, **DIFFERENT)
    assert sentence.startswith("Of 121 of 488 comparators and 30 of 642 treated it is not known")
    (sentence,) = said(0, 121, "nb", **DIFFERENT)
    assert sentence.startswith("For 121 av 488 sammenlignede er det ikke kjent")


def test_what_is_withheld_is_said_beside_what_is_not():
    first, second = said(None, 121, **DIFFERENT)
    assert first.startswith("Of 121 of 488 comparators")
    assert second.startswith("Of how many treated") and second.endswith("is withheld.")


@pytest.mark.parametrize(
    ("counts", "numbers"),
    [((0, 0), DIFFERENT), ((None, None), {MAIN: (RATIO, MEAN), NEW_USERS: (RATIO, MEAN)})],
)
def test_where_everybody_is_a_known_new_user_one_sentence_says_so(counts, numbers):
    (sentence,) = said(*counts, **numbers)
    assert "those known to be new users are all who are compared" in sentence


def test_groups_with_the_same_persons_are_not_shown_twice():
    same = view(**{MAIN: (RATIO, MEAN), NEW_USERS: (RATIO, MEAN), WIDER: (RATIO, MEAN)})
    assert compared_groups(same, "older") == []
    assert is_same(same, "older", NEW_USERS)
    one = view(**{MAIN: (RATIO, MEAN), NEW_USERS: (OTHER_RATIO, OTHER_MEAN), WIDER: (RATIO, MEAN)})
    assert [group.term.name for group in compared_groups(one, "older")] == [MAIN, NEW_USERS]


def test_what_is_withheld_or_not_made_is_not_the_same():
    withheld = view(**{MAIN: (RATIO, MEAN), NEW_USERS: (NOTHING, MEAN)})
    assert [group.is_main for group in compared_groups(withheld, "older")] == [True, False]
    hidden = view(**{MAIN: (NOTHING, NOTHING), NEW_USERS: (NOTHING, NOTHING)})
    assert not is_same(hidden, "older", NEW_USERS)
    (main, other) = compared_groups(view("no_comparators", **{MAIN: (RATIO, MEAN), NEW_USERS: ()}), "older")
    assert (main.why_not, other.why_not) == (None, "no_comparators")


def test_the_table_of_counts_has_a_line_only_where_prior_use_is_not_known():
    counts = {"n_prior_use_unknown_treated": 0, "n_prior_use_unknown_comparators": 121}
    assert unknown_prior_use(FACTS | counts) == [0, 121]
    assert unknown_prior_use(FACTS | dict.fromkeys(counts, 0)) is None
    assert unknown_prior_use(FACTS | dict.fromkeys(counts)) == [None, None]
    assert unknown_prior_use(FACTS | counts | {"suppressed": True}) is None
    assert unknown_prior_use(None) is None
