# ruff: noqa: E501 - a message stands on one line
"""Each kind of criterion states which keys it takes and what it may list; everything else is refused."""

import pytest

from pipelines.agreements.criterion_kinds import KEYS, TAKEN
from pipelines.agreements.read import AgreementError
from schemas.agreement.criterion import KINDS, SUBJECTS
from tests.support.small_agreement import agreement_from, changed

SECOND = 'kind: diagnosis\n    values: ["C910", "C911"]'
AT = "criteria[1]"


def with_criterion(text: str) -> str:
    """The small agreement with another second criterion: keys parted by `; `."""
    return changed((SECOND, text.replace("; ", "\n    ")))


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


RIGHT = (
    "kind: sex; values: [female]",
    "kind: topography; values: [C341, C34]",
    "kind: behaviour; values: ['3']",
    "kind: earlier_treatment; subject: lines; minimum: 2",
    "kind: earlier_treatment; subject: lines; minimum: 0; maximum: 1",
    "kind: earlier_treatment; subject: substances; values: [L01EB, L01XC02]; must_be_absent: true",
    "kind: earlier_treatment; subject: substances; values: [L01]; within_days: 180",
    "kind: earlier_treatment; subject: regimens; values: ['0062']",
    "kind: earlier_treatment; subject: transplant",
    "kind: time_since; subject: diagnosis; maximum: 365",
    "kind: time_since; subject: relapse; minimum: 30; maximum: 90",
    "kind: pregnancy; must_be_absent: true",
    "kind: place; subject: hospital; values: ['993467049']",
    "kind: place; subject: region; values: ['3', '4']",
    "kind: calendar; first_date: 2022-02-01; last_date: 2023-12-31",
    "kind: combination; values: [L02B]",
    "kind: combination; must_be_absent: true",
    "kind: not_observable",
)


@pytest.mark.parametrize("text", RIGHT)
def test_a_criterion_that_is_right(text, tmp_path):
    assert agreement_from(with_criterion(text), tmp_path).criteria[1].kind in KINDS


