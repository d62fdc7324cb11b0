"""Planned doses: what is contradictory is refused, and an agreement without them keeps its hash."""

import pytest

from pipelines.agreements.protocol import protocol_content
from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import SMALL, agreement_from, changed

PHASE = (
    "    - {{from_day: {day}, dose: {dose}, dose_unit: {unit}, interval_days: {interval}, is_invented: true}}"
)


def planned(*phases, also=()):
    lines = "\n".join(
        PHASE.format(**({"day": 0, "dose": 12, "unit": "mg", "interval": 14} | phase)) for phase in phases
    )
    return changed(("  lookback_days: 365", f"  planned_doses:\n{lines}\n  lookback_days: 365"), *also)


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


def test_a_plan_in_order_is_read(tmp_path):
    agreement = agreement_from(planned({}, {"day": 28, "interval": 35}), tmp_path)
    assert [phase.from_day for phase in agreement.parameters.planned_doses] == [0, 28]


@pytest.mark.parametrize(
    ("phases", "message"),
    [
        (
            [{"day": 1}],
            "parameters.planned_doses[0].from_day: found 1; expected 0, the day of the first dose",
        ),
        (
            [{}, {"day": 28}, {"day": 28}],
            "parameters.planned_doses[2].from_day: found 28; expected a day after 28, of the one before",
        ),
        (
            [{}, {"day": 28, "unit": "ug"}],
            "parameters.planned_doses[1].dose_unit: found 'ug'; expected mg, as in the one before",
        ),
    ],
)
def test_phases_out_of_order_or_in_two_units_are_refused(phases, message, tmp_path):
    assert problems_in(planned(*phases), tmp_path) == [message]


@pytest.mark.parametrize(
    "phase", [{"dose": 0}, {"dose": -12}, {"interval": 0}, {"day": -1}, {"unit": "vials"}]
)
def test_numbers_and_units_that_are_no_dose_are_refused(phase, tmp_path):
    found = problems_in(planned(phase), tmp_path)
    assert len(found) == 1 and found[0].startswith("parameters.planned_doses[0].")


def test_where_the_source_records_no_doses_none_are_planned(tmp_path):
    text = planned(
        {},
        also=(("treatment_source: hospital\n  administration_covers_days: 4", "treatment_source: h_resept"),),
    )
    assert (
        "parameters.planned_doses: found '1 phases'; expected none, because h_resept records no doses"
        in problems_in(text, tmp_path)
    )


def test_an_agreement_without_a_plan_keeps_its_protocol(tmp_path):
    assert "planned_doses" not in protocol_content(agreement_from(SMALL, tmp_path))["parameters"]
