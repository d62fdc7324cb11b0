import pytest

from tests.spec.released.test_attrition import HIDING_UNDETERMINED, told_flow
from tests.support.spec import expect, made

COLUMNS = "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | unit | n | n_events | suppressed\n"


def released(attrition: str, estimates: str, points: str = "") -> list[dict]:
    return made(
        "released.estimate",
        given={
            "released.attrition": attrition,
            "result.estimate": COLUMNS + estimates,
            "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | n_event "
            "| suppressed\n" + points.replace("| false", "| 5 | false"),
        },
    )


def test_survival_leaves_only_at_released_points_of_its_curve():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 183 | 0.80 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.79 | probability | 300 | 63 | false",
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 183 | false",
    )
    expect(
        rows,
        """
        time_days | estimate | n   | n_events | suppressed
        183       | 0.8      | 300 | 60       | false
        365       | -        | -   | -        | true
        """,
    )


def test_a_number_of_events_leaves_only_where_the_curve_counts_them():
    row = "EX004 | inside | all | all | {} | kaplan_meier | {} | 0.8 | {} | 300 | {} | false\n"
    point = "EX004 | inside | all | all | overall_survival | kaplan_meier | {} | {} | {} | false\n"
    rows = made(
        "released.estimate",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS
            + row.format("overall_survival", 183, "probability", 40)
            + row.format("overall_survival", 365, "probability", 60)
            + row.format("overall_survival_mean", 183, "days", 40)
            + row.format("overall_survival_mean", 365, "days", 60)
            + row.format("overall_survival_median", "-", "days", 70),
            "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | n_event "
            "| n_censor | suppressed\n" + point.format(183, 40, 100) + point.format(365, "-", "-"),
        },
    )
    expect(
        rows,
        """
        measure                 | time_days | n_events
        overall_survival        | 183       | 40
        overall_survival        | 365       | -
        overall_survival_mean   | 183       | 40
        overall_survival_mean   | 365       | -
        overall_survival_median | -         | -
        """,
    )


@pytest.mark.parametrize(
    ("told", "leaves"),
    [("70 | 140", True), ("65 | 130", True), ("67 | 140", False), ("70 | 137", False)],
    ids=["nobody after the last point", "five and ten", "three events", "three lost"],
)
def test_all_events_leave_where_none_or_five_came_after_the_curve(told, leaves):
    """Of 210 followed, 70 died and 140 were lost to follow-up."""
    rows = made(
        "released.estimate",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS
            + "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 210 | 70 | false\n"
            + "EX004 | inside | all | all | follow_up_median | reverse_kaplan_meier | - | 399 | days | 210 | 140 | false",
            "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | n_event "
            f"| n_censor | suppressed\nEX004 | inside | all | all | overall_survival | kaplan_meier | 365 | {told} | false",
        },
    )
    assert [row["n_events"] is not None for row in rows] == [leaves, leaves]


def test_probabilities_and_times_are_rounded_by_the_size_of_the_group():
    row = "EX004 | inside | all | all | {} | 0.4321 | 0.2876 | 0.5149 | {} | {} | {} | false\n"
    given = {
        "released.attrition": told_flow(40, 12, 20, 300),
        "result.estimate": "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | lower | upper "
        "| unit | n | n_events | suppressed\n"
        + row.format("overall_survival | kaplan_meier | 183", "probability", 300, 60)
        + row.format("treatment_duration | gap_90 | 183", "probability", 30, 12)
        + "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | 301 | 508 | days | 300 | 60 | false\n"
        + "EX004 | inside | all | all | overall_survival_mean | kaplan_meier | 365 | 201 | 180 | 230 | days | 30 | 12 | false\n"
        + "EX004 | inside | all | all | hazard_ratio | gap_90 | - | 0.4321 | - | - | ratio | 300 | 60 | false\n",
        "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | rounded_to | suppressed\n"
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 183 | 0.02 | false\n"
        "EX004 | inside | all | all | treatment_duration | gap_90 | 183 | - | false",
        "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
    }
    expect(
        made("released.estimate", given),
        """
        measure                 | estimate | lower | upper | rounded_to
        overall_survival        | 0.44     | 0.28  | 0.52  | 0.02
        treatment_duration      | 0.45     | 0.3   | 0.5   | 0.05
        overall_survival_median | 399      | 301   | 511   | 7
        overall_survival_mean   | 196      | 168   | 224   | 28
        hazard_ratio            | -        | -     | -     | -
        """,
    )