WRONG = {
    "no subject": ("kind: earlier_treatment; values: [L01]",
        ".subject: found nothing; expected one of lines, substances, regimens, transplant, with kind earlier_treatment"),
    "subject of another kind": ("kind: place; subject: lines; values: ['3']",
        ".subject: found 'lines'; expected one of hospital, region, with kind place"),
    "subject where there is none": ("kind: sex; subject: region; values: [female]",
        ".subject: found 'region'; expected no subject with kind sex"),
    "unknown sex": ("kind: sex; values: [woman]", ".values[0]: found 'woman'; expected one of female, male"),
    "unknown topography": ("kind: topography; values: [C34.1]",
        ".values[0]: found 'C34.1'; expected the start of an ICD-O-3 topography without a dot, as C341"),
    "unknown behaviour": ("kind: behaviour; values: ['5']",
        ".values[0]: found '5'; expected one of 0, 1, 2, 3, 6, 9"),
    "lines with values": ("kind: earlier_treatment; subject: lines; minimum: 1; values: [L01]",
        ".values: found a list; expected no values with kind earlier_treatment of lines, which takes minimum, maximum"),
    "absent lines": ("kind: earlier_treatment; subject: lines; minimum: 1; must_be_absent: true",
        ".must_be_absent: found true; expected no must_be_absent with kind earlier_treatment of lines, which takes minimum, maximum"),
    "half a line": ("kind: earlier_treatment; subject: lines; minimum: 1.5",
        ".minimum: found 1.5; expected a whole number of lines between 0 and 50"),
    "no lines at all": ("kind: earlier_treatment; subject: lines; maximum: 0",
        ".maximum: found 0; expected more than 0, because the maximum itself is excluded"),
    "lines without limits": ("kind: earlier_treatment; subject: lines",
        ": found nothing; expected a minimum or a maximum with kind earlier_treatment of lines"),
    "unknown substance": ("kind: earlier_treatment; subject: substances; values: [osimertinib]",
        ".values[0]: found 'osimertinib'; expected the start of an ATC code, as L01 or L01EB04"),
    "no substance": ("kind: earlier_treatment; subject: substances",
        ".values: found nothing; expected at least one value with kind earlier_treatment of substances"),
    "own drug before its first dose": ("kind: earlier_treatment; subject: substances; values: [L01FX07]",
        ".values[0]: found 'L01FX07'; expected another substance than the agreement's own, whose first dose is the index date"),
    "own drug as a partner": ("kind: combination; values: [L01FX07]; must_be_absent: true",
        ".values[0]: found 'L01FX07'; expected another substance than the agreement's own, whose first dose is the index date"),
    "unknown regimen": ("kind: earlier_treatment; subject: regimens; values: [FEC60]",
        ".values[0]: found 'FEC60'; expected a regimen (KURID), four digits in quotes, as '0062'"),
    "transplant with values": ("kind: earlier_treatment; subject: transplant; values: [Z948]",
        ".values: found a list; expected no values with kind earlier_treatment of transplant, which takes must_be_absent, within_days"),
    "within days of a diagnosis": ("kind: diagnosis; values: [C910]; within_days: 30",
        ".within_days: found 30; expected no within_days with kind diagnosis, which takes values"),
    "time upside down": ("kind: time_since; subject: diagnosis; minimum: 90; maximum: 30",
        ".maximum: found 30; expected more than the minimum, 90"),
    "time of no day": ("kind: time_since; subject: relapse; minimum: 30; maximum: 30",
        ".maximum: found 30; expected more than the minimum, 30"),
    "lines upside down": ("kind: earlier_treatment; subject: lines; minimum: 3; maximum: 1",
        ".maximum: found 1; expected more than the minimum, 3"),
    "lines of no number": ("kind: earlier_treatment; subject: lines; minimum: 2; maximum: 2",
        ".maximum: found 2; expected more than the minimum, 2"),
    "time in part of a day": ("kind: time_since; subject: relapse; maximum: 30.4",
        ".maximum: found 30.4; expected a number of days between 0 and 36525, in whole days"),
    "negative time": ("kind: time_since; subject: relapse; minimum: -1",
        ".minimum: found -1; expected a number of days between 0 and 36525, in whole days"),
    "pregnancy with values": ("kind: pregnancy; values: [O00]",
        ".values: found a list; expected no values with kind pregnancy, which takes must_be_absent"),
    "unknown hospital": ("kind: place; subject: hospital; values: [Haukeland]",
        ".values[0]: found 'Haukeland'; expected an organisation number, nine digits in quotes"),
    "unknown region": ("kind: place; subject: region; values: [north]",
        ".values[0]: found 'north'; expected one of 3, 4, 5, 7, 9"),
    "calendar without dates": ("kind: calendar",
        ": found nothing; expected a first_date or a last_date with kind calendar"),
    "calendar upside down": ("kind: calendar; first_date: 2023-02-01; last_date: 2023-01-31",
        ".last_date: found 2023-01-31; expected a date not before first_date, 2023-02-01"),
    "calendar before the plan": ("kind: calendar; first_date: 2022-01-31",
        ".first_date: found 2022-01-31; expected a date between start_date, 2022-02-01, and reassessment_date, 2023-12-31"),
    "calendar after the plan": ("kind: calendar; last_date: 2024-01-01",
        ".last_date: found 2024-01-01; expected a date between start_date, 2022-02-01, and reassessment_date, 2023-12-31"),
    "dates on an age": ("kind: age; minimum: 1; first_date: 2023-01-01",
        ".first_date: found 2023-01-01; expected no first_date with kind age, which takes minimum, maximum"),
    "combination with nothing": ("kind: combination",
        ".values: found nothing; expected at least one value, or must_be_absent: true for the drug by itself"),
    "alone in its group": ("kind: sex; values: [male]; alternative_group: either",
        ".alternative_group: found 'either'; expected another criterion with the same alternative_group"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_criterion_that_is_wrong(name, tmp_path):
    text, expected = WRONG[name]
    assert problems_in(with_criterion(text), tmp_path) == [f"{AT}{expected}"]


def test_criteria_may_be_alternatives(tmp_path):
    text = with_criterion("kind: sex; values: [male]; alternative_group: either").replace(
        "    maximum: 18\n", "    maximum: 18\n    alternative_group: either\n"
    )
    assert [criterion.alternative_group for criterion in agreement_from(text, tmp_path).criteria] == [
        "either",
        "either",
    ]


def test_every_kind_and_subject_is_described_once():
    expected = {(kind, subject) for kind in KINDS for subject in SUBJECTS.get(kind, (None,))}
    assert set(TAKEN) == expected
    assert {key for taken in TAKEN.values() for key in taken.all_keys} == set(KEYS)
