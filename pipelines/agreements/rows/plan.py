"""Rows about the plan: parties, registers, milestones, public prices."""

import datetime
from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, in_both_languages, origin
from pipelines.methods.term import Words
from schemas.agreement.data_source import USUAL_DELIVERY

PLAN_WORDS = {
    "introduction": Words("The agreement starts.", "Avtalen starter."),
    "data_cut": Words(
        "Quarterly data cut: indicative results.", "Kvartalsvis datakutt: foreløpige resultater."
    ),
    "reassessment": Words(
        "Reassessment: the verdicts of this data cut bind.",
        "Revurdering: vurderingene i dette datakuttet er bindende.",
    ),
    "stop": Words(
        "No new patient may start from this date.", "Ingen nye pasienter kan starte fra denne datoen."
    ),
}


def party(agreement: Agreement) -> Iterator[Row]:
    """The parties, in the order of the file."""
    for position, party in enumerate(agreement.parties, 1):
        yield {
            "position": position,
            "name": party.name,
            "role": party.role,
            **in_both_languages(party.responsibility, "responsibility"),
        }


def data_source(agreement: Agreement) -> Iterator[Row]:
    """The registers, a row for each purpose."""
    for source in agreement.data_sources:
        cadence, lead_days = USUAL_DELIVERY[source.register_name]
        for purpose in source.purposes:
            yield {
                "register": source.register_name,
                "responsible": source.responsible,
                "purpose": purpose,
                "cadence": source.cadence or cadence,
                "lead_days": lead_days if source.lead_days is None else source.lead_days,
            }


def milestone(agreement: Agreement) -> Iterator[Row]:
    """The dates of the plan."""
    plan = agreement.plan
    dated = [("introduction", plan.start_date, plan.decided_by)]
    dated += [("data_cut", day, plan.data_cuts.responsible) for day in quarter_ends(agreement)]
    dated += [
        ("reassessment", plan.reassessment_date, plan.decided_by),
        ("stop", plan.stop_date, plan.decided_by),
    ]
    for kind, day, responsible in dated:
        if day is not None:
            yield {"kind": kind, "milestone_date": day, "responsible": responsible} | in_both_languages(
                PLAN_WORDS[kind]
            )
    for milestone in plan.milestones:
        yield {
            "kind": milestone.kind,
            "milestone_date": milestone.date,
            "responsible": milestone.responsible,
        } | in_both_languages(milestone.description)


def quarter_ends(agreement: Agreement) -> Iterator[datetime.date]:
    """The agreement's indicative data cuts: last days of quarters after its start and before reassessment.

    The data cut of the reassessment itself is another kind of milestone. A proposal has none.
    """
    plan = agreement.plan
    if plan.start_date is None:
        return
    for year in range(plan.start_date.year, plan.reassessment_date.year + 1):
        for month, day in ((3, 31), (6, 30), (9, 30), (12, 31)):
            quarter_end = datetime.date(year, month, day)
            if plan.start_date < quarter_end < plan.reassessment_date:
                yield quarter_end


def price_term(agreement: Agreement) -> Iterator[Row]:
    """The public prices."""
    for term in agreement.price_terms:
        yield {
            "kind": term.kind,
            "value": term.value_nok,
            "valid_from": term.valid_from,
            "valid_to": term.valid_to,
            **in_both_languages(term.unit, "unit"),
            **origin(term),
        }
