"""Planned: 12 mg every 14 days, from day 28 every 40 days."""

import pytest

from tests.support.spec import expect, made

PLANNED = """
    agreement_id | from_day | to_day | dose | dose_unit | interval_days
    EX005        | 0        | 28     | 12   | mg        | 14
    EX005        | 28       | -      | 12   | mg        | 40
"""


def intensity(doses: str, planned: str = PLANNED, source: str = "quality_register") -> list[dict]:
    """`doses`: person, day, dose given, dose ordered, unit."""
    given = [[cell.strip() for cell in line.split("|")] for line in doses.strip().splitlines()]
    return made(
        "outcome.dose_intensity",
        {
            "agreement.agreement": "agreement_id | is_proposal | treatment_source | primary_duration_variant\n"
            f"EX005 | false | {source} | gap_90",
            "agreement.planned_dose": planned,
            "outcome.treatment_record": "agreement_id | person_id | variant | exposure_id | days_from_index\n"
            + "\n".join(
                f"EX005 | {person} | gap_90 | {n} | {day}\nEX005 | {person} | gap_60 | {n} | {day}"
                for n, (person, day, *_) in enumerate(given)
            ),
            "core.drug_exposure": "exposure_id | dose_given | dose_ordered | dose_unit\n"
            + "\n".join(
                f"{n} | {dose} | {ordered} | {unit}" for n, (_, _, dose, ordered, unit) in enumerate(given)
            ),
        },
    )


def relative(*doses: str, **given: str) -> float | None:
    return intensity("\n".join(f"A | {dose}" for dose in doses), **given)[0]["relative_dose_intensity"]


def test_as_planned_is_one_through_every_phase():
    assert relative("0 | 12 | - | mg", "14 | 12 | - | mg") == 1
    days = (0, 14, 28, 68, 108)
    assert relative(*(f"{day} | 12 | - | mg" for day in days)) == pytest.approx(1)


def test_a_dose_that_comes_late_or_is_smaller_lowers_it():
    """28 days instead of 14: half. Half the first dose: half. What the last dose was does not matter."""
    assert relative("0 | 12 | - | mg", "28 | 12 | - | mg") == 0.5
    assert relative("0 | 6 | - | mg", "14 | 99 | - | mg") == 0.5
    # Days 0 to 68: three doses planned; the one of day 28 came on day 48 and one dose is missing.
    assert relative("0 | 12 | - | mg", "14 | 12 | - | mg", "68 | 12 | - | mg") == pytest.approx(2 / 3)


def test_units_are_made_one():
    assert relative("0 | 12000 | - | ug", "14 | 12 | - | mg") == 1
    assert relative("0 | 6 | - | mg", "0 | 6000 | - | ug", "14 | 12 | - | mg") == 1


def test_what_is_not_recorded_is_unknown_and_not_nothing():
    """The last dose alone may be unknown. One day of doses tells no interval."""
    assert relative("0 | - | 12 | mg", "14 | 12 | 12 | mg") is None
    assert relative("0 | 12 | - | -", "14 | 12 | - | mg") is None
    assert relative("0 | 12 | - | vials", "14 | 12 | - | mg") is None
    assert relative("0 | 12 | - | mg", "14 | - | - | mg") == 1
    assert relative("0 | 12 | - | mg", "0 | 12 | - | mg") is None
    head = PLANNED.strip().splitlines()[0]
    assert relative("0 | 12 | - | mg", "14 | 12 | - | mg", planned=head) is None


def test_given_of_ordered_needs_both_of_every_dose():
    found = intensity(
        """
        both  | 0  | 9  | 12 | mg
        both  | 14 | 12 | 12 | mg
        once  | 0  | 12 | 12 | mg
        once  | 14 | 12 | -  | mg
        """
    )
    expect(
        found,
        """
        person_id | n_dose_days | elapsed_days | given_of_ordered
        both      | 2           | 14           | 0.875
        once      | 2           | 14           | -
        """,
    )


def test_dispensings_have_no_doses():
    assert intensity("A | 0 | - | - | -", source="h_resept") == []
