"""Rows about comparisons: comparators, their cohorts in the registers, and published numbers."""

from collections.abc import Iterator

from pipelines.agreements.comparators import Comparator, ComparatorCohort
from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, in_both_languages, limits, origin


def comparator(agreement: Agreement) -> Iterator[Row]:
    """What the outcomes are compared with."""
    for comparator in agreement.comparators:
        yield {
            "comparator_id": comparator.id,
            "kind": comparator.kind,
            **in_both_languages(comparator.description),
            **origin(comparator),
        }


def comparator_cohort(agreement: Agreement) -> Iterator[Row]:
    """The comparators that are persons in the registers."""
    for comparator, cohort in _cohorts(agreement):
        yield {
            "comparator_id": comparator.id,
            "drug_name": cohort.drug.name,
            "treatment_source": cohort.treatment_source,
            "first_date": cohort.first_date,
            "last_date": cohort.last_date,
            "weights": cohort.weights,
            "horizon_days": cohort.horizon_days,
        }


def comparator_substance(agreement: Agreement) -> Iterator[Row]:
    """The substances whose records count as a comparator's treatment."""
    for comparator, cohort in _cohorts(agreement):
        yield from ({"comparator_id": comparator.id, "atc_code": code} for code in cohort.drug.atc_codes)


def comparator_covariate(agreement: Agreement) -> Iterator[Row]:
    """What each comparison is adjusted for, in the order of the file."""
    for comparator, cohort in _cohorts(agreement):
        for position, covariate in enumerate(cohort.covariates, 1):
            yield {"comparator_id": comparator.id, "covariate": covariate, "position": position}


def criterion_left_out(agreement: Agreement) -> Iterator[Row]:
    """Criteria that a comparator's persons are not judged by."""
    for comparator, cohort in _cohorts(agreement):
        for left_out in cohort.criteria_left_out:
            yield {
                "comparator_id": comparator.id,
                "criterion_id": left_out.criterion,
                **in_both_languages(left_out.reason, "reason"),
            }


def published_value(agreement: Agreement) -> Iterator[Row]:
    """What others have published about the comparators."""
    for comparator in agreement.comparators:
        for value in comparator.published_values:
            yield {
                "comparator_id": comparator.id,
                "measure": value.measure,
                "time_days": value.time_days,
                "unit": value.unit,
                "n": value.n,
                "n_events": value.n_events,
                "place": value.place,
                **limits(value, "value", "lower", "upper"),
                **origin(value),
            }


def _cohorts(agreement: Agreement) -> Iterator[tuple[Comparator, ComparatorCohort]]:
    for comparator in agreement.comparators:
        if comparator.cohort is not None:
            yield comparator, comparator.cohort
