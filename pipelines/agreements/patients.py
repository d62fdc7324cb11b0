"""What an agreement file states about patients: drug, indication, criteria, use, subgroups, attribution."""

from pydantic import ConfigDict, Field

from pipelines.agreements.criterion_kinds import COURSE_EVENTS, criterion_json_schema
from pipelines.agreements.words import (
    ONE_ORIGIN,
    AtcCode,
    Block,
    Day,
    Days,
    DiagnosisPrefix,
    Identifier,
    Number,
    RegimenCode,
    Sentence,
    Sourced,
    Text,
    one_of,
)
from schemas.agreement.criterion import KINDS as CRITERION_KINDS
from schemas.agreement.criterion import SUBJECTS
from schemas.agreement.subgroup import VARIABLES
from schemas.agreement.use_rule import JUDGED_BY
from schemas.agreement.use_rule import KINDS as USE_RULE_KINDS

_SUBJECTS = tuple(dict.fromkeys(subject for subjects in SUBJECTS.values() for subject in subjects))


class Drug(Block):
    """The drug and the substances whose records count as treatment."""

    name: Sentence
    """Name of the active substance."""

    atc_codes: list[AtcCode] = Field(min_length=1)
    """Substances whose records count as treatment, at the fifth level."""


class PartNotJudged(Block):
    """A part of the indication that no criterion of this file judges, and why."""

    part: Text
    """What the indication says."""

    reason: Text
    """Why no criterion judges it."""


class TreatedScope(Block):
    """Which treated persons the agreement is about: minimum included, maximum excluded."""

    minimum_age_years: int | None = Field(default=None, ge=0, le=120)
    """Youngest age at the first dose (included)."""

    maximum_age_years: int | None = Field(default=None, ge=0, le=130)
    """Age at the first dose from which nobody is counted (excluded)."""


class Criterion(Sourced):
    """One part of the indication, judged for every person as met, not met or unknown."""

    model_config = ConfigDict(json_schema_extra=ONE_ORIGIN | criterion_json_schema())

    id: Identifier
    """Short name, once in the file."""

    kind: one_of(CRITERION_KINDS)
    """Which rule judges it; the kind decides which other keys it takes."""

    subject: one_of(_SUBJECTS) | None = None
    """What the kind is asked about; with earlier_treatment, time_since and place."""

    minimum: Number | None = None
    """Lowest value that meets it (included): years, lines or days."""

    maximum: Number | None = None
    """Value from which it is no longer met (excluded): years, lines or days."""

    within_days: Days | None = Field(default=None, gt=0)
    """Earlier treatment counts only if given at most so many days before; any time before if left out."""

    first_date: Day | None = None
    """First day that meets a calendar criterion."""

    last_date: Day | None = None
    """Last day that meets a calendar criterion."""

    values: list[Sentence] = Field(default_factory=list)
    """Codes or words, any of which meets it."""

    must_be_absent: bool = False
    """True if it is met when what it names was not there."""

    alternative_group: Identifier | None = None
    """Criteria with the same name here are alternatives: one of them is enough."""

    description: Text
    """What it asks, for readers."""


class Attribution(Block):
    """What on a record ties a course of treatment to the indication rather than to another disease."""

    regimens: list[RegimenCode] = Field(default_factory=list)
    """Regimens (KURID) that point to the indication."""

    refund_codes: list[DiagnosisPrefix] = Field(default_factory=list)
    """Starts of refund codes that point to the indication; if none, the values of the diagnosis criteria."""


class UseRule(Sourced):
    """A rule for when treatment may start or must stop."""

    id: Identifier
    """Short name, once in the file."""

    kind: one_of(USE_RULE_KINDS)
    """When it applies."""

    judged_by: one_of(JUDGED_BY)
    """What in the registers shows whether it was followed."""

    event_type: one_of(COURSE_EVENTS) | None = None
    """Event after which treatment must stop; with course_event."""

    within_days: Days | None = Field(default=None, ge=0)
    """Days allowed after the event, or after the first dose with longest_use."""

    description: Text
    """What it says, for readers."""


class SubgroupLevel(Block):
    """One level of a subgroup: ages from minimum (included) to maximum (excluded), or one value."""

    level: Identifier
    """Short name, once in the subgroup."""

    minimum: Number | None = None
    """Lowest age (included)."""

    maximum: Number | None = None
    """Age at which the level ends (excluded)."""

    value: Sentence | None = None
    """female or male, or a region code in quotes."""

    label: Text
    """Name of the level, for readers."""


class Subgroup(Block):
    """A division of the patients that the agreement wants shown level by level."""

    id: Identifier
    """Short name, once in the file."""

    variable: one_of(VARIABLES)
    """What divides the patients."""

    levels: list[SubgroupLevel] = Field(min_length=2)
    """The levels; no two hold the same patient."""
