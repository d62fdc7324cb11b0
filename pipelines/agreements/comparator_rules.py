"""What may be compared with: cohorts apart from the agreement's own, published numbers with their measure."""

from collections.abc import Iterator

from pipelines.agreements.comparators import Comparator, ComparatorCohort, PublishedValue
from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated
from pipelines.agreements.unit_range import order_problems, range_problems
from pipelines.methods.measures import MEASURES
from schemas.agreement.agreement import TREATMENT_REGISTERS
from schemas.agreement.comparator import FROM_REGISTERS, PUBLISHED


def comparator_problems(agreement: Agreement) -> Iterator[Problem]:
    """Comparators twice the same, of a kind that has no such part, or that contradict the agreement."""
    yield from repeated("comparators", [comparator.id for comparator in agreement.comparators], ".id")
    for position, comparator in enumerate(agreement.comparators):
        path = f"comparators[{position}]"
        if comparator.cohort is not None:
            yield from _kind_problems(f"{path}.cohort", "a cohort", comparator, FROM_REGISTERS)
            yield from _cohort_problems(f"{path}.cohort", comparator, agreement)
        if comparator.published_values:
            yield from _kind_problems(f"{path}.published_values", "numbers", comparator, PUBLISHED)
        yield from repeated(
            f"{path}.published_values",
            [" ".join(map(str, filter(None, (value.measure, value.time_days)))) for value in
             comparator.published_values],
        )  # fmt: skip
        for place, value in enumerate(comparator.published_values):
            yield from _value_problems(f"{path}.published_values[{place}]", value)


def _kind_problems(path: str, what: str, comparator: Comparator, kinds: tuple[str, ...]) -> Iterator[Problem]:
    if comparator.kind not in kinds:
        yield problem(path, f"{what} with kind {comparator.kind}", f"none, or kind {' or '.join(kinds)}")


def _cohort_problems(path: str, comparator: Comparator, agreement: Agreement) -> Iterator[Problem]:
    cohort, plan = comparator.cohort, agreement.plan
    assert cohort is not None
    yield from repeated(f"{path}.drug.atc_codes", cohort.drug.atc_codes)
    for place, code in enumerate(cohort.drug.atc_codes):
        if code in agreement.drug.atc_codes:
            yield problem(
                f"{path}.drug.atc_codes[{place}]", code, "another substance than the agreement's own"
            )
    yield from repeated(f"{path}.covariates", cohort.covariates)
    if cohort.last_date < cohort.first_date:
        yield problem(
            f"{path}.last_date", cohort.last_date, f"a date not before first_date, {cohort.first_date}"
        )
    start, historical = plan.start_date, comparator.kind == "historical_register"
    if historical and start is not None and cohort.last_date >= start:
        yield problem(
            f"{path}.last_date",
            cohort.last_date,
            f"a date before start_date, {start}, with {comparator.kind}",
        )
    if cohort.last_date >= plan.reassessment_date:
        yield problem(
            f"{path}.last_date",
            cohort.last_date,
            f"a date before reassessment_date, {plan.reassessment_date}",
        )
    if start is not None and 0 < (followed := (plan.reassessment_date - start).days) <= cohort.horizon_days:
        yield problem(
            f"{path}.horizon_days",
            cohort.horizon_days,
            f"less than the {followed} days from start_date to reassessment_date",
        )
    registers = [source.register_name for source in agreement.data_sources]
    register = TREATMENT_REGISTERS[cohort.treatment_source]
    if register not in registers:
        yield problem(
            f"{path}.treatment_source",
            cohort.treatment_source,
            f"{register} among data_sources, which it reads",
        )
    yield from _left_out_problems(path, cohort, agreement)


def _left_out_problems(path: str, cohort: ComparatorCohort, agreement: Agreement) -> Iterator[Problem]:
    criteria = {criterion.id: criterion for criterion in agreement.criteria}
    left_out = [left_out.criterion for left_out in cohort.criteria_left_out]
    yield from repeated(f"{path}.criteria_left_out", left_out, ".criterion")
    for place, name in enumerate(left_out):
        if name not in criteria:
            yield problem(
                f"{path}.criteria_left_out[{place}].criterion",
                name,
                f"one of the criteria: {', '.join(criteria)}",
            )
    judged = [criterion for name, criterion in criteria.items() if name not in left_out]
    if not judged:
        yield problem(f"{path}.criteria_left_out", left_out, "at least one criterion that applies")
    for criterion in judged:
        if criterion.kind != "calendar" or criterion.alternative_group is not None:
            continue
        first, last = criterion.first_date, criterion.last_date
        if (first is not None and cohort.last_date < first) or (
            last is not None and cohort.first_date > last
        ):
            yield problem(
                f"{path}.criteria_left_out",
                left_out or None,
                f"the criterion {criterion.id} too, which nobody in the period meets",
            )
    if not any(criterion.kind == "diagnosis" for criterion in judged):
        yield from _undated(path, cohort)


def _undated(path: str, cohort: ComparatorCohort) -> Iterator[Problem]:
    for place, covariate in enumerate(cohort.covariates):
        if covariate in ("time_since_diagnosis", "spread_at_diagnosis"):
            yield problem(
                f"{path}.covariates[{place}]",
                covariate,
                "a criterion of kind diagnosis that names the disease",
            )


def _value_problems(path: str, value: PublishedValue) -> Iterator[Problem]:
    measure = MEASURES[value.measure]
    if value.unit != measure.unit:
        yield problem(f"{path}.unit", value.unit, f"{measure.unit}, the unit of {measure.name}")
    if measure.needs_time and value.time_days is None:
        yield problem(f"{path}.time_days", None, f"the time at which {measure.name} was read")
    if not measure.needs_time and value.time_days is not None:
        yield problem(f"{path}.time_days", value.time_days, f"no time for {measure.name}")
    yield from order_problems(path, value.lower, value.value, value.upper)
    for key in ("value", "lower", "upper"):
        yield from range_problems(f"{path}.{key}", getattr(value, key), measure.unit)
    if value.n is not None and value.n_events is not None and value.n_events > value.n:
        yield problem(f"{path}.n_events", value.n_events, f"at most n, {value.n}")
