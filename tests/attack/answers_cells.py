"""Which numbers of persons are behind estimates: of rows, and what follows where two of them are told.

Of a row those asked, and those with either answer. Where one number is taken from another: of each question
those of a cohort, or of a level, who were not asked; of two nested cohorts those in the larger one only, by
their answers, and those of them who were not asked; of two questions, the second asked of fewer, those whom
the first is asked of only; those followed in hospital who were not free of a complication before; and those
of unknown sex or age, dead or living.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tests.attack.answers_study import Plan
from tests.attack.answers_within import AMONG, COSTS, DEATHS, ILL, KNOWN_DEATHS, UNKNOWN, asked_of_fewer
from tests.attack.edition import Edition
from tests.attack.flow import COHORTS, persons, verdict_of
from tests.attack.levels import rows_of_levels, treated
from tests.attack.questions import ANSWERS, WHOLE, Question, counts_of, persons_with, question_of

NOT_TOLD = dict.fromkeys(("n", "n_events", "n_at_least", "n_events_at_least"))
ROW = ("cohort", "subgroup", "level", "measure", "variant", "time_days")
SAME_PERSONS = (*DEATHS[:-1], *KNOWN_DEATHS[:-1], *UNKNOWN)
"""Questions that the very persons of another are asked."""
Place = tuple[str, str, str]
"""A cohort, a subgroup and a level."""
Answered = Mapping[tuple[Question, tuple[str, ...]], Mapping[Place, int]]
"""How many are asked a question and answer it so, by cohort and level."""
Named = tuple[tuple, "Cell"]


@dataclass(frozen=True)
class Cell:
    """A count: its unknowns, less those `taken`, its true number, whether it was told, exactly or rounded,
    and whether it is of a row."""

    group: list
    taken: list
    n: int
    is_told: bool = False
    is_rounded: bool = False
    of_row: bool = False


def cells_of(edition: Edition, plan: Plan, subgroups: Sequence[str]) -> dict[tuple, Cell]:
    """Every count of the exact rows, the same persons once, and the differences that follow from two."""
    released = {tuple(row[name] for name in ROW): row for row in edition.released["estimate"].to_dicts()}
    exact = edition.exact["estimate"].to_dicts()
    rows = [*(row for row in exact if row["subgroup"] == "all"), *rows_of_levels(exact, subgroups)]
    cells: dict[frozenset, tuple[tuple, Cell]] = {}
    answered: dict[tuple[Question, tuple[str, ...]], dict[Place, int]] = {}
    for row in rows:
        if question_of(row) is None:
            continue
        beside = NOT_TOLD | released.get(tuple(row[name] for name in ROW), {})
        n_yes = row["n_events"] or 0
        n = {"n": row["n"], "yes": n_yes, "no": row["n"] - n_yes}
        for which, group in counts_of(edition.cut, row):
            _, before = cells.get(frozenset(group), (None, Cell(group, [], 0)))
            cells[frozenset(group)] = (
                (str(edition.cut), *(row[name] for name in ROW), which),
                Cell(
                    group, [], n[which],
                    before.is_told or _stands(beside, which),
                    before.is_rounded or _stands(beside, which, "_at_least"),
                    row["subgroup"] == "all",
                ),
            )  # fmt: skip
            answers = tuple(answer for answer in ANSWERS if any(one[3] == answer for one in group))
            place = row["cohort"], row["subgroup"], row["level"]
            answered.setdefault((group[0][1], answers), {})[place] = n[which]
    n_treated = {
        (row["cohort"], row["subgroup"], row["level"]): row["n"]
        for row in rows
        if row["measure"] == "number_treated"
    }
    return {
        **dict(cells.values()),
        **dict(_differences(edition.cut, plan, answered, n_treated)),
        **{
            (str(edition.cut), "treated", *level): Cell(treated(edition.cut, level), [], n)
            for (cohort, *level), n in n_treated.items()
            if tuple(level) != WHOLE
        },
    }


def _stands(row: Mapping, which: str, rounded: str = "") -> bool:
    """Whether a count of a row stands in it; rounded, or exactly, if those with an answer are asked for."""
    stands = [
        row[name] is not None or (bool(rounded) and row[f"{name}{rounded}"] is not None)
        for name in ("n", "n_events")[: 1 if which == "n" else 2]
    ]
    return stands[-1] if which != "no" else all(stands)


def _differences(
    cut: object, plan: Plan, answered: Answered, n_treated: Mapping[Place, int]
) -> Iterator[Named]:
    asked = {question: sizes for (question, answers), sizes in answered.items() if answers == ANSWERS}
    for question, sizes in asked.items():
        if question in AMONG:
            continue
        whole = [cohort for cohort in COHORTS if (cohort, *WHOLE) in sizes]
        for smaller, larger in combinations(whole, 2):
            yield from _of_larger_only(cut, question, smaller, larger, answered)
        if question in SAME_PERSONS:
            continue
        for smaller, larger in combinations(whole, 2):
            yield _not_asked_of_larger_only(cut, question, smaller, larger, sizes, n_treated)
        for (cohort, *level), n in sizes.items():
            level = tuple(level)
            group = persons_with(cut, question, cohort, level=level)
            name = (question, cohort, *level)
            n_less = n_treated[cohort, *level] - n
            yield (str(cut), "not asked", *name), Cell(_treated(cut, cohort, level), group, n_less)
            if question in ILL:
                followed = persons_with(cut, COSTS[1], cohort, level=level)
                n_ill = asked[COSTS[1]][cohort, *level] - n
                yield (str(cut), "ill before", *name), Cell(followed, group, n_ill)
    for one, other in asked_of_fewer(plan):
        if {one, other} <= set(asked):
            yield from _asked_one_only(cut, one, other, asked)
    for known in KNOWN_DEATHS:
        yield from _of_unknown(cut, ("died", known[1]), known, answered)


def _of_larger_only(
    cut: object, question: Question, smaller: str, larger: str, answered: Answered
) -> Iterator[Named]:
    for answers in (ANSWERS, *((answer,) for answer in ANSWERS)):
        sizes = answered.get((question, answers))
        if sizes is None or (answers == ANSWERS and question in SAME_PERSONS):
            continue
        groups = (persons_with(cut, question, cohort, answers) for cohort in (larger, smaller))
        name = str(cut), "in the larger only", question, smaller, larger, *answers
        yield name, Cell(*groups, sizes[larger, *WHOLE] - sizes[smaller, *WHOLE])


def _not_asked_of_larger_only(
    cut: object,
    question: Question,
    smaller: str,
    larger: str,
    sizes: Mapping[Place, int],
    n_treated: Mapping[Place, int],
) -> Named:
    (whole, asked), (whole_less, asked_less) = (
        (_treated(cut, cohort, WHOLE), persons_with(cut, question, cohort)) for cohort in (larger, smaller)
    )
    n, n_less = (n_treated[cohort, *WHOLE] - sizes[cohort, *WHOLE] for cohort in (larger, smaller))
    name = str(cut), "not asked, in the larger only", question, smaller, larger
    return name, Cell([*whole, *asked_less], [*asked, *whole_less], n - n_less)


def _asked_one_only(
    cut: object, one: Question, other: Question, asked: Mapping[Question, Mapping[Place, int]]
) -> Iterator[Named]:
    for cohort, *level in asked[one]:
        if tuple(level) == WHOLE and (cohort, *WHOLE) in asked[other]:
            groups = (persons_with(cut, question, cohort) for question in (one, other))
            n, n_less = (asked[question][cohort, *WHOLE] for question in (one, other))
            yield (str(cut), "asked the one only", one, other, cohort), Cell(*groups, n - n_less)


def _of_unknown(cut: object, died: Question, known: Question, answered: Answered) -> Iterator[Named]:
    """Who is of unknown sex or age, by whether they died: net survival leaves them out."""
    for answer in ANSWERS:
        of_all, of_known = (answered.get((question, (answer,)), {}) for question in (died, known))
        for cohort, *level in of_known.keys() & of_all.keys():
            place = cohort, *level
            groups = (
                persons_with(cut, question, cohort, (answer,), (place[1], place[2]))
                for question in (died, known)
            )
            name = str(cut), "of unknown sex or age", known, answer, *place
            yield name, Cell(*groups, of_all[place] - of_known[place])


def _treated(cut: object, cohort: str, level: tuple[str, str]) -> list:
    if level != WHOLE:
        return treated(cut, level)
    return persons(cut, keep=lambda one: verdict_of(one) in COHORTS[cohort])
