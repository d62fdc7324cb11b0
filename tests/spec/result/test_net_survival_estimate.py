import pytest

from tests.support.spec import expect, made

MEMBERS = """
    agreement_id | cohort      | subgroup | level  | person_id
    EX004        | inside      | all      | all    | early
    EX004        | inside      | all      | all    | late
    EX004        | inside      | all      | all    | alive
    EX004        | all_treated | all      | all    | early
    EX004        | all_treated | all      | all    | late
    EX004        | all_treated | all      | all    | alive
    EX004        | all_treated | all      | all    | stranger
    EX004        | inside      | sex      | female | late
    EX004        | inside      | sex      | female | alive
"""
PEOPLE = """
    agreement_id | person_id | sex    | age_years | index_date | time_days | is_event
    EX004        | early     | male   | 60.5      | 2022-01-01 | 100       | true
    EX004        | late      | female | 60.5      | 2022-01-01 | 400       | true
    EX004        | alive     | female | 60.5      | 2022-01-01 | 500       | false
    EX004        | stranger  | -      | 60.5      | 2022-01-01 | 300       | true
"""
ORIGIN = "Some office"


def life_table(
    ages: range = range(60, 64), years: range = range(2022, 2025), probability: float = 0.0
) -> str:
    rows = [
        f"{sex} | {age} | {year} | {probability} | {ORIGIN}"
        for sex in ("female", "male") for age in ages for year in years
    ]  # fmt: skip
    return "\n".join(["sex | age_years | calendar_year | death_probability | origin", *rows])


def estimates(table: str, people: str = PEOPLE) -> list[dict]:
    return made(
        "result.net_survival_estimate",
        {
            "cohort.group_member": MEMBERS,
            "outcome.net_survival_input": people,
            "reference.life_table": table,
        },
    )


def of(rows: list[dict], measure: str, variant: str, cohort: str = "inside", subgroup: str = "all") -> list:
    wanted = (measure, variant, cohort, subgroup)
    return [row for row in rows if (row["measure"], row["variant"], row["cohort"], row["subgroup"]) == wanted]


def test_where_nobody_else_dies_net_survival_is_overall_survival():
    """One of three is dead on day 365, and nobody is followed to day 730."""
    for variant in ("pohar_perme", "ederer_2"):
        rows = of(estimates(life_table()), "net_survival", variant)
        assert {row["time_days"]: row["estimate"] for row in rows} == {365: pytest.approx(2 / 3), 730: None}
        assert [(row["n"], row["n_events"]) for row in rows] == [(3, 1), (3, 2)]


def test_each_group_has_its_own_estimate():
    (row,) = [
        row
        for row in of(estimates(life_table()), "net_survival", "pohar_perme", subgroup="sex")
        if row["time_days"] == 365
    ]
    assert (row["level"], row["estimate"], row["n"], row["n_events"]) == ("female", 1, 2, 0)
    assert row["lower"] is None and row["upper"] is None


def test_whose_sex_or_age_is_not_known_is_left_out_and_not_counted():
    rows = estimates(life_table())
    assert {row["n"] for row in of(rows, "net_survival", "ederer_2", "all_treated")} == {3}
    without_age = PEOPLE.replace("stranger  | -      | 60.5 ", "stranger  | male   | -    ")
    assert {row["n"] for row in of(estimates(life_table(), without_age), "net_survival", "ederer_2")} == {3}


def test_more_deaths_in_the_population_make_net_survival_higher_and_expected_survival_lower():
    rows = estimates(life_table(probability=0.1))
    for variant in ("pohar_perme", "ederer_2"):
        net = of(rows, "net_survival", variant)[0]
        assert 2 / 3 < net["estimate"] < 0.78 and net["lower"] < net["estimate"] < net["upper"]
    expected = of(rows, "expected_survival", "ederer_1")
    assert [row["estimate"] for row in expected] == pytest.approx([0.9, 0.81], abs=1e-3)
    assert all(row["lower"] is None and row["upper"] is None for row in expected)


def test_where_the_table_comes_from_stands_beside_every_number():
    assert all(row["method"].endswith(f"life table: {ORIGIN}") for row in estimates(life_table()))


def test_a_group_with_somebody_outside_the_table_has_no_number_and_says_why():
    """The table ends with 2022: who is followed in 2023 is not in it; until day 365 nobody needs it.

    Expected survival after two years needs 2023 of everybody; without the man, ages above 61 are not needed.
    """
    rows = estimates(life_table(years=range(2022, 2023)))
    expect(
        [
            row
            for row in rows
            if row["cohort"] == "inside" and row["subgroup"] == "all" and row["variant"] != "ederer_2"
        ],
        f"""
        measure           | time_days | estimate           | n | method
        net_survival      | 365       | 0.6666666666666667 | 3 | Pohar Perme, log 95 % limits; missing beyond the last person followed; life table: {ORIGIN}
        net_survival      | 730       | -                  | 3 | Missing: the life table lacks an age or a year of somebody in the group
        expected_survival | 365       | 1                  | 3 | Ederer I: mean over the persons of what the life table expects; life table: {ORIGIN}
        expected_survival | 730       | -                  | 3 | Missing: the life table lacks an age or a year of somebody in the group
        """,
    )


def test_without_a_life_table_there_is_no_number():
    rows = estimates("sex | age_years | calendar_year | death_probability | origin\n")
    assert rows and {row["estimate"] for row in rows} == {None}
    assert all(row["method"].startswith("Missing") for row in rows)


def test_nobody_gives_no_row():
    assert made("result.net_survival_estimate", {"reference.life_table": life_table()}) == []