@pytest.mark.parametrize(("n", "limits"), [(19, "- | -"), (20, "308 | 504")])
def test_a_median_needs_ten_events_and_its_limits_twenty_persons(n, limits):
    row = "EX004 | {} | all | all | overall_survival_median | kaplan_meier | - | 400 | 301 | 508 | days | {} | {} | false\n"
    given = {
        "released.attrition": told_flow(40, 12, 20, 300),
        "result.estimate": "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | lower | upper "
        "| unit | n | n_events | suppressed\n"
        + row.format("inside", n, 10)
        + row.format("all_treated", n, 9),
    }
    expect(
        made("released.estimate", given),
        f"""
        cohort      | estimate | lower | upper | suppressed
        inside      | 392      | {limits} | false
        all_treated | -        | - | - | true
        """,
    )


def test_a_median_from_fewer_than_ten_events_is_withheld():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 300 | 9 | false\n"
        "EX004 | all_treated | all | all | overall_survival_median | kaplan_meier | - | 410 | days | 332 | 150 | false",
    )
    expect(
        rows,
        """
        cohort      | estimate | suppressed
        inside      | -        | true
        all_treated | 413      | false
        """,
    )


def test_ten_events_are_enough_for_a_median_and_four_followed_too_few_for_a_cost():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 300 | 10 | false\n"
        "EX004 | inside | all | all | mean_drug_cost | lin | 365 | 900 | NOK | 300 | 4 | false",
    )
    expect(rows, "unit | estimate | suppressed\ndays | 392 | false\nNOK | - | true")


@pytest.mark.parametrize(("followed", "leave"), [(299, 1), (296, 1), (295, 4), (300, 4)])
def test_of_few_not_followed_completely_one_mean_cost_leaves(followed, leave):
    """Two would, with the number of persons, tell what those few cost."""
    variants = ("mean_drug_cost | naive", "mean_drug_cost | lin", "mean_drug_cost | bang_tsiatis")
    rows = released(
        told_flow(40, 12, 20, 300),
        "\n".join(
            f"EX004 | inside | all | all | {row} | 365 | 900 | NOK | 300 | {followed} | false"
            for row in (*variants, "mean_hospital_cost | naive_all_drg")
        ),
    )
    left = [row["variant"] for row in rows if not row["suppressed"]]
    assert len(left) == leave and "bang_tsiatis" in left


def test_nothing_of_a_cohort_whose_size_is_withheld_leaves():
    """302 inside or undetermined beside 300 inside would say that two are undetermined."""
    rows = released(
        told_flow(40, 12, 2, 300, HIDING_UNDETERMINED),
        "EX004 | inside_or_undetermined | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 302 "
        "| 150 | false",
    )
    expect(rows, "estimate | n | n_events | suppressed\n- | - | - | true")


def test_a_small_complement_of_events_is_hidden_but_the_median_stays():
    rows = released(
        told_flow(40, 12, 20, 14),
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 200 | days | 14 | 12 | false",
    )
    expect(rows, "estimate | n | n_events | suppressed\n196 | 14 | - | false")


def test_shares_follow_the_patient_flow():
    rows = released(
        told_flow(40, 12, 2, 300, HIDING_UNDETERMINED),
        "EX004 | all_treated | all | all | share_inside | new_starters | - | 0.95 | share | 314 | 300 | false\n"
        "EX004 | all_treated | all | all | share_undetermined | new_starters | - | 0.01 | share | 314 | 2 | false\n"
        "EX004 | all_treated | all | all | share_outside | new_starters | - | 0.04 | share | 314 | 12 | false",
    )
    expect(
        rows,
        """
        measure            | estimate | suppressed
        share_inside       | 0.95     | false
        share_undetermined | -        | true
        share_outside      | -        | true
        """,
    )


