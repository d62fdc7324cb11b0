"""Each check of the outcome layer finds nothing in sound rows and objects to broken ones."""

from decimal import Decimal

import pytest

from tests.support.checks import offending

TREATED = """
    agreement_id | person_id | index_date
    EX001        | A         | 2023-01-01
"""


def test_exposure_coverage_never_before_its_record():
    check = "outcome/exposure_coverage__never_before_its_record"
    head = "agreement_id | person_id | sequence_number | exposure_date | coverage_start | coverage_end\n"
    first = head + "EX001 | A | 1 | 2023-01-01 | 2023-01-01 | 2023-01-29\n"
    sound = first + "EX001 | A | 2 | 2023-01-20 | 2023-01-29 | 2023-02-26"
    assert offending(check, {"outcome.exposure_coverage": sound}) == []

    before_record = first + "EX001 | A | 2 | 2023-03-01 | 2023-02-28 | 2023-03-28"
    backwards = first + "EX001 | A | 2 | 2023-01-20 | 2023-01-29 | 2023-01-28"
    shortened = first + "EX001 | A | 2 | 2023-01-02 | 2023-01-02 | 2023-01-28"
    for broken in (before_record, backwards, shortened):
        found = offending(check, {"outcome.exposure_coverage": broken})
        assert found == [{"agreement_id": "EX001", "n_records": 1}]


@pytest.mark.parametrize(
    ("course", "is_sound"),
    [
        ("EX001 | A | gap_60 | 2023-01-01 | 2023-01-20 | 2023-02-17", True),
        ("EX001 | B | gap_60 | 2023-01-01 | 2023-01-20 | 2023-02-17", False),
        ("EX001 | A | gap_60 | 2023-01-02 | 2023-01-20 | 2023-02-17", False),
        ("EX001 | A | gap_60 | 2023-01-01 | 2022-12-31 | 2023-02-17", False),
        ("EX001 | A | gap_60 | 2023-01-01 | 2023-01-20 | 2023-01-19", False),
    ],
)
def test_treatment_course_begins_at_the_index_date(course, is_sound):
    found = offending(
        "outcome/treatment_course__begins_at_the_index_date",
        {
            "cohort.treated_person": TREATED,
            "agreement.duration_rule": "agreement_id | variant\nEX001 | gap_60",
            "outcome.treatment_course": "agreement_id | person_id | variant"
            " | course_start | last_exposure_date | coverage_end\n" + course,
        },
    )
    assert found == ([] if is_sound else [{"agreement_id": "EX001", "variant": "gap_60", "n_persons": 1}])


@pytest.mark.parametrize(
    ("person", "time_days", "is_sound"),
    [
        ("A", 0, True),
        ("A", 30, True),
        ("A", 31, False),
        ("A", -1, False),
        ("B", 20, True),
        ("B", 21, False),
        ("C", 5, False),
    ],
)
def test_treatment_duration_not_longer_than_life(person, time_days, is_sound):
    """A dies on day 30, B emigrates on day 20, of C nothing is known."""
    found = offending(
        "outcome/treatment_duration__not_longer_than_life",
        {
            "outcome.treatment_duration": "agreement_id | person_id | variant | time_days\n"
            f"EX001 | {person} | gap_60 | {time_days}",
            "outcome.vital_follow_up": """
                agreement_id | person_id | index_date | death_date | emigration_date | followed_to_date
                EX001        | A         | 2023-01-01 | 2023-01-31 | -               | 2024-01-01
                EX001        | B         | 2023-01-01 | -          | 2023-01-21      | 2024-01-01
            """,
        },
    )
    assert found == ([] if is_sound else [{"agreement_id": "EX001", "variant": "gap_60", "n_persons": 1}])


def test_treatment_duration_event_has_a_cause():
    check = "outcome/treatment_duration__event_has_a_cause"
    sound = """
        agreement_id | person_id | variant | is_event | end_reason
        EX001        | A         | gap_60  | true     | stopped
        EX001        | B         | gap_60  | false    | emigrated
    """
    assert offending(check, {"outcome.treatment_duration": sound}) == []

    broken = """
        agreement_id | person_id | variant | is_event | end_reason
        EX001        | A         | gap_60  | true     | complete_to
        EX001        | B         | gap_60  | false    | death
    """
    found = offending(check, {"outcome.treatment_duration": broken})
    assert sorted(row["end_reason"] for row in found) == ["complete_to", "death"]


