"""Put the question together: agreement file, delivery stores and reference tables in, the answer out."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from pipelines.agreements.model import Agreement
from pipelines.agreements.tables import agreement_tables
from pipelines.file_tables import FileTableError, frame_of
from pipelines.home import Home
from pipelines.ingest.current import Delivery, stored_deliveries
from pipelines.readiness.accrual import Rate, expected_patients, rates
from pipelines.readiness.answer import Facts, Readiness
from pipelines.readiness.history import history
from pipelines.readiness.judgement import findings
from pipelines.readiness.observability import can_be_inside, criterion_answers, measure_answers
from pipelines.readiness.plan import DAYS_PER_YEAR, Plan, Window, laid_on_the_past, past_window, planned
from pipelines.readiness.precision import Question
from pipelines.readiness.replay import replay
from pipelines.readiness.rhythm import Agreed, LastDelivery, Rhythm, last_delivery, rhythms
from pipelines.readiness.sources import DISEASE_REGISTER
from pipelines.tables import TableDefinition
from schemas.agreement.agreement import TREATMENT_REGISTERS


class ReadinessError(Exception):
    """The question cannot be answered; one message with what was found and what was expected."""


def readiness(
    agreement: Agreement,
    home: Home,
    reference: Path,
    as_of: date | None = None,
    given: Rate | None = None,
) -> Readiness:
    """Whether the agreement can be reassessed on its date, as seen on `as_of` (the newest delivery's date).

    Raises ReadinessError where the home holds nothing to answer from, FileTableError where a reference table
    is missing or wrong.
    """
    plan = planned(agreement)
    deliveries, as_of = _deliveries(home, as_of, plan.reassessment_date)
    known = rhythms(deliveries, _agreed(agreement))
    last = {
        register: last_delivery(rhythm, plan.reassessment_date, as_of) for register, rhythm in known.items()
    }
    treatment = TREATMENT_REGISTERS[agreement.parameters.treatment_source]
    if treatment not in known or known[treatment].complete_to is None:
        raise ReadinessError(
            f"{home.raw}: found no delivery of {treatment} received by {as_of}; expected the register that "
            f"{agreement.agreement_id} reads treatment from"
        )
    years_planned = _years_planned(plan, last[treatment])
    disease = DISEASE_REGISTER[agreement.parameters.treatment_source]
    judged_to = _judged_to(
        known[treatment].complete_to, known.get(disease), last[treatment], last.get(disease)
    )
    window = _window(agreement, reference, plan, years_planned, judged_to)
    questions = _questions(agreement)
    with replay(laid_on_the_past(agreement, plan, window), deliveries, reference, as_of) as past_tables:
        past = history(past_tables, questions, window)
    criteria = criterion_answers(agreement, past)
    figures = rates(past, window.years, agreement.facts_at_introduction, given)
    expected = expected_patients(figures[0], past, window.years, years_planned, can_be_inside(criteria))
    facts = Facts(
        agreement=agreement,
        as_of=as_of,
        plan=plan,
        window=window,
        treatment_register=treatment,
        rhythms=known,
        last=last,
        past=past,
        years_planned=years_planned,
        rates=tuple(figures),
        expected=expected,
        criteria=criteria,
        measures=measure_answers(
            agreement, plan, last, past, expected, questions, (window.years, years_planned)
        ),
    )
    return Readiness(facts, findings(facts))


def _deliveries(home: Home, as_of: date | None, reassessment: date) -> tuple[list[Delivery], date]:
    """What had been received, and the day it is looked at: never after the reassessment itself."""
    stored = stored_deliveries(home.root)
    if not stored:
        raise ReadinessError(
            f"{home.raw}: found no delivery; expected a home that deliveries have been loaded into "
            "(revurdering run)"
        )
    looked_at = min(as_of or max(delivery.received for delivery in stored), reassessment)
    received = [delivery for delivery in stored if delivery.received <= looked_at]
    if not received:
        raise ReadinessError(
            f"{home.raw}: found no delivery received by {looked_at}; expected at least one to learn from"
        )
    return received, looked_at


def _agreed(agreement: Agreement) -> Mapping[str, Agreed]:
    sources = agreement_tables([agreement])["data_source"]
    return {
        row["register"]: Agreed(row["cadence"], row["lead_days"]) for row in sources.iter_rows(named=True)
    }


def _years_planned(plan: Plan, treatment: LastDelivery) -> float:
    """From the start to the end of treatment data in the last delivery; nothing where they end before."""
    if treatment.complete_to is None or treatment.complete_to < plan.start_date:
        return 0.0
    return ((treatment.complete_to - plan.start_date).days + 1) / DAYS_PER_YEAR


def _judged_to(
    treated_to: date, disease: Rhythm | None, last_treatment: LastDelivery, last_disease: LastDelivery | None
) -> date:
    """The last starters of the past of whom as much is known as will be of the last before the reassessment.

    The disease register comes later than the treatment register; how much later depends on the time of year.
    """
    ends = (disease and disease.complete_to, last_disease and last_disease.complete_to)
    if None in (*ends, last_treatment.complete_to):
        return treated_to
    behind = max(last_treatment.complete_to - ends[1], timedelta(0))
    return min(treated_to, ends[0] + behind)


def _window(
    agreement: Agreement, reference: Path, plan: Plan, years_planned: float, complete_to: date
) -> Window:
    length_days = round(years_planned * DAYS_PER_YEAR) or (plan.reassessment_date - plan.start_date).days
    coverage = frame_of(TableDefinition("reference", "source_coverage"), Path(), reference)
    begins = coverage.filter(
        (pl.col("source") == agreement.parameters.treatment_source) & pl.col("covers_from").is_not_null()
    )["covers_from"].min()
    if begins is None:
        return past_window(length_days, complete_to, None)
    try:
        covered_from = date.fromisoformat(begins)
    except ValueError:
        raise FileTableError(
            f"{reference / 'source_coverage.csv'}: covers_from: found '{begins}'; expected a date"
        ) from None
    lookback = timedelta(days=agreement.parameters.lookback_days)
    return past_window(length_days, complete_to, covered_from + lookback)


def _questions(agreement: Agreement) -> list[Question]:
    """The measures with an assumption and a decision rule."""
    rows = agreement_tables([agreement])["assumption"].iter_rows(named=True)
    fields = Question.__dataclass_fields__
    return [Question(**{name: row[name] for name in fields}) for row in rows if row["rule"] is not None]