def test_a_number_that_differs_by_a_small_group_from_another_is_hidden_and_its_estimate_stays():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false\n"
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 298 | 150 | false\n"
        "EX004 | inside | all | all | follow_up_median | kaplan_meier | - | 200 | days | 290 | 180 | false\n"
        "EX004 | inside | all | all | time_to_next_treatment_median | kaplan_meier | - | 210 | days | 287 | 170 | false",
    )
    expect(
        rows,
        """
        measure                       | variant      | estimate | n   | n_events
        number_treated                | new_starters | 300      | 300 | -
        overall_survival_median       | kaplan_meier | 399      | -   | -
        follow_up_median              | kaplan_meier | 203      | 290 | 180
        time_to_next_treatment_median | kaplan_meier | 210      | -   | -
        """,
    )


def test_events_are_counted_for_one_of_the_nested_cohorts():
    """Six of those inside died and seven of all: one of the others did."""
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 300 | 60 | false\n"
        "EX004 | all_treated | all | all | overall_survival_median | kaplan_meier | - | 410 | days | 332 | 61 | false",
    )
    expect(
        rows,
        """
        cohort      | estimate | n   | n_events
        inside      | 399      | 300 | 60
        all_treated | 413      | 332 | -
        """,
    )


def test_both_bounds_of_the_share_inside_follow_the_groups_they_count():
    rows = released(
        told_flow(40, 3, 20, 300, ("outside", "undetermined", "inside_or_undetermined")),
        "EX004 | all_treated | all | all | share_inside | worst_case | - | 0.93 | share | 323 | 300 | false\n"
        "EX004 | all_treated | all | all | share_inside | best_case | - | 0.99 | share | 323 | 320 | false",
    )
    expect(rows, "variant | suppressed\nworst_case | false\nbest_case | true")


def test_a_share_of_use_leaves_where_all_its_counts_did():
    rows = made(
        "released.estimate",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS
            + "EX004 | eligible | all | all | share_uptake | inside | - | 0.75 | share | 400 | 300 | false\n"
            "EX004 | eligible | region | 7 | share_uptake | inside | - | 0.75 | share | 40 | 30 | false\n"
            "EX004 | eligible | region | 3 | share_uptake | inside | - | 0.75 | share | 4 | 3 | false",
            "released.person_count": "agreement_id | topic | item | grouping | level | category | suppressed\n"
            "EX004 | uptake | inside | all | all | treated | false\n"
            "EX004 | uptake | inside | all | all | untreated | false\n"
            "EX004 | uptake | inside | region | 7 | treated | false\n"
            "EX004 | uptake | inside | region | 7 | untreated | false\n"
            "EX004 | uptake | inside | region | 3 | treated | true\n"
            "EX004 | uptake | inside | region | 3 | untreated | true",
        },
    )
    expect(
        rows,
        """
        subgroup | level | estimate | n   | n_events | suppressed
        all      | all   | 0.75     | 400 | 300      | false
        region   | 7     | 0.75     | 40  | 30       | false
        region   | 3     | -        | -   | -        | true
        """,
    )


