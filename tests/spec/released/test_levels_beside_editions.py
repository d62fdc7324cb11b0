"""Levels of a subgroup do not tell of few beside the whole, and beside what editions told before."""

import pytest

from tests.spec.released.test_answers_beside_editions import PUBLISHED
from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import COLUMNS
from tests.support.spec import made

QUESTION = "overall_survival_mean | kaplan_meier | 730 | 600 | days"
MEDIAN = "overall_survival_median | kaplan_meier | - | 224 | days"
TO_NEXT = "time_to_next_treatment_median | new_line | - | 224 | days"
COURSE = "drug_cost_on_treatment | gap_90 | 730 | 90000 | NOK"
RESPONSE = "share_response_reported | complete_remission | 183 | 0.3 | share"
TREATED = "number_treated | new_starters | - | 1 | persons"


def told(
    *now: tuple[str, int, int, int], before: tuple[str, ...] = (), variable: str = "sex"
) -> dict[str, tuple]:
    """By level, persons and events that leave; `now` gives level, treated, followed and died."""
    return {
        row["level"]: (row["n"], row["n_events"]) for row in rows_told(*now, before=before, variable=variable)
    }


def rows_told(
    *now: tuple[str, int, int, int],
    before: tuple[str, ...] = (),
    variable: str = "sex",
    others: str = "",
    question: str = QUESTION,
) -> list[dict]:
    """The rows of the question themselves, beside other exact rows."""
    groups = [("all | all" if level == "all" else f"group | {level}", *numbers) for level, *numbers in now]
    rows = "".join(
        f"EX004 | 2026-06-30 | inside | {group} | {TREATED} | {treated} | - | false\n"
        f"EX004 | 2026-06-30 | inside | {group} | {question} | {n} | {died} | false\n"
        for group, treated, n, died in groups
    )
    made_rows = made(
        "released.estimate",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "agreement.subgroup": "agreement_id | subgroup_id | level | variable\n"
            + "\n".join(f"EX004 | group | {level} | {variable}" for level, *_ in now[1:]),
            "reference.published_answer": PUBLISHED
            + "\n".join(f"before | EX004 | 2026-03-31 | inside | {row}" for row in before),
            "released.attrition": told_flow(40, 12, 20, now[0][1]),
            "result.estimate": COLUMNS.replace("agreement_id", "agreement_id | data_cut") + rows + others,
        },
    )
    return [row for row in made_rows if row["measure"] == question.split(" | ")[0]]


def died_before(whole: str, men: int, women: int) -> tuple[str, ...]:
    """So many had died by two years, and no level left."""
    treated = "treated | asked | 280 | 280 | 280", "treated | asked | 0 | - | 140"
    return (
        f"all | all | {treated[0]}", f"group | a | {treated[1]}", f"group | b | {treated[1]}",
        "all | all | died/730 | asked | 0 | - | 240", f"all | all | died/730 | yes | {whole}",
        "group | a | died/730 | asked | 0 | - | 120", f"group | a | died/730 | yes | 0 | - | {women}",
        "group | b | died/730 | asked | 0 | - | 120", f"group | b | died/730 | yes | 0 | - | {men}",
    )  # fmt: skip


NOW = ("all", 320, 280, 13), ("a", 160, 140, 5), ("b", 160, 140, 8)


@pytest.mark.parametrize(
    ("before", "women", "men"),
    [
        (died_before("8 | 8 | 8", 3, 5), (140, None), (140, None)),
        (died_before("5 | - | 8", 3, 5), (140, 5), (140, 8)),
        (died_before("13 | 13 | 13", 8, 5), (140, 5), (140, 8)),
        ((), (140, 5), (140, 8)),
    ],
    ids=["eight in all", "five or more in all", "as many as now", "no edition"],
)
def test_deaths_of_a_level_told_now_do_not_say_that_few_of_another_had_died_then(before, women, men):
    """Eight had, of whom five at most are women: three men. Then the deaths of neither level are told."""
    assert told(*NOW, before=before) == {"all": (280, 13), "a": women, "b": men}


@pytest.mark.parametrize(
    ("variable", "n_treated", "persons"),
    [("region", 143, None), ("region", 145, 140), ("region", 140, 140), ("sex", 143, 140)],
    ids=["three not", "five not", "all of many", "three, by sex"],
)
def test_beside_levels_that_the_patient_flow_counts_it_is_not_told_that_few_were_not_followed(
    variable, n_treated, persons
):
    now = ("all", 160 + n_treated, 280, 60), ("a", 160, 140, 30), ("b", n_treated, 140, 30)
    found = told(*now, variable=variable)
    assert [n for n, _ in found.values()] == [280, persons, persons]


