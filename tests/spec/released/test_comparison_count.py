"""released.comparison_count: small groups stay, and what would tell them."""

from tests.spec.released.test_attrition import HIDING_UNDETERMINED, told_flow
from tests.support.released_comparison import counts
from tests.support.spec import expect, made

COMPARATOR = {"before_period": 20, "after_period": 0, "outside": 3, "undetermined": 9, "compared": 80}


def released(treated, comparator, attrition):
    rows = made(
        "released.comparison_count",
        {"result.comparison_count": counts(treated, comparator), "released.attrition": attrition},
    )
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
    rows = made("released.comparison_count", {"result.comparison_count": counts({}, COMPARATOR)})
    expect(
        [row for row in rows if row["category"] == "outside"],
        "arm | category | n | suppressed\ncomparator | outside | - | true",
    )