def test_one_withheld_count_withholds_the_share_that_rests_on_it():
    """The share of those surely or possibly eligible rests on the counts of both."""
    rows = made(
        "released.estimate",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS
            + "EX004 | eligible | all | all | share_uptake | inside | - | 0.75 | share | 400 | 300 | false\n"
            "EX004 | eligible | all | all | share_uptake | inside_or_undetermined | - | 0.7 | share | 450 | 315 | false\n"
            "EX005 | eligible | all | all | share_uptake | inside | - | 0.75 | share | 400 | 300 | false",
            "released.person_count": "agreement_id | topic | item | grouping | level | category | suppressed\n"
            "EX004 | uptake | inside | all | all | treated | false\n"
            "EX004 | uptake | inside | all | all | untreated | false\n"
            "EX004 | uptake | undetermined | all | all | treated | true\n"
            "EX004 | uptake | undetermined | all | all | untreated | true\n"
            "EX005 | uptake | inside | all | all | treated | false\n"
            "EX005 | uptake | inside | all | all | untreated | true",
        },
    )
    expect(
        rows,
        """
        agreement_id | variant                | suppressed
        EX004        | inside                 | false
        EX004        | inside_or_undetermined | true
        EX005        | inside                 | true
        """,
    )


def test_shares_tested_are_by_region_for_one_biomarker_and_by_biomarker_for_several():
    estimates = (
        "{0} | diagnosed | all | all | share_tested | recorded_test | - | 0.9 | share | 100 | 90 | false\n"
        "{0} | diagnosed | region | 7 | share_tested | recorded_test | - | 0.9 | share | 40 | 36 | false\n"
        "{0} | diagnosed | criterion | egfr | share_tested | recorded_test | - | 0.9 | share | 100 | 90 | false\n"
    )
    counts = "{0} | testing | {1} | all | all | tested | false\n{0} | testing | {1} | region | 7 | tested | false\n"
    rows = made(
        "released.estimate",
        given={
            "result.estimate": COLUMNS + estimates.format("EX004") + estimates.format("EX007"),
            "released.person_count": "agreement_id | topic | item | grouping | level | category | suppressed\n"
            + counts.format("EX004", "egfr")
            + counts.format("EX007", "egfr")
            + counts.format("EX007", "alk"),
        },
    )
    expect(
        rows,
        """
        agreement_id | subgroup  | level | suppressed
        EX004        | all       | all   | false
        EX004        | region    | 7     | false
        EX004        | criterion | egfr  | true
        EX007        | all       | all   | true
        EX007        | region    | 7     | true
        EX007        | criterion | egfr  | false
        """,
    )


def by_age(young: str, old: str) -> list[dict]:
    """Survival at 183 days of 300 inside, 60 deaths, divided in two levels: `n | n_events` of each."""
    question = "overall_survival | kaplan_meier | 183 | 0.8 | probability"
    return released(
        told_flow(40, 12, 20, 300),
        f"EX004 | inside | all | all | {question} | 300 | 60 | false\n"
        f"EX004 | inside | age | below_70 | {question} | {young} | false\n"
        f"EX004 | inside | age | from_70 | {question} | {old} | false",
    )


def test_levels_of_a_subgroup_leave_together():
    rows = by_age("180 | 30", "120 | 30")
    expect(
        [row for row in rows if row["subgroup"] == "age"],
        """
        level    | estimate | n   | n_events | suppressed
        below_70 | 0.8      | 180 | 30       | false
        from_70  | 0.8      | 120 | 30       | false
        """,
    )


@pytest.mark.parametrize(
    ("young", "old", "why"),
    [
        ("57 | 57", "243 | 3", "three deaths in one level"),
        ("180 | 30", "118 | 28", "two persons of unknown age"),
        ("180 | 30", "120 | 27", "three deaths among nobody of known age"),
        ("180 | 178", "120 | 10", "two survivors in one level"),
    ],
)
def test_no_level_leaves_where_one_or_the_rest_is_few(young, old, why):
    assert [row["level"] for row in by_age(young, old) if row["subgroup"] != "all"] == [], why


