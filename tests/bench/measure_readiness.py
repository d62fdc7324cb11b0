"""What readiness promises for EX004, held against what another country shows.

Ten countries are generated from the same model with different seeds, each half of Norway. Readiness is asked
in one; the interval it promises if the truth is as its own history shows is compared with the interval that
the next country's data give at the same reassessment. The ratio is the median of width seen to width
promised, 1 being a kept promise; for patients it is patients seen to patients expected, and how often their
number was within the limits given. The seconds are those of asking, once per country.
"""

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from pipelines.agreements.read import read_agreement
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.readiness.answer import Facts
from pipelines.readiness.ask import readiness
from pipelines.tables import REPOSITORY
from sample_data.generator.generate import generate
from tests.bench.figures import Figure, seconds_of

TITLE = "Promises of readiness"
SAMPLE, ASKED = REPOSITORY / "sample_data", "EX004"
SEEDS, SCALE, BACKGROUND = range(101, 111), 0.5, 0.002


@dataclass(frozen=True)
class KeptPromise(Figure):
    """A figure whose ratios are taken pair by pair: seen to promised."""

    ratios: tuple[float, ...] = ()

    @property
    def ratio(self) -> float | None:
        return median(self.ratios) if self.ratios else None


def measure() -> list[Figure]:
    """Seconds to ask, and how what was promised compares with what was seen, by measure."""
    seconds, answers = [], []
    agreement = read_agreement(SAMPLE / "agreements" / f"{ASKED}.yaml")
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            generate(SCALE, seed, Path(folder), BACKGROUND)
            load_all(Path(folder) / "deliveries", Path(folder) / "home", lambda _: None)
            home = Home(Path(folder) / "home")
            asked = partial(readiness, agreement, home, SAMPLE / "reference")
            seconds.append(seconds_of(lambda asked=asked: answers.append(asked().facts)))
    pairs = list(zip(answers, [*answers[1:], answers[0]], strict=True))
    by_measure: dict[str, list[float]] = {}
    for promising, showing in pairs:
        for name, ratio in width_ratios(promising, showing).items():
            by_measure.setdefault(name, []).append(ratio)
    patients = [_patients(*pair) for pair in pairs]
    n_within = sum(within for _, within in patients)
    return [
        KeptPromise(f"patients inside; within the limits {n_within} of {len(patients)} times", seconds,
                    ratios=tuple(ratio for ratio, _ in patients)),
        *(
            KeptPromise(f"{name}; {min(ratios):.2f} to {max(ratios):.2f}", seconds, ratios=tuple(ratios))
            for name, ratios in by_measure.items()
        ),
    ]  # fmt: skip


def width_ratios(promising: Facts, showing: Facts) -> dict[str, float]:
    """Width seen in one country to width promised in another, by measure; where both have two limits."""
    ratios = {}
    for item in promising.measures:
        promised = [under for under in item.precision.under if under.truth.name == "as_seen"]
        outcome = item.outcome
        seen = showing.past.estimates.get(
            (outcome.measure, outcome.variant, outcome.cohort, outcome.time_days)
        )
        if promised and promised[0].width and seen and None not in (seen.lower, seen.upper):
            name = (
                outcome.measure
                if outcome.time_days is None
                else f"{outcome.measure}, {outcome.time_days} days"
            )
            ratios[name] = (seen.upper - seen.lower) / promised[0].width
    return ratios


def _patients(promising: Facts, showing: Facts) -> tuple[float, bool]:
    expected, seen = promising.expected["inside"], showing.past.cohorts["inside"]
    return seen / expected.mid, expected.low <= seen <= expected.high


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.what}: {figure.ratio:.2f} ({figure.median_seconds:.1f} s)")
