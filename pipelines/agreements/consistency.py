"""What the parts of an agreement say about each other: every contradiction is a problem with a place."""

import datetime
from collections.abc import Iterator
from itertools import combinations

from pipelines.agreements.comparator_rules import comparator_problems
from pipelines.agreements.covered import scope_problems
from pipelines.agreements.criteria_together import criteria_problems
from pipelines.agreements.followed_rules import followed_problems, needed_purposes
from pipelines.agreements.model import Agreement
from pipelines.agreements.outcome_rules import outcome_problems
from pipelines.agreements.party_names import party_problems
from pipelines.agreements.patient_reported_rules import patient_reported_problems
from pipelines.agreements.planned_dose_rules import planned_dose_problems
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.record_rules import record_problems
from pipelines.agreements.repetitions import repeated
from pipelines.agreements.subgroup_rules import subgroup_problems
from pipelines.agreements.use_rules import use_rule_problems
from pipelines.methods.measures import MEASURES
from pipelines.methods.treatment_terms import DURATION_RULES
from schemas.agreement.agreement import TREATMENT_REGISTERS

USUAL_YEARS = 3
"""A reassessment later than this after the start must say why."""


def consistency_problems(agreement: Agreement) -> Iterator[Problem]:
    """Everything in one agreement that contradicts something else in it."""
    yield from party_problems(agreement)
    yield from repeated("drug.atc_codes", agreement.drug.atc_codes)
    criteria = list(criteria_problems(agreement))
    yield from criteria
    if not criteria:
        yield from scope_problems(agreement)
        yield from subgroup_problems(agreement)
    yield from use_rule_problems(agreement)
    yield from followed_problems(agreement)
    yield from outcome_problems(agreement)
    yield from patient_reported_problems(agreement)
    yield from comparator_problems(agreement)
    yield from _fact_problems(agreement)
    yield from _source_problems(agreement)
    yield from _plan_problems(agreement)
    yield from _price_problems(agreement)
    yield from _parameter_problems(agreement)
    yield from planned_dose_problems(agreement)
    yield from record_problems(agreement)


def _fact_problems(agreement: Agreement) -> Iterator[Problem]:
    facts = agreement.facts_at_introduction
    yield from repeated("facts_at_introduction", [fact.id for fact in facts], ".id")
    for position, fact in enumerate(facts):
        stated = [number for number in (fact.lower, fact.value, fact.upper) if number is not None]
        if not stated:
            yield problem(f"facts_at_introduction[{position}]", None, "a value, or limits")
        if stated != sorted(stated):
            yield problem(
                f"facts_at_introduction[{position}]", stated, "lower, value and upper in that order"
            )


def _source_problems(agreement: Agreement) -> Iterator[Problem]:
    sources = agreement.data_sources
    yield from repeated("data_sources", [source.register_name for source in sources], ".register")
    for position, source in enumerate(sources):
        yield from repeated(f"data_sources[{position}].purposes", source.purposes)
    delivered = {purpose for source in sources for purpose in source.purposes}
    needed = {"eligibility": "the criteria"} | {
        purpose: f"the measure {outcome.measure}"
        for outcome in agreement.outcome_measures
        for purpose in MEASURES[outcome.measure].purposes
    }
    needed = needed_purposes(agreement) | needed
    if agreement.patient_reported is not None:
        needed["patient_reported"] = "the part patient_reported"
    for purpose, reason in needed.items():
        if purpose not in delivered:
            yield problem("data_sources", None, f"a register with the purpose {purpose}, for {reason}")
    treatment = [source.register_name for source in sources if "treatment" in source.purposes]
    register = TREATMENT_REGISTERS[agreement.parameters.treatment_source]
    if treatment and register not in treatment:
        yield problem(
            "data_sources",
            ", ".join(treatment) + " for treatment",
            f"{register}, which treatment_source {agreement.parameters.treatment_source} reads",
        )


