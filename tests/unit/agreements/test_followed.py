# ruff: noqa: E501 - a message stands on one line
"""Complications and responses that are followed: what is contradictory is refused, with the days of each measure."""

import pytest

from pipelines.agreements.followed_rules import agreed_windows
from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import SMALL, agreement_from, changed

SOURCES = (
    "purposes: [eligibility], is_invented: true}",
    "purposes: [eligibility, response], is_invented: true}\n"
    "  - {register: npr, responsible: FHI, purposes: [hospital_contacts], is_invented: true}",
)
COMPLICATIONS = """complications:
  - {complication: infection, window_days: 90, is_invented: true}
  - {complication: hospital_admission, window_days: 365, is_invented: true}
"""
RESPONSES = """responses:
  - {response: complete_remission, within_days: 56, is_invented: true}
  - {response: transplant, within_days: 300, is_invented: true}
"""
MEASURE = """outcome_measures:
  - measure: {measure}
    variant: {variant}
    cohort: inside
{time}    description: {{english: a, norwegian: b}}
    assumption: {{id: other, value: 0.5, is_invented: true, description: {{english: a, norwegian: b}}}}
    decision_rule: {{rule: at_least, margin: 0.1, is_invented: true}}
"""


def followed(complications=COMPLICATIONS, responses=RESPONSES, *more):
    return changed(("outcome_measures:", f"{complications}{responses}outcome_measures:"), SOURCES, *more)


def measuring(measure, variant, time_days=None):
    time = "" if time_days is None else f"    time_days: {time_days}\n"
    asked = MEASURE.format(measure=measure, variant=variant, time=time)
    return followed().replace("outcome_measures:\n", asked)


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


def test_the_days_of_every_variant(tmp_path):
    agreement = agreement_from(followed(), tmp_path)
    assert agreed_windows(agreement, "complications") == {"infection": 90, "hospital_admission": 365}
    assert agreed_windows(agreement, "responses") == {
        "complete_remission": 56, "among_treated": 300, "among_complete_remission": 300,
    }  # fmt: skip
    assert agreed_windows(agreement_from(SMALL, tmp_path), "responses") == {}


@pytest.mark.parametrize(
    ("measure", "variant", "time_days"),
    [
        ("complication_incidence", "infection", 90),
        ("complication_rate", "hospital_admission", 365),
        ("complication_rate_repeated", "infection", None),
        ("share_response_reported", "complete_remission", 56),
        ("share_transplanted", "among_complete_remission", 300),
        ("death_within_30_days", "kaplan_meier", 30),
    ],
)
def test_a_measure_at_its_agreed_window(measure, variant, time_days, tmp_path):
    assert (
        agreement_from(measuring(measure, variant, time_days), tmp_path).outcome_measures[0].variant
        == variant
    )


WINDOWS = {
    "another day": (measuring("complication_incidence", "infection", 30),
        "outcome_measures[0].time_days: found 30; expected the days in complications, 90 for complication_incidence"),
    "no day": (measuring("share_response_reported", "complete_remission"),
        "outcome_measures[0].time_days: found nothing; expected the days in responses, 56 for share_response_reported"),
    "a day where there is none": (measuring("complication_rate_repeated", "infection", 90),
        "outcome_measures[0].time_days: found 90; expected no time for complication_rate_repeated"),
    "not followed": (measuring("complication_rate", "neurotoxicity", 90),
        "outcome_measures[0].variant: found 'neurotoxicity'; expected a window for it in complications, which has infection, hospital_admission"),
    "not followed and without a time": (measuring("complication_rate_repeated", "neurotoxicity"),
        "outcome_measures[0].variant: found 'neurotoxicity'; expected a window for it in complications, which has infection, hospital_admission"),
    "among those who are not looked for": (measuring("share_transplanted", "among_any_response", 300),
        "outcome_measures[0].variant: found 'among_any_response'; expected a window for it in responses, which has complete_remission, among_treated, among_complete_remission"),
    "of another measure": (measuring("complication_rate", "complete_remission", 56),
        "outcome_measures[0].variant: found 'complete_remission'; expected one of cytokine_release, neurotoxicity, febrile_neutropenia, infection, hospital_admission for complication_rate"),
}  # fmt: skip


@pytest.mark.parametrize("name", WINDOWS)
def test_a_measure_of_what_is_not_followed_so(name, tmp_path):
    text, expected = WINDOWS[name]
    assert problems_in(text, tmp_path) == [expected]


WRONG = {
    "unknown complication": (COMPLICATIONS.replace("infection", "infections"), RESPONSES,
        "complications[0].complication: found 'infections'; expected one of cytokine_release, neurotoxicity, "
        "febrile_neutropenia, infection, hospital_admission (did you mean 'infection'?)"),
    "twice": (COMPLICATIONS.replace("hospital_admission", "infection"), RESPONSES,
        "complications[1].complication: found 'infection'; expected each one once in the file"),
    "no window": (COMPLICATIONS.replace("90", "0"), RESPONSES,
        "complications[0].window_days: found 0; expected more than 0"),
    "look-back of admissions": (COMPLICATIONS.replace("365", "365, lookback_days: 90"), RESPONSES,
        "complications[1].lookback_days: found 90; expected 0 or nothing with hospital_admission: an earlier stay "
        "does not explain a later one"),
    "response twice": (COMPLICATIONS, RESPONSES.replace("transplant", "complete_remission"),
        "responses[1].response: found 'complete_remission'; expected each one once in the file"),
    "reports of transplantations": (COMPLICATIONS, RESPONSES.replace("300", "300, are_reports_complete: true"),
        "responses[1].are_reports_complete: found true; expected nothing with transplant: it is no report, and NPR "
        "says how far it is complete"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_followed_so(name, tmp_path):
    complications, responses, expected = WRONG[name]
    assert problems_in(followed(complications, responses), tmp_path) == [expected]


def test_what_is_followed_needs_its_registers(tmp_path):
    text = changed(("outcome_measures:", f"{COMPLICATIONS}{RESPONSES}outcome_measures:"))
    assert problems_in(text, tmp_path) == [
        "data_sources: found nothing; expected a register with the purpose hospital_contacts, for complications",
        "data_sources: found nothing; expected a register with the purpose response, for responses",
    ]
