"""Which treatment-end rules may stand side by side: those that differ for nobody or for at least five.

Each rule alone says something of the whole group. Two rules that differ for one person only would, by their
difference, say something of that person.
"""

from collections.abc import Mapping

import polars as pl

from pipelines.methods.disclosure import is_sensitive

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
