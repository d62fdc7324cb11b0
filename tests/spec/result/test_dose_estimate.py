"""Means and quartiles of persons; limits of the mean are those of R's t.test."""

import pytest

from tests.support.spec import made

GROUP = "agreement_id | cohort | subgroup | level | person_id\n"
HEAD = "agreement_id | person_id | relative_dose_intensity | given_of_ordered\n"


def estimates(relative: list[object], ordered: list[object] | None = None) -> dict:
    people = list(enumerate(zip(relative, ordered or ["-"] * len(relative), strict=True)))
    rows = made(
        "result.dose_estimate",
        {
            "cohort.group_member": GROUP
            + "\n".join(f"EX005 | inside | all | all | p{n}" for n, _ in people)
            + "\nEX005 | inside | age | old | p0",
            "outcome.dose_intensity": HEAD + "\n".join(f"EX005 | p{n} | {a} | {b}" for n, (a, b) in people),
        },
    )
    return {(row["subgroup"], row["measure"], row["variant"]): row for row in rows}


def test_mean_and_quartiles_of_those_who_are_known():
    """t.test(c(0.5, 0.75, 1, 1.25))$conf.int in R 4.2: 0.361434935809872 1.388565064190128."""
    found = estimates([0.5, 0.75, 1, 1.25, "-"], ["-", "-", "-", 0.9, "-"])
    key = ("all", "relative_dose_intensity")
    assert {name: found[*key, name]["estimate"] for name in (
        "mean_of_persons", "lower_quartile_of_persons", "median_of_persons", "upper_quartile_of_persons",
    )} == {
        "mean_of_persons": 0.875, "lower_quartile_of_persons": 0.625, "median_of_persons": 0.875,
        "upper_quartile_of_persons": 1.125,
    }  # fmt: skip
    mean = found[*key, "mean_of_persons"]
    assert (mean["lower"], mean["upper"]) == pytest.approx((0.361434935809872, 1.388565064190128), abs=1e-12)
    assert {row["n"] for name, row in found.items() if name[:2] == key} == {4}
    assert {row["unit"] for row in found.values()} == {"ratio"}


def test_one_person_has_a_mean_without_limits():
    found = estimates([0.5, 0.75], ["-", 0.9])
    alone = found["all", "dose_given_of_ordered", "mean_of_persons"]
    assert (alone["estimate"], alone["lower"], alone["upper"], alone["n"]) == (0.9, None, None, 1)
    assert found["age", "relative_dose_intensity", "mean_of_persons"]["estimate"] == 0.5


def test_where_nobodys_doses_are_known_there_is_no_row():
    assert estimates(["-", "-"]) == {}
    assert made("result.dose_estimate", {}) == []
