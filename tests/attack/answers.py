"""The attack on numbers beside estimates: responses, complications, doses, costs, survival and net survival.

Unknown are the persons of each verdict who were asked each question, by their answer (`questions`), and of
those inside the persons of each level of a subgroup (`levels`); known is what every row tells of them
(`told_by_estimates`), and what the documentation says of the questions (`answers_within`). Attacked are the
counts of every row and what two of them tell apart (`answers_cells`), how many are of each level, and all of
these of unknown level.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import polars as pl

from tests.attack import cuts, divisions, flow
from tests.attack.answers_cells import ROW, cells_of
from tests.attack.answers_study import Plan
from tests.attack.answers_within import know_growth, know_structure
from tests.attack.edition import Edition
from tests.attack.flow import COHORTS, persons, verdict_of
from tests.attack.levels import LEVELS, know_rows, told_of
from tests.attack.puzzle import LARGEST, SMALLEST, Puzzle, is_small
from tests.attack.questions import BY_SOME_TIME, PRIMARY_RULE, YES, counts_of, persons_with, question_of
from tests.attack.resting import resting_on_none
from tests.attack.told_by_estimates import COST_OF_THE_SAME, told_by

FAMILIES = (flow, divisions)
MOST = 1_000
"""More persons than any study has."""


@dataclass(frozen=True)
class Outcome:
    """Small counts found out, how many there are, and of the others that rows count how many were told.

    `by_few_came` would not be found out had four come to each told total, and to each region of those
    inside, that one to three came to.
    `n_estimates` are those of the cohort inside that rest on no small count, `n_estimates_told` of them left.
    `n_left` are all estimates that left, of the three cohorts, `n_with_number` of them beside how many they
    are of, `n_with_rounded` beside that number rounded.
    """

    found: tuple[tuple, ...]
    by_few_came: tuple[tuple, ...]
    n_small: int
    n_others: int
    n_others_told: int
    n_others_rounded: int
    n_estimates: int
    n_estimates_told: int
    n_left: int
    n_with_number: int
    n_with_rounded: int


def attack_answers(
    editions: Sequence[Edition], plan: Plan, subgroups: Sequence[str] | None = None
) -> Outcome:
    """Everything released of one study at these cuts, oldest first, against the small counts of answers.

    Of levels too, of these subgroups: else of those that some edition tells of.
    """
    subgroups = told_of(editions) if subgroups is None else subgroups
    puzzle = _puzzle(editions, plan, subgroups)
    cells = {name: cell for one in editions for name, cell in cells_of(one, plan, subgroups).items()}
    small = {name: cell for name, cell in cells.items() if not cell.is_told and is_small(cell.n)}
    if small:
        puzzle.look_around([(cell.group, cell.taken) for cell in small.values()])
    bound = [name for name, cell in small.items() if not puzzle.hides_one_to_four(cell.group, cell.taken)]
    if bound:
        puzzle = _puzzle(editions, plan, subgroups, by_few=True)
    found = [name for name in bound if not puzzle.hides_one_to_four(small[name].group, small[name].taken)]
    others = [cell for cell in cells.values() if cell.of_row and not is_small(cell.n)]
    estimates = [one for edition in editions for one in estimates_kept(edition)]
    left = [row for edition in editions for row in _left(edition)]
    return Outcome(
        tuple(sorted(found, key=str)),
        tuple(sorted(set(bound) - set(found), key=str)),
        len(small),
        len(others),
        sum(cell.is_told for cell in others),
        sum(cell.is_rounded and not cell.is_told for cell in others),
        len(estimates),
        sum(estimates),
        len(left),
        sum(row["n"] is not None for row in left),
        sum(row["n_at_least"] is not None for row in left),
    )


def _puzzle(
    editions: Sequence[Edition], plan: Plan, subgroups: Sequence[str], by_few: bool = False
) -> Puzzle:
    """Everything known; where few came to a told size, and `by_few`, as if it could have been four."""
    puzzle = Puzzle()
    has_courses = any(map(tells_of_courses, editions))
    for before, edition in zip((None, *editions), editions, strict=False):
        _know_flow(puzzle, edition, _few_came(before, edition) if by_few and before else {})
        know_structure(puzzle, edition.cut, plan, subgroups, has_courses)
        _know_told(puzzle, edition)
        know_rows(puzzle, edition, subgroups)
    cuts.know_series(puzzle, [edition.cut for edition in editions])
    for before, after in pairwise(editions):
        know_growth(puzzle, before.cut, after.cut, subgroups, has_courses)
    return puzzle


def _know_flow(puzzle: Puzzle, edition: Edition, few_came: Mapping[frozenset, int]) -> None:
    """The counts of the flow; sizes that few came to, of so many at most as if four had."""
    for family in FAMILIES:
        family.know_structure(puzzle, edition.cut)
    for group, n in _told_of_flow(edition):
        puzzle.know(group, n, n + few_came.get(frozenset(group), 0))


def _told_of_flow(edition: Edition) -> Iterator[tuple[list, int]]:
    for family in FAMILIES:
        for _, group, n in family.cells(edition):
            if n is not None:
                yield group, n


def _few_came(before: Edition, after: Edition) -> dict[frozenset, int]:
    """What the flow tells after, and how many more it would be, had four come where one to three did.

    Of regions and totals: these hold who comes to those. Whatever else counts persons of the same verdicts
    would be as many more at most.
    """
    told = [{frozenset(group): n for group, n in _told_of_flow(edition)} for edition in (before, after)]
    regions, totals = (_more(*told, groups(before.cut), groups(after.cut)) for groups in (_regions, _totals))
    n_more = regions | {total: max(n, sum(regions.values())) for total, n in totals.items()}
    return {
        group: max((n for size, n in n_more.items() if _verdicts(size) & _verdicts(group)), default=0)
        for group in told[1]
    } | n_more


def _more(
    before: Mapping[frozenset, int],
    after: Mapping[frozenset, int],
    earlier: Sequence[frozenset],
    later: Sequence[frozenset],
) -> dict[frozenset, int]:
    """How many more each of the later groups would be, had four come where one to three did."""
    came = {
        now: after[now] - before[then] if then in before and now in after else 0
        for then, now in zip(earlier, later, strict=True)
    }
    return {group: LARGEST - n if SMALLEST <= n < LARGEST else 0 for group, n in came.items()}


def _regions(cut: object) -> list[frozenset]:
    """Of those inside."""
    return [
        frozenset(persons(cut, "region", region, lambda one: verdict_of(one) == "inside"))
        for region in LEVELS["region"]
    ]


def _totals(cut: object) -> list[frozenset]:
    """The treated, the new starters and the two cohorts of them."""
    whole = [
        persons(cut, keep=lambda one, cohort=cohort: verdict_of(one) in COHORTS[cohort]) for cohort in COHORTS
    ]
    return [frozenset(group) for group in (*whole, [*whole[-1], (cut, flow.EARLIER)])]


def _verdicts(group: Iterable[tuple]) -> set[str]:
    """Of new starters, by whichever unknowns."""
    found: set[str] = set()
    for _, kind, *of_kind in group:
        if kind in flow.PLACES:
            found.add(verdict_of(of_kind[-1]))
        else:
            found.update({"sex": of_kind[:1], "context": COHORTS["all_treated"]}.get(kind, ()))
    return found


def _know_told(puzzle: Puzzle, edition: Edition) -> None:
    rows = edition.released["estimate"].to_dicts()
    sizes = {
        row["cohort"]: row["n"]
        for row in rows
        if row["measure"] == "number_treated" and row["subgroup"] == "all"
    }
    withheld: dict[tuple, set[str]] = {}
    for row in rows:
        if row["suppressed"]:
            withheld.setdefault(_mean(row), set()).add(row["variant"])
            if row["measure"] == "drug_cost_on_treatment" and row["variant"] == PRIMARY_RULE:
                withheld.setdefault(_mean({**row, "measure": "doses"}), set()).add(COST_OF_THE_SAME)
    for row in rows:
        groups = dict(counts_of(edition.cut, row))
        without = frozenset(withheld.get(_mean(row), ()))
        for bound in told_by(row, sizes.get(row["cohort"]) or MOST, without):
            if bound.which in groups:
                puzzle.know(groups[bound.which], bound.low, bound.high)
            elif bound.which == "yes" and row["measure"] in BY_SOME_TIME and groups:
                # Whose treatment has ended by then is of those whose course is known whole.
                question, _ = question_of(row)
                puzzle.know(persons_with(edition.cut, question, row["cohort"], (YES,)), bound.low)


def tells_of_courses(edition: Edition) -> bool:
    """Whether an edition counts anything of first courses of treatment."""
    return not edition.released["estimate"].filter(pl.col("measure") == "doses").is_empty()


def _mean(row: Mapping) -> tuple:
    return tuple(row[name] for name in ("cohort", "subgroup", "level", "measure"))


def estimates_kept(edition: Edition, but: Sequence[str] = ()) -> list[bool]:
    """Of the estimates of the cohort inside that rest on no small count: whether each was told.

    Of all measures `but` these.
    """
    is_inside = (pl.col("subgroup") == "all") & (pl.col("cohort") == "inside") & ~pl.col("measure").is_in(but)
    exact = resting_on_none(edition.exact["estimate"].filter(is_inside), edition.exact["survival_curve"])
    told = {
        tuple(row[name] for name in ROW): row["estimate"] is not None
        for row in edition.released["estimate"].filter(is_inside).to_dicts()
    }
    return [
        told[tuple(row[name] for name in ROW)]
        for row in exact.to_dicts()
        if list(counts_of(edition.cut, row))
    ]


def _left(edition: Edition) -> list[Mapping[str, Any]]:
    """The rows of whole cohorts whose estimates left."""
    left = edition.released["estimate"].filter(
        (pl.col("subgroup") == "all")
        & pl.col("estimate").is_not_null()
        & (pl.col("measure") != "number_treated")
    )
    return [row for row in left.to_dicts() if question_of(row)]
