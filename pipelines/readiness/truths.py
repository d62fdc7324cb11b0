"""Under which truths a rule is tried: as assumed, clearly lower, clearly higher, and as seen so far.

How far away "clearly" is, is stated here once, for each kind of number.
"""

from dataclasses import dataclass

from pipelines.methods.term import Words

HAZARD_RATIO = 1.5
TIME_RATIO = 1.5
ODDS_RATIO = 2.0
COUNT_RATIO = 1.5
COST_RATIO = 1.25

RATIOS = {
    "probability": HAZARD_RATIO,
    "days": TIME_RATIO,
    "share": ODDS_RATIO,
    "persons": COUNT_RATIO,
    "NOK": COST_RATIO,
}
MEANING: dict[str, Words] = {
    "probability": Words(
        "for probabilities a risk {ratio} times as high or as low",
        "for sannsynligheter en risiko som er {ratio} ganger så høy eller lav",
    ),
    "days": Words(
        "for medians {ratio} times as short or as long",
        "for medianer {ratio} ganger så kort eller lang",
    ),
    "share": Words(
        "for shares odds divided or multiplied by {ratio}",
        "for andeler odds delt på eller ganget med {ratio}",
    ),
    "persons": Words(
        "for counts {ratio} times as few or as many",
        "for antall {ratio} ganger så få eller så mange",
    ),
    "NOK": Words(
        "for cost a mean divided or multiplied by {ratio}",
        "for kostnad et gjennomsnitt delt på eller ganget med {ratio}",
    ),
}
"""What "clearly" means, by unit."""


@dataclass(frozen=True)
class Truth:
    """One supposed true value of a measure."""

    name: str
    value: float


def truths(unit: str, assumed: float, seen: float | None = None) -> list[Truth]:
    """The truths to try for a measure in `unit`; `seen` is what history shows, if it shows anything."""
    lower, higher = _around(unit, assumed)
    tried = [
        Truth("as_assumed", assumed),
        Truth("clearly_lower", lower),
        Truth("clearly_higher", higher),
    ]
    return tried if seen is None else [*tried, Truth("as_seen", seen)]


def _around(unit: str, value: float) -> tuple[float, float]:
    ratio = RATIOS[unit]
    if unit == "probability":
        return value**ratio, value ** (1 / ratio)
    if unit == "share":
        return value / (value + (1 - value) * ratio), value * ratio / (value * ratio + 1 - value)
    return value / ratio, value * ratio
