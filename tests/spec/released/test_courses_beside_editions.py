"""What is told of first courses of treatment gives no few away, of one edition or beside earlier ones."""

import pytest

from tests.spec.released.test_answers_beside_editions import PUBLISHED
from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import COLUMNS
from tests.support.spec import made

INSIDE, WIDER = "inside", "inside_or_undetermined"
DOSES, CYCLES, QUARTILE = (
    ("doses", "corrected_mean"),
    ("cycles", "corrected_mean"),
    ("doses", "lower_quartile"),
)
COST, OF_FEWER = ("drug_cost_on_treatment", "gap_90"), ("drug_cost_on_treatment", "gap_120")
ON_TREATMENT = "treatment_duration_median", "gap_90"
TO_HORIZON = ("mean_drug_cost", "bang_tsiatis"), ("mean_drug_cost", "naive")
TO_NEXT = "time_to_next_treatment_median", "new_line"
UNITS = {
    "doses": "doses",
    "cycles": "cycles",
    "drug_cost_on_treatment": "NOK",
    "mean_drug_cost": "NOK",
    "treatment_duration_median": "days",
    "time_to_next_treatment_median": "days",
}
Row = tuple[str, tuple[str, str], float, int, int]
"""Cohort, measure and variant, estimate, followed, and of these known whole."""


def told(
    *rows: Row, n_inside: int = 300, n_undetermined: int = 50, before: tuple[str, ...] = ()
) -> list[tuple]:
    """Estimate and persons of each row, these exactly or from and to."""
    sizes = (INSIDE, n_inside), (WIDER, n_inside + n_undetermined)
    exact = "".join(
        f"EX004 | 2026-06-30 | {cohort} | all | all | number_treated | new_starters | - | {n} | persons | {n} | - | false\n"
        for cohort, n in sizes
    ) + "".join(
        f"EX004 | 2026-06-30 | {cohort} | all | all | {measure} | {variant} | 730 | {value} | {UNITS[measure]} "
        f"| {n} | {n_whole} | false\n"
        for cohort, (measure, variant), value, n, n_whole in rows
    )  # fmt: skip
    made_rows = made(
        "released.estimate",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "reference.published_answer": PUBLISHED
            + "\n".join(f"before | EX004 | 2026-03-31 | inside | all | all | {row}" for row in before),
            "released.attrition": told_flow(40, 12, n_undetermined, n_inside),
            "result.estimate": COLUMNS.replace("agreement_id", "agreement_id | data_cut") + exact,
            "result.rule_difference": "agreement_id | cohort | variant | other_variant | n_other_end | n_other_cost\n"
            "EX004 | inside | gap_120 | gap_90 | 50 | 50",
        },
    )
    found = {
        (row["cohort"], row["measure"], row["variant"]): (
            row["estimate"],
            (row["n_at_least"], row["n_at_most"]) if row["n"] is None else row["n"],
        )
        for row in made_rows
    }
    return [found[cohort, *measure] for cohort, measure, *_ in rows]


@pytest.mark.parametrize(
    ("n", "told_as"), [(290, 14.2), (90, 14.2), (50, 14.2), (30, 14.0), (12, 14.0)], ids=str
)
def test_a_mean_number_of_doses_is_no_sum_over_the_number_of_persons(n, told_as):
    """Of twelve 14.1667 is 170 doses."""
    ((estimate, _),) = told((INSIDE, DOSES, 14.1667, n, n), n_inside=n + 10)
    assert estimate == told_as


def test_a_quartile_between_two_numbers_does_not_say_that_a_quarter_is_a_whole_number_of_persons():
    assert told((INSIDE, QUARTILE, 7.5, 200, 120))[0][0] == 8


@pytest.mark.parametrize("measure", [DOSES, CYCLES, COST, ON_TREATMENT, TO_NEXT])
@pytest.mark.parametrize(("n_treated", "n_told"), [(64, (60, 69)), (62, (None, None))])
def test_where_few_treated_are_not_followed_their_number_is_rounded(measure, n_treated, n_told):
    """Of 62 treated 60 or more say that two at most are not."""
    ((_, persons),) = told((INSIDE, measure, 15, n_treated - 1, 40), n_inside=n_treated)
    assert persons == n_told


@pytest.mark.parametrize("question", ["course/primary", "course/gap_90"])
def test_a_number_now_does_not_say_that_few_of_those_treated_then_were_not_followed(question):
    """Of 160 treated then 157 were followed, as doses or their cost asked; of 170 now 159 are."""
    before = "treated | asked | 160 | 160 | 160", f"{question} | asked | 0 | - | 157"
    before = *before, f"{question} | yes | 5 | - | 90"
    assert [told((INSIDE, DOSES, 15, n, 90), n_inside=170, before=before)[0][1] for n in (159, 157)] == [
        159,
        (150, 159),
    ]


@pytest.mark.parametrize(
    ("measure", "question"), [(ON_TREATMENT, "course/gap_90"), (TO_NEXT, "next_treatment/all")]
)
def test_nor_does_the_number_beside_a_time(measure, question):
    """How long they were treated is asked of the persons of the course."""
    before = "treated | asked | 160 | 160 | 160", f"{question} | asked | 0 | - | 157"
    found = [told((INSIDE, measure, 300, n, 90), n_inside=170, before=before)[0][1] for n in (159, 157)]
    assert found == [159, (150, 159)]


@pytest.mark.parametrize(
    ("measure", "n", "n_told"), [(CYCLES, 195, 195), (CYCLES, 198, (190, 199)), (OF_FEWER, 198, (190, 199))]
)
def test_nor_do_two_numbers_say_of_whom_few_cycles_are_not_known_or_few_treatments_cannot_be_judged(
    measure, n, n_told
):
    """Of 200 whose doses are counted."""
    rows = (INSIDE, DOSES, 15, 200, 150), (INSIDE, measure, 15, n, 150)
    assert [persons for _, persons in told(*rows)] == [200, n_told]


@pytest.mark.parametrize(("n_less", "leaves"), [(3, False), (9, True)])
def test_where_costs_are_withheld_for_few_the_doses_of_two_cohorts_are_not_both_told(n_less, leaves):
    """Of those in the wider one only no more than two are not followed, if two inside at least are not."""
    costs = [(INSIDE, COST, 9e4, 110, 108), (WIDER, COST, 9e4, 160, 160 - n_less)]
    doses = [(INSIDE, DOSES, 15, 110, 108), (WIDER, DOSES, 15, 160, 160 - n_less)]
    found = told(*costs, *doses, n_inside=120)
    assert [estimate is not None for estimate, _ in found] == [False, leaves, True, leaves]


@pytest.mark.parametrize(
    ("n_less", "leave"), [(3, [True, False, False, False]), (9, [True, False, True, True])]
)
def test_nor_are_the_costs_of_two_cohorts_where_both_say_that_few_were_not_followed(n_less, leave):
    """What leaves of the cost of each says that four at most were not: then three at most in the wider only."""
    cohorts = (INSIDE, 110, 108), (WIDER, 160, 160 - n_less)
    rows = [(cohort, mean, 9e4, *numbers) for cohort, *numbers in cohorts for mean in TO_HORIZON]
    assert [estimate is not None for estimate, _ in told(*rows, n_inside=120)] == leave
