"""How patient-reported outcomes are said on the page: who answered, scores, change, and who did not."""

from dataclasses import dataclass
from typing import Any

from pipelines.methods.measures import MEASURES, VARIANTS
from pipelines.methods.prom_terms import INDEX, STATES
from pipelines.methods.qlq_c30 import SCALES as QLQ_SCALES
from pipelines.reports.bars import segments
from pipelines.reports.divided import DividedRow, DividedTable
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import DAYS_PER_MONTH, Numbers
from pipelines.reports.score_chart import ScoreChart, score_chart
from pipelines.reports.view import Report

TONES = {
    "answered": "tone0", "no_answer": "tone1", "unreachable": "tone2", "not_invited": "tone4",
    "dead": "tone3", "not_due": "unknown",
}  # fmt: skip
RANGES = {INDEX: (0.0, 1.0)}
POINTS = (0.0, 100.0)
BY_DEATH = ("died_within_183_days", "lived_183_days")
ASKED_FIRST = ("eq_vas", INDEX, "qlq_ql")
"""The scale on which those who answered are compared with those who did not: the first that is agreed."""


@dataclass(frozen=True)
class ScaleShown:
    """One scale: its words, its drawing, and its rows at each time."""

    name: str
    label: str
    direction: str
    difference: str
    chart: ScoreChart
    text: str
    means: list[Row | None]
    changes: list[tuple[str, Row | None, str]]
    """Time in words, released row, and what the change comes to."""


def patient_reported_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """What the template of the section names."""
    part = view.patient_reported
    return {
        "prom": part,
        "prom_times": [(time, _time(time, language, numbers)) for time in part.times],
        "prom_flow": _flow(view, language, numbers),
        "prom_scales": [_scale(view, row, language, numbers) for row in part.scales],
        "prom_tariff": _tariff(view, language),
        "prom_silent": _silent(view, language, numbers),
        "prom_axis": lambda days: numbers.decimal(days / DAYS_PER_MONTH, 0),
        "prom_value": lambda value: numbers.decimal(value, 0 if float(value).is_integer() else 1),
    }


def _time(time_days: int, language: Language, numbers: Numbers) -> str:
    return numbers.time(time_days) if time_days else language.text("prom.baseline")


def _tariff(view: Report, language: Language) -> str:
    """'EQ-5D index by the tariff “x” (for adults): where its numbers come from.'"""
    return " ".join(
        language.text(
            "prom.tariff",
            tariff=row["tariff"],
            population=language.text(f"prom.population.{row['population']}"),
            origin=row["origin"],
        )
        for row in view.patient_reported.tariffs
    )


def _flow(view: Report, language: Language, numbers: Numbers) -> DividedTable:
    """What became of the forms: one divided bar for each time."""
    rows = []
    for time in view.patient_reported.times:
        found = {state.name: view.patient_reported.of("prom_flow", state.name, time) for state in STATES}
        counts = {
            name: None if row is None or row["estimate"] is None else int(row["estimate"])
            for name, row in found.items()
        }
        known = [count for count in counts.values() if count is not None]
        total = sum(known) if len(known) == len(counts) else None
        said = [f"{language.label(VARIANTS[name])}: {count}" for name, count in counts.items() if count]
        label = _time(time, language, numbers)
        shares = [
            numbers.percent(count / total) if total and count is not None else "" for count in counts.values()
        ]
        rows.append(
            DividedRow(
                label=label,
                note="",
                counts=list(counts.values()),
                shares=shares,
                total=total,
                bar=segments(counts, TONES),
                bar_text=f"{label}. {'; '.join(said)}",
            )
        )
    categories = [(language.label(state), TONES[state.name]) for state in STATES]
    name = language.label(MEASURES["prom_flow"])
    return DividedTable(language.text("prom.time"), name, categories, rows)


