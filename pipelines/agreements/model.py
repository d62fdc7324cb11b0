"""What an agreement file states: the whole file and the parameters, from its parts.

Types, names and codes are checked here and in the parts, value by value; what two parts say about each other
is checked in `consistency`. The words for kinds, registers and sources are those of the agreement tables'
schemas.
"""

from pydantic import Field

from pipelines.agreements.comparators import Comparator
from pipelines.agreements.followed import Complication, Response
from pipelines.agreements.outcomes import Fact, OutcomeMeasure
from pipelines.agreements.patient_reported import PatientReported
from pipelines.agreements.patients import (
    Attribution,
    Criterion,
    Drug,
    PartNotJudged,
    Subgroup,
    TreatedScope,
    UseRule,
)
from pipelines.agreements.plan import DataSource, ExitPlan, Party, Plan, PriceTerm
from pipelines.agreements.planned_doses import PlannedDose
from pipelines.agreements.records import Records
from pipelines.agreements.words import (
    AgreementId,
    Block,
    CaseId,
    Days,
    Sourced,
    SourcedText,
    TermsHash,
    Text,
    one_of,
)
from pipelines.methods.treatment_terms import DURATION_RULES
from schemas.agreement.agreement import TREATMENT_SOURCES


class DurationRule(Block):
    """One treatment-end rule, written out so that the file says what its results mean."""

    variant: one_of(DURATION_RULES)
    """Name of the rule in every result."""

    permitted_gap_days: Days = Field(gt=0)
    """Days without coverage after which treatment has ended."""

    with_tail: bool
    """True if the days covered by the last record count."""


class Parameters(Sourced):
    """The numbers that the measures are computed with."""

    lookback_days: Days = Field(ge=0)
    """Days before the first dose that must be free of the drug."""

    treatment_source: one_of(TREATMENT_SOURCES)
    """Where treatment is recorded."""

    administration_covers_days: Days | None = Field(default=None, gt=0)
    """Days one administration covers; left out with h_resept."""

    cost_horizon_days: Days = Field(gt=0)
    """Days after the first dose over which cost is summed."""

    primary_duration_variant: one_of(DURATION_RULES)
    """The treatment-end rule that counts."""

    duration_rules: list[DurationRule] = Field(min_length=1)
    """The treatment-end rules that are shown side by side."""

    combination_window_days: Days = Field(default=28, ge=0)
    """Days from the first record of a line within which other substances belong to the same line."""

    new_line_gap_days: Days = Field(default=180, gt=0)
    """Days without records after which the next record starts a new line."""

    bridging_days: Days = Field(default=60, ge=0)
    """A transplant within so many days after the last record makes a line a bridge to it."""

    cycle_gap_days: Days | None = Field(default=None, gt=0)
    """Days between records from which a new cycle is counted, where the source does not number the cycles."""

    planned_doses: list[PlannedDose] = Field(default_factory=list)
    """The planned dosing, phase by phase, that given doses are compared with; only fixed doses."""

    attribution_before_days: Days = Field(default=1826, ge=0)
    """A disease may be the reason for treatment if diagnosed at most so many days before the first dose."""

    attribution_after_days: Days = Field(default=30, ge=0)
    """A disease may be the reason for treatment if diagnosed at most so many days after the first dose."""

    stage_current_days: Days = Field(default=120, ge=0)
    """Days after diagnosis for which a stage other than distant spread is still known."""


class Agreement(Block):
    """One agreement on temporary introduction, or a proposal for one."""

    agreement_id: AgreementId
    """EX and three digits, as the file is named."""

    based_on: CaseId | None = None
    """The case in Nye metoder that the example builds on."""

    is_proposal: bool
    """True for a proposal that is not in force."""

    note: Text
    """What a reader must know first."""

    title: Text
    """Drug and disease, for readers."""

    parties: list[Party] = Field(default_factory=list)
    """Who has a part in the agreement; where listed, everybody named elsewhere is one of them."""

    drug: Drug

    indication: SourcedText
    """What the drug is for."""

    indication_parts_not_judged: list[PartNotJudged] = Field(default_factory=list)
    """What the indication says that no criterion judges."""

    uncertainty: SourcedText
    """Why the evidence is not enough."""

    treated_scope: TreatedScope

    criteria: list[Criterion] = Field(min_length=1)
    """The parts of the indication that decide who counts."""

    attribution: Attribution = Attribution()

    use_rules: list[UseRule] = Field(default_factory=list)
    """When treatment may start and when it must stop."""

    subgroups: list[Subgroup] = Field(default_factory=list)
    """Groups shown by themselves."""

    outcome_measures: list[OutcomeMeasure] = Field(min_length=1)
    """What is measured, what was assumed and how it is judged."""

    complications: list[Complication] = Field(default_factory=list)
    """Complications of treatment that are counted."""

    responses: list[Response] = Field(default_factory=list)
    """Responses to treatment that are looked for."""

    patient_reported: PatientReported | None = None
    """Which patient-reported outcomes are measured, and when."""

    comparators: list[Comparator] = Field(default_factory=list)
    """What the outcomes are compared with."""

    facts_at_introduction: list[Fact] = Field(default_factory=list)
    """What was known and is not measured."""

    data_sources: list[DataSource] = Field(min_length=1)
    """The registers it rests on."""

    plan: Plan

    price_terms: list[PriceTerm] = Field(default_factory=list)
    """Public prices only."""

    confidential_terms_hash: TermsHash | None = None
    """SHA-256 of the confidential terms and their salt, which stand in a file of their own."""

    exit_plan: ExitPlan

    parameters: Parameters

    records: Records = Records()
    """What is known since the protocol was frozen; not part of its hash."""
