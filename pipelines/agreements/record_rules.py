"""What may be recorded about decisions and evidence received, and when it can have happened."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.records import Evidence
from pipelines.agreements.repetitions import repeated
from pipelines.agreements.unit_range import order_problems, range_problems
from pipelines.methods.measures import MEASURES

NUMBERS = ("value", "lower", "upper")


def record_problems(agreement: Agreement) -> Iterator[Problem]:
    """Records dated after the reassessment they are for, twice the same, or with numbers of nothing."""
    last, records = agreement.plan.reassessment_date, agreement.records
    path = "records.decisions_elsewhere"
    yield from repeated(
        path, [f"{record.body} {record.dated or ''}".strip() for record in records.decisions_elsewhere]
    )
    for position, decision in enumerate(records.decisions_elsewhere):
        if decision.dated is not None and decision.dated > last.isoformat()[: len(decision.dated)]:
            yield problem(
                f"{path}[{position}].dated", decision.dated, f"a date not after reassessment_date, {last}"
            )
    path = "records.evidence_received"
    yield from repeated(path, [record.id for record in records.evidence_received], ".id")
    for position, evidence in enumerate(records.evidence_received):
        place = f"{path}[{position}]"
        if evidence.received_date > last:
            yield problem(
                f"{place}.received_date",
                evidence.received_date,
                f"a date not after reassessment_date, {last}",
            )
        if evidence.evidence_cut_date is not None and evidence.evidence_cut_date > evidence.received_date:
            yield problem(
                f"{place}.evidence_cut_date",
                evidence.evidence_cut_date,
                f"a date not after received_date, {evidence.received_date}",
            )
        yield from _number_problems(place, evidence)
    yield from _decision_problems(agreement)
    yield from _basis_problems(agreement)


def _decision_problems(agreement: Agreement) -> Iterator[Problem]:
    """A decision may come before the date of the reassessment or after it, but not before there was anything
    to decide on."""
    decision, start = agreement.records.reassessment_decision, agreement.plan.start_date
    if decision is None:
        return
    path = "records.reassessment_decision"
    if agreement.is_proposal:
        yield problem(path, f"a decision of {decision.date}", "none in a proposal")
    elif start is not None and decision.date < start:
        yield problem(f"{path}.date", decision.date, f"a date not before start_date, {start}")


def _basis_problems(agreement: Agreement) -> Iterator[Problem]:
    """A proposal has no numbers to see, and a basis does not end before it begins."""
    basis, path = agreement.records.legal_basis, "records.legal_basis"
    if basis is None:
        return
    if agreement.is_proposal:
        yield problem(path, f"a basis from {basis.valid_from}", "none in a proposal")
    if basis.valid_to < basis.valid_from:
        yield problem(f"{path}.valid_to", basis.valid_to, f"a date not before valid_from, {basis.valid_from}")


def _number_problems(path: str, evidence: Evidence) -> Iterator[Problem]:
    stated = {key: getattr(evidence, key) for key in NUMBERS if getattr(evidence, key) is not None}
    if evidence.measure is None:
        for key in (*stated, "unit", "time_days"):
            if getattr(evidence, key) is not None:
                yield problem(f"{path}.{key}", getattr(evidence, key), f"no {key} without a measure")
        return
    measure = MEASURES[evidence.measure]
    if not stated:
        yield problem(f"{path}.value", None, f"a value, or limits, of {measure.name}")
    if evidence.unit not in (None, measure.unit):
        yield problem(f"{path}.unit", evidence.unit, f"{measure.unit}, the unit of {measure.name}")
    if measure.needs_time and evidence.time_days is None:
        yield problem(f"{path}.time_days", None, f"the time at which {measure.name} was read")
    if not measure.needs_time and evidence.time_days is not None:
        yield problem(f"{path}.time_days", evidence.time_days, f"no time for {measure.name}")
    yield from order_problems(path, evidence.lower, evidence.value, evidence.upper)
    for key, number in stated.items():
        yield from range_problems(f"{path}.{key}", number, measure.unit)
