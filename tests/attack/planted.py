"""Editions with less protection than the project gives: what the attacker must find."""

import polars as pl

from tests.attack.edition import Edition

COUNTS = {
    "attrition": ("n_in", "n_out"),
    "criterion": ("n_met", "n_not_met", "n_unknown"),
    "person_count": ("n",),
}


def without_protection(edition: Edition) -> Edition:
    """Only the counts of 1 to 4 themselves are withheld."""
    released = {
        name: frame.with_columns(_hidden(count) for count in COUNTS[name])
        for name, frame in edition.exact.items()
        if name in COUNTS
    }
    return Edition(edition.cut, edition.released | released, edition.exact)


def with_told(edition: Edition, topic: str, grouping: str) -> Edition:
    """As released, but of one topic's division, and of its totals, only small counts are withheld."""
    is_told = (pl.col("topic") == topic) & pl.col("grouping").is_in([grouping, "all"])
    counts = pl.concat(
        [
            edition.released["person_count"].filter(~is_told),
            edition.exact["person_count"].filter(is_told).with_columns(_hidden("n")),
        ]
    )
    return Edition(edition.cut, edition.released | {"person_count": counts}, edition.exact)


def with_ledger(edition: Edition) -> Edition:
    """As released, but of the ledger of follow-up only small numbers are withheld."""
    names = {"cohort": "inside", "measure": "overall_survival", "variant": "kaplan_meier"}
    ledger = edition.exact["follow_up_ledger"].filter(**names).with_columns(_hidden("n"))
    return Edition(edition.cut, edition.released | {"follow_up_ledger": ledger}, edition.exact)


def _hidden(count: str) -> pl.Expr:
    return pl.when(~pl.col(count).is_between(1, 4)).then(count).alias(count)