@pytest.mark.parametrize(
    ("row", "is_sound"),
    [
        ("new_starter | 0 | 0", True),
        ("earlier_starter | 10 | 11", True),
        ("new_starter | 0 | -1", False),
        ("new_starter | 10 | 20", False),
        ("earlier_starter | 10 | 10", False),
        ("earlier_starter | 0 | 10", False),
    ],
)
def test_overall_survival_no_immortal_time(row, is_sound):
    survival = "agreement_id | person_id | starter | entry_days | time_days\nEX001 | A | " + row
    found = offending("outcome/overall_survival__no_immortal_time", {"outcome.overall_survival": survival})
    assert [row["n_persons"] for row in found] == ([] if is_sound else [1])


@pytest.mark.parametrize(("counted", "is_sound"), [("150.50", True), ("100.00", False), ("150.51", False)])
def test_drug_cost_sums_to_the_priced_exposures(counted, is_sound):
    """Another drug, another source, a dose before the index date and another person's do not count."""
    found = offending(
        "outcome/drug_cost__sums_to_the_priced_exposures",
        {
            "agreement.agreement": "agreement_id | treatment_source\nEX001 | hospital",
            "agreement.substance": "agreement_id | atc_code\nEX001 | L01FX07",
            "cohort.treated_person": TREATED,
            "core.drug_exposure": """
                person_id | exposure_id | source   | atc_code | exposure_date | drug_cost_nok
                A         | 1           | hospital | L01FX07  | 2023-01-01    | 100.00
                A         | 2           | hospital | L01FX07  | 2023-02-01    | 50.50
                A         | 3           | hospital | L01FX07  | 2023-03-01    | -
                A         | 4           | hospital | L01XA02  | 2023-03-01    | 7.00
                A         | 5           | h_resept | L01FX07  | 2023-03-01    | 7.00
                A         | 6           | hospital | L01FX07  | 2022-12-31    | 7.00
                B         | 7           | hospital | L01FX07  | 2023-03-01    | 7.00
            """,
            "outcome.drug_cost": "agreement_id | person_id | cost_date | cost_nok\n"
            f"EX001 | A | 2023-01-01 | {counted}",
        },
    )
    recorded = {"agreement_id": "EX001", "recorded_nok": Decimal("150.50"), "counted_nok": Decimal(counted)}
    assert found == ([] if is_sound else [recorded])


@pytest.mark.parametrize(
    ("points", "cost", "is_sound"),
    [
        ("0.056", "2925.89", True),
        ("-", "-", True),
        ("0.056", "2926.89", False),
        ("0.056", "-", False),
        ("-", "1", False),
    ],
)
def test_hospital_cost_is_points_times_one_price(points, cost, is_sound):
    found = offending(
        "outcome/hospital_cost__is_points_times_one_price",
        {
            "reference.drg_unit_price": "price_year | unit_price_nok\n2024 | 52248\n2021 | 47742",
            "outcome.hospital_cost": "agreement_id | person_id | episode_id | drg_points | cost_nok\n"
            f"EX001 | A | E1 | {points} | {cost}",
        },
    )
    assert [row["n_episodes"] for row in found] == ([] if is_sound else [1])


@pytest.mark.parametrize(
    ("person", "days", "is_sound"),
    [("A", 30, True), ("A", 31, False), ("A", -1, False), ("B", 30, False)],
)
def test_cost_follow_up_not_longer_than_life(person, days, is_sound):
    found = offending(
        "outcome/cost_follow_up__not_longer_than_life",
        {
            "outcome.cost_follow_up": "agreement_id | person_id | cost_source | follow_up_days\n"
            f"EX001 | {person} | drug | {days}",
            "outcome.vital_follow_up": "agreement_id | person_id | index_date | death_date"
            " | followed_to_date\nEX001 | A | 2023-01-01 | 2023-01-31 | 2024-01-01",
        },
    )
    assert [row["n_persons"] for row in found] == ([] if is_sound else [1])
