"""What a report shows beside its main estimates: the ledger of follow-up, subgroups, what would decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipelines.methods.comparison_release import MAIN
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.reports.edition import Edition, Row

LEDGER = (COUNTED_COHORT, "overall_survival", "kaplan_meier")
"""What the ledger is shown of."""
STATES = ("followed", "death", "censored", "emigrated")
"""Where persons are, in the order of the ledger's columns."""


@dataclass(frozen=True)
class FollowUp:
    """Released rows of one agreement."""

    ledger: list[Row]
    subgroup_levels: list[Row]
    subgroup_tests: list[Row]
    further: Mapping[str, Row]
    compared_levels: list[Row]
    comparators: Mapping[str, Row]

    @cached_property
    def ledger_by_time(self) -> list[tuple[int, list[Row | None]]]:
        """Each time with one row for every state; none where nobody is in it."""
        by_key = {(row["time_days"], row["state"]): row for row in self.ledger}
        times = sorted({row["time_days"] for row in self.ledger})
        return [(time, [by_key.get((time, state)) for state in STATES]) for time in times]

    @cached_property
    def subgroups(self) -> dict[str, list[Row]]:
        """The levels of each subgroup that the agreement names, in the order of the file."""
        found: dict[str, list[Row]] = {}
        for row in self.subgroup_levels:
            found.setdefault(row["subgroup_id"], []).append(row)
        return found

    @property
    def n_tests(self) -> int:
        """How many tests of survival between levels were made: those the page shows, and corrects for."""
        return sum(
            row["p_value"] is not None and row["measure"] == "overall_survival" for row in self.subgroup_tests
        )

    def compared_in(self, subgroup: str) -> dict[str, dict[str, Row]]:
        """Of each comparator the rows of the levels of a subgroup, where their ratios leave."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.compared_levels:
            if row["subgroup"] == subgroup and row["hazard_ratio"] is not None:
                found.setdefault(row["comparator_id"], {})[row["level"]] = row
        return found

    def test_of(self, subgroup: str, measure: str) -> Row | None:
        for row in self.subgroup_tests:
            if (row["subgroup"], row["measure"]) == (subgroup, measure) and row["p_value"] is not None:
                return row
        return None


def follow_up_view(edition: Edition, agreement_id: str) -> FollowUp:
    """The rows of one agreement, each with what is withheld taken out; of the groups that may be released."""
    tests = edition.rows("released.subgroup_test", agreement_id)
    levels = edition.rows("released.comparison_subgroup", agreement_id)
    return FollowUp(
        ledger=_with_all_censored(edition.rows("released.follow_up_ledger", agreement_id)),
        subgroup_levels=edition.rows("agreement.subgroup", agreement_id, order_by="rowid"),
        subgroup_tests=[row for row in tests if row["cohort"] == COUNTED_COHORT],
        compared_levels=[row for row in levels if row["cohort"] == MAIN],
        comparators={row["comparator_id"]: row for row in edition.rows("agreement.comparator", agreement_id)},
        further={
            row["assumption_id"]: row for row in edition.rows("released.further_follow_up", agreement_id)
        },
    )


def _with_all_censored(rows: list[Row]) -> list[Row]:
    """The ledger that is shown; where it parts the censored by cause, with a row for them together."""
    shown = [row for row in rows if (row["cohort"], row["measure"], row["variant"]) == LEDGER]
    together = {row["time_days"] for row in shown if row["state"] == "censored"}
    censored: dict[int, Row] = {}
    for row in shown:
        if row["state"] in ("complete_to", "emigrated") and row["time_days"] not in together:
            before = censored.get(row["time_days"], {"n": 0})
            censored[row["time_days"]] = {**row, "state": "censored", "n": before["n"] + row["n"]}
    return [*shown, *censored.values()]
