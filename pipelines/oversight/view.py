"""What the page of all agreements shows, as data: no words, no layout. Made from released tables only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.reports.edition import Edition, ReportError, Row


@dataclass(frozen=True)
class Owed:
    """One thing owed, or several that one delivery settles, under one agreement or several."""

    status: str
    kind: str
    what: str
    responsible: str
    period_end: date | None
    """Newest period that is owed."""

    due_date: date
    """When the first of them was due."""

    done_date: date | None
    n_periods: int
    agreement_ids: tuple[str, ...]


@dataclass(frozen=True)
class Overseen:
    """One agreement or proposal: where it stands, what it is owed, what it has received."""

    agreement: Row
    standing: Row
    obligations: list[Row]
    milestones: list[Row]
    evidence: list[Row]
    decisions: list[Row]
    reassessment_decision: Row | None
    """What the reassessment ended in, if it was decided by the data cut."""

    assessments: list[Row]

    @property
    def agreement_id(self) -> str:
        return self.agreement["agreement_id"]

    @property
    def is_proposal(self) -> bool:
        return self.agreement["is_proposal"]

    @property
    def shown(self) -> list[Owed]:
        """What is late or due, and of each thing owed the last that came and the next to come; by party."""
        rows = [row for row in self.obligations if row["status"] in ("late", "due")]
        for _, series in groupby(sorted(self.obligations, key=_series), key=_series):
            in_order = list(series)
            rows += [row for row in in_order if row["status"] == "done"][-1:]
            rows += [row for row in in_order if row["status"] == "future"][:1]
        return sorted(
            together(rows), key=lambda owed: (owed.responsible, owed.due_date, owed.kind, owed.what)
        )

    def decided_by_country(self) -> dict[str, int]:
        """How many decisions elsewhere are recorded, by country."""
        countries = sorted(row["country"] for row in self.decisions)
        return {country: countries.count(country) for country in dict.fromkeys(countries)}


@dataclass(frozen=True)
class Oversight:
    """All agreements of an edition."""

    build: Row
    agreements: list[Overseen]

    @property
    def data_cut(self) -> date:
        return self.build["data_cut"]

    def owed(self, status: str) -> list[Owed]:
        """Everything in one status, over all agreements, oldest due date first."""
        return together(
            row for item in self.agreements for row in item.obligations if row["status"] == status
        )


def oversight_view(edition: Edition) -> Oversight:
    """Everything the page shows. Raises ReportError where an agreement has no row in released.oversight."""
    standings = {row["agreement_id"]: row for row in edition.rows("released.oversight")}
    agreements = edition.rows("agreement.agreement", order_by="agreement_id")
    missing = [row["agreement_id"] for row in agreements if row["agreement_id"] not in standings]
    if missing:
        raise ReportError(
            f"{edition.path}: expected a row in released.oversight for every agreement, "
            f"found none for {', '.join(missing)}"
        )
    return Oversight(
        build=edition.build(),
        agreements=[_overseen(edition, row, standings[row["agreement_id"]]) for row in agreements],
    )


def _overseen(edition: Edition, agreement: Row, standing: Row) -> Overseen:
    name, data_cut = agreement["agreement_id"], standing["data_cut"]
    evidence = edition.rows("agreement.evidence", name, order_by="received_date desc, evidence_id")
    decided = edition.rows("agreement.reassessment_decision", name, order_by="decision_date")
    return Overseen(
        agreement=agreement,
        standing=standing,
        obligations=edition.rows("released.obligation", name, order_by="due_date, kind, what, responsible"),
        milestones=edition.rows("agreement.milestone", name, order_by="milestone_date, kind"),
        evidence=[row for row in evidence if row["received_date"] <= data_cut],
        decisions=edition.rows("agreement.decision_elsewhere", name, order_by="position"),
        reassessment_decision=next((row for row in decided if row["decision_date"] <= data_cut), None),
        assessments=edition.rows("released.assessment", name, order_by="assumption_id"),
    )


def _series(row: Row) -> tuple[str, str, str]:
    return row["kind"], row["what"], row["responsible"]


def together(rows: Iterable[Row]) -> list[Owed]:
    """Rows that one act settles as one: late deliveries of a register, and the same thing owed to several."""
    found: dict[tuple, list[Row]] = {}
    for row in rows:
        is_late_delivery = (row["kind"], row["status"]) == ("delivery", "late")
        key = (row["status"], *_series(row), None if is_late_delivery else row["due_date"])
        found.setdefault(key, []).append(row)
    owed = [_one(same) for same in found.values()]
    return sorted(owed, key=lambda item: (item.due_date, item.kind, item.what, item.responsible))


def _one(same: Sequence[Row]) -> Owed:
    ends = {row["period_end"] for row in same if row["period_end"] is not None}
    return Owed(
        **{name: same[0][name] for name in ("status", "kind", "what", "responsible")},
        period_end=max(ends, default=None),
        due_date=min(row["due_date"] for row in same),
        done_date=same[0]["done_date"],
        n_periods=len(ends),
        agreement_ids=tuple(sorted({row["agreement_id"] for row in same})),
    )


def milestones_between(milestones: Sequence[Row], first: date, last: date) -> list[Row]:
    """The milestones in a span, both days included."""
    return [row for row in milestones if first <= row["milestone_date"] <= last]