def _scale(view: Report, asked: Row, language: Language, numbers: Numbers) -> ScaleShown:
    part, scale = view.patient_reported, asked["scale"]
    unit = "index" if scale == INDEX else "points"
    means = [part.of_scale("mean", scale, time) for time in part.times]
    lowest, highest = RANGES.get(scale, POINTS)
    important = asked["minimal_important_difference"]
    said = [
        f"{_time(time, language, numbers)}: {_said(row, unit, language, numbers)}"
        for time, row in zip(part.times, means, strict=True)
    ]
    later = [time for time in part.times if time > 0]
    changes = [(_time(time, language, numbers), part.of_scale("change", scale, time)) for time in later]
    is_good = scale not in QLQ_SCALES or QLQ_SCALES[scale].is_good
    label = language.label(VARIANTS[scale])
    return ScaleShown(
        name=scale,
        label=label,
        direction=language.text("prom.high_is_good" if is_good else "prom.high_is_bad"),
        difference="" if important is None else numbers.margin(important, unit),
        chart=score_chart(list(zip(part.times, means, strict=True)), lowest, highest),
        text=f"{label}. {'; '.join(said)}",
        means=means,
        changes=[(time, row, _importance(row, important, is_good, language)) for time, row in changes],
    )


def _said(row: Row | None, unit: str, language: Language, numbers: Numbers) -> str:
    if row is None or row["estimate"] is None:
        return language.text("value.withheld" if row and row["suppressed"] else "value.missing")
    return numbers.with_interval(row["estimate"], row["lower"], row["upper"], unit)


def _importance(row: Row | None, important: float | None, is_good: bool, language: Language) -> str:
    """How a change and its interval stand to the smallest that matters; nothing where either is not known."""
    if row is None or important is None or row["lower"] is None or row["upper"] is None:
        return ""
    lower, upper = (row["lower"], row["upper"]) if is_good else (-row["upper"], -row["lower"])
    if lower >= important:
        return language.text("prom.change.better")
    if upper <= -important:
        return language.text("prom.change.worse")
    if -important < lower and upper < important:
        return language.text("prom.change.small")
    return language.text("prom.change.open")


def _silent(view: Report, language: Language, numbers: Numbers) -> list[str]:
    """Who did not answer, from the facts: a sentence on the share, on later death and on the baseline."""
    part = view.patient_reported
    asked = [row["scale"] for row in part.scales]
    scale = next((name for name in (*ASKED_FIRST, *asked) if name in asked), None)
    sentences = []
    for time in part.times:
        when = _time(time, language, numbers)
        everybody = part.of("prom_response", "alive", time)
        if everybody is not None and everybody["estimate"] is not None:
            sentences.append(
                language.text("prom.silent.share", time=when, share=_amount(everybody, numbers))
                + _by_death(view, time, language, numbers)
                + "."
            )
        if time > 0 and scale is not None:
            sentences += _baseline(view, scale, time, language, numbers)
    return sentences


def _by_death(view: Report, time: int, language: Language, numbers: Numbers) -> str:
    died, lived = (view.patient_reported.of("prom_response", variant, time) for variant in BY_DEATH)
    if died is None or lived is None or died["estimate"] is None or lived["estimate"] is None:
        return ""
    return language.text("prom.silent.by_death", died=_amount(died, numbers), lived=_amount(lived, numbers))


def _baseline(view: Report, scale: str, time: int, language: Language, numbers: Numbers) -> list[str]:
    part, label = view.patient_reported, language.label(VARIANTS[scale])
    difference = part.of_scale("baseline_difference", scale, time)
    answered, silent = (part.of_scale(f"baseline_{name}", scale, time) for name in ("answered", "no_answer"))
    if difference is None or difference["estimate"] is None or answered is None or silent is None:
        return []
    lower, upper = difference["lower"], difference["upper"]
    is_apart = lower is not None and upper is not None and (lower > 0 or upper < 0)
    return [
        language.text(
            "prom.silent.baseline",
            time=_time(time, language, numbers),
            scale=label,
            answered=numbers.amount(answered["estimate"], answered["unit"]),
            silent=numbers.amount(silent["estimate"], silent["unit"]),
            difference=_amount(difference, numbers),
        )
        + " "
        + language.text("prom.silent.apart" if is_apart else "prom.silent.not_apart")
    ]


def _amount(row: Row, numbers: Numbers) -> str:
    return numbers.with_interval(row["estimate"], row["lower"], row["upper"], row["unit"])
