"""Which sizes of the nested groups of an agreement's patient flow have left.

The rule that the released tables of patient flow, estimates and criteria share.
"""

import polars as pl

from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.person_counts import flow_rows
from pipelines.methods.prom_terms import MEASURES as PROM_MEASURES
from pipelines.methods.survival_terms import SENSITIVITY

PATIENT_REPORTED = tuple(measure.name for measure in PROM_MEASURES)
"""Measures whose numbers of persons leave by a rule of their own (`prom_release`)."""

COUNTED_COHORT = "inside"
"""Cohorts are nested: the difference of two cohorts' counts of events is the count of a smaller group.
Events and persons at risk are therefore counted in public for this cohort only."""

EARLIER_COHORT = "earlier_starter"
"""Who started before the agreement."""

MORE_THAN_FEW_COME = 100
"""Of so many treated a quarter is thought to bring more than few."""


def released_groups(attrition: pl.DataFrame) -> dict[str, set[str]]:
    """For each agreement the names in `flow_groups.SUMS` whose size has left.

    `attrition` has the columns of `released.attrition`.
    """
    groups: dict[str, set[str]] = {agreement_id: set() for agreement_id in attrition["agreement_id"].unique()}
    for agreement_id, group in (
        flow_rows(attrition).filter(pl.col("n").is_not_null()).select("agreement_id", "category").iter_rows()
    ):
        groups[agreement_id].add(group)
    return groups


def flow_sizes(attrition: pl.DataFrame) -> dict[str, dict[str, int]]:
    """For each agreement the sizes that have left, by the names in `flow_groups.SUMS`."""
    told = flow_rows(attrition).filter(pl.col("n").is_not_null())
    return {
        str(agreement_id): dict(rows.select("category", "n").iter_rows())
        for (agreement_id,), rows in told.group_by("agreement_id")
    }


def group_frame(groups: dict[str, set[str]]) -> pl.DataFrame:
    """`released_groups` as a frame `agreement_id, group` to join with."""
    pairs = [(agreement, group) for agreement, names in sorted(groups.items()) for group in sorted(names)]
    return pl.DataFrame(pairs, schema={"agreement_id": pl.String, "group": pl.String}, orient="row")


def released_sizes(estimates: pl.DataFrame) -> pl.DataFrame:
    """Which numbers of persons `n` may stand beside estimates of the same cohort: `agreement_id, cohort, n`.

    A measure leaves out those who started too late for it, so two measures' numbers differ by a group of
    persons. The number treated comes first; another leaves only if it is no small group away from any that
    has left. Of a cohort around the counted one only the number treated leaves: those left out of two nested
    cohorts divide each other. Of those who started before the agreement none does: the patient flow tells how
    many they are, and few are not followed to where their survival begins. `estimates` has the exact columns
    of `result.estimate`.
    """
    rows = []
    of_others = pl.col("variant").is_in(SENSITIVITY) | pl.col("measure").is_in(PATIENT_REPORTED)
    is_counted = (pl.col("subgroup") == "all") & (pl.col("cohort") != EARLIER_COHORT) & ~of_others
    whole = estimates.filter(is_counted)
    for (agreement_id, cohort), of_cohort in whole.group_by("agreement_id", "cohort", maintain_order=True):
        treated = of_cohort.filter(pl.col("measure") == "number_treated")["n"].to_list()
        others = sorted(set(of_cohort["n"].drop_nulls()) - set(treated), reverse=True)
        is_around = bool(treated) and cohort != COUNTED_COHORT
        released: list[int] = []
        for n in treated if is_around else [*treated, *others]:
            if not any(is_sensitive(abs(n - other)) for other in [0, *released]):
                released.append(n)
        rows += [(agreement_id, cohort, n) for n in released]
    schema = {"agreement_id": pl.String, "cohort": pl.String, "n": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