@pytest.mark.parametrize(
    ("variable", "n_treated", "persons"),
    [("region", 143, None), ("region", 145, 140), ("sex", 143, 140)],
    ids=["three not", "five not", "three, by sex"],
)
def test_that_the_patient_flow_withholds_a_level_beside_few_does_not_say_that_it_always_will(
    variable, n_treated, persons
):
    """Two are of unknown level: so it may withhold those of b now, and at a later cut tell them and not a."""
    now = ("all", 162 + n_treated, 280, 60), ("a", 160, 140, 30), ("b", n_treated, 140, 30)
    assert [n for n, _ in told(*now, variable=variable).values()] == [280, persons, persons]


def followed_before(*others: str) -> tuple[str, ...]:
    """Of 84 treated 80 were followed, as was not told: 39 and 35 of the levels, as was, and six unknown."""
    return (
        "all | all | treated | asked | 84 | 84 | 84",
        "group | a | treated | asked | 0 | - | 41", "group | b | treated | asked | 0 | - | 37",
        "all | all | died/730 | asked | 0 | - | 80", "all | all | died/730 | yes | 0 | - | 40",
        "group | a | died/730 | asked | 39 | 39 | 39", "group | a | died/730 | yes | 0 | - | 20",
        "group | b | died/730 | asked | 35 | 35 | 35", "group | b | died/730 | yes | 0 | - | 17",
        *others,
    )  # fmt: skip


ON_TREATMENT = (
    "all | all | course/gap_90 | asked | 0 | - | 77", "all | all | course/gap_90 | yes | 20 | - | 65",
    "group | a | course/gap_90 | asked | 10 | - | 37", "group | b | course/gap_90 | asked | 10 | - | 35",
)  # fmt: skip
"""Of 77 the course of 65 is known whole, of the levels not of how many; these were told times on treatment."""


@pytest.mark.parametrize("others", [(), ON_TREATMENT], ids=["no courses", "times on treatment of levels"])
@pytest.mark.parametrize(("n_a", "n_b", "n_told"), [(50, 50, (None, None)), (48, 52, (40, 50))], ids=str)
def test_persons_of_levels_do_not_tell_that_few_were_not_followed_before(others, n_a, n_b, n_told):
    """Of 107 seven are of no level if both have fifty: 81 at most were followed then, and three not."""
    now = ("all", 112, 107, 60), ("a", n_a + 2, n_a, 26), ("b", n_b + 3, n_b, 26)
    found = rows_told(*now, before=followed_before(*others))[1:]
    assert [(row["n"], row["n_at_least"]) for row in found] == [(None, n) for n in n_told]


def test_beside_times_to_the_next_treatment_of_levels_no_number_stands():
    """Of levels no rule compares whom one question is asked of, and another is not."""
    now = ("all", 200, 190, 80), ("a", 160, 155, 60), ("b", 40, 35, 20)
    found = rows_told(*now, variable="region", question=TO_NEXT)
    assert [(row["estimate"], row["n"], row["n_at_least"]) for row in found] == [
        (224, 190, None),
        (224, None, None),
        (224, None, None),
    ]


@pytest.mark.parametrize(("n_treated", "persons"), [(37, None), (38, 12)], ids=["four not", "five not"])
def test_that_levels_leave_says_that_nobody_or_five_are_of_unknown_level(n_treated, persons):
    """Of 37 treated 21 and 12 were followed: of unknown level are four at most, so nobody, and four were not."""
    found = told(("all", n_treated, 33, 13), ("a", 23, 21, 8), ("b", n_treated - 23, 12, 5))
    assert found["b"][0] == persons


@pytest.mark.parametrize(("n_of_course", "n_told"), [(38, None), (35, 30)], ids=["two", "five"])
def test_levels_do_not_tell_of_few_whose_treatment_could_not_be_judged_while_they_were_followed(
    n_of_course, n_told
):
    """Of levels nothing is said of treatment: 30 women and ten men at least are 40, and 38 were judged."""
    now = ("all", 44, 40, 16), ("a", 33, 30, 11), ("b", 11, 10, 5)
    course = f"EX004 | 2026-06-30 | inside | all | all | {COURSE} | {n_of_course} | 20 | false\n"
    assert [row["n_at_least"] for row in rows_told(*now, others=course)][1:] == [n_told, n_told and 10]


