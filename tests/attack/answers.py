"""The attack on numbers beside estimates: responses, complications, doses, costs, survival and net survival.

Unknown are the persons of each verdict who were asked each question, by their answer (`questions`); known is
what every row tells of them (`told_by_estimates`), and what the documentation says of the questions: whoever
was asked is in the cohort, whoever is followed to a later day is followed to an earlier one, whoever died by
a time has died by every later one, complete remission is a response. From cut to cut nobody's answer is taken
back. Attacked are the counts of every row, those asked and those with either answer; of each question those
of a cohort who were not asked, and those of two nested cohorts who are in the larger one only; and of those
followed in hospital who were not free of a complication before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from tests.attack import cuts, divisions, flow
from tests.attack.answers_study import COMPLICATIONS, RESPONSES, Plan
from tests.attack.edition import Edition
from tests.attack.flow import COHORTS, persons, verdict_of
from tests.attack.puzzle import LARGEST, SMALLEST, Puzzle
from tests.attack.questions import (
    ALWAYS,
    NO,
    YES,
    Question,
    counts_of,
    persons_with,
    question_of,
)
from tests.attack.study import DELAY_DAYS
from tests.attack.told_by_estimates import told_by

FAMILIES = (flow, divisions)
TIMES_DAYS = (30, 183, 365, 730, ALWAYS)
NET_TIMES_DAYS = (365, 730)
DEATHS = tuple(("died", time) for time in TIMES_DAYS)
KNOWN_DEATHS = tuple(("died and known", time) for time in NET_TIMES_DAYS)
COSTS = (("cost", "drug"), ("cost", "hospital"))
DOSES = (("dose", "relative_dose_intensity"), ("dose", "dose_given_of_ordered"))
ILL = tuple(("complication", name) for name in COMPLICATIONS)
RESPONDED = tuple(("response", name) for name in RESPONSES)
UNKNOWN = tuple(("response unknown", name) for name in RESPONSES)
AMONG = tuple(("transplant", f"among_{name}") for name in RESPONSES)
TRANSPLANTED = ("transplant", "among_treated")
MOST = 1_000
"""More persons than any study has."""
ROW = ("cohort", "measure", "variant", "time_days")
QUESTIONS = (*DEATHS, *KNOWN_DEATHS, *COSTS, *DOSES, *ILL, *RESPONDED, *UNKNOWN, TRANSPLANTED, *AMONG)


@dataclass(frozen=True)
class Outcome:
    """Small counts found out, how many there are, and of the others that rows count how many were told.

    `by_few_came` would not be found out had four come to each told total that one to three came to.
    `n_estimates` are those of the cohort inside that rest on no small count, `n_estimates_told` of them left.
    """

    found: tuple[tuple, ...]
    by_few_came: tuple[tuple, ...]
    n_small: int
    n_others: int
    n_others_told: int
    n_estimates: int
    n_estimates_told: int


def attack_answers(editions: Sequence[Edition], plan: Plan) -> Outcome:
    """Everything released of one study at these cuts, oldest first, against the small counts of answers."""
    puzzle = _puzzle(editions, plan)
    cells = {name: cell for edition in editions for name, cell in _cells(edition).items()}
    small = {name: cell for name, cell in cells.items() if not cell.is_told and _is_small(cell.n)}
    if small:
        puzzle.look_around([(cell.group, cell.taken) for cell in small.values()])
    bound = [name for name, cell in small.items() if not puzzle.hides_one_to_four(cell.group, cell.taken)]
    if bound:
        puzzle = _puzzle(editions, plan, by_few=True)
    found = [name for name in bound if not puzzle.hides_one_to_four(small[name].group, small[name].taken)]
    others = [cell for cell in cells.values() if cell.of_row and not _is_small(cell.n)]
    estimates = [one for edition in editions for one in _estimates_told(edition)]
    return Outcome(
        tuple(sorted(found, key=str)),
        tuple(sorted(set(bound) - set(found), key=str)),
        len(small),
        len(others),
        sum(cell.is_told for cell in others),
        len(estimates),
        sum(estimates),
    )


def _puzzle(editions: Sequence[Edition], plan: Plan, by_few: bool = False) -> Puzzle:
    """Everything known; where few came to a told total, and `by_few`, as if it could have been four."""
    puzzle = Puzzle()
    for before, edition in zip((None, *editions), editions, strict=False):
        _know_flow(puzzle, edition, _few_came(before, edition) if by_few and before else {})
        know_structure(puzzle, edition.cut, plan)
        _know_told(puzzle, edition)
    cuts.know_series(puzzle, [edition.cut for edition in editions])
    for before, after in pairwise(editions):
        _know_growth(puzzle, before.cut, after.cut)
    return puzzle


@dataclass(frozen=True)
class Cell:
    """A count: its unknowns, less those `taken`, its true number, whether it was told, whether of a row."""

    group: list
    taken: list
    n: int
    is_told: bool
    of_row: bool


def know_structure(puzzle: Puzzle, cut: object, plan: Plan) -> None:
    """What the documentation says of the questions, in every part of every group."""
    for question in QUESTIONS:
        _know_within_groups(puzzle, cut, question)
    for larger, smaller in _asked_of_fewer(plan):
        for part in _parts(cut):
            is_same = larger in _asked_of_the_same(smaller, plan)
            puzzle.know(_of(part, larger), 0, 0 if is_same else float("inf"), _of(part, smaller))
    for part in _parts(cut):
        for earlier, later in (*pairwise(DEATHS), *pairwise(KNOWN_DEATHS)):
            puzzle.know(_of(part, later, YES), 0, taken=_of(part, earlier, YES))
        for known, died in ((known, ("died", known[1])) for known in KNOWN_DEATHS):
            for answer in (YES, NO):
                puzzle.know(_of(part, died, answer), 0, taken=_of(part, known, answer))
        _know_responses(puzzle, part, plan)


def _know_within_groups(puzzle: Puzzle, cut: object, question: Question) -> None:
    """Whoever is asked is in the group."""
    for verdict in COHORTS["all_treated"]:
        treated = persons(cut, keep=lambda one, verdict=verdict: verdict_of(one) == verdict)
        puzzle.know(treated, 0, taken=_of((cut, verdict), question))


def _know_responses(puzzle: Puzzle, part: tuple, plan: Plan) -> None:
    remission, response = RESPONDED
    if plan.windows[remission[1]] <= plan.windows[response[1]]:
        # In remission in time: a response in time too, unless that is not due yet.
        puzzle.know(
            [*_of(part, response, YES), *_of(part, remission)],
            0,
            taken=[*_of(part, remission, YES), *_of(part, response)],
        )
    for unknown, responded in zip(UNKNOWN, RESPONDED, strict=True):
        puzzle.is_exactly(_of(part, unknown), 0, _of(part, responded))
        if plan.are_reports_complete:
            puzzle.is_exactly(_of(part, unknown, YES), 0)
        else:
            puzzle.is_exactly(_of(part, unknown, YES), 0, _of(part, responded, NO))
    for among, responded in zip(AMONG, RESPONDED, strict=True):
        puzzle.know(_of(part, responded, YES), 0, taken=_of(part, among))
        puzzle.know(_of(part, TRANSPLANTED), 0, taken=_of(part, among))
        puzzle.know(_of(part, TRANSPLANTED, YES), 0, taken=_of(part, among, YES))
    if plan.windows[remission[1]] == plan.windows[response[1]]:
        puzzle.know(_of(part, AMONG[1]), 0, taken=_of(part, AMONG[0]))
        puzzle.know(_of(part, AMONG[1], YES), 0, taken=_of(part, AMONG[0], YES))


def _asked_of_the_same(question: Question, plan: Plan) -> tuple[Question, ...]:
    """Questions asked of the very same persons."""
    if question[0] == "died":
        return DEATHS
    if question[0] == "died and known":
        return KNOWN_DEATHS
    if question[0] == "response" and len({plan.windows[name] for name in RESPONSES}) == 1:
        return RESPONDED
    if question[0] == "cost":
        same = [cost for cost in COSTS if _cost_delay(cost, plan) == _cost_delay(question, plan)]
        return (*same, *(DEATHS if _cost_delay(question, plan) == DELAY_DAYS else ()))
    return ()


def _cost_delay(cost: Question, plan: Plan) -> int:
    """Whoever started so many days before the cut, and none later, is followed for the cost."""
    delay = plan.drug_delay_days if cost == COSTS[0] else plan.contact_delay_days
    return max(delay, DELAY_DAYS)


def _asked_of_fewer(plan: Plan) -> Iterator[tuple[Question, Question]]:
    """Pairs of questions, the second asked of nobody whom the first is not asked of."""
    yield from pairwise(DEATHS)
    yield DEATHS[0], KNOWN_DEATHS[0]
    yield from pairwise(KNOWN_DEATHS)
    for cost in COSTS:
        yield DEATHS[0], cost
    for one, other in (COSTS, COSTS[::-1]):
        if _cost_delay(one, plan) <= _cost_delay(other, plan):
            yield one, other
    for ill in ILL:
        yield COSTS[1], ill
    first, last = sorted(RESPONDED, key=lambda response: plan.windows[response[1]])
    yield first, last
    for response in RESPONDED:
        until_response = plan.report_delay_days + plan.windows[response[1]]
        until_transplant = plan.contact_delay_days + plan.windows["transplant"]
        if until_response <= until_transplant and plan.windows[response[1]] <= plan.windows["transplant"]:
            yield response, TRANSPLANTED


def _know_growth(puzzle: Puzzle, before: object, after: object) -> None:
    """Whoever was asked is asked, and whoever said yes says yes; of responses no is no, too."""
    for question in QUESTIONS:
        if question[0] == "dose":
            continue
        is_final = question[0] in ("response", "transplant")
        for earlier, later in zip(_parts(before), _parts(after), strict=True):
            puzzle.know(_of(later, question), 0, taken=_of(earlier, question))
            puzzle.know(_of(later, question, YES), 0, taken=_of(earlier, question, YES))
            if is_final:
                puzzle.know(_of(later, question, NO), 0, taken=_of(earlier, question, NO))


def _parts(cut: object) -> list[tuple]:
    return [(cut, verdict) for verdict in COHORTS["all_treated"]]


def _of(part: tuple, question: Question, *answers: str) -> list:
    cut, verdict = part
    return [(cut, question, verdict, answer) for answer in answers or (YES, NO)]


def _know_flow(puzzle: Puzzle, edition: Edition, few_came: Mapping[frozenset, int]) -> None:
    """The counts of the flow; totals that few came to, of so many at most as if four had."""
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
    """The totals of the flow that one to three came to since: how many more four would have been."""
    totals = [_totals(edition.cut) for edition in (before, after)]
    told = [
        {frozenset(group): n for group, n in _told_of_flow(edition) if frozenset(group) in set(of_edition)}
        for edition, of_edition in zip((before, after), totals, strict=True)
    ]
    came = {
        later: told[1][later] - told[0][earlier]
        for earlier, later in zip(*totals, strict=True)
        if earlier in told[0] and later in told[1]
    }
    return {total: LARGEST - n for total, n in came.items() if SMALLEST <= n < LARGEST}


def _totals(cut: object) -> list[frozenset]:
    """The treated, the new starters and the two cohorts of them."""
    whole = [
        persons(cut, keep=lambda one, cohort=cohort: verdict_of(one) in COHORTS[cohort]) for cohort in COHORTS
    ]
    return [frozenset(group) for group in (*whole, [*whole[-1], (cut, flow.EARLIER)])]


def _know_told(puzzle: Puzzle, edition: Edition) -> None:
    rows = edition.released["estimate"].filter(pl.col("subgroup") == "all").to_dicts()
    sizes = {row["cohort"]: row["n"] for row in rows if row["measure"] == "number_treated"}
    withheld: dict[tuple, set[str]] = {}
    for row in rows:
        if row["suppressed"]:
            withheld.setdefault((row["cohort"], row["measure"]), set()).add(row["variant"])
    for row in rows:
        groups = dict(counts_of(edition.cut, row))
        without = frozenset(withheld.get((row["cohort"], row["measure"]), ()))
        for bound in told_by(row, sizes.get(row["cohort"]) or MOST, without):
            if bound.which in groups:
                puzzle.know(groups[bound.which], bound.low, bound.high)


def _cells(edition: Edition) -> dict[tuple, Cell]:
    """Every count of the exact rows, the same persons once, and the differences that follow from two."""
    released = {
        tuple(row[name] for name in ROW): row
        for row in edition.released["estimate"].filter(pl.col("subgroup") == "all").to_dicts()
    }
    exact = edition.exact["estimate"].filter(pl.col("subgroup") == "all").to_dicts()
    told: dict[frozenset, bool] = {}
    cells: dict[frozenset, tuple[tuple, list, int]] = {}
    asked: dict[Question, dict[str, int]] = {}
    for row in exact:
        if question_of(row) is None:
            continue
        beside = released[tuple(row[name] for name in ROW)]
        n_yes = row["n_events"] or 0
        is_told = {"n": beside["n"] is not None, "yes": beside["n_events"] is not None}
        is_told["no"] = is_told["n"] and is_told["yes"]
        n = {"n": row["n"], "yes": n_yes, "no": row["n"] - n_yes}
        for which, group in counts_of(edition.cut, row):
            same = frozenset(group)
            told[same] = told.get(same, False) or is_told[which]
            cells[same] = (str(edition.cut), *(row[name] for name in ROW), which), group, n[which]
            if len({answer for *_, answer in group}) == 2:
                asked.setdefault(group[0][1], {})[row["cohort"]] = n[which]
    treated = {row["cohort"]: row["n"] for row in exact if row["measure"] == "number_treated"}
    return {
        **{name: Cell(group, [], n, told[same], True) for same, (name, group, n) in cells.items()},
        **dict(_differences(edition.cut, asked, treated)),
    }


def _differences(
    cut: object, asked: Mapping[Question, Mapping[str, int]], treated: Mapping[str, int]
) -> Iterator[tuple[tuple, Cell]]:
    """Who was not asked, who is in the larger of two cohorts only, and who had a complication before."""
    for question, sizes in asked.items():
        if question in (*DEATHS[:-1], *KNOWN_DEATHS[:-1], *UNKNOWN, *AMONG):
            continue
        for cohort, n in sizes.items():
            group = persons_with(cut, question, cohort)
            whole = persons(cut, keep=lambda one, cohort=cohort: verdict_of(one) in COHORTS[cohort])
            yield (str(cut), "not asked", question, cohort), _less(whole, group, treated[cohort] - n)
            if question in ILL:
                followed = persons_with(cut, COSTS[1], cohort)
                n_ill = asked[COSTS[1]][cohort] - n
                yield (str(cut), "ill before", question, cohort), _less(followed, group, n_ill)
        for smaller, larger in pairwise(cohort for cohort in COHORTS if cohort in sizes):
            groups = (persons_with(cut, question, cohort) for cohort in (larger, smaller))
            name = str(cut), "in the larger only", question, smaller, larger
            yield name, _less(*groups, sizes[larger] - sizes[smaller])


def _less(group: list, taken: list, n: int) -> Cell:
    return Cell(group, taken, n, False, False)


def _estimates_told(edition: Edition) -> list[bool]:
    """Of the estimates of the cohort inside that rest on no small count: whether each was told."""
    told, exact = (
        {
            tuple(row[name] for name in ROW): row
            for row in tables["estimate"]
            .filter((pl.col("subgroup") == "all") & (pl.col("cohort") == "inside"))
            .to_dicts()
        }
        for tables in (edition.released, edition.exact)
    )
    return [
        told[name]["estimate"] is not None
        for name, row in exact.items()
        if row["estimate"] is not None
        and list(counts_of(edition.cut, row))
        and not any(_is_small(n) for n in (row["n"], row["n_events"], row["n"] - (row["n_events"] or 0)))
    ]


def _is_small(n: int | None) -> bool:
    return n is not None and SMALLEST <= n <= LARGEST
