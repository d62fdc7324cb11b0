"""What was agreed and recorded beside criteria and assumptions: parties, rules of use, records, protocol."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.reports.edition import Edition, Row


@dataclass(frozen=True)
class Protocol:
    """When the rules were recorded, and what has been changed since."""

    status: str
    frozen_on: date | None
    current_hash: str
    confidential_hash: str | None
    versions: Sequence[Row]
    changes: Sequence[Row]

    @property
    def is_in_time(self) -> bool:
        return self.status == "frozen_in_time"

    def changes_of(self, version: int) -> list[Row]:
        """Where what came after a frozen version differs from it."""
        return [row for row in self.changes if row["version"] == version]


@dataclass(frozen=True)
class AgreedTerms:
    """The terms of one agreement that no number is judged by."""

    parties: Sequence[Row]
    use_rules: Sequence[Row]
    comparators: Sequence[Row]
    subgroups: Sequence[Row]
    decisions_elsewhere: Sequence[Row]
    evidence: Sequence[Row]
    reassessment_decision: Row | None
    """What the reassessment ended in, if it was decided by the data cut."""

    legal_basis: Row | None
    """Ground of an assessor's edition, if the agreement states one."""

    protocol: Protocol

    def rules(self, kind: str) -> list[Row]:
        """Start or stop rules."""
        return [row for row in self.use_rules if row["kind"] == kind]


def agreed_terms(edition: Edition, agreement: Row) -> AgreedTerms:
    """Everything the agreement's file says of them; of what it records, what was known at the data cut."""
    agreement_id, data_cut = agreement["agreement_id"], edition.build()["data_cut"]

    def rows(table: str, order_by: str) -> list[Row]:
        return edition.rows(f"agreement.{table}", agreement_id, order_by)

    decided = rows("reassessment_decision", "decision_date")
    return AgreedTerms(
        parties=rows("party", "position"),
        use_rules=rows("use_rule", "kind, rule_id"),
        comparators=rows("comparator", "comparator_id"),
        subgroups=rows("subgroup", "subgroup_id, level"),
        decisions_elsewhere=[
            row
            for row in rows("decision_elsewhere", "decision_date nulls last, position")
            if _decided_by(row, data_cut)
        ],
        evidence=[
            row for row in rows("evidence", "received_date, evidence_id") if row["received_date"] <= data_cut
        ],
        reassessment_decision=next((row for row in decided if row["decision_date"] <= data_cut), None),
        legal_basis=next(iter(rows("legal_basis", "valid_from")), None),
        protocol=Protocol(
            status=agreement["protocol_status"],
            frozen_on=agreement["protocol_frozen_on"],
            current_hash=agreement["protocol_hash"],
            confidential_hash=agreement["confidential_terms_hash"],
            versions=rows("protocol_version", "version"),
            changes=rows("protocol_change", "version, position"),
        ),
    )


def _decided_by(decision: Row, data_cut: date) -> bool:
    """Whether a decision is sure to have been taken by the cut; one without any date is not held back."""
    if decision["decision_date"] is not None:
        return decision["decision_date"] <= data_cut
    return decision["dated"] is None or _last_day(decision["dated"]) <= data_cut


def _last_day(dated: str) -> date:
    """The last day of a year, a month or a day as they are recorded: '2026', '2026-05', '2026-05-14'."""
    year, month, day, *_ = (*(int(part) for part in dated.split("-")), None, None)
    month = 12 if month is None else month
    return date(year, month, monthrange(year, month)[1] if day is None else day)
