"""What an agreement file states about comparisons: who is compared with, and what others have published."""

from pydantic import Field

from pipelines.agreements.patients import Drug
from pipelines.agreements.words import (
    Block,
    Day,
    Days,
    Identifier,
    MeasureName,
    Number,
    Sentence,
    Sourced,
    Text,
    one_of,
)
from pipelines.methods.measures import UNITS
from schemas.agreement.agreement import TREATMENT_SOURCES
from schemas.agreement.comparator import KINDS
from schemas.agreement.comparator_cohort import WEIGHTS
from schemas.agreement.comparator_covariate import COVARIATES


class CriterionLeftOut(Block):
    """A criterion of the agreement that does not apply to the comparator, and why."""

    criterion: Identifier
    """One of the criteria."""

    reason: Text
    """Why it does not apply, for readers."""


class ComparatorCohort(Block):
    """Persons in the registers who began on another drug, judged by the agreement's own criteria."""

    drug: Drug
    """The comparator's drug, none of whose substances is the agreement's own."""

    treatment_source: one_of(TREATMENT_SOURCES)
    """Where its treatment is recorded."""

    first_date: Day
    """First day on which a first dose counts."""

    last_date: Day
    """Last day on which a first dose counts; before the agreement with historical_register."""

    criteria_left_out: list[CriterionLeftOut] = Field(default_factory=list)
    """Criteria that do not apply; all others are judged at the comparator's own first dose."""

    covariates: list[one_of(COVARIATES)] = Field(min_length=1)
    """What the two groups are made alike in, known on or before the first dose."""

    weights: one_of(WEIGHTS)
    """How they are weighted to be alike."""

    horizon_days: Days = Field(gt=0)
    """Days after the first dose over which mean survival is compared."""


class PublishedValue(Sourced):
    """A number that others have published about a comparator, in the unit of its measure."""

    measure: MeasureName
    """Name in the catalogue of measures."""

    time_days: Days | None = Field(default=None, gt=0)
    """Days since the start of treatment; only for measures that are read at a time."""

    value: Number = Field(ge=0)
    """Value."""

    lower: Number | None = Field(default=None, ge=0)
    """Lower limit, if published."""

    upper: Number | None = Field(default=None, ge=0)
    """Upper limit, if published."""

    unit: one_of(UNITS)
    """Unit of the measure."""

    n: int | None = Field(default=None, gt=0, le=10_000_000)
    """Persons it rests on, if published."""

    n_events: int | None = Field(default=None, ge=0, le=10_000_000)
    """Events among them, if published."""

    place: Sentence | None = None
    """Table or page of the source."""


class Comparator(Sourced):
    """What the observed outcomes are compared with."""

    id: Identifier
    """Short name, once in the file."""

    kind: one_of(KINDS)
    """Kind of comparator; none is randomised against the patients in the registers."""

    description: Text
    """What it is, for readers."""

    cohort: ComparatorCohort | None = None
    """The comparator as persons in the registers; only with historical_register and standard_care."""

    published_values: list[PublishedValue] = Field(default_factory=list)
    """Published numbers; only with published_trial and published_register."""