@pytest.mark.parametrize(
    ("later", "leaves", "why"),
    [
        ((40, 40), True, "ten more deaths in each level"),
        ((30, 40), True, "none in one level, ten in the other"),
        ((33, 47), False, "three in one level"),
    ],
)
def test_what_happens_in_a_level_between_two_times_is_not_few(later, leaves, why):
    young, old = later
    at = "overall_survival | kaplan_meier | {time} | 0.8 | probability"
    rows = released(
        told_flow(40, 12, 20, 300),
        "\n".join(
            f"EX004 | inside | {group} | {at.format(time=time)} | {n} | {events} | false"
            for time, deaths in ((183, (30, 30)), (365, (young, old)))
            for group, n, events in (
                ("all | all", 300, sum(deaths)),
                ("age | below_70", 180, deaths[0]),
                ("age | from_70", 120, deaths[1]),
            )
        ),
    )
    levels = {row["time_days"] for row in rows if row["subgroup"] == "age"}
    assert levels == ({183, 365} if leaves else {183}), why


def test_subgroups_leave_for_one_of_the_nested_groups_only():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | all_treated | all | all | overall_survival_median | kaplan_meier | - | 400 | days | 332 | 60 | false\n"
        "EX004 | all_treated | sex | women | overall_survival_median | kaplan_meier | - | 400 | days | 332 | 60 | false",
    )
    expect(rows, "subgroup | estimate | suppressed\nall | 399 | false")


def test_a_unit_without_a_rule_of_its_own_does_not_leave():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival_median | kaplan_meier | - | 2 | ratio | 300 | 60 | false",
    )
    expect(rows, "estimate | suppressed\n- | true")


@pytest.mark.parametrize(
    ("sensitivity", "leaves", "why"),
    [
        ("280 | 50", True, "twenty left out, ten of them dead"),
        ("300 | 60", True, "nobody left out"),
        ("297 | 60", False, "three left out"),
        ("280 | 57", False, "three of those left out had died"),
        ("280 | 42", False, "two of those left out lived"),
        ("7 | 4", False, "four deaths among those who remain"),
    ],
)
def test_a_sensitivity_estimate_leaves_no_small_group_out(sensitivity, leaves, why):
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.8 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | overall_survival | minimum_follow_up_365 | 365 | 0.8 | probability "
        f"| {sensitivity} | false",
    )
    (row,) = [row for row in rows if row["variant"] == "minimum_follow_up_365"]
    assert row["suppressed"] is not leaves, why
    assert (row["n"], row["n_events"]) == (None, None)


@pytest.mark.parametrize(
    ("stricter", "leaves", "why"),
    [
        ("260 | 45", True, "twenty left out of those of the laxer demand, five of them dead"),
        ("280 | 50", True, "the same persons"),
        ("277 | 50", False, "three left out of the laxer demand"),
        ("260 | 49", False, "one of those left out had died"),
        ("260 | 33", False, "three of those left out lived"),
    ],
)
def test_a_stricter_demand_leaves_no_few_out_of_a_laxer_one_that_leaves(stricter, leaves, why):
    numbers = {
        "kaplan_meier": "300 | 60",
        "minimum_follow_up_183": "280 | 50",
        "minimum_follow_up_365": stricter,
    }
    rows = released(
        told_flow(40, 12, 20, 300),
        "\n".join(
            f"EX004 | inside | all | all | overall_survival | {variant} | 365 | 0.8 | probability | {n} | false"
            for variant, n in numbers.items()
        ),
    )
    suppressed = {row["variant"]: row["suppressed"] for row in rows}
    assert suppressed["minimum_follow_up_183"] is False
    assert suppressed["minimum_follow_up_365"] is not leaves, why


