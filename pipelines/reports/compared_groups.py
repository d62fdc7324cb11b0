"""The same comparison among others: only those known to be new users, and with the undetermined."""

from dataclasses import dataclass

from pipelines.methods.comparison_release import MAIN, MEAN_DIFFERENCE, NEW_USERS, WIDER
from pipelines.methods.comparison_terms import WEIGHTED
from pipelines.methods.group_terms import COMPARED
from pipelines.methods.term import Term
from pipelines.methods.weighted_contrast import HAZARD_RATIO
from pipelines.reports.edition import Row
from pipelines.reports.view import Report

OTHERS = (NEW_USERS, WIDER)
NUMBERS = ("estimate", "lower", "upper")


@dataclass(frozen=True)
class ComparedGroup:
    """One group's weighted hazard ratio and difference in mean survival; `why_not` where there are none."""

    term: Term
    numbers: list[Row | None]
    why_not: str | None

    @property
    def is_main(self) -> bool:
        return self.term.name == MAIN


def compared_groups(view: Report, comparator_id: str) -> list[ComparedGroup]:
    """The main comparison and beside it the others whose persons are not the same; none if there are none."""
    others = [name for name in OTHERS if not is_same(view, comparator_id, name)]
    found = [
        ComparedGroup(COMPARED[name], _numbers(view, comparator_id, name), facts["why_not"])
        for name in (MAIN, *others)
        if (facts := view.compared.comparison(comparator_id, name)) is not None
    ]
    return found if len(found) > 1 else []


def is_same(view: Report, comparator_id: str, cohort: str) -> bool:
    """Whether another group is the main one: all of its numbers are, limits drawn from the same seed too."""
    main, other = (
        [row[name] for row in _numbers(view, comparator_id, asked) if row is not None for name in NUMBERS]
        for asked in (MAIN, cohort)
    )
    return any(number is not None for number in main) and main == other


def _numbers(view: Report, comparator_id: str, cohort: str) -> list[Row | None]:
    terms = view.compared.cohorts[comparator_id]
    variant = WEIGHTED[terms["weights"]]
    return [
        view.of_comparator(measure, variant, comparator_id, time, cohort)
        for measure, time in ((HAZARD_RATIO, None), (MEAN_DIFFERENCE, terms["horizon_days"]))
    ]
