"""Which shares of responses and transplantations may leave: those that no small group follows from.

A share with exact limits gives away both of its counts. It leaves for one cohort only, the counted one, and
not for its subgroups: how many are due differs from how many other measures count there. Counts that belong
to one another must not differ by 1 to 4 persons: those due and those treated; the same share under two
definitions; the transplanted among all and among responders; responders, and responders due for both.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import polars as pl

from pipelines.methods.disclosure import is_sensitive
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.response_terms import AMONG

QUESTION = ["agreement_id", "cohort", "subgroup", "level", "measure", "variant", "time_days"]
REPORTED, UNKNOWN, TRANSPLANTED = "share_response_reported", "share_response_unknown", "share_transplanted"
ORDER = (REPORTED, TRANSPLANTED, UNKNOWN)
"""The most useful first."""


def released_responses(estimates: pl.DataFrame) -> pl.DataFrame:
    """The shares that may leave: the columns of QUESTION. `estimates` has those of `result.estimate`."""
    asked = estimates.filter(
        (pl.col("cohort") == COUNTED_COHORT) & (pl.col("subgroup") == "all") & pl.col("measure").is_in(ORDER)
    ).sort("agreement_id", pl.col("measure").replace_strict({name: n for n, name in enumerate(ORDER)}),
           "variant")  # fmt: skip
    treated = {
        agreement_id: n
        for agreement_id, n in estimates.filter(
            (pl.col("cohort") == COUNTED_COHORT)
            & (pl.col("subgroup") == "all")
            & (pl.col("measure") == "number_treated")
        )
        .select("agreement_id", "n")
        .iter_rows()
    }
    kept = []
    for (agreement_id,), shares in asked.group_by("agreement_id", maintain_order=True):
        kept += _kept(shares.to_dicts(), treated.get(agreement_id))
    return pl.DataFrame(
        [[share[name] for name in QUESTION] for share in kept],
        schema={name: estimates.schema[name] for name in QUESTION},
        orient="row",
    )


def _kept(shares: Sequence[dict], n_treated: int | None) -> list[dict]:
    """Greedily, in the order given: a share joins if nothing small follows from it and those before it."""
    kept: list[dict] = []
    for share in shares:
        trial = [*kept, share]
        if not any(is_sensitive(abs(count)) for count in _that_follow(trial, n_treated)):
            kept = trial
    return kept


def _that_follow(shares: Sequence[dict], n_treated: int | None) -> Iterator[int]:
    """Counts of persons that anybody can work out from these shares."""
    for share in shares:
        yield from _counts(share)
        if n_treated is not None and not _is_among_responders(share):
            yield n_treated - share["n"]
    for one, other in combinations(shares, 2):
        if one["measure"] == other["measure"]:
            yield from (a - b for a, b in zip(_counts(one), _counts(other), strict=True))
        elif {one["measure"], other["measure"]} == {REPORTED, TRANSPLANTED}:
            reported, transplanted = (one, other) if one["measure"] == REPORTED else (other, one)
            if transplanted["variant"] == f"{AMONG}{reported['variant']}":
                yield reported["n_events"] - transplanted["n"]
            elif not _is_among_responders(transplanted):
                yield reported["n"] - transplanted["n"]
        elif one["variant"] == other["variant"]:
            # Those with neither a report nor an unknown answer are known to have none.
            yield one["n"] - one["n_events"] - other["n_events"]


def _counts(share: dict) -> tuple[int, int, int]:
    return share["n"], share["n_events"], share["n"] - share["n_events"]


def _is_among_responders(share: dict) -> bool:
    return share["measure"] == TRANSPLANTED and share["variant"] != f"{AMONG}treated"
