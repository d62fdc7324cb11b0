"""What an agreement file states about outcomes: measures, assumptions, rules and facts."""

from typing import Any

from pydantic import ConfigDict, Field

from pipelines.agreements.words import (
    AGREED_MEASURES,
    ONE_ORIGIN,
    Block,
    Identifier,
    MeasureName,
    Number,
    Sourced,
    Text,
    one_of,
)
from pipelines.methods.group_terms import COHORTS
from pipelines.methods.measures import VARIANTS
from schemas.agreement.assumption import RULES

STATED_BY = ("margin", "threshold", "factor")
"""A decision rule is stated by exactly one of these."""


def measure_json_schema() -> dict[str, Any]:
    """For each measure, its variants, groups and times, as JSON Schema."""
    rules = []
    for name, measure in AGREED_MEASURES.items():
        properties: dict[str, Any] = {
            "variant": {"enum": list(measure.variants)},
            "cohort": {"enum": list(measure.cohorts)},
        }
        if measure.times_days:
            properties["time_days"] = {"enum": list(measure.times_days)}
        elif not measure.needs_time:
            properties["time_days"] = False
        then = {"properties": properties} | ({"required": ["time_days"]} if measure.needs_time else {})
        condition = {"properties": {"measure": {"const": name}}, "required": ["measure"]}
        rules.append({"if": condition, "then": then})
    return {"allOf": rules}


class Assumption(Sourced):
    """What was expected at introduction, in the unit of its measure."""

    id: Identifier
    """Short name, once in the file."""

    value: Number
    """Assumed value."""

    lower: Number | None = None
    """Lower limit of the assumption, if the source gives one."""

    upper: Number | None = None
    """Upper limit of the assumption, if the source gives one."""

    description: Text
    """What was assumed, for readers."""


class DecisionRule(Sourced):
    """How the observed value must relate to the assumed one: by a margin, a factor, or a threshold."""

    model_config = ConfigDict(
        json_schema_extra=ONE_ORIGIN | {"allOf": [{"oneOf": [{"required": [key]} for key in STATED_BY]}]}
    )

    rule: one_of(RULES)
    """What is accepted."""

    margin: Number | None = Field(default=None, ge=0)
    """Distance from the assumed value that is accepted, in the unit of the measure."""

    threshold: Number | None = Field(default=None, ge=0)
    """Value that the observed is compared with, whatever was assumed, in the unit of the measure."""

    factor: Number | None = Field(default=None, gt=0)
    """Factor of the assumed value that is accepted: 1.25 with at_most, 0.8 with at_least."""


class OutcomeMeasure(Block):
    """One thing that shall be measured, for one group, and what was assumed about it."""

    model_config = ConfigDict(json_schema_extra=measure_json_schema())

    measure: MeasureName
    """Name in the catalogue of measures."""

    variant: one_of(VARIANTS)
    """Definition or estimator."""

    cohort: one_of(COHORTS)
    """Group it is measured for."""

    time_days: int | None = None
    """Days since the first dose; only for measures that are read at a time."""

    description: Text
    """Why it is measured, for readers."""

    assumption: Assumption | None = None
    """What was expected at introduction; only a proposal may leave it out."""

    decision_rule: DecisionRule | None = None
    """The rule agreed beforehand, by which the assumption is judged."""


class Fact(Sourced):
    """Something known at introduction that no measure of the pipeline answers: a value, or limits alone."""

    id: Identifier
    """Short name, once in the file."""

    description: Text
    """What is known, for readers."""

    value: Number | None = None
    """Value."""

    lower: Number | None = None
    """Lower limit."""

    upper: Number | None = None
    """Upper limit."""

    unit: Text
    """Unit, for readers."""
