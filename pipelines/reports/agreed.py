"""What was agreed and recorded beside criteria and assumptions: parties, rules of use, records, protocol."""

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

    protocol: Protocol

    def rules(self, kind: str) -> list[Row]:
        """Start or stop rules."""
        return [row for row in self.use_rules if row["kind"] == kind]


def agreed_terms(edition: Edition, agreement: Row) -> AgreedTerms:
    """Everything the agreement's file says of them."""
    agreement_id, data_cut = agreement["agreement_id"], edition.build()["data_cut"]

    def rows(table: str, order_by: str) -> list[Row]:
        return edition.rows(f"agreement.{table}", agreement_id, order_by)

    decided = rows("reassessment_decision", "decision_date")
    return AgreedTerms(
        parties=rows("party", "position"),
        use_rules=rows("use_rule", "kind, rule_id"),
        comparators=rows("comparator", "comparator_id"),
        subgroups=rows("subgroup", "subgroup_id, level"),
        decisions_elsewhere=rows("decision_elsewhere", "decision_date nulls last, position"),
        evidence=rows("evidence", "received_date, evidence_id"),
        reassessment_decision=next((row for row in decided if row["decision_date"] <= data_cut), None),
        protocol=Protocol(
            status=agreement["protocol_status"],
            frozen_on=agreement["protocol_frozen_on"],
            current_hash=agreement["protocol_hash"],
            confidential_hash=agreement["confidential_terms_hash"],
            versions=rows("protocol_version", "version"),
            changes=rows("protocol_change", "version, position"),
        ),
    )