@pytest.mark.parametrize(
    ("n_treated", "levels"),
    [(8, ["all"]), (12, ["all", "a"])],
    ids=["three not at most", "seven not at most"],
)
def test_that_levels_leave_says_so_of_one_without_a_median_too(n_treated, levels):
    """Of seven who all died no median is told: that others' are says that five were followed, of eight."""
    now = ("all", 160 + n_treated, 162, 67), ("a", 160, 155, 60), ("b", n_treated, 7, 7)
    assert [row["level"] for row in rows_told(*now, variable="region", question=MEDIAN)] == levels


def test_of_a_level_that_does_not_leave_no_row_stands():
    """It would say that there is somebody."""
    assert list(told(("all", 320, 280, 60), ("a", 160, 140, 57), ("b", 160, 140, 3))) == ["all"]


def responded_before(of_b: int) -> tuple[str, ...]:
    """Of all treated, so many of level b, five had a complete remission; of levels nothing is told of that."""
    return (
        f"all | all | treated | asked | {18 + of_b} | {18 + of_b} | {18 + of_b}",
        "group | a | treated | asked | 0 | - | 18", f"group | b | treated | asked | 0 | - | {of_b}",
        f"all | all | response/complete_remission | asked | 0 | - | {18 + of_b}",
        "all | all | response/complete_remission | yes | 5 | 5 | 5",
        "group | a | response/complete_remission | asked | 0 | - | 18",
        "group | a | response/complete_remission | yes | 0 | - | 5",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of_b", "variable", "told_now"),
    [(0, "region", None), (12, "region", 8), (0, "sex", 8)],
    ids=["all of one", "many of both", "all of one, by sex"],
)
def test_what_is_told_of_the_whole_does_not_say_that_few_are_of_a_level_of_which_it_is_never_told(
    of_b, variable, told_now
):
    """The patient flow told that all were of level a, so five of that responded: of eight three at most are
    not."""
    found = rows_told(
        ("all", 50, 40, 8), ("a", 30, 24, 7), ("b", 20, 16, 1),
        before=responded_before(of_b), variable=variable, question=RESPONSE,
    )  # fmt: skip
    assert [row["n_events"] for row in found] == [told_now]


@pytest.mark.parametrize(("n_before", "n_told"), [(163, None), (190, 40)], ids=["37 came", "ten came"])
def test_how_many_are_of_a_level_now_does_not_say_that_few_were_then(n_before, n_told):
    """Thirty-seven came in all, and forty are of level b: three were."""
    n_of_b = n_before - 160
    before = (
        f"all | all | treated | asked | {n_before} | {n_before} | {n_before}",
        "group | a | treated | asked | 0 | - | 160", f"group | b | treated | asked | 0 | - | {n_of_b}",
    )  # fmt: skip
    found = told(("all", 200, 200, 75), ("a", 160, 160, 60), ("b", 40, 40, 15), before=before)
    assert found["b"][0] == n_told


def dead_before(told_of_men: str, told_of_women: str) -> tuple[str, ...]:
    """Of 26 dead half were men, as was told or not; of level c four, of which nothing was."""
    dead = {"a": 6, "b": 16, "c": 4}
    treated, asked = {"a": 110, "b": 90, "c": 80}, {"a": 90, "b": 80, "c": 70}
    rows = ["all | all | treated | asked | 280 | 280 | 280"]
    rows += [f"group | {level} | treated | asked | 0 | - | {n}" for level, n in treated.items()]
    rows += [f"sex | {level} | treated | asked | 0 | - | 140" for level in ("men", "women")]
    rows += ["all | all | died/730 | asked | 0 | - | 240", "all | all | died/730 | yes | 0 | - | 26"]
    rows += [f"group | {level} | died/730 | asked | 0 | - | {n}" for level, n in asked.items()]
    rows += [f"group | {level} | died/730 | yes | 0 | - | {n}" for level, n in dead.items()]
    rows += [f"sex | {level} | died/730 | asked | 0 | - | 120" for level in ("men", "women")]
    rows += [f"sex | men | died/730 | yes | {told_of_men}", f"sex | women | died/730 | yes | {told_of_women}"]
    return tuple(rows)


@pytest.mark.parametrize(
    ("before", "n_told"),
    [(dead_before("13 | 13 | 13", "13 | 13 | 13"), None), (dead_before("5 | - | 13", "5 | - | 13"), 6)],
    ids=["26 in all", "ten or more in all"],
)
def test_levels_of_one_subgroup_do_not_tell_of_few_of_another(before, n_told):
    """Twenty-six had died then, and six and sixteen of two levels now: of the third at least four had."""
    now = ("all", 320, 280, 40), ("a", 120, 100, 6), ("b", 100, 90, 16), ("c", 100, 90, 18)
    assert told(*now, before=before)["a"][1] == n_told
