# ruff: noqa: E501 - a message stands on one line
"""Parties named, rules of use, comparators, lead times and line parameters: what is contradictory is refused."""

import pytest

from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import agreement_from, changed

WORDS = "responsibility: {english: a, norwegian: b}"
NAMES = ("FHI", "Skatteetaten", "Supplier", "Beslutningsforum")
ROLES = ("coordinator", "register_holder", "supplier", "decision_maker")


def with_parties(*names, roles=ROLES):
    lines = "\n".join(
        f"  - {{name: {name}, role: {role}, {WORDS}}}" for name, role in zip(names, roles, strict=True)
    )
    return changed(("drug: {name", f"parties:\n{lines}\ndrug: {{name"))


def with_rule(text):
    rule = f"  - {{id: rule, {text}, description: {{english: a, norwegian: b}}, is_invented: true}}"
    return changed(("outcome_measures:", f"use_rules:\n{rule}\noutcome_measures:"))


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


def test_everybody_named_is_a_party(tmp_path):
    assert len(agreement_from(with_parties(*NAMES), tmp_path).parties) == 4


def test_names_that_no_party_has(tmp_path):
    listed = "one of the parties: 'SKD', 'Maker', 'Forum', 'Other'"
    assert problems_in(with_parties("SKD", "Maker", "Forum", "Other"), tmp_path) == [
        f"data_sources[0].responsible: found 'FHI'; expected {listed}",
        f"data_sources[1].responsible: found 'FHI'; expected {listed}",
        f"data_sources[2].responsible: found 'Skatteetaten'; expected {listed}",
        f"plan.decided_by: found 'Beslutningsforum'; expected {listed}",
        f"plan.data_cuts.responsible: found 'FHI'; expected {listed}",
        f"plan.milestones[0].responsible: found 'Supplier'; expected {listed}",
    ]


def test_who_decides_is_a_decision_maker(tmp_path):
    text = with_parties(*NAMES, roles=("coordinator", "register_holder", "supplier", "assessor"))
    assert problems_in(text, tmp_path) == [
        "plan.decided_by: found 'Beslutningsforum'; expected a party with the role decision_maker, not assessor"
    ]


def test_a_party_twice_or_with_an_unknown_role(tmp_path):
    assert problems_in(with_parties("FHI", *NAMES, roles=("assessor", *ROLES)), tmp_path) == [
        "parties[1].name: found 'FHI'; expected each one once in the file"
    ]
    assert problems_in(with_parties("FHI", roles=("owner",)), tmp_path) == [
        "parties[0].role: found 'owner'; expected one of supplier, assessor, decision_maker, register_holder, "
        "health_service, coordinator"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "kind: stop, judged_by: course_event, event_type: progression, within_days: 0",
        "kind: stop, judged_by: longest_use, within_days: 210",
        "kind: stop, judged_by: not_observable",
        "kind: start, judged_by: not_observable",
    ],
)
def test_a_rule_of_use_that_is_right(text, tmp_path):
    assert agreement_from(with_rule(text), tmp_path).use_rules[0].id == "rule"


RULES = {
    "unknown event": ("kind: stop, judged_by: course_event, event_type: progress, within_days: 60",
        "use_rules[0].event_type: found 'progress'; expected one of relapse, progression, metastasis, response, "
        "complete_remission (did you mean 'progression'?)"),
    "no event": ("kind: stop, judged_by: course_event, within_days: 60",
        "use_rules[0].event_type: found nothing; expected the event with judged_by course_event"),
    "no days after the event": ("kind: stop, judged_by: course_event, event_type: relapse",
        "use_rules[0].within_days: found nothing; expected a number of days with judged_by course_event"),
    "event with longest use": ("kind: stop, judged_by: longest_use, event_type: relapse, within_days: 9",
        "use_rules[0].event_type: found 'relapse'; expected no event_type with judged_by longest_use"),
    "no use at all": ("kind: stop, judged_by: longest_use, within_days: 0",
        "use_rules[0].within_days: found 0; expected more than 0 with judged_by longest_use"),
    "days that nobody can count": ("kind: stop, judged_by: not_observable, within_days: 60",
        "use_rules[0].within_days: found 60; expected no within_days with judged_by not_observable"),
    "start judged by an event": ("kind: start, judged_by: course_event, event_type: relapse, within_days: 9",
        "use_rules[0].judged_by: found 'course_event'; expected not_observable with kind start: what a register can "
        "judge before treatment is a criterion"),
    "unknown kind": ("kind: pause, judged_by: not_observable",
        "use_rules[0].kind: found 'pause'; expected one of start, stop"),
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_rule_of_use_that_is_wrong(name, tmp_path):
    text, expected = RULES[name]
    assert problems_in(with_rule(text), tmp_path) == [expected]


def test_names_that_stand_twice(tmp_path):
    rule = with_rule("kind: start, judged_by: not_observable")
    line = next(line for line in rule.splitlines() if "id: rule" in line)
    assert problems_in(rule.replace(line, f"{line}\n{line}"), tmp_path) == [
        "use_rules[1].id: found 'rule'; expected each one once in the file"
    ]
    other = "  - {id: a, kind: standard_care, description: {english: a, norwegian: b}, is_invented: true}"
    text = changed(("facts_at_introduction:", f"comparators:\n{other}\n{other}\nfacts_at_introduction:"))
    assert problems_in(text, tmp_path) == ["comparators[1].id: found 'a'; expected each one once in the file"]


CHANGES = {
    "unknown comparator": (
        ("facts_at_introduction:", "comparators:\n  - {id: a, kind: randomised, description: {english: a, norwegian: b}, "
         "is_invented: true}\nfacts_at_introduction:"),
        "comparators[0].kind: found 'randomised'; expected one of published_trial, published_register, "
        "historical_register, standard_care"),
    "unknown cadence": (("purposes: [eligibility]", "purposes: [eligibility], cadence: weekly"),
        "data_sources[1].cadence: found 'weekly'; expected one of month, quarter, third, half_year, year"),
    "negative lead": (("purposes: [eligibility]", "purposes: [eligibility], lead_days: -1"),
        "data_sources[1].lead_days: found -1; expected at least 0"),
    "regimen twice": (("criteria:", "attribution: {regimens: ['0062', '0062']}\ncriteria:"),
        "attribution.regimens[1]: found '0062'; expected each one once in the file"),
    "unknown regimen": (("criteria:", "attribution: {regimens: [FEC]}\ncriteria:"),
        "attribution.regimens[0]: found 'FEC'; expected a regimen (KURID), four digits in quotes, as '0062'"),
    "unknown refund code": (("criteria:", "attribution: {refund_codes: ['-54']}\ncriteria:"),
        "attribution.refund_codes[0]: found '-54'; expected the start of an ICD-10 code without a dot, as C910"),
    "window as long as the gap": (("lookback_days: 365", "lookback_days: 365\n  combination_window_days: 180"),
        "parameters.combination_window_days: found 180; expected fewer days than new_line_gap_days, 180"),
    "cycles longer than a line": (("lookback_days: 365", "lookback_days: 365\n  cycle_gap_days: 181"),
        "parameters.cycle_gap_days: found 181; expected at most new_line_gap_days, 180"),
    "hash of something else": (("exit_plan:", "confidential_terms_hash: abc\nexit_plan:"),
        "confidential_terms_hash: found 'abc'; expected a SHA-256 of 64 lower-case hexadecimal digits"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_another_part_that_is_wrong(name, tmp_path):
    change, expected = CHANGES[name]
    assert problems_in(changed(change), tmp_path) == [expected]
