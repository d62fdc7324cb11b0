"""What a report shows of comparisons: released rows and the agreement's own terms, by comparator."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.methods.comparison_release import MAIN
from pipelines.reports.edition import Edition, Row

CATEGORIES = (
    "before_period", "after_period", "outside", "undetermined", "other_group", "not_followed", "compared",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """Rows of one agreement; `released.comparison` has one for each comparator and group compared."""

    cohorts: Mapping[str, Row]
    covariates: list[Row]
    left_out: list[Row]
    comparisons: list[Row]
    balance: list[Row]
    counts: list[Row]
    published: list[Row]
    published_terms: list[Row]

    def comparison(self, comparator_id: str, cohort: str = MAIN) -> Row | None:
        for row in self.comparisons:
            if (row["comparator_id"], row["cohort"]) == (comparator_id, cohort):
                return row
        return None

    def balance_of(self, comparator_id: str) -> list[Row]:
        """Covariates of the main comparison in the order of the agreement, levels by name."""
        places = {row["covariate"]: row["position"] for row in self.covariates_of(comparator_id)}
        wanted = (comparator_id, MAIN)
        found = [row for row in self.balance if (row["comparator_id"], row["cohort"]) == wanted]
        return sorted(found, key=lambda row: (places[row["covariate"]], row["level"]))

    def covariates_of(self, comparator_id: str) -> list[Row]:
        return [row for row in self.covariates if row["comparator_id"] == comparator_id]

    def left_out_of(self, comparator_id: str) -> list[Row]:
        return [row for row in self.left_out if row["comparator_id"] == comparator_id]

    def count(self, comparator_id: str, arm: str, category: str) -> Row | None:
        """How many of a group are compared, or are not for this reason."""
        for row in self.counts:
            if (row["comparator_id"], row["arm"], row["category"]) == (comparator_id, arm, category):
                return row
        return None

    def published_of(self, comparator_id: str, cohort: str) -> list[tuple[Row, Row]]:
        """Each published number as it is agreed, and beside ours."""
        terms = {(row["measure"], row["time_days"]): row for row in self.published_terms
                 if row["comparator_id"] == comparator_id}  # fmt: skip
        return [
            (terms[row["measure"], row["time_days"]], row)
            for row in self.published
            if (row["comparator_id"], row["cohort"]) == (comparator_id, cohort)
        ]


def compared_view(edition: Edition, agreement_id: str) -> Compared:
    """The rows of one agreement, with what is withheld taken out."""
    return Compared(
        cohorts={
            row["comparator_id"]: row for row in edition.rows("agreement.comparator_cohort", agreement_id)
        },
        covariates=edition.rows("agreement.comparator_covariate", agreement_id, order_by="position"),
        left_out=edition.rows("agreement.criterion_left_out", agreement_id),
        comparisons=edition.rows("released.comparison", agreement_id),
        balance=edition.rows("released.comparison_balance", agreement_id),
        counts=edition.rows("released.comparison_count", agreement_id),
        published=edition.rows("released.published_comparison", agreement_id),
        published_terms=edition.rows("agreement.published_value", agreement_id),
    )
