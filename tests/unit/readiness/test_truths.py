"""The truths a rule is tried under."""

import pytest

from pipelines.readiness.truths import RATIOS, truths


def values(unit: str, assumed: float) -> list[float]:
    return [truth.value for truth in truths(unit, assumed)]


@pytest.mark.parametrize(
    ("unit", "assumed", "lower", "higher"),
    [
        ("probability", 0.64, 0.512, 0.64 ** (1 / 1.5)),
        ("days", 300, 200, 450),
        ("share", 0.5, 1 / 3, 2 / 3),
        ("persons", 30, 20, 45),
        ("NOK", 100_000, 80_000, 125_000),
    ],
)
def test_clearly_lower_and_higher(unit, assumed, lower, higher):
    assert values(unit, assumed) == pytest.approx([assumed, lower, higher])


@pytest.mark.parametrize("unit", RATIOS)
@pytest.mark.parametrize("assumed", [0.0, 1.0])
def test_the_ends_of_a_scale_stay_on_it(unit, assumed):
    assert all(value >= 0 for value in values(unit, assumed))
    if unit in ("probability", "share"):
        assert values(unit, assumed) == [assumed] * 3


def test_what_history_shows_is_one_more_truth():
    tried = truths("days", 300, seen=250)
    assert [truth.name for truth in tried] == ["as_assumed", "clearly_lower", "clearly_higher", "as_seen"]
    assert tried[-1].value == 250
