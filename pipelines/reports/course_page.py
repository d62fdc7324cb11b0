"""What became of the treated, and what treatment took: bars and tables of the section on treatment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.methods.competitions import COMPETITIONS
from pipelines.methods.course_terms import CORRECTED_MEAN, QUANTILES
from pipelines.methods.dose_terms import MEAN_OF_PERSONS, QUANTILES_OF_PERSONS
from pipelines.methods.dose_terms import MEASURES as DOSE_MEASURES
from pipelines.methods.measures import MEASURES
from pipelines.methods.next_treatment_terms import NEW_LINE
from pipelines.reports.bars import Segment, segments
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

FINENESS = 10_000
"""A bar divides whole numbers: probabilities in hundredths of a percent."""


@dataclass(frozen=True)
class BecameRow:
    """The treated at one time: their estimates in the order of the columns, and the bar they divide."""

    label: str
    estimates: list[Row | None]
    bar: list[Segment]
    bar_text: str


@dataclass(frozen=True)
class Became:
    """Who has had nothing yet, and who which cause first, at fixed times. A column is its words and tone."""

    columns: list[tuple[str, str]]
    rows: list[BecameRow]

    @property
    def is_told(self) -> bool:
        return any(row.bar for row in self.rows)


def course_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """What the templates of the section on treatment name."""
    horizon = view.agreement["cost_horizon_days"]
    return {
        "cost_horizon": horizon,
        "end_of_treatment": _became(view, "end_of_treatment", view.primary_variant, language, numbers),
        "next_treatment": _became(view, "next_treatment", NEW_LINE, language, numbers),
        "received": [
            {
                "label": language.label(MEASURES[measure]),
                "definition": language.definition(MEASURES[measure]),
                "mean": mean,
                "median": median,
                "quartiles": [low, high],
            }
            for measure, (mean, low, median, high) in _received(view)
            if mean
        ],
    }


def _received(view: Report) -> Iterator[tuple[str, list[Row | None]]]:
    """Mean, lower quartile, median and upper quartile of counts up to the horizon, and of ratios."""
    horizon = view.agreement["cost_horizon_days"]
    for measure in ("cycles", "doses"):
        yield measure, [view.estimate(measure, name, None, horizon) for name in (CORRECTED_MEAN, *QUANTILES)]
    for ratio in DOSE_MEASURES:
        yield (
            ratio.name,
            [view.estimate(ratio.name, name) for name in (MEAN_OF_PERSONS, *QUANTILES_OF_PERSONS)],
        )


def _became(view: Report, measure: str, variant: str, language: Language, numbers: Numbers) -> Became:
    competition = COMPETITIONS[measure]
    names = [competition.any_cause, *competition.causes.values()]
    words = [language.label(MEASURES[name]) for name in names]
    tones = {name: f"tone{place}" for place, name in enumerate(names)}
    times = MEASURES[names[-1]].times_days
    return Became(
        list(zip(words, tones.values(), strict=True)),
        [_row(view, names, variant, time, words, tones, language, numbers) for time in times],
    )


def _row(
    view: Report, names: list[str], variant: str, time: int, words: list[str], tones: dict[str, str],
    language: Language, numbers: Numbers,
) -> BecameRow:  # fmt: skip
    estimates = [view.estimate(name, variant, None, time) for name in names]
    known = [row["estimate"] if row and not row["suppressed"] else None for row in estimates]
    parts = {
        name: None if share is None else round(share * FINENESS)
        for name, share in zip(names, known, strict=True)
    }
    said = [
        f"{label}: {numbers.percent(share)}"
        for label, share in zip(words, known, strict=True)
        if share is not None
    ]
    label = language.text("curve.at", time=numbers.time(time))
    return BecameRow(label, estimates, segments(parts, tones), f"{label}. {'; '.join(said)}")
