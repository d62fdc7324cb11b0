"""A number of persons beside an estimate that would give away few is told as the ten it lies in, if that may be."""

import pytest

from tests.spec.released.test_answers_beside_editions import PUBLISHED
from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import COLUMNS
from tests.support.spec import made

INSIDE, WIDER = "inside", "inside_or_undetermined"
LIVED = "overall_survival_mean | kaplan_meier | 730 | 600 | days"
COST = "mean_drug_cost | lin | 730 | 90000 | NOK"
TREATED = "number_treated | new_starters | - | 1 | persons"


def told(
    *rows: tuple[str, str, int, int], n_inside: int, n_undetermined: int = 20, before: tuple[str, ...] = ()
) -> list[tuple]:
    """Persons and events of rows, exactly or from and to; each row by cohort, what it is of, and both numbers."""
    sizes = (INSIDE, n_inside), (WIDER, n_inside + n_undetermined)
    rows = (*((cohort, TREATED, n, "-") for cohort, n in sizes), *rows)
    exact = "".join(
        f"EX004 | 2026-06-30 | {cohort} | all | all | {row} | {n} | {yes} | false\n"
        for cohort, row, n, yes in rows
    )
    made_rows = made(
        "released.estimate",
        given={
            "reference.published_answer": PUBLISHED
            + "\n".join(f"before | EX004 | 2026-03-31 | inside | all | all | {row}" for row in before),
            "released.attrition": told_flow(40, 12, n_undetermined, n_inside),
            "result.estimate": COLUMNS.replace("agreement_id", "agreement_id | data_cut") + exact,
        },
    )
    return [
        tuple(
            row[name] if row[name] is not None else (row[f"{name}_at_least"], row[f"{name}_at_most"])
            for name in ("n", "n_events")
        )
        for row in made_rows
        if row["measure"] != "number_treated"
    ]


@pytest.mark.parametrize(
    ("n_treated", "n", "n_told"),
    [(64, 63, (60, 69)), (62, 61, (None, None)), (64, 64, (60, 69)), (60, 60, (None, None)), (60, 55, 55)],
    ids=["one was not asked", "two at most were not", "all were", "nobody was not", "five were not"],
)
def test_it_is_rounded_where_four_more_may_not_have_been_asked(n_treated, n, n_told):
    """Told exactly it would say how few were not, and so would ten of which most are more than are treated."""
    ((persons, _),) = told((INSIDE, LIVED, n, 30), n_inside=n_treated)
    assert persons == n_told


def test_numbers_of_a_wider_cohort_are_rounded():
    """Exactly they would be subtracted from those of the cohort inside."""
    rows = (INSIDE, COST, 80, 60), (WIDER, COST, 110, 85)
    assert told(*rows, n_inside=100, n_undetermined=40) == [(80, 60), ((110, 119), (80, 89))]


def test_of_a_curve_the_dead_stand_at_its_points_or_nowhere():
    rows = (INSIDE, LIVED, 80, 30), (WIDER, LIVED, 110, 45)
    assert told(*rows, n_inside=100, n_undetermined=40)[1] == ((110, 119), (None, None))


@pytest.mark.parametrize(
    ("n_wider", "n_told"), [(79, (None, None)), (83, (80, 89))], ids=["three are", "seven are"]
)
def test_but_not_where_they_say_that_few_of_the_wider_cohort_only_were_asked(n_wider, n_told):
    """Of 76 inside who were asked."""
    rows = (INSIDE, LIVED, 76, 30), (WIDER, LIVED, n_wider, 45)
    assert told(*rows, n_inside=100, n_undetermined=40)[1][0] == n_told


def test_nor_where_they_say_that_few_of_these_were_not():
    """Six more are treated than inside, of whom at least three were asked: at most three were not."""
    rows = (INSIDE, LIVED, 47, 20), (WIDER, LIVED, 50, 20)
    assert [persons for persons, _ in told(*rows, n_inside=52, n_undetermined=6)] == [47, (None, None)]


def test_the_same_rounded_number_at_two_cuts_says_nothing_of_who_came_between():
    before = "treated | asked | 64 | 64 | 64", "died/730 | asked | 60 | 69 | 61"
    ((persons, _),) = told((INSIDE, LIVED, 63, 30), n_inside=67, before=before)
    assert persons == (60, 69)
