"""What an agreement file states about who does what, when, at which public price, and how it ends."""

from pydantic import Field

from pipelines.agreements.words import Block, Day, Days, Number, Sentence, Sourced, Text, one_of
from schemas.agreement.data_source import CADENCES, PURPOSES, REGISTERS
from schemas.agreement.milestone import LISTED_KINDS as MILESTONE_KINDS
from schemas.agreement.party import ROLES
from schemas.agreement.price_term import KINDS as PRICE_KINDS


class Party(Block):
    """Somebody with a part in the agreement."""

    name: Sentence
    """Name, as everywhere else in the file."""

    role: one_of(ROLES)
    """Role in the agreement."""

    responsibility: Text
    """What it is responsible for, for readers."""


class DataSource(Sourced):
    """A register, what it is used for, who answers for its delivery and when it comes."""

    register_name: one_of(REGISTERS) = Field(alias="register")
    """The register."""

    responsible: Sentence
    """Who answers for its deliveries; one of the parties, where they are listed."""

    purposes: list[one_of(PURPOSES)] = Field(min_length=1)
    """What it is used for."""

    cadence: one_of(CADENCES) | None = None
    """Period that each delivery completes; if left out, what is usual for the register."""

    lead_days: Days | None = Field(default=None, ge=0)
    """Days agreed from the end of a period to its delivery; if left out, what is usual for the register."""


class DataCuts(Block):
    """How often data are cut, and by whom: the last day of every quarter until reassessment."""

    every: one_of(("quarter",))
    """How often."""

    responsible: Sentence
    """Who cuts; one of the parties, where they are listed."""


class Milestone(Sourced):
    """A date in the plan beside introduction, data cuts, reassessment and stop."""

    kind: one_of(MILESTONE_KINDS)
    """Kind of milestone."""

    date: Day
    """The day."""

    responsible: Sentence
    """Who must act; one of the parties, where they are listed."""

    description: Text
    """What happens, for readers."""


class Plan(Sourced):
    """The dates of the agreement and who decides."""

    start_date: Day | None = None
    """First day of the agreement; none in a proposal."""

    reassessment_date: Day
    """The data cut whose verdicts bind."""

    reason_beyond_three_years: Text | None = None
    """Why reassessment is later than three years after the start."""

    stop_date: Day | None = None
    """First day on which no new patient may start."""

    decided_by: Sentence
    """Who decides; one of the parties, where they are listed."""

    data_cuts: DataCuts

    milestones: list[Milestone] = Field(default_factory=list)
    """Other dates of the plan."""


class PriceTerm(Sourced):
    """A public price; confidential terms stand in a file of their own."""

    kind: one_of(PRICE_KINDS)
    """Kind of public price."""

    value_nok: Number = Field(ge=0, decimal_places=2)
    """NOK including VAT."""

    unit: Text
    """What the price is for, for readers."""

    valid_from: Day
    """First day of validity."""

    valid_to: Day | None = None
    """Last day of validity; left out while valid."""


class ExitPlan(Sourced):
    """What happens if the answer is no."""

    new_patients: Text
    """What happens to those who would have started."""

    patients_on_treatment: Text
    """What happens to those on treatment."""