def test_net_survival_leaves_only_where_overall_survival_does():
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.8 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | net_survival | pohar_perme | 365 | 0.82 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | expected_survival | ederer_1 | 365 | 0.97 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 730 | 0.79 | probability | 300 | 63 | false\n"
        "EX004 | inside | all | all | net_survival | pohar_perme | 730 | 0.83 | probability | 300 | 63 | false\n"
        "EX004 | all_treated | all | all | overall_survival | kaplan_meier | 365 | 0.8 | probability | 332 | 70 | false\n"
        "EX004 | all_treated | all | all | net_survival | pohar_perme | 365 | 0.82 | probability | 330 | 70 | false",
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | false\n"
        "EX004 | all_treated | all | all | overall_survival | kaplan_meier | 365 | false",
    )
    expect(
        rows,
        """
        cohort      | measure           | time_days | estimate | n   | n_events | suppressed
        inside      | overall_survival  | 365       | 0.8      | 300 | 60       | false
        inside      | net_survival      | 365       | 0.82     | 300 | 60       | false
        inside      | expected_survival | 365       | 0.97     | 300 | 60       | false
        inside      | overall_survival  | 730       | -        | -   | -        | true
        inside      | net_survival      | 730       | -        | -   | -        | true
        all_treated | overall_survival  | 365       | 0.8      | 332 | -        | false
        all_treated | net_survival      | 365       | -        | -   | -        | true
        """,
    )


def test_expected_survival_leaves_without_the_numbers_that_say_how_few_of_the_dead_are_left_out():
    """Ten of three hundred are of unknown sex or age, and three of them have died."""
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | 0.8 | probability | 300 | 60 | false\n"
        "EX004 | inside | all | all | net_survival | pohar_perme | 365 | 0.82 | probability | 290 | 57 | false\n"
        "EX004 | inside | all | all | expected_survival | ederer_1 | 365 | 0.97 | probability | 290 | 57 | false",
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | false",
    )
    expect(
        rows,
        """
        measure           | estimate | n   | n_events | suppressed
        overall_survival  | 0.8      | 300 | 60       | false
        net_survival      | -        | -   | -        | true
        expected_survival | 0.97     | -   | -        | false
        """,
    )


def test_net_survival_of_a_subgroup_leaves_by_the_rules_of_subgroups_too():
    beside = "| net_survival | pohar_perme | 365 | 0.82 | probability"
    survival = "| overall_survival | kaplan_meier | 365 | 0.8 | probability"
    sizes = {"all | all": "300 | 60", "sex | men": "180 | 30", "sex | women": "120 | 30"}
    rows = released(
        told_flow(40, 12, 20, 300),
        "\n".join(
            f"EX004 | inside | {place} {question} | {size} | false"
            for place, size in sizes.items()
            for question in (survival, beside)
        ),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 365 | false",
    )
    net = {row["level"]: row["estimate"] for row in rows if row["measure"] == "net_survival"}
    assert net == {"all": 0.82, "men": 0.82, "women": 0.82}


def test_rates_of_complications_leave_for_the_counted_cohort_and_all_levels_at_a_time():
    """Beside 300 treated, 297 at risk would say that three had it before: their number is withheld."""
    row = "EX004 | {} | {} | {} | complication_rate | infection | 90 | 90 | per_100_person_years | {} | {} | false\n"
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false\n"
        + row.format("inside", "all", "all", 297, 60)
        + row.format("all_treated", "all", "all", 329, 66)
        + row.format("inside", "age", "young", 97, 20)
        + row.format("inside", "age", "old", 200, 40)
        + row.format("inside", "sex", "female", 100, 57)
        + row.format("inside", "sex", "male", 197, 3),
    )
    expect(
        [found for found in rows if found["measure"] == "complication_rate"],
        """
        cohort      | subgroup | level  | estimate | n | n_events | suppressed
        inside      | all      | all    | 90       | - | -        | false
        all_treated | all      | all    | -        | - | -        | true
        inside      | age      | young  | 90       | - | -        | false
        inside      | age      | old    | 90       | - | -        | false
        """,
    )


def test_a_rate_that_needs_more_persons_than_may_be_known_to_be_at_risk_is_withheld():
    """Sixty events at 82 per 100 years are 26,700 days: more than 296 persons have in 90 days, so at most three
    of the 300 treated had it before. At 84 all of four could have."""
    for rate, is_withheld in ((82, True), (84, False)):
        rows = released(
            told_flow(40, 12, 20, 300),
            "EX004 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false\n"
            "EX004 | inside | all | all | complication_rate | infection | 90 "
            f"| {rate} | per_100_person_years | 297 | 60 | false\n",
        )
        assert {row["suppressed"] for row in rows if row["measure"] == "complication_rate"} == {is_withheld}


