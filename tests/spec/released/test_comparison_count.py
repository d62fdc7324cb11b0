"""released.comparison_count: small groups stay, and what would tell them."""

import pytest

from tests.spec.released.test_attrition import HIDING_UNDETERMINED, told_flow
from tests.support.released_comparison import counts
from tests.support.spec import expect, made

COMPARATOR = {"before_period": 20, "after_period": 0, "outside": 3, "undetermined": 9, "compared": 80}


COHORTS = "agreement_id | comparator_id | last_date\nEX004 | older | 2025-12-31"


def released(treated, comparator, attrition, **beside):
    given = {
        "agreement.comparator_cohort": COHORTS,
        "result.comparison_count": counts(treated, comparator),
        "released.attrition": attrition,
    }
    rows = made("released.comparison_count", given | beside)
    return {(row["arm"], row["category"]): row["n"] for row in rows if not row["suppressed"]}


def test_a_small_count_stays_with_another_so_that_it_cannot_be_worked_out():
    found = released({}, COMPARATOR, told_flow(40, 30, 20, 100))
    assert ("comparator", "outside") not in found
    assert found["comparator", "compared"] == 80
    hidden = 112 - sum(n for (arm, _), n in found.items() if arm == "comparator")
    assert hidden >= 5


def test_what_the_patient_flow_withholds_is_withheld_here():
    treated = {"before_period": 40, "outside": 30, "undetermined": 3, "other_group": 6, "not_followed": 0,
               "compared": 94}  # fmt: skip
    found = released(treated, {}, told_flow(40, 30, 3, 100, HIDING_UNDETERMINED))
    assert ("treated", "undetermined") not in found


def test_who_was_first_in_the_other_group_is_told_only_with_five_of_them():
    """100 inside are published: 97 compared would tell the three others."""
    shared = {"before_period": 40, "outside": 30, "undetermined": 20, "not_followed": 0}
    few = released(shared | {"other_group": 3, "compared": 97}, {}, told_flow(40, 30, 20, 100))
    assert not {("treated", "other_group"), ("treated", "compared")} & set(few)
    enough = released(shared | {"other_group": 6, "compared": 94}, {}, told_flow(40, 30, 20, 100))
    assert (enough["treated", "other_group"], enough["treated", "compared"]) == (6, 94)


def test_withheld_rows_are_said_to_be():
    given = {"agreement.comparator_cohort": COHORTS, "result.comparison_count": counts({}, COMPARATOR)}
    rows = made("released.comparison_count", given)
    expect(
        [row for row in rows if row["category"] == "outside"],
        "arm | category | n | suppressed\ncomparator | outside | - | true",
    )


def test_those_not_followed_have_a_row_only_with_their_number():
    """How few of them there can be follows from what the totals grow by."""
    for n in (2, 20):
        given = {
            "agreement.comparator_cohort": COHORTS,
            "result.comparison_count": counts({}, COMPARATOR | {"not_followed": n}),
        }
        rows = made("released.comparison_count", given)
        assert [row["n"] for row in rows if row["category"] == "not_followed"] == ([20] if n == 20 else [])


PUBLISHED = """
    build_id | agreement_id | data_cut   | topic      | item             | grouping | level | category     | n  | is_small
    before   | EX004        | 2026-03-31 | comparison | older/comparator | all      | all   | undetermined | 9  | -
    before   | EX004        | 2026-03-31 | comparison | older/comparator | all      | all   | outside      | -  | true
    before   | EX004        | 2026-03-31 | comparison | older/comparator | all      | all   | compared     | -  | false
"""


def test_what_an_earlier_edition_told_of_a_period_that_is_over_is_still_known():
    """Nine were undetermined, as they are: of those who are withheld now, nobody else could hide three."""
    alone = released({}, COMPARATOR, told_flow(40, 30, 20, 100))
    assert ("comparator", "undetermined") not in alone and alone["comparator", "compared"] == 80
    beside = released({}, COMPARATOR, told_flow(40, 30, 20, 100), **{"reference.published_count": PUBLISHED})
    assert not {("comparator", "outside"), ("comparator", "undetermined")} & set(beside)
    assert sum(("comparator", name) not in beside for name in COMPARATOR) > 2, "one more hides them"


TREATED_BEFORE = """
    build_id | agreement_id | data_cut   | topic      | item          | grouping | level | category    | n  | is_small
    december | EX004        | 2025-12-31 | flow       | all           | all      | all   | inside      | 22 | -
    december | EX004        | 2025-12-31 | comparison | other/treated | all      | all   | other_group | 0  | -
    march    | EX004        | 2026-03-31 | flow       | all           | all      | all   | inside      | {} | -
    march    | EX004        | 2026-03-31 | comparison | other/treated | all      | all   | other_group | -  | true
"""


@pytest.mark.parametrize(
    ("n_march", "n_now", "leave"), [(25, 25, False), (32, 32, True)], ids=["three", "ten"]
)
def test_who_can_have_come_to_the_other_group_is_hidden_as_if_four_had_come(n_march, n_now, leave):
    """In December nobody of the 22 was in the other group, since then one is. That three came in all the flow
    tells; but the other comparison must not tell once more that there was no fourth."""
    of_older = {"compared": n_now - 11, "other_group": 11, "not_followed": 0}
    of_other = {"compared": n_now - 1, "other_group": 1, "not_followed": 0}
    elsewhere = {"before_period": 40, "outside": 30, "undetermined": 20}
    older, other = counts(elsewhere | of_older, {}), counts(elsewhere | of_other, {})
    rows = made(
        "released.comparison_count",
        given={
            "agreement.comparator_cohort": COHORTS + "\nEX004 | other | 2025-12-31",
            "result.comparison_count": "\n".join([older, *other.replace("older", "other").splitlines()[1:]]),
            "released.attrition": told_flow(40, 30, 20, n_now),
            "reference.published_count": TREATED_BEFORE.format(n_march),
        },
    )
    told = {row["category"] for row in rows if row["comparator_id"] == "older" and not row["suppressed"]}
    assert (told >= set(of_older)) == leave
