"""Which sizes of the patient flow, and which numbers beside estimates, may leave."""

import polars as pl

from pipelines.methods.patient_flow import released_sizes


def sizes(numbers: dict[str, int], cohort: str = "inside") -> set[int]:
    """`numbers`: persons that each measure of one cohort rests on."""
    estimates = pl.DataFrame(
        [("EX004", cohort, "all", measure, "", n) for measure, n in numbers.items()],
        schema=dict.fromkeys(["agreement_id", "cohort", "subgroup", "measure", "variant"], pl.String)
        | {"n": pl.Int64},
        orient="row",
    )
    return set(released_sizes(estimates)["n"])


def test_the_number_treated_goes_before_larger_numbers():
    assert sizes({"overall_survival": 301, "number_treated": 300, "treatment_duration": 290}) == {300, 290}


def test_of_the_others_the_largest_goes_first():
    assert sizes({"number_treated": 300, "overall_survival": 290, "treatment_duration": 287}) == {300, 290}


def test_a_small_number_is_small_whatever_it_is_compared_with():
    assert sizes({"number_treated": 4, "overall_survival": 30}) == {30}
    assert sizes({"number_treated": 0}) == {0}


def test_of_a_cohort_around_the_counted_one_only_the_number_treated_leaves():
    """Of seven who were not followed four may be undetermined: numbers of both cohorts would bound them."""
    numbers = {"number_treated": 300, "overall_survival": 293, "mean_drug_cost": 300}
    assert sizes(numbers, "all_treated") == {300}
    assert sizes(numbers, "inside") == {300, 293}


def test_of_earlier_starters_no_number_leaves():
    """The patient flow tells how many they are: few of them may not be followed so far."""
    assert sizes({"overall_survival": 293}, "earlier_starter") == set()
