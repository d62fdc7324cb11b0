"""What only the negotiator's edition says of an agreement: its confidential terms, and costs at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.methods.cost_terms import COST_ESTIMATORS
from pipelines.reports.edition import Edition, Row
from schemas.confidential.net_cost import MEASURES
from schemas.confidential.price_term import KINDS


@dataclass(frozen=True)
class Confidential:
    """Terms in their order, and every cost at both prices; empty in any other edition."""

    terms: Sequence[Row]
    costs: Sequence[Row]

    def costs_of(self, cohort: str) -> list[Row]:
        """Costs of a whole group: what agreements and reports rest on first."""
        rows = [row for row in self.costs if (row["cohort"], row["subgroup"]) == (cohort, "all")]
        return sorted(rows, key=_order)


def confidential_view(edition: Edition, agreement_id: str) -> Confidential:
    """Terms and costs of one agreement."""
    if not edition.has("confidential.net_cost"):
        return Confidential((), ())
    terms = edition.rows("confidential.price_term", agreement_id)
    return Confidential(
        terms=sorted(terms, key=lambda row: (KINDS.index(row["kind"]), row["valid_from"])),
        costs=edition.rows("confidential.net_cost", agreement_id),
    )


def _order(row: Row) -> tuple[int, int, str]:
    estimators = [term.name for term in reversed(COST_ESTIMATORS)]
    place = estimators.index(row["variant"]) if row["variant"] in estimators else 0
    return MEASURES.index(row["measure"]), place, row["variant"]
