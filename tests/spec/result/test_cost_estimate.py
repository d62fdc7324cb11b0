import pytest

from tests.support.spec import made

GIVEN = {
    "agreement.agreement": "agreement_id | cost_horizon_days\nEX001 | 365",
    "cohort.group_member": """
        agreement_id | cohort | subgroup | level | person_id
        EX001        | inside | all      | all   | A
        EX001        | inside | all      | all   | B
        EX001        | inside | all      | all   | C
    """,
    "outcome.cost_follow_up": """
        agreement_id | person_id | cost_source | follow_up_days | is_complete
        EX001        | A         | drug        | 365            | true
        EX001        | B         | drug        | 100            | true
        EX001        | C         | drug        | 365            | true
        EX001        | A         | hospital    | 365            | true
        EX001        | B         | hospital    | 100            | true
        EX001        | C         | hospital    | 365            | true
    """,
    "outcome.drug_cost": """
        agreement_id | person_id | days_from_index | cost_nok | n_unpriced
        EX001        | A         | 0               | 1000     | 0
        EX001        | A         | 364             | 500      | 0
        EX001        | A         | 365             | 9999     | 0
        EX001        | B         | 10              | 600      | 0
    """,
    "outcome.hospital_cost": """
        agreement_id | person_id | episode_id | days_from_index | cost_nok | is_drug_treatment_drg
        EX001        | A         | 1          | 5               | 300      | true
        EX001        | C         | 2          | 50              | 600      | false
        EX001        | C         | 3          | 60              | -        | false
    """,
}


def estimates(**changes: str) -> dict[tuple[str, str], dict]:
    rows = made("result.cost_estimate", given=GIVEN | changes)
    return {(row["measure"], row["variant"]): row for row in rows}


@pytest.mark.parametrize("estimator", ["naive", "lin", "bang_tsiatis"])
def test_with_everybody_followed_all_estimators_give_the_plain_mean(estimator):
    row = estimates()["mean_drug_cost", estimator]
    assert row["estimate"] == pytest.approx((1000 + 500 + 600 + 0) / 3)
    assert (row["n"], row["n_events"], row["time_days"], row["unit"]) == (3, 3, 365, "NOK")
    assert row["method"].startswith({"naive": "Mean of", "lin": "Lin", "bang_tsiatis": "Bang"}[estimator])


def test_cost_on_the_horizon_is_outside_and_cost_at_time_zero_inside():
    assert estimates()["mean_drug_cost", "naive"]["estimate"] == pytest.approx(700)


def test_hospital_cost_is_shown_with_and_without_drgs_for_drug_treatment():
    found = estimates()
    assert found["mean_hospital_cost", "lin_all_drg"]["estimate"] == pytest.approx(300)
    assert found["mean_hospital_cost", "lin_without_drug_drg"]["estimate"] == pytest.approx(200)


def test_an_episode_without_a_price_is_left_out_and_said():
    found = estimates()
    assert (
        "1 records without a known price are left out"
        in found["mean_hospital_cost", "naive_all_drg"]["method"]
    )
    assert "left out;" not in found["mean_drug_cost", "lin"]["method"]


def test_the_naive_mean_is_too_low_when_follow_up_is_cut_short():
    censored = GIVEN["outcome.cost_follow_up"].replace("B         | drug        | 100            | true",
                                                       "B         | drug        | 100            | false")  # fmt: skip
    found = estimates(**{"outcome.cost_follow_up": censored})
    assert found["mean_drug_cost", "naive"]["estimate"] < found["mean_drug_cost", "lin"]["estimate"]


def test_the_levels_of_a_subgroup_have_means_of_their_own_and_earlier_starters_have_none():
    member = (
        GIVEN["cohort.group_member"]
        + """
        EX001        | inside | sex      | women | B
        EX001        | earlier_starter | all | all | A
    """
    )
    rows = made("result.cost_estimate", given=GIVEN | {"cohort.group_member": member})
    found = {(row["cohort"], row["level"]): row["estimate"] for row in rows
             if (row["measure"], row["variant"]) == ("mean_drug_cost", "lin")}  # fmt: skip
    assert found == {("inside", "all"): pytest.approx(700), ("inside", "women"): pytest.approx(600)}


def test_nobody_treated_under_any_agreement_gives_no_row():
    assert made("result.cost_estimate", given={}) == []