def _plan_problems(agreement: Agreement) -> Iterator[Problem]:
    plan = agreement.plan
    start, end = plan.start_date, plan.reassessment_date
    if agreement.is_proposal:
        for key in ("start_date", "stop_date"):
            if getattr(plan, key) is not None:
                yield problem(f"plan.{key}", getattr(plan, key), "no such date in a proposal")
    elif start is None:
        yield problem("plan.start_date", None, "a date, because is_proposal is false")
    if start is not None:
        if end <= start:
            yield problem("plan.reassessment_date", end, f"a date after start_date, {start}")
        if end > _years_after(start, USUAL_YEARS) and plan.reason_beyond_three_years is None:
            yield problem(
                "plan.reason_beyond_three_years", None, "a reason, because reassessment is later than that"
            )
        if plan.stop_date is not None and plan.stop_date < start:
            yield problem("plan.stop_date", plan.stop_date, f"a date not before start_date, {start}")
    yield from repeated("plan.milestones", [(m.kind, m.date) for m in plan.milestones])
    for position, milestone in enumerate(plan.milestones):
        if start is not None and milestone.date < start:
            yield problem(
                f"plan.milestones[{position}].date", milestone.date, f"a date not before start_date, {start}"
            )
        if milestone.kind == "evidence_due" and milestone.date > end:
            yield problem(
                f"plan.milestones[{position}].date",
                milestone.date,
                f"a date not after reassessment_date, {end}",
            )


def _years_after(day: datetime.date, years: int) -> datetime.date:
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def _price_problems(agreement: Agreement) -> Iterator[Problem]:
    terms = agreement.price_terms
    if agreement.is_proposal and terms:
        yield problem("price_terms", terms, "none in a proposal")
    if agreement.is_proposal and agreement.confidential_terms_hash is not None:
        yield problem("confidential_terms_hash", agreement.confidential_terms_hash, "none in a proposal")
    for position, term in enumerate(terms):
        if term.valid_to is not None and term.valid_to < term.valid_from:
            yield problem(
                f"price_terms[{position}].valid_to", term.valid_to, f"a date not before {term.valid_from}"
            )
    for (_, first), (position, second) in combinations(enumerate(terms), 2):
        same = (first.kind, first.unit.english) == (second.kind, second.unit.english)
        last = datetime.date.max
        overlap = first.valid_from <= (second.valid_to or last) and second.valid_from <= (
            first.valid_to or last
        )
        if same and overlap:
            yield problem(
                f"price_terms[{position}].valid_from",
                second.valid_from,
                f"another period than the {first.kind} from {first.valid_from} for the same unit",
            )


def _parameter_problems(agreement: Agreement) -> Iterator[Problem]:
    parameters = agreement.parameters
    covers, source = parameters.administration_covers_days, parameters.treatment_source
    if source == "h_resept" and covers is not None:
        yield problem(
            "parameters.administration_covers_days", covers, "none with h_resept: the dispensed supply tells"
        )
    if source != "h_resept" and covers is None:
        yield problem("parameters.administration_covers_days", None, f"a number of days with {source}")
    gap = parameters.new_line_gap_days
    if parameters.combination_window_days >= gap:
        yield problem(
            "parameters.combination_window_days",
            parameters.combination_window_days,
            f"fewer days than new_line_gap_days, {gap}",
        )
    if parameters.cycle_gap_days is not None and parameters.cycle_gap_days > gap:
        yield problem(
            "parameters.cycle_gap_days", parameters.cycle_gap_days, f"at most new_line_gap_days, {gap}"
        )
    rules = parameters.duration_rules
    variants = [rule.variant for rule in rules]
    yield from repeated("parameters.duration_rules", variants, ".variant")
    if parameters.primary_duration_variant not in variants:
        yield problem(
            "parameters.primary_duration_variant",
            parameters.primary_duration_variant,
            f"one of duration_rules: {', '.join(variants)}",
        )
    for position, rule in enumerate(rules):
        known = DURATION_RULES[rule.variant]
        for key in ("permitted_gap_days", "with_tail"):
            found, wanted = getattr(rule, key), getattr(known, key)
            if found != wanted:
                yield problem(
                    f"parameters.duration_rules[{position}].{key}",
                    found,
                    f"{str(wanted).lower()}, which {rule.variant} means in every result",
                )
