"""The groups behind counts of comparisons, and what becomes of them at a later cut."""

from datetime import date

from pipelines.methods.comparison_counts import INSIDE, STANDINGS, ComparisonCounts, Count

NOW = ComparisonCounts("now", date(2026, 6, 30), {"older": date(2025, 12, 31), "other": date(2027, 1, 1)})


def test_every_comparison_divides_the_same_treated():
    categories = [*INSIDE, *(standing for standing in STANDINGS if standing != "inside")]
    divided = [
        sorted(group for category in categories for group in NOW.groups_of(Count(name, "treated", category)))
        for name in ("older", "other")
    ]
    assert divided[0] == divided[1] and len(set(divided[0])) == len(divided[0])


def test_the_patient_flow_counts_them_too():
    inside = {group for category in INSIDE for group in NOW.groups_of(Count("older", "treated", category))}
    assert inside == set(NOW.of_flow("inside"))
    assert {group for group in inside if group.is_followed} == set(NOW.followed("inside"))
