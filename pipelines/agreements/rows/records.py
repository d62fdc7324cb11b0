"""Rows about what is recorded after freezing: decisions elsewhere, evidence, our decision, a basis."""

import datetime
from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, in_both_languages, limits, origin
from pipelines.methods.measures import MEASURES

WHOLE_DATE = 10
"""Characters of a date that names the day."""


def decision_elsewhere(agreement: Agreement) -> Iterator[Row]:
    """What other bodies have decided, in the order of the file."""
    for position, record in enumerate(agreement.records.decisions_elsewhere, 1):
        day = record.dated if record.dated and len(record.dated) == WHOLE_DATE else None
        yield {
            "position": position,
            "body": record.body,
            "country": record.country,
            "decision_date": day and datetime.date.fromisoformat(day),
            "dated": record.dated,
            "decision": record.decision,
            **in_both_languages(record.text, "text"),
            **origin(record),
        }


def evidence(agreement: Agreement) -> Iterator[Row]:
    """What has been received since introduction."""
    for record in agreement.records.evidence_received:
        unit = MEASURES[record.measure].unit if record.measure else None
        yield {
            "evidence_id": record.id,
            "kind": record.kind,
            "provided_by": record.provided_by,
            "received_date": record.received_date,
            "evidence_cut_date": record.evidence_cut_date,
            "measure": record.measure,
            "time_days": record.time_days,
            "unit": unit,
            "n": record.n,
            **limits(record, "value", "lower", "upper"),
            **in_both_languages(record.text, "text"),
            **origin(record),
        }


def reassessment_decision(agreement: Agreement) -> Iterator[Row]:
    """What the reassessment ended in, if it is decided."""
    record = agreement.records.reassessment_decision
    if record is not None:
        yield {
            "decision_date": record.date,
            "outcome": record.outcome,
            **in_both_languages(record.text, "text"),
            **origin(record),
        }


def legal_basis(agreement: Agreement) -> Iterator[Row]:
    """The basis of an assessor's edition, if there is one."""
    record = agreement.records.legal_basis
    if record is not None:
        yield {
            "holder": record.holder,
            "valid_from": record.valid_from,
            "valid_to": record.valid_to,
            **in_both_languages(record.text, "text"),
            **origin(record),
        }
