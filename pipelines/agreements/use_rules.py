"""What a rule of use may say, and what only a criterion may."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.patients import UseRule
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated

NEEDS = {
    "course_event": ("event_type", "within_days"),
    "longest_use": ("within_days",),
    "not_observable": (),
}
"""Keys that each way of judging takes; it needs them all."""


def use_rule_problems(agreement: Agreement) -> Iterator[Problem]:
    """Rules with keys that do not belong together."""
    yield from repeated("use_rules", [rule.id for rule in agreement.use_rules], ".id")
    for position, rule in enumerate(agreement.use_rules):
        yield from _rule_problems(f"use_rules[{position}]", rule)


def _rule_problems(path: str, rule: UseRule) -> Iterator[Problem]:
    if rule.kind == "start" and rule.judged_by != "not_observable":
        yield problem(
            f"{path}.judged_by",
            rule.judged_by,
            "not_observable with kind start: what a register can judge before treatment is a criterion",
        )
        return
    for key in ("event_type", "within_days"):
        found, needed = getattr(rule, key), key in NEEDS[rule.judged_by]
        if needed and found is None:
            what = "the event" if key == "event_type" else "a number of days"
            yield problem(f"{path}.{key}", None, f"{what} with judged_by {rule.judged_by}")
        if not needed and found is not None:
            yield problem(f"{path}.{key}", found, f"no {key} with judged_by {rule.judged_by}")
    if rule.judged_by == "longest_use" and rule.within_days == 0:
        yield problem(f"{path}.within_days", 0, "more than 0 with judged_by longest_use")
