"""What an outcome measure may ask for, and what may be assumed about it."""

from collections.abc import Iterator

from pipelines.agreements.decision_rules import decision_rule_problems
from pipelines.agreements.followed_rules import agreed_windows
from pipelines.agreements.model import Agreement
from pipelines.agreements.outcomes import OutcomeMeasure
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.unit_range import range_problems
from pipelines.methods.complication_terms import COMPLICATIONS
from pipelines.methods.measures import MEASURES
from pipelines.methods.treatment_terms import DURATION_RULES


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
    elif part := measure.at_window_of or ("complications" if outcome.variant in COMPLICATIONS else ""):
        stated = agreed_windows(agreement, part)
        if outcome.variant not in stated:
            yield problem(
                f"{path}.variant",
                outcome.variant,
                f"a window for it in {part}, which has {', '.join(stated) or 'none'}",
            )
    if outcome.cohort not in measure.cohorts:
        yield problem(
            f"{path}.cohort", outcome.cohort, f"one of {', '.join(measure.cohorts)} for {measure.name}"
        )
    yield from _time_problems(f"{path}.time_days", outcome, agreement)


def _time_problems(path: str, outcome: OutcomeMeasure, agreement: Agreement) -> Iterator[Problem]:
    name, time_days = outcome.measure, outcome.time_days
    measure, plan = MEASURES[name], agreement.plan
    horizon = agreement.parameters.cost_horizon_days
    times = (horizon,) if measure.at_cost_horizon else measure.times_days
    where = "parameters.cost_horizon_days, " if measure.at_cost_horizon else "one of "
    if measure.at_window_of:
        window = agreed_windows(agreement, measure.at_window_of).get(outcome.variant)
        if window is None:
            return
        times, where = (window,), f"the days in {measure.at_window_of}, "
    if not times:
        if time_days is not None:
            yield problem(path, time_days, f"no time for {name}")
    elif time_days not in times:
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
    unit = MEASURES[outcome.measure].unit
    if rule is not None:
        yield from decision_rule_problems(f"{path}.decision_rule", rule, assumption, unit)
    if assumption is None:
        return
    for key in ("value", "lower", "upper"):
        yield from range_problems(f"{path}.assumption.{key}", getattr(assumption, key), unit)
    if assumption.lower is not None and assumption.lower > assumption.value:
        yield problem(f"{path}.assumption.lower", assumption.lower, f"at most value, {assumption.value}")
    if assumption.upper is not None and assumption.upper < assumption.value:
        yield problem(f"{path}.assumption.upper", assumption.upper, f"at least value, {assumption.value}")
