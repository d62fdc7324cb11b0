"""released.comparison_count: who is in the two groups of a comparison, as far as it may leave."""

from collections.abc import Mapping

import polars as pl

from pipelines.building import Reader
from pipelines.methods.comparison_counts import (
    COMPARATOR,
    IN_FLOW,
    INSIDE,
    TREATED,
    ComparisonCounts,
)
from pipelines.methods.comparison_counts import Count as Name
from pipelines.methods.comparison_told import (
    Followed,
    followed_by,
    know_before,
    know_treated,
    numbers_followed,
)
from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.few_came import NESTED, as_if_four_came, sizes_told
from pipelines.methods.patient_flow import flow_sizes

READS = (
    "agreement.comparator_cohort",
    "reference.published_count",
    "released.attrition",
    "released.estimate",
    "result.comparison_count",
)

CELL = ["agreement_id", "comparator_id", "arm", "category"]


def comparison_count(read: Reader) -> pl.DataFrame:
    """Counts of both groups, withheld where one is small or would tell a small one.

    All counts of an agreement's comparisons are judged together (`withholding`), beside what the patient
    flow, survival and earlier editions tell of the same persons (`comparison_told`). The treated are the
    agreement's patients: a category that their flow withholds is withheld here. Those not followed are the
    last who came: how few they can be follows from what the totals grow by, so they have a row only with a
    number.
    """
    exact = read.frame("result.comparison_count")
    flow = flow_sizes(read.frame("released.attrition"))
    followed = numbers_followed(read.frame("released.estimate"))
    cohorts, published = read.frame("agreement.comparator_cohort"), read.frame("reference.published_count")
    withheld = []
    for (agreement_id, data_cut), rows in exact.group_by("agreement_id", "data_cut", maintain_order=True):
        of_agreement = {"agreement_id": agreement_id}
        now = ComparisonCounts(
            "",
            data_cut,
            dict(cohorts.filter(**of_agreement).select("comparator_id", "last_date").iter_rows()),
        )
        counts = {Name(*name): n for *name, n in rows.select(*CELL[1:], "n").iter_rows()}
        beside = followed_by(followed.filter(**of_agreement), "cohort")
        before = published.filter(**of_agreement)
        names = _withheld(now, counts, flow.get(agreement_id, {}), beside, before)
        withheld += [(agreement_id, *name) for name in names]
    closed = pl.DataFrame(withheld, schema=dict.fromkeys(CELL, pl.String), orient="row")
    return (
        exact.join(closed.with_columns(is_withheld=pl.lit(True)), on=CELL, how="left", maintain_order="left")
        .with_columns(suppressed=pl.col("is_withheld").is_not_null())
        .with_columns(n=pl.when(~pl.col("suppressed")).then("n"))
        .filter((pl.col("category") != "not_followed") | ~pl.col("suppressed"))
        .select(exact.columns)
    )


def _withheld(
    now: ComparisonCounts,
    counts: dict[Name, int],
    flow: dict[str, int],
    followed: Followed,
    before: pl.DataFrame,
) -> set[Name]:
    """The counts of one agreement that do not leave.

    What nothing hides because few came to the patient flow, which tells that, is hidden as if four had come.
    """
    from pipelines.methods.withholding import Count, Knowledge, judged

    # The more persons a category has, the less it should be the one that hides another.
    asked = [Count(name, tuple(now.groups_of(name)), n, cost=1 + n) for name, n in counts.items()]
    kept_back = {name for name in counts if name.arm == TREATED and not _is_in(name.category, flow)}
    got_other = {
        comparator: [name for name in counts if name[:2] == (comparator, COMPARATOR)]
        for comparator in now.last_dates
    }
    # How many got the other drug may be known from elsewhere.
    sizes = {comparator: sum(counts[name] for name in names) for comparator, names in got_other.items()}
    for comparator, n in sizes.items():
        if is_sensitive(n):
            kept_back.update(got_other[comparator])

    def known(n_more: Mapping[str, int]) -> Knowledge:
        knowledge = Knowledge()
        know_treated(knowledge, now, flow, followed, n_more)
        for comparator, n in sizes.items():
            if not is_sensitive(n):
                everybody = [group for name in got_other[comparator] for group in now.groups_of(name)]
                knowledge.is_exactly(everybody, n)
        return knowledge

    knowledge = known({})
    names = judged(asked, knowledge, kept_back=kept_back).withheld
    if before.is_empty():
        return names
    hidden = know_before(knowledge, before, now)
    n_more = as_if_four_came(sizes_told(before) | {now.data_cut: flow}, NESTED)
    as_if = []
    if any(n for sizes in n_more.values() for n in sizes.values()):
        as_if = [known(n_more[now.data_cut])]
        know_before(*as_if, before, now, n_more)
    return names | judged(asked, knowledge, hidden, kept_back=names, as_if=as_if).withheld


def _is_in(category: str, flow: dict[str, int]) -> bool:
    """Whether the patient flow tells of the standing that a category is of; nobody comes after the period."""
    if category == "after_period":
        return True
    named = {standing: size for size, standing in IN_FLOW.items()}
    return ("inside" if category in INSIDE else named.get(category, category)) in flow
