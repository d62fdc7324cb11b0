"""What is contradictory in an agreement's planned doses."""

from collections.abc import Iterator
from itertools import pairwise

from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import Problem, problem

PLACE = "parameters.planned_doses"


def planned_dose_problems(agreement: Agreement) -> Iterator[Problem]:
    """Phases out of order, in several units, or where the source records no dose."""
    phases = agreement.parameters.planned_doses
    if not phases:
        return
    if agreement.parameters.treatment_source == "h_resept":
        yield problem(PLACE, f"{len(phases)} phases", "none, because h_resept records no doses")
    if phases[0].from_day != 0:
        yield problem(f"{PLACE}[0].from_day", phases[0].from_day, "0, the day of the first dose")
    for position, (before, after) in enumerate(pairwise(phases), 1):
        if after.from_day <= before.from_day:
            yield problem(
                f"{PLACE}[{position}].from_day",
                after.from_day,
                f"a day after {before.from_day}, of the one before",
            )
        if after.dose_unit != before.dose_unit:
            yield problem(
                f"{PLACE}[{position}].dose_unit", after.dose_unit, f"{before.dose_unit}, as in the one before"
            )
