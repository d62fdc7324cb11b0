"""Facts about the small agreement as if a replay had found them, with anything in them changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.agreements.model import Agreement
from pipelines.readiness.accrual import Expected, Rate
from pipelines.readiness.answer import CriterionAnswer, Facts, MeasureAnswer
from pipelines.readiness.history import History, Judged
from pipelines.readiness.plan import Window, planned
from pipelines.readiness.precision import Precision, Question, Setting, UnderTruth
from pipelines.readiness.rhythm import LastDelivery, Rhythm
from pipelines.readiness.sources import registers_of_kind, registers_of_measure
from pipelines.readiness.truths import Truth
from tests.support.small_agreement import SMALL, agreement_from

REGISTERS = ("folkeregisteret", "inspire", "kreftregisteret")
AS_OF, COMPLETE_TO = date(2023, 3, 31), date(2023, 9, 30)
PAST = History(
    treated={"inside": 40, "undetermined": 5, "outside": 5},
    candidates={"inside": 10},
    cohorts={"inside": 40, "inside_or_undetermined": 45, "all_treated": 50},
    criteria_of_treated={},
    criteria_of_candidates={},
    starters_by_year={2021: 25, 2022: 25},
    starters_by_half=(25, 25),
    estimates={},
    costs={},
    coverage={},
    gaps=(),
    supply_is_known=True,
    has_disease_criterion=True,
)


def invented_facts(folder: Path, text: str = SMALL, **changed: Any) -> Facts:
    """Facts that break no rule, but for what is `changed`."""
    agreement = agreement_from(text, folder)
    plan = planned(agreement)
    facts = Facts(
        agreement=agreement,
        as_of=AS_OF,
        plan=plan,
        window=Window(date(2021, 1, 1), date(2022, 12, 31), False),
        treatment_register="inspire",
        rhythms={name: Rhythm(name, 4, date(2022, 12, 31), AS_OF, 70, 80, 3, False) for name in REGISTERS},
        last={
            name: LastDelivery(name, COMPLETE_TO, date(2023, 12, 10), COMPLETE_TO, False, False)
            for name in REGISTERS
        },
        past=PAST,
        years_planned=1.66,
        rates=(Rate("history", 18.6, 25.0, 33.0, 50, 2.0),),
        expected={
            "all_treated": Expected(28.0, 41.5, 60.0),
            "inside_or_undetermined": Expected(25.0, 37.0, 54.0),
            "inside": Expected(20.0, 33.0, 49.0),
        },
        criteria=tuple(criterion_answer(agreement, place) for place in range(len(agreement.criteria))),
        measures=tuple(measure_answer(agreement, place) for place in range(len(agreement.outcome_measures))),
    )
    return replace(facts, **changed)


def criterion_answer(
    agreement: Agreement, place: int, judged: Judged | None = None, answer: str = "observable"
) -> CriterionAnswer:
    """What was found of one criterion of the agreement."""
    criterion = agreement.criteria[place]
    registers = registers_of_kind(criterion.kind, agreement.parameters.treatment_source)
    return CriterionAnswer(criterion, registers, judged or Judged(45, 0, 5), Judged(), answer)


def measure_answer(
    agreement: Agreement, place: int, decided: float = 0.8, reason: str | None = None, asked: bool = True
) -> MeasureAnswer:
    """What was found of one outcome measure; its rule holds in a share `decided` of reassessments."""
    outcome = agreement.outcome_measures[place]
    registers = registers_of_measure(agreement, outcome.measure, outcome.cohort)
    if not asked:
        return MeasureAnswer(outcome, registers, None, COMPLETE_TO, None)
    unit = "NOK" if outcome.measure.startswith("mean") else "probability"
    value = float(outcome.assumption.value)
    question = Question(
        outcome.assumption.id, outcome.measure, outcome.variant, outcome.cohort, outcome.time_days, unit,
        value, None, None, outcome.decision_rule.rule, float(outcome.decision_rule.margin), None,
    )  # fmt: skip
    under = (UnderTruth(Truth("as_assumed", value), 0.2, 0.0, decided, 0.0),)
    return MeasureAnswer(
        outcome, registers, None, COMPLETE_TO,
        Precision(question, Setting(33, 600, 600, 698), () if reason else under, reason),
    )  # fmt: skip
