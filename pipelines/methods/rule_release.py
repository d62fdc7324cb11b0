"""Which treatment-end rules may stand side by side: those that differ for nobody or for at least five.

Each rule alone says something of the whole group. Two rules that differ for one person only would, by their
difference, say something of that person: of a median of twenty it may move by months what one person moved.
"""

from collections.abc import Mapping

import polars as pl

from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.treatment_terms import MEASURES

DURATIONS = tuple(measure.name for measure in MEASURES)
"""What is judged by the end of treatment under each rule."""

GROUP = ("agreement_id", "cohort")


def released_rules(differences: pl.DataFrame, primary: Mapping[str, str], count: str) -> pl.DataFrame:
    """The rules that may leave together: `agreement_id, cohort, variant`.

    `differences` has the columns of `result.rule_difference`, and `count` names the one that counts the
    persons. The agreement's primary rule (`primary`, by agreement) is tried first, the others in the order of
    their names; each leaves if it differs for no small number from every rule that has left.
    """
    released = []
    for (agreement_id, cohort), pairs in differences.group_by(GROUP, maintain_order=True):
        between = {
            frozenset(pair): n for *pair, n in pairs.select("variant", "other_variant", count).iter_rows()
        }
        rules = sorted({rule for pair in between for rule in pair})
        open_rules: list[str] = []
        for rule in sorted(rules, key=lambda rule: (rule != primary.get(agreement_id), rule)):
            if not any(is_sensitive(between[frozenset((rule, other))]) for other in open_rules):
                open_rules.append(rule)
        released += [(agreement_id, cohort, rule) for rule in open_rules]
    return pl.DataFrame(released, schema=dict.fromkeys((*GROUP, "variant"), pl.String), orient="row")


def beside_primary(
    rows: pl.DataFrame, differences: pl.DataFrame, primary: Mapping[str, str], count: str
) -> pl.DataFrame:
    """The rows with `is_beside`: true where their rule (`variant`) may leave beside the agreement's others.

    `rows` has `agreement_id, cohort, subgroup, variant`; the rest as for `released_rules`. The primary rule
    always may. Differences are counted for whole cohorts only: of a subgroup no other rule leaves.
    """
    rules = released_rules(differences, primary, count).with_columns(
        subgroup=pl.lit("all"), is_beside=pl.lit(True)
    )
    is_primary = pl.col("variant") == pl.col("agreement_id").replace_strict(
        primary, default=None, return_dtype=pl.String
    )
    return rows.join(
        rules, on=["agreement_id", "cohort", "subgroup", "variant"], how="left", maintain_order="left"
    ).with_columns(is_beside=(pl.col("is_beside") | is_primary).fill_null(False))