def test_a_mean_cost_is_told_in_steps_of_its_own_size():
    """564,795.777778 is a whole number of øre over 189 persons, or over multiples of nine: not over 190."""
    rows = released(
        told_flow(40, 12, 20, 192),
        "EX004 | inside | all | all | number_treated | new_starters | - | 192 | persons | 192 | - | false\n"
        "EX004 | inside | all | all | mean_drug_cost | naive | 730 | 564795.777778 | NOK | 189 | 94 | false\n",
    )
    cost = next(row for row in rows if row["measure"] == "mean_drug_cost")
    assert (cost["estimate"], cost["rounded_to"], cost["n"]) == (565_000, 1_000, None)


def test_beside_seven_treated_a_mean_of_five_events_would_say_that_at_most_two_were_not_followed():
    for treated, is_withheld in ((7, True), (9, False)):
        rows = released(
            told_flow(40, 12, 20, treated),
            f"EX004 | inside | all | all | number_treated | new_starters | - | {treated} | persons | {treated} | - "
            "| false\n"
            "EX004 | inside | all | all | mean_drug_cost | bang_tsiatis | 730 | 500000 | NOK "
            f"| {treated - 1} | {treated - 1} | false\n",
        )
        assert {row["suppressed"] for row in rows if row["unit"] == "NOK"} == {is_withheld}


def test_a_reported_share_leaves_and_its_median_without_few():
    row = "EX004 | inside | all | all | {} | complete_remission | 56 | 0.3 | {} | {} | {} | false\n"
    rows = released(
        told_flow(40, 12, 20, 300),
        "EX004 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false\n"
        + row.format("share_response_reported", "share", 290, 90)
        + row.format("share_response_unknown", "share", 290, 200)
        + row.format("time_to_response_median", "days", 90, 90),
    )
    expect(
        rows,
        """
        measure                 | n   | n_events | suppressed
        number_treated          | 300 | -        | false
        share_response_reported | 290 | 90       | false
        share_response_unknown  | 290 | 200      | false
        time_to_response_median | 90  | 90       | false
        """,
    )


@pytest.mark.parametrize(("responders", "limits"), [(19, "- | -"), (20, "21 | 28"), (90, "21 | 28")])
def test_the_limits_of_a_median_of_responders_are_no_days_at_the_ends(responders, limits):
    row = "EX004 | inside | all | all | {} | complete_remission | 56 | {} | {} | {} | {} | false\n"
    rows = made(
        "released.estimate",
        {
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": "agreement_id | cohort | subgroup | level | measure | variant | time_days | estimate | "
            "lower | upper | unit | n | n_events | suppressed\n"
            + row.format("share_response_reported", "0.3 | - | -", "share", 290, responders)
            + row.format("time_to_response_median", "25 | 18 | 31", "days", responders, responders),
        },
    )
    expect(
        [found for found in rows if found["measure"] == "time_to_response_median"],
        f"""
        estimate | lower | upper | suppressed
        28       | {limits} | false
        """,
    )


def test_death_within_30_days_is_rounded_as_its_point_of_the_curve():
    given = {
        "released.attrition": told_flow(40, 12, 20, 300),
        "result.estimate": COLUMNS
        + "EX004 | inside | all | all | death_within_30_days | kaplan_meier | 30 | 0.123 | probability | 300 | 36 | false",
        "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | rounded_to | suppressed\n"
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 30 | 0.05 | false",
    }
    expect(made("released.estimate", given), "estimate | rounded_to\n0.1 | 0.05")


def test_death_within_30_days_leaves_with_its_point_of_the_curve():
    row = "EX004 | {} | all | all | death_within_30_days | kaplan_meier | 30 | 0.1 | probability | 300 | 30 | false\n"
    rows = released(
        told_flow(40, 12, 20, 300),
        row.format("inside") + row.format("all_treated"),
        "EX004 | inside | all | all | overall_survival | kaplan_meier | 30 | false",
    )
    expect(rows, "cohort | estimate | suppressed\ninside | 0.1 | false\nall_treated | - | true")


