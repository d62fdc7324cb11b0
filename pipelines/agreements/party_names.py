"""Who is named in an agreement: where the parties are listed, everybody named elsewhere is one of them."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import Problem, problem, shown
from pipelines.agreements.repetitions import repeated


def party_problems(agreement: Agreement) -> Iterator[Problem]:
    """Names that no party has, and a decision maker who is not one."""
    parties = {party.name: party.role for party in agreement.parties}
    yield from repeated("parties", [party.name for party in agreement.parties], ".name")
    if not parties:
        return
    for path, name in _named(agreement):
        if name not in parties:
            yield problem(path, name, f"one of the parties: {', '.join(map(shown, parties))}")
    role = parties.get(agreement.plan.decided_by)
    if role not in (None, "decision_maker"):
        yield problem(
            "plan.decided_by", agreement.plan.decided_by, f"a party with the role decision_maker, not {role}"
        )


def _named(agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Every place where the file names somebody, with the name."""
    for position, source in enumerate(agreement.data_sources):
        yield f"data_sources[{position}].responsible", source.responsible
    plan = agreement.plan
    yield "plan.decided_by", plan.decided_by
    yield "plan.data_cuts.responsible", plan.data_cuts.responsible
    for position, milestone in enumerate(plan.milestones):
        yield f"plan.milestones[{position}].responsible", milestone.responsible
    for position, record in enumerate(agreement.records.evidence_received):
        yield f"records.evidence_received[{position}].provided_by", record.provided_by
    if agreement.records.legal_basis is not None:
        yield "records.legal_basis.holder", agreement.records.legal_basis.holder
