import pytest

from tests.support.spec import expect, made

TWO_GROUPS = """
    agreement_id | cohort | subgroup | level | measure          | variant      | person_id | time_days | is_event
    EX001        | inside | all      | all   | overall_survival | kaplan_meier | A         | 10        | true
    EX001        | inside | all      | all   | overall_survival | kaplan_meier | B         | 10        | false
    EX001        | inside | all      | all   | overall_survival | kaplan_meier | C         | 20        | true
    EX001        | inside | all      | all   | overall_survival | kaplan_meier | D         | 30        | false
    EX004        | inside | all      | all   | overall_survival | kaplan_meier | E         | 5         | true
"""


def test_each_group_has_its_own_curve_and_deaths_come_before_censorings():
    rows = made("result.survival_curve", given={"outcome.time_to_event": TWO_GROUPS})
    expect(
        rows,
        """
        agreement_id | cohort | measure          | time_days | n_risk | n_event | n_censor
        EX001        | inside | overall_survival | 10        | 4      | 1       | 1
        EX001        | inside | overall_survival | 20        | 2      | 1       | 0
        EX001        | inside | overall_survival | 30        | 1      | 0       | 1
        EX004        | inside | overall_survival | 5         | 1      | 1       | 0
        """,
    )
    survival = {(row["agreement_id"], row["time_days"]): row["survival"] for row in rows}
    assert survival["EX001", 10] == pytest.approx(0.75)
    assert survival["EX001", 20] == pytest.approx(0.375)
    assert survival["EX004", 5] == 0


def test_a_death_on_the_day_of_the_first_dose_is_a_death():
    """Whoever was there from the start is at risk on day 0."""
    given = {
        "outcome.time_to_event": TWO_GROUPS.replace("| is_event", "| is_event | entry_days")
        .replace("true", "true | 0")
        .replace("false", "false | 0")
        .replace("| 5 ", "| 0 ")
    }
    rows = [row for row in made("result.survival_curve", given=given) if row["agreement_id"] == "EX004"]
    expect(rows, "time_days | n_risk | n_event | survival\n0 | 1 | 1 | 0")
