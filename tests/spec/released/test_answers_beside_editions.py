"""Numbers beside estimates do not tell of few beside what editions told of the same questions before."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import COLUMNS
from tests.support.spec import made

PUBLISHED = "build_id | agreement_id | data_cut | cohort | subgroup | level | question | answer | at_least | at_most | n\n"
ROW = "EX004 | inside | all | all | {} | {} | {} | {} | {} | {} | {} | false\n"
WITHHELD_THEN = "0 | - "


def leaving(n_treated: int, *rows: str, before: tuple[str, ...] = ()) -> list[dict]:
    """The rows beside those `before`, of an agreement with so many treated."""
    limits = "estimate | lower | upper" if "370" in "".join(rows) else "estimate"
    treated = ROW.format("number_treated", "new_starters", "-", n_treated, "persons", n_treated, "-")
    if "lower" in limits:
        treated = treated.replace(f"| {n_treated} | persons", f"| {n_treated} | - | - | persons")
    estimates = COLUMNS.replace("estimate", limits) + treated + "".join(rows)
    made_rows = made(
        "released.estimate",
        given={
            "reference.published_answer": PUBLISHED
            + "\n".join(f"before | EX004 | 2026-03-31 | inside | all | all | {row}" for row in before),
            "released.attrition": told_flow(40, 12, 20, n_treated),
            "result.estimate": estimates.replace("agreement_id", "agreement_id | data_cut").replace(
                "EX004", "EX004 | 2026-06-30"
            ),
        },
    )
    return [row for row in made_rows if row["measure"] != "number_treated"]


def told(n_treated: int, *rows: str, before: tuple[str, ...] = ()) -> list[tuple]:
    """Estimate, persons and events of each."""
    return [(row["estimate"], row["n"], row["n_events"]) for row in leaving(n_treated, *rows, before=before)]


def lived(n: int, n_died: int) -> str:
    return ROW.format("overall_survival_mean", "kaplan_meier", 730, 600, "days", n, n_died)


def died_before(n: int | str, n_died: int | str) -> tuple[str, ...]:
    """Of 200 followed, as an edition told, so many had died, as it did not tell."""
    return f"died/730 | asked | 200 | 200 | {n}", f"died/730 | yes | 5 | - | {n_died}"


@pytest.mark.parametrize(
    ("n_died_now", "before", "n_events"),
    [
        (197, died_before(200, 196), None),
        (198, died_before(200, 196), None),
        (199, died_before(200, 196), 199),
        (197, died_before(200, 150), 197),
        (197, died_before("-", "-"), None),
        (197, (), 197),
    ],
    ids=["three lived", "two lived", "one or more may", "many lived", "exact numbers gone", "no edition"],
)
def test_deaths_told_now_do_not_say_that_few_lived_of_those_followed_then(n_died_now, before, n_events):
    assert told(300, lived(290, n_died_now), before=before) == [(602, 290, n_events)]


@pytest.mark.parametrize("treated", ["160 | 160", "0 | -"], ids=["told", "withheld"])
def test_nor_does_a_number_followed_now_say_that_few_of_those_treated_then_were_not(treated):
    """Of 160 treated then 157 were followed; of 170 now 159 are.

    Where it is withheld how many were treated, hospitals may tell nearly all of them.
    """
    before = (
        f"treated | asked | {treated} | 160",
        "died/730 | asked | 0 | - | 157",
        "died/730 | yes | 5 | - | 90",
    )
    assert told(170, lived(159, 90), before=before) == [(602, 159, 90)]
    assert told(170, lived(157, 90), before=before) == [(602, None, None)]


@pytest.mark.parametrize(
    ("n_treated", "n", "n_told"), [(60, 60, None), (60, 55, 55), (100, 100, 100)], ids=str
)
def test_of_few_treated_it_is_not_told_that_all_were_asked(n_treated, n, n_told):
    """Of whoever comes next, of three say, a reader would know that no more than three were not."""
    ((estimate, persons, _),) = told(n_treated, lived(n, 40))
    assert (estimate, persons) == (588, n_told)


@pytest.mark.parametrize(("n_treated", "limits"), [(20, (None, None)), (24, (364, 588))])
def test_nor_do_the_limits_of_a_median_tell_so(n_treated, limits):
    """They are told of twenty."""
    row = ROW.replace("{} | {} | {} | {} | {} | false", "{} | 400 | 370 | 590 | {} | {} | {} | false")
    found = leaving(
        n_treated, row.format("overall_survival_median", "kaplan_meier", "-", "days", n_treated, 16)
    )
    assert [(one["estimate"], one["n"], one["lower"], one["upper"]) for one in found] == [
        (392, None, *limits)
    ]


@pytest.mark.parametrize(("n_treated", "leave"), [(8, False), (9, True)])
def test_means_of_cost_leave_together_where_they_say_no_more_than_that_four_may_be_unknown(n_treated, leave):
    """A mean says that five were followed to the horizon."""
    rows = told(
        n_treated,
        *(
            ROW.format("mean_drug_cost", name, 730, 1000, "NOK", n_treated, n_treated)
            for name in ("naive", "lin", "bang_tsiatis")
        ),
    )
    assert [estimate is not None for estimate, _, _ in rows] == [leave] * 3
