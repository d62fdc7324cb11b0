"""The persons of each comparison as the weighting and the contrasts take them.

A numeric covariate that is not known of somebody gets the mean of those of whom it is known and an indicator
of its own, so that unknown is weighted for as any other difference and nobody is left out (Rosenbaum & Rubin
1984); a category that is not known is a level of its own. Where two covariates are unknown of the same
persons, one of them marks these for both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

NUMBERS = {
    "age": "age_years",
    "time_since_diagnosis": "days_since_diagnosis",
    "earlier_lines": "n_earlier_lines",
}
CATEGORIES = {"sex": "sex", "region": "region_code", "spread_at_diagnosis": "spread"}
UNKNOWN = "_unknown"
"""Ending of the indicator of a numeric covariate."""

GROUPS = {
    "compared": "is_counted",
    "compared_with_undetermined": "is_counted_with_undetermined",
    "compared_new_users": "is_counted_new_user",
}
"""The analysed groups, and who is in them: the main one, a wider one, and a part of the main one."""

REASONS = ("nobody_treated", "no_comparators", "no_weights")
"""Why two groups are not compared: one is empty, or they cannot be made alike."""


@dataclass(frozen=True)
class ComparisonGroups:
    """One comparison of two groups.

    `persons` has `person_id`, `prior_use` ("none", "unknown"), `treated` (0, 1), `time` (days), `event`
    (0, 1), a column per covariate; `weighted` the same with `propensity_score` and `weight`, or is None
    where `why_not` says why there is none; `separated_by` names the covariates that tell the groups apart.
    """

    agreement_id: str
    comparator_id: str
    cohort: str
    kind: str
    horizon_days: int
    covariates: tuple[str, ...]
    persons: pl.DataFrame
    weighted: pl.DataFrame | None
    why_not: str | None
    separated_by: tuple[str, ...] = ()


def comparison_groups(
    persons: pl.DataFrame, comparators: pl.DataFrame, covariates: pl.DataFrame
) -> Iterator[ComparisonGroups]:
    """Every comparator of every agreement, in the groups of GROUPS.

    `persons`: the columns of `cohort.comparison_person` with `time_days` and `is_event`; `comparators`:
    `agreement_id, comparator_id, weights, horizon_days`; `covariates`: `agreement_id, comparator_id,
    covariate, position`.
    """
    for row in comparators.sort("agreement_id", "comparator_id").iter_rows(named=True):
        key = {name: row[name] for name in ("agreement_id", "comparator_id")}
        names = tuple(covariates.filter(**key).sort("position")["covariate"])
        of_both = persons.filter(**key).sort("arm", "person_id")
        for cohort, is_in in GROUPS.items():
            frame, columns = _prepared(of_both.filter(pl.col(is_in)), names)
            weighted, why_not, separated_by = _weighted(frame, columns, row["weights"])
            yield ComparisonGroups(
                **key,
                cohort=cohort,
                kind=row["weights"],
                horizon_days=row["horizon_days"],
                covariates=tuple(columns),
                persons=frame,
                weighted=weighted,
                why_not=why_not,
                separated_by=tuple(name for name in names if {name, name + UNKNOWN} & set(separated_by)),
            )


def _prepared(persons: pl.DataFrame, names: tuple[str, ...]) -> tuple[pl.DataFrame, list[str]]:
    columns = [
        pl.col("person_id"),
        pl.col("prior_use"),
        (pl.col("arm") == "treated").cast(pl.Int8).alias("treated"),
        pl.col("time_days").cast(pl.Float64).alias("time"),
        pl.col("is_event").cast(pl.Int8).alias("event"),
    ]
    used = []
    marked = [
        persons[CATEGORIES[name]].replace("unknown", None).is_null() for name in names if name in CATEGORIES
    ]
    for name in names:
        used.append(name)
        if name in CATEGORIES:
            columns.append(pl.col(CATEGORIES[name]).replace("unknown", None).alias(name))
            continue
        number = pl.col(NUMBERS[name]).cast(pl.Float64)
        columns.append(number.fill_null(number.mean()).fill_null(0.0).alias(name))
        is_unknown = persons[NUMBERS[name]].is_null()
        if is_unknown.any() and not any(is_unknown.equals(others) for others in marked):
            marked.append(is_unknown)
            used.append(name + UNKNOWN)
            columns.append(number.is_null().alias(name + UNKNOWN))
    return persons.select(columns), used


def _weighted(
    persons: pl.DataFrame, covariates: list[str], kind: str
) -> tuple[pl.DataFrame | None, str | None, tuple[str, ...]]:
    from pipelines.methods.newton import NoMaximum
    from pipelines.methods.propensity import comparison_weights
    from pipelines.methods.separation import separating_covariates

    if not (persons["treated"] == 1).any():
        return None, "nobody_treated", ()
    if not (persons["treated"] == 0).any():
        return None, "no_comparators", ()
    try:
        return comparison_weights(persons, covariates, kind), None, ()
    except NoMaximum as no_maximum:
        return None, "no_weights", separating_covariates(persons, covariates, no_maximum.columns)
    except ValueError:  # The frame is sound: a covariate follows from the others.
        return None, "no_weights", ()
