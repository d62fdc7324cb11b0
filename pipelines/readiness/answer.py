"""The answer: everything found out about one agreement or proposal before it is signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.agreements.model import Agreement, Criterion, OutcomeMeasure
from pipelines.methods.term import Words
from pipelines.readiness.accrual import Expected, Rate
from pipelines.readiness.history import History, Judged, Part
from pipelines.readiness.plan import Plan, Window
from pipelines.readiness.precision import Precision
from pipelines.readiness.rhythm import LastDelivery, Rhythm
from pipelines.readiness.rules import Rule


@dataclass(frozen=True)
class CriterionAnswer:
    """What the registers can say about one criterion."""

    criterion: Criterion
    registers: tuple[str, ...]
    treated: Judged
    candidates: Judged
    answer: str
    """`observable`, `partly`, `not_observable`, or `not_tried` where nobody was judged."""


@dataclass(frozen=True)
class MeasureAnswer:
    """What the registers can say about one outcome measure."""

    outcome: OutcomeMeasure
    registers: tuple[str, ...]
    measured: Part | None
    """Of the group's past new starters, those for whom it could be measured at all."""
    known_to_date: date | None
    precision: Precision | None
    """None where the file states no assumption with a rule."""


@dataclass(frozen=True)
class Facts:
    """Everything the rules of `rules` look at."""

    agreement: Agreement
    as_of: date
    plan: Plan
    window: Window
    treatment_register: str
    rhythms: Mapping[str, Rhythm]
    last: Mapping[str, LastDelivery]
    past: History
    years_planned: float
    rates: tuple[Rate, ...]
    expected: Mapping[str, Expected]
    criteria: tuple[CriterionAnswer, ...]
    measures: tuple[MeasureAnswer, ...]

    @property
    def rate(self) -> Rate:
        """The figure for patients a year that is used."""
        return self.rates[0]

    @property
    def registers(self) -> list[str]:
        """The registers the agreement needs, or names."""
        needed = {register for item in (*self.criteria, *self.measures) for register in item.registers}
        named = {source.register_name for source in self.agreement.data_sources}
        return sorted((needed | named | {self.treatment_register}) & set(self.rhythms))


@dataclass(frozen=True)
class Finding:
    """One broken rule. Values fill its sentence: `Words` in the reader's language, numbers by their name."""

    rule: Rule
    values: Mapping[str, Words | str | float | int | date | None]


@dataclass(frozen=True)
class Readiness:
    """The verdict, why, and what it rests on."""

    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        follows = {finding.rule.follows for finding in self.findings}
        if "cannot" in follows:
            return "cannot_be_reassessed"
        return "ready_with_reservations" if follows else "ready"
