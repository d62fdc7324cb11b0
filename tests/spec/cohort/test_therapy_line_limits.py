"""Last days that still count: of the cut, of a stay, of what a register has seen."""

import pytest

from tests.spec.cohort.test_therapy_line import lines
from tests.support.spec import made

GIVEN_ONCE = """
    person_id | exposure_id | source   | atc_code | exposure_date
    A         | 1           | h_resept | L01EB04  | 2023-01-01
"""


def test_a_record_of_the_day_of_the_cut_counts():
    records = GIVEN_ONCE.replace("2023-01-01", "2026-06-30")
    (line,) = lines(records, {"A": "2026-06-30"})
    assert line["n_records"] == 1


def test_a_stay_that_ends_on_the_day_of_the_last_record_makes_it_a_bridge():
    (line,) = lines(
        GIVEN_ONCE,
        {"A": "2023-01-01"},
        core__source="register | complete_to\nnpr | 2023-12-31\ninspire | 2023-12-31",
        cohort__transplant="""
            person_id | transplant_date | stay_end_date | is_dated | evidence
            A         | 2022-12-10      | 2023-01-01    | true     | 1
        """,
    )
    assert line["is_bridge"] is True


@pytest.mark.parametrize(("npr", "answer"), [("2023-02-01", False), ("2023-01-31", None)])
def test_npr_need_reach_no_further_than_the_day_of_death(npr, answer):
    """Bridging lasts 60 days, to the second of March; who died on the first of February had no transplantation after."""
    (line,) = lines(
        GIVEN_ONCE,
        {"A": "2023-01-01"},
        core__source=f"register | complete_to\nnpr | {npr}\ninspire | 2023-12-31",
        core__person="person_id | death_date\nA | 2023-02-01",
    )
    assert line["is_bridge"] is answer


def test_a_line_of_a_quality_register_is_open_while_inspire_is_not_complete():
    """Another drug of the line may have been given in hospital or dispensed."""
    (line,) = made(
        "cohort.therapy_line",
        {
            "agreement.agreement": """
                agreement_id | is_proposal | treatment_source | combination_window_days | new_line_gap_days | bridging_days
                EX005        | false       | quality_register | 28                      | 180               | 60
            """,
            "agreement.substance": "agreement_id | atc_code\nEX005 | M09AX07",
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date | is_treated
                EX005        | A         | 2023-01-01     | true
            """,
            "core.drug_exposure": """
                person_id | exposure_id | source           | atc_code | exposure_date
                A         | 1           | quality_register | M09AX07  | 2023-01-01
            """,
            "core.source": "register | complete_to\nnpr | 2023-12-31\ninspire | 2023-03-31\nnornmd | 2023-12-31",
        },
    )
    assert line["is_bridge"] is None