def test_doses_and_cost_of_a_course_leave_without_the_counts_behind_them():
    """gap_60 and gap_90 differ for three persons' costs, so only the primary rule's leaves."""
    rows = made(
        "released.estimate",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS
            + "EX004 | inside | all | all | number_treated | new_starters | - | 300 | persons | 300 | - | false\n"
            "EX004 | inside | all | all | doses | corrected_mean | 365 | 9.5 | doses | 300 | 200 | false\n"
            "EX004 | inside | all | all | doses | median | 365 | 8 | doses | 300 | 19 | false\n"
            "EX004 | inside | all | all | relative_dose_intensity | mean_of_persons | - | 0.90354 | ratio | 250 | - | false\n"
            "EX004 | inside | all | all | dose_given_of_ordered | mean_of_persons | - | 0.9 | ratio | 4 | - | false\n"
            "EX004 | inside | age | old | doses | corrected_mean | 365 | 9.5 | doses | 100 | 90 | false\n"
            "EX004 | inside | all | all | drug_cost_on_treatment | gap_60 | 365 | 900 | NOK | 300 | 200 | false\n"
            "EX004 | inside | all | all | drug_cost_on_treatment | gap_90 | 365 | 950 | NOK | 300 | 200 | false",
            "result.rule_difference": """
                agreement_id | cohort | variant | other_variant | n_other_end | n_other_cost
                EX004        | inside | gap_60  | gap_90        | 50          | 3
            """,
        },
    )
    expect(
        [row for row in rows if row["measure"] != "number_treated"],
        """
        subgroup | measure                 | variant         | estimate | n   | n_events | suppressed
        all      | doses                   | corrected_mean  | 9.5      | 300 | -        | false
        all      | doses                   | median          | -        | -   | -        | true
        all      | relative_dose_intensity | mean_of_persons | 0.9      | 250 | -        | false
        all      | dose_given_of_ordered   | mean_of_persons | -        | -   | -        | true
        all      | drug_cost_on_treatment  | gap_60          | -        | -   | -        | true
        all      | drug_cost_on_treatment  | gap_90          | 950      | 300 | -        | false
        """,
    )


def test_causes_that_compete_leave_together_beside_their_curve_and_without_counts():
    """By day 183 each cause has none or five; by day 365 three more have died on treatment."""
    causes = ("treatment_stopped", "treatment_changed", "death_on_treatment")
    counts = {183: (60, 20, 5), 365: (90, 40, 8)}
    estimates = "".join(
        f"EX004 | inside | all | all | {measure} | gap_90 | {time} | {n / 300} | probability | 300 | {n} | false\n"
        for time, events in counts.items()
        for measure, n in zip(causes, events, strict=True)
    )
    rows = made(
        "released.estimate",
        given={
            "agreement.agreement": "agreement_id | primary_duration_variant\nEX004 | gap_90",
            "released.attrition": told_flow(40, 12, 20, 300),
            "result.estimate": COLUMNS + estimates,
            "released.survival_curve": "agreement_id | cohort | subgroup | level | measure | variant | time_days | suppressed\n"
            "EX004 | inside | all | all | treatment_duration | gap_90 | 183 | false\n"
            "EX004 | inside | all | all | treatment_duration | gap_90 | 365 | false",
        },
    )
    expect(
        rows,
        """
        measure            | time_days | estimate | n_events | suppressed
        treatment_stopped  | 183       | 0.2      | -        | false
        treatment_changed  | 183       | 0.07     | -        | false
        death_on_treatment | 183       | 0.02     | -        | false
        treatment_stopped  | 365       | -        | -        | true
        treatment_changed  | 365       | -        | -        | true
        death_on_treatment | 365       | -        | -        | true
        """,
    )
