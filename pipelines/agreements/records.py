"""What is recorded after the protocol was frozen: decisions elsewhere, evidence, our decision, a basis."""

from pydantic import Field

from pipelines.agreements.words import (
    Block,
    CountryCode,
    Day,
    Days,
    Identifier,
    MeasureName,
    Number,
    PartialDate,
    Sentence,
    Sourced,
    Text,
    one_of,
)
from pipelines.methods.measures import UNITS
from schemas.agreement.decision_elsewhere import DECISIONS
from schemas.agreement.evidence import KINDS as EVIDENCE_KINDS
from schemas.agreement.reassessment_decision import OUTCOMES


class DecisionElsewhere(Sourced):
    """A decision on the same drug and disease by a body in another country."""

    body: Sentence
    """Who decided."""

    country: CountryCode
    """Country, two letters."""

    dated: PartialDate | None = None
    """Year, month or day, as closely as it is known."""

    decision: one_of(DECISIONS)
    """What was decided."""

    text: Text
    """The decision in short, for readers."""


class Evidence(Sourced):
    """Evidence received since introduction, shown beside what the registers say."""

    id: Identifier
    """Short name, once in the file."""

    kind: one_of(EVIDENCE_KINDS)
    """Kind of evidence."""

    provided_by: Sentence
    """Who provided it; one of the parties, where they are listed."""

    received_date: Day
    """Day it was received."""

    evidence_cut_date: Day | None = None
    """Last day of the data it rests on."""

    measure: MeasureName | None = None
    """Measure it gives a number for."""

    time_days: Days | None = Field(default=None, gt=0)
    """Days since the start of treatment; only for measures that are read at a time."""

    value: Number | None = Field(default=None, ge=0)
    """Value, in the unit of the measure."""

    lower: Number | None = Field(default=None, ge=0)
    """Lower limit."""

    upper: Number | None = Field(default=None, ge=0)
    """Upper limit."""

    unit: one_of(UNITS) | None = None
    """Unit of the measure."""

    n: int | None = Field(default=None, gt=0, le=10_000_000)
    """Persons it rests on."""

    text: Text
    """What it shows, for readers."""


class ReassessmentDecision(Sourced):
    """What the reassessment ended in; nothing else settles it."""

    date: Day
    """Day of the decision."""

    outcome: one_of(OUTCOMES)
    """What was decided."""

    text: Text
    """The decision in short, for readers."""


class LegalBasis(Sourced):
    """On what ground the assessor may see the numbers of this agreement with nothing withheld."""

    holder: Sentence
    """Who may see them; one of the parties, where they are listed."""

    text: Text
    """The basis, for readers."""

    valid_from: Day
    """First day it is in force."""

    valid_to: Day
    """Last day it is in force."""


class Records(Block):
    """What is known since the protocol was frozen; these records are not part of its hash."""

    decisions_elsewhere: list[DecisionElsewhere] = Field(default_factory=list)
    """Decisions on the same drug and disease by bodies in other countries."""

    evidence_received: list[Evidence] = Field(default_factory=list)
    """Evidence received since introduction."""

    reassessment_decision: ReassessmentDecision | None = None
    """What the reassessment ended in; left out until it is decided."""

    legal_basis: LegalBasis | None = None
    """Basis of an assessor's edition; left out where there is none."""
