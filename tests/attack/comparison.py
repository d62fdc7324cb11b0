"""The attack on comparisons: who is in the two groups, how many died, and of how many use before is unknown.

The treated are the patients of the agreement's flow. The attacker knows that several comparisons share them,
that each is inside, undetermined, outside or earlier whatever the comparator, followed or not, dead or not,
and with every comparator first in one group or not; that weights make a group weigh no more than its number,
and those not weighted just their number; and that a share with all its digits is a fraction of persons.
From cut to cut everybody stays, whoever was not followed is, and the dead stay dead. Those not followed are
few, and came since the last cut: what the total grew by says how few. They have a row only where it is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from math import ceil

import polars as pl

from pipelines.methods.comparison_told import comparison_told
from pipelines.methods.person_counts import flow_rows
from pipelines.remade import remade
from tests.attack.comparison_study import COMPARATORS, comparison_tables
from tests.attack.edition import Edition, drawn_by, empty
from tests.attack.puzzle import Puzzle
from tests.attack.study import Study

COUNTS, FACTS, BALANCE = "released.comparison_count", "released.comparison", "released.comparison_balance"
FLOW_CATEGORIES = {"before_period": "earlier_starter", "outside": "outside", "undetermined": "undetermined"}
FOLLOWED = tuple(product(("dead", "alive"), ("none", "unknown")))
"""Of whom is followed: dead or alive, and use before."""
STATES = (("not followed", "none"), ("not followed", "unknown"), *FOLLOWED)
WITHIN = {
    "compared": ("inside",),
    "compared_with_undetermined": ("inside", "undetermined"),
    "compared_new_users": ("inside",),
}
COHORTS = {
    "inside": (("inside",), "analysed"),
    "inside_or_undetermined": (("inside", "undetermined"), "undetermined"),
}
"""Where the persons of a cohort stand, and the reason to leave the flow of the step that they reach."""
HELD_BY = ("analysed", "undetermined", "outside", "earlier_starter")
"""The steps of the flow by the reason to leave them, each with the persons of those before."""
NEW_USERS = "compared_new_users"
ENDINGS = {"treated": "treated", "comparator": "comparators"}
MOST_OF_A_FRACTION = 1000


def published_comparisons(
    chosen: Sequence[Study], editions: Sequence[Edition], knows_before: bool = True
) -> list[Edition]:
    """The same editions with their comparisons, by the project's own definitions.

    Where they do not know what those before them told, it is as if none had been published.
    """
    compared: list[Edition] = []
    for edition in editions:
        compared.append(_published(chosen, edition, compared if knows_before else []))
    return compared


def _told(edition: Edition) -> pl.DataFrame:
    """What an edition told, as a cut freezes it that comes later."""
    released = edition.released
    told = [
        comparison_told(
            released["comparison_count"], edition.exact["comparison_count"], released["estimate"]
        ),
        flow_rows(released["attrition"]),
    ]
    return pl.concat(told, how="diagonal_relaxed").with_columns(build_id=pl.lit(str(edition.cut)))


def _published(chosen: Sequence[Study], edition: Edition, before: Sequence[Edition]) -> Edition:
    names = [study.agreement_id for study in chosen]
    given = comparison_tables(chosen, edition.cut) | {
        "agreement.agreement": pl.DataFrame({"agreement_id": names, "is_proposal": [False] * len(names)}),
        "reference.published_count": pl.concat(
            [empty("reference.published_count"), *map(_told, before)], how="diagonal_relaxed"
        ),
        "reference.published_point": pl.concat(
            [empty("reference.published_point"), *map(drawn_by, before)], how="diagonal_relaxed"
        ),
        "released.attrition": edition.released["attrition"],
        "released.survival_curve": edition.released["survival_curve"],
        "result.survival_curve": edition.exact["survival_curve"],
        "released.estimate": edition.released["estimate"],
        "result.estimate": edition.exact["estimate"],
    }
    tables = (COUNTS, FACTS, BALANCE)
    with remade(tables, given, {"data_cut": edition.cut}) as query:
        released = {name.partition(".")[2]: query(f"select * from {name}") for name in tables}
        exact = {name: query(f"select * from result.{name}") for name in released}
    return Edition(edition.cut, edition.released | released, edition.exact | exact)


@dataclass(frozen=True)
class Outcome:
    """Names of the small numbers found out, how many there are, and the share of the others told by cut.

    `by_growth` are those that would not be found out, had four come to each total of the patient flow that
    one to three came to, and as many more to the totals that hold it.
    """

    found: tuple[tuple, ...]
    by_growth: tuple[tuple, ...]
    n_small: int
    kept: tuple[float, ...]


def attack_comparisons(editions: Sequence[Edition], last_dates: Mapping[str, date]) -> Outcome:
    """Comparisons of one study at these cuts, oldest first, against every small number withheld.

    `last_dates` are the last days of the comparators' periods, which the agreement tells.
    """
    small, kept = [], []
    for edition in editions:
        told = {name: n for name, _, n in cells(edition)}
        exact = {name: (group, n) for name, group, n in cells(edition, exact=True)}
        small += [
            ((edition.cut, *name), group)
            for name, (group, n) in exact.items()
            if 1 <= (n or 0) <= 4 and name in told
        ]
        others = comparisons_kept(edition)
        kept.append(sum(others) / max(1, len(others)))
    puzzle = _known(editions, last_dates)
    bound = [(name, group) for name, group in small if not puzzle.hides_one_to_four(group)]
    unaware = _known(editions, last_dates, knows_how_few_came=False) if bound else puzzle
    by_growth = tuple(name for name, group in bound if unaware.hides_one_to_four(group))
    found = tuple(name for name, _ in bound if name not in by_growth)
    return Outcome(found, by_growth, len(small), tuple(kept))


def comparisons_kept(edition: Edition) -> list[bool]:
    """Of the counts of who is in a group or why not that are not small: whether each was told."""
    told = {name for name, _, n in cells(edition) if n is not None}
    exact = {name: n for name, _, n in cells(edition, exact=True) if name[0] == "count"}
    return [name in told for name, n in exact.items() if not 1 <= n <= 4]


def _known(
    editions: Sequence[Edition], last_dates: Mapping[str, date], knows_how_few_came: bool = True
) -> Puzzle:
    """All that these editions tell; or as if never fewer than four had come to a total of the flow."""
    puzzle = Puzzle()
    totals: dict[str, int | None] = {}
    unseen = dict.fromkeys(HELD_BY, 0)
    for edition in editions:
        before, totals = totals, _totals(edition)
        # Who could have come stays.
        more = unseen_of(before, totals)
        unseen = {reason: n + more[reason] for reason, n in unseen.items()}
        know_edition(puzzle, edition, {} if knows_how_few_came else unseen)
        for _, group, n in cells(edition):
            if n is not None:
                puzzle.is_exactly(group, n)
    know_series(puzzle, [edition.cut for edition in editions], last_dates)
    return puzzle


def _totals(edition: Edition) -> dict[str, int | None]:
    """How many the patient flow tells that reach each step, by the reason to leave it."""
    return dict(edition.released["attrition"].select("reason", "n_in").iter_rows())


def unseen_of(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> dict[str, int]:
    """How many more there would be of each total, had four come where one to three did."""
    unseen, most = {}, 0
    for reason in HELD_BY:
        one, other = before.get(reason), after[reason]
        came = 0 if one is None or other is None else other - one
        unseen[reason] = most = max(most, 4 - came if 1 <= came <= 3 else 0)
    return unseen


def know_edition(puzzle: Puzzle, edition: Edition, unseen: Mapping[str, int]) -> None:
    """The treated are those of the patient flow and of its survival, and what weights and shares tell.

    Of the totals there may be `unseen` ones more than they say.
    """
    cut, flow = edition.cut, edition.released["attrition"]
    for reason, n_in, n_out in flow.select("reason", "n_in", "n_out").iter_rows():
        if n_in is not None:
            puzzle.know(_reaching(cut, reason), n_in, n_in + unseen.get(reason, 0))
        if n_out is not None and reason != "analysed":
            leaving = {"earlier_starter": "before_period"}.get(reason, reason)
            puzzle.is_exactly(_treated(cut, (leaving,)), n_out)
    survival = edition.released["estimate"].filter(
        (pl.col("measure") == "overall_survival_median") & (pl.col("subgroup") == "all")
    )
    rounded = ("n_at_least", "n_at_most")
    for cohort, n, n_events, *limits in survival.select("cohort", "n", "n_events", *rounded).iter_rows():
        if cohort not in COHORTS:
            continue
        standings, reason = COHORTS[cohort]
        if n is not None:
            limits = [n, n]
        if limits[0] is not None:
            puzzle.know(_treated(cut, standings, FOLLOWED), limits[0], limits[1] + unseen.get(reason, 0))
        if n_events is not None:
            dead = [state for state in FOLLOWED if state[0] == "dead"]
            puzzle.is_exactly(_treated(cut, standings, dead), n_events)
    for row in edition.released["comparison"].iter_rows(named=True):
        for arm, ending in ENDINGS.items():
            effective = row[f"effective_n_{ending}"]
            if effective is not None:
                group = _counted(cut, row["comparator_id"], arm, row["cohort"], FOLLOWED)
                is_plain = arm == "treated" and row["weights"] == "treated"
                puzzle.know(group, ceil(effective - 1e-6), round(effective) if is_plain else float("inf"))
    # Shares before weighting are fractions of whole persons; means, and shares after, are told in steps.
    shares = edition.released["comparison_balance"].filter(pl.col("level") != "all")
    for row in shares.iter_rows(named=True):
        for arm in ENDINGS:
            share = row[f"{arm}_before"]
            if share is not None:
                n = Fraction(share).limit_denominator(MOST_OF_A_FRACTION).denominator
                group = _counted(cut, row["comparator_id"], arm, row["cohort"], FOLLOWED)
                puzzle.is_exactly(group, 0, [(cut, "times", arm, row["comparator_id"], row["level"])] * n)


def know_series(puzzle: Puzzle, cuts: Sequence[date], last_dates: Mapping[str, date]) -> None:
    """Who stands somewhere stays, and is followed at the next cut; who is dead stays so.

    Nobody new comes into a period that is over, or before one.
    """
    for before, after in pairwise(cuts):
        for name, standing in product(COMPARATORS, ("before_period", "outside", "undetermined", "inside")):
            if standing == "before_period" or (name in last_dates and last_dates[name] < before):
                puzzle.is_exactly(
                    _of_arm(after, name, (standing,), STATES), 0, _of_arm(before, name, (standing,), STATES)
                )
        puzzle.is_exactly(_treated(after, ("before_period",)), 0, _treated(before, ("before_period",)))
        groups = [("treated", "", *where) for where in _of_treated()]
        groups += [("comparator", name, *where) for name in COMPARATORS for where in _of_comparators()]
        for arm, name, standing, firsts, use in groups:
            for states in (("dead",), ("dead", "alive", "not followed")):
                followed = states[:2]
                puzzle.know(
                    [(after, arm, name, standing, firsts, (state, use)) for state in followed],
                    0,
                    float("inf"),
                    [(before, arm, name, standing, firsts, (state, use)) for state in states],
                )


def cells(edition: Edition, exact: bool = False) -> Iterator[tuple[tuple, list, int | None]]:
    """Name, unknowns and number of every count; the number is missing where it is withheld."""
    cut, tables = edition.cut, edition.exact if exact else edition.released
    for comparator, arm, category, n in (
        tables["comparison_count"].select("comparator_id", "arm", "category", "n").iter_rows()
    ):
        yield ("count", comparator, arm, category), _category(cut, comparator, arm, category), n
    for row in tables["comparison"].iter_rows(named=True):
        for arm, ending in ENDINGS.items():
            n, events = row[f"n_{ending}"], row[f"n_events_{ending}"]
            unknown = row[f"n_prior_use_unknown_{ending}"]
            numbers = {
                "compared": (n, lambda state: True),
                "dead": (events, lambda state: state[0] == "dead"),
                "alive": (_less(n, events), lambda state: state[0] == "alive"),
                "prior use unknown": (unknown, lambda state: state[1] == "unknown"),
                "prior use known": (_less(n, unknown), lambda state: state[1] == "none"),
            }
            if row["cohort"] == NEW_USERS:
                numbers = {name: number for name, number in numbers.items() if "prior" not in name}
            for name, (number, keep) in numbers.items():
                states = [state for state in FOLLOWED if keep(state)]
                group = _counted(cut, row["comparator_id"], arm, row["cohort"], states)
                yield ("comparison", row["comparator_id"], arm, row["cohort"], name), group, number


def _less(n: int | None, part: int | None) -> int | None:
    return None if n is None or part is None else n - part


def _category(cut: date, comparator: str, arm: str, category: str) -> list:
    if category not in ("other_group", "not_followed", "compared"):
        return (
            _treated(cut, (category,)) if arm == "treated" else _of_arm(cut, comparator, (category,), STATES)
        )
    if category == "other_group":
        return _of_arm(cut, comparator, ("inside",), STATES, False, arm)
    states = FOLLOWED if category == "compared" else [state for state in STATES if state not in FOLLOWED]
    return _of_arm(cut, comparator, ("inside",), states, True, arm)


def _counted(cut: date, comparator: str, arm: str, cohort: str, states: Sequence[tuple]) -> list:
    """Those of an analysed group with these states."""
    if cohort == NEW_USERS:
        states = [state for state in states if state[1] == "none"]
    return _of_arm(cut, comparator, WITHIN[cohort], states, True, arm)


def _of_arm(
    cut: date,
    comparator: str,
    standings: Sequence[str],
    states: Sequence[tuple],
    is_first: bool | None = None,
    arm: str = "comparator",
) -> list:
    """Unknowns of a group: of the treated by every comparator, whether they were first in this group."""
    if arm == "comparator":
        groups = [where for where in _of_comparators() if where[0] in standings]
        name, place = comparator, 0
    else:
        groups = [where for where in _of_treated() if where[0] in standings]
        name, place = "", COMPARATORS.index(comparator)
    return [
        (cut, arm, name, standing, firsts, state)
        for standing, firsts, use in groups
        for state in states
        if state[1] == use and is_first in (None, firsts[place])
    ]


def _treated(cut: date, standings: Sequence[str], states: Sequence[tuple] = STATES) -> list:
    return _of_arm(cut, COMPARATORS[0], standings, states, None, "treated")


def _reaching(cut: date, reason: str) -> list:
    order = ("inside", "undetermined", "outside", "before_period")
    return _treated(cut, order[: HELD_BY.index(reason) + 1])


def _of_treated() -> list[tuple]:
    """Standing, first here or not by each comparator, and use before, which is of the drug."""
    return list(
        product(
            ("before_period", "outside", "undetermined", "inside"),
            product((True, False), repeat=len(COMPARATORS)),
            ("none", "unknown"),
        )
    )


def _of_comparators() -> list[tuple]:
    standings = ("before_period", "after_period", "outside", "undetermined", "inside")
    return list(product(standings, product((True, False)), ("none", "unknown")))
