"""What an agreement file states: one class per part of the file.

Types, names and codes are checked here, value by value; what two parts say about each other is checked in
`consistency`. The words for kinds, registers and sources are those of the agreement tables' schemas.
"""

import datetime

from pydantic import Field

from pipelines.agreements.words import (
    AgreementId,
    AtcCode,
    Block,
    CaseId,
    Identifier,
    MeasureName,
    Number,
    Sentence,
    Sourced,
    SourcedText,
    Text,
    one_of,
)
from pipelines.methods.measure_terms import COHORTS, DURATION_RULES, VARIANTS
from schemas.agreement.agreement import TREATMENT_SOURCES
from schemas.agreement.assumption import RULES
from schemas.agreement.criterion import KINDS as CRITERION_KINDS
from schemas.agreement.data_source import PURPOSES, REGISTERS
from schemas.agreement.milestone import LISTED_KINDS as MILESTONE_KINDS
from schemas.agreement.price_term import KINDS as PRICE_KINDS


class Drug(Block):
    """The drug and the substances whose records count as treatment."""

    name: Sentence
    atc_codes: list[AtcCode] = Field(min_length=1)


class PartNotJudged(Block):
    """A part of the indication that no criterion of this file judges, and why."""

    part: Text
    reason: Text


class TreatedScope(Block):
    """Which treated persons the agreement is about: minimum included, maximum excluded."""

    minimum_age_years: int | None = Field(default=None, ge=0, le=120)
    maximum_age_years: int | None = Field(default=None, ge=0, le=130)


class Criterion(Sourced):
    """One part of the indication, judged for every treated person."""

    id: Identifier
    kind: one_of(CRITERION_KINDS)
    minimum: Number | None = None
    maximum: Number | None = None
    values: list[Sentence] = Field(default_factory=list)
    description: Text


class Assumption(Sourced):
    """What was expected at introduction, in the unit of its measure."""

    id: Identifier
    value: Number
    lower: Number | None = None
    upper: Number | None = None
    description: Text


class DecisionRule(Sourced):
    """How the observed value must relate to the assumed one; the margin is in the unit of the measure."""

    rule: one_of(RULES)
    margin: Number = Field(ge=0)


class OutcomeMeasure(Block):
    """One thing that shall be measured, for one group, and what was assumed about it."""

    measure: MeasureName
    variant: one_of(VARIANTS)
    cohort: one_of(COHORTS)
    time_days: int | None = None
    description: Text
    assumption: Assumption | None = None
    decision_rule: DecisionRule | None = None


class Fact(Sourced):
    """Something known at introduction that no measure of the pipeline answers: a value, or limits alone."""

    id: Identifier
    description: Text
    value: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    unit: Text


class DataSource(Sourced):
    """A register, what it is used for and who answers for its delivery."""

    register_name: one_of(REGISTERS) = Field(alias="register")
    responsible: Sentence
    purposes: list[one_of(PURPOSES)] = Field(min_length=1)


class DataCuts(Block):
    """How often data are cut, and by whom: the last day of every quarter until reassessment."""

    every: one_of(("quarter",))
    responsible: Sentence


class Milestone(Sourced):
    """A date in the plan beside introduction, data cuts, reassessment and stop."""

    kind: one_of(MILESTONE_KINDS)
    date: datetime.date
    responsible: Sentence
    description: Text


class Plan(Sourced):
    """The dates of the agreement and who decides."""

    start_date: datetime.date | None = None
    reassessment_date: datetime.date
    reason_beyond_three_years: Text | None = None
    stop_date: datetime.date | None = None
    decided_by: Sentence
    data_cuts: DataCuts
    milestones: list[Milestone] = Field(default_factory=list)


class PriceTerm(Sourced):
    """A public price; confidential terms stand in a file of their own."""

    kind: one_of(PRICE_KINDS)
    value_nok: Number = Field(ge=0, decimal_places=2)
    unit: Text
    valid_from: datetime.date
    valid_to: datetime.date | None = None


class ExitPlan(Sourced):
    """What happens if the answer is no."""

    new_patients: Text
    patients_on_treatment: Text


class DurationRule(Block):
    """One treatment-end rule, written out so that the file says what its results mean."""

    variant: one_of(DURATION_RULES)
    permitted_gap_days: int = Field(gt=0)
    with_tail: bool


class Parameters(Sourced):
    """The numbers that the measures are computed with."""

    lookback_days: int = Field(ge=0)
    treatment_source: one_of(TREATMENT_SOURCES)
    administration_covers_days: int | None = Field(default=None, gt=0)
    cost_horizon_days: int = Field(gt=0)
    primary_duration_variant: one_of(DURATION_RULES)
    duration_rules: list[DurationRule] = Field(min_length=1)


class Agreement(Block):
    """One agreement on temporary introduction, or a proposal for one."""

    agreement_id: AgreementId
    based_on: CaseId | None = None
    is_proposal: bool
    note: Text
    title: Text
    drug: Drug
    indication: SourcedText
    indication_parts_not_judged: list[PartNotJudged] = Field(default_factory=list)
    uncertainty: SourcedText
    treated_scope: TreatedScope
    criteria: list[Criterion] = Field(min_length=1)
    outcome_measures: list[OutcomeMeasure] = Field(min_length=1)
    facts_at_introduction: list[Fact] = Field(default_factory=list)
    data_sources: list[DataSource] = Field(min_length=1)
    plan: Plan
    price_terms: list[PriceTerm] = Field(default_factory=list)
    exit_plan: ExitPlan
    parameters: Parameters
