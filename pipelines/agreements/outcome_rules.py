"""What an outcome measure may ask for, and what may be assumed about it."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement, OutcomeMeasure
from pipelines.agreements.problems import Problem, problem
from pipelines.methods.measure_terms import DURATION_RULES
from pipelines.methods.measures import MEASURES


def outcome_problems(agreement: Agreement) -> Iterator[Problem]:
    """Measures against the catalogue, the parameters and the plan; assumptions against their measure."""
    seen_measures, seen_ids = set(), set()
    for position, outcome in enumerate(agreement.outcome_measures):
        path = f"outcome_measures[{position}]"
        yield from _catalogue_problems(path, outcome, agreement)
        yield from _assumption_problems(path, outcome, agreement.is_proposal)
        identity = (outcome.measure, outcome.variant, outcome.cohort, outcome.time_days)
        if identity in seen_measures:
            yield problem(path, outcome.measure, "each measure, variant, cohort and time once in the file")
        seen_measures.add(identity)
        if outcome.assumption is not None:
            if outcome.assumption.id in seen_ids:
                yield problem(f"{path}.assumption.id", outcome.assumption.id, "each one once in the file")
            seen_ids.add(outcome.assumption.id)


def _catalogue_problems(path: str, outcome: OutcomeMeasure, agreement: Agreement) -> Iterator[Problem]:
    measure = MEASURES[outcome.measure]
    if outcome.variant not in measure.variants:
        yield problem(
            f"{path}.variant", outcome.variant, f"one of {', '.join(measure.variants)} for {measure.name}"
        )
    elif outcome.variant in DURATION_RULES:
        stated = [rule.variant for rule in agreement.parameters.duration_rules]
        if outcome.variant not in stated:
            yield problem(
                f"{path}.variant", outcome.variant, f"one of parameters.duration_rules: {', '.join(stated)}"
            )
    if outcome.cohort not in measure.cohorts:
        yield problem(
            f"{path}.cohort", outcome.cohort, f"one of {', '.join(measure.cohorts)} for {measure.name}"
        )
    yield from _time_problems(f"{path}.time_days", outcome.time_days, measure.name, agreement)


def _time_problems(path: str, time_days: int | None, name: str, agreement: Agreement) -> Iterator[Problem]:
    measure, plan = MEASURES[name], agreement.plan
    horizon = agreement.parameters.cost_horizon_days
    times = (horizon,) if measure.at_cost_horizon else measure.times_days
    if not times:
        if time_days is not None:
            yield problem(path, time_days, f"no time for {name}")
    elif time_days not in times:
        where = "parameters.cost_horizon_days, " if measure.at_cost_horizon else "one of "
        yield problem(path, time_days, f"{where}{', '.join(map(str, times))} for {name}")
    elif plan.start_date is not None:
        followed = (plan.reassessment_date - plan.start_date).days
        if 0 < followed <= time_days:
            yield problem(
                path, time_days, f"less than the {followed} days from start_date to reassessment_date"
            )


def _assumption_problems(path: str, outcome: OutcomeMeasure, is_proposal: bool) -> Iterator[Problem]:
    assumption, rule = outcome.assumption, outcome.decision_rule
    if assumption is None and not is_proposal:
        yield problem(f"{path}.assumption", None, "what was assumed at introduction")
    elif assumption is None and rule is not None:
        yield problem(f"{path}.assumption", None, "an assumption that decision_rule judges")
    elif assumption is not None and rule is None:
        yield problem(f"{path}.decision_rule", None, "the rule by which the assumption is judged")
    if rule is not None and rule.rule == "equal_within" and rule.margin == 0:
        yield problem(f"{path}.decision_rule.margin", rule.margin, "more than 0 with equal_within")
    if assumption is None:
        return
    unit = MEASURES[outcome.measure].unit
    highest = 1 if unit in ("probability", "share") else None
    for key in ("value", "lower", "upper"):
        number = getattr(assumption, key)
        if number is not None and (number < 0 or (highest is not None and number > highest)):
            limits = f"between 0 and {highest}" if highest is not None else "at least 0"
            yield problem(f"{path}.assumption.{key}", number, f"a number {limits} ({unit})")
    if assumption.lower is not None and assumption.lower > assumption.value:
        yield problem(f"{path}.assumption.lower", assumption.lower, f"at most value, {assumption.value}")
    if assumption.upper is not None and assumption.upper < assumption.value:
        yield problem(f"{path}.assumption.upper", assumption.upper, f"at least value, {assumption.value}")
