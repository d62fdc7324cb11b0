# ruff: noqa: E501 - a message stands on one line
"""Contradictions between two parts of an agreement are found, each at its place."""

import pytest

from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import agreement_from, changed

DURATION_MEASURE = """\
  - measure: treatment_duration_median
    variant: {variant}
    cohort: inside
    description: {{english: Length, norwegian: Lengde}}
    assumption: {{id: length, value: 60, is_invented: true, description: {{english: a, norwegian: b}}}}
    decision_rule: {{rule: at_most, margin: 5, is_invented: true}}
facts_at_introduction:"""
SECOND_CRITERION = 'kind: diagnosis\n    values: ["C910", "C911"]'

CASES = {
    "scope upside down": (
        ("maximum_age_years: 18", "maximum_age_years: 0"),
        "treated_scope.maximum_age_years: found 0; expected more than minimum_age_years, 0"),
    "substance twice": (
        ("[L01FX07]", "[L01FX07, L01FX07]"),
        "drug.atc_codes[1]: found 'L01FX07'; expected each one once in the file"),
    "criterion id twice": (
        ("- id: diagnosis", "- id: age"), "criteria[1].id: found 'age'; expected each one once in the file"),
    "age upside down": (
        ("    maximum: 18", "    maximum: 0"), "criteria[0].maximum: found 0; expected more than the minimum, 0"),
    "age beyond a life": (
        ("    maximum: 18", "    maximum: 180"),
        "criteria[0].maximum: found 180; expected an age between 0 and 130 years"),
    "age without limits": (
        ("    minimum: 0\n    maximum: 18\n", ""),
        "criteria[0]: found nothing; expected a minimum or a maximum with kind age"),
    "age with values": (
        ("    minimum: 0\n", "    minimum: 0\n    values: [C910]\n"),
        "criteria[0].values: found a list; expected no values with kind age, which takes minimum, maximum"),
    "limit on a diagnosis": (
        ("kind: diagnosis\n", "kind: diagnosis\n    minimum: 1\n"),
        "criteria[1].minimum: found 1; expected no minimum with kind diagnosis, which takes values"),
    "diagnosis without codes": (
        ('    values: ["C910", "C911"]\n', ""),
        "criteria[1].values: found nothing; expected at least one value with kind diagnosis"),
    "diagnosis with a dot": (
        ('"C911"', '"C91.1"'),
        "criteria[1].values[1]: found 'C91.1'; expected the start of an ICD-10 code without a dot, as C910"),
    "value twice": (('"C911"', '"C910"'), "criteria[1].values[1]: found 'C910'; expected each value once"),
    "morphology with a slash": (
        (SECOND_CRITERION, 'kind: morphology\n    values: ["9836/3"]'),
        "criteria[1].values[0]: found '9836/3'; expected an ICD-O-3 morphology with behaviour, five digits in "
        "quotes, as '98363'"),
    "unknown biomarker": (
        (SECOND_CRITERION, "kind: biomarker\n    values: [EGRF]"),
        "criteria[1].values[0]: found 'EGRF'; expected one of EGFR, ALK, ROS1, NTRK1, NTRK2, NTRK3, PDL1_TPS, BRAF, "
        "KRAS_G12C, ER, PR, HER2, KI67, BCRABL1_IS, MRD, SMN2_KOPI (did you mean 'EGFR'?)"),
    "unknown event": (
        (SECOND_CRITERION, "kind: course_event\n    values: [relaps]"),
        "criteria[1].values[0]: found 'relaps'; expected one of relapse, progression, metastasis, response, "
        "complete_remission (did you mean 'relapse'?)"),
    "unknown stage": (
        (SECOND_CRITERION, "kind: stage\n    values: [IV]"),
        "criteria[1].values[0]: found 'IV'; expected one of distant, metastasis"),
    "values for what no register holds": (
        (SECOND_CRITERION, "kind: not_observable\n    values: [pregnant]"),
        "criteria[1].values: found a list; expected no values with kind not_observable"),
    "variant of another measure": (
        ("variant: kaplan_meier", "variant: lin"),
        "outcome_measures[0].variant: found 'lin'; expected one of kaplan_meier, minimum_follow_up_183, "
        "minimum_follow_up_365, earlier_end_183, earlier_end_365, landmark_183, landmark_365 for overall_survival"),
    "duration variant without a rule": (
        ("facts_at_introduction:", DURATION_MEASURE.format(variant="gap_60")),
        "outcome_measures[2].variant: found 'gap_60'; expected one of parameters.duration_rules: gap_90, last_dose"),
    "time on a median": (
        ("facts_at_introduction:",
         DURATION_MEASURE.format(variant="gap_90").replace("    cohort", "    time_days: 365\n    cohort")),
        "outcome_measures[2].time_days: found 365; expected no time for treatment_duration_median"),
    "group of another measure": (
        ("measure: overall_survival\n    variant: kaplan_meier\n    cohort: inside\n    time_days: 365\n",
         "measure: share_inside\n    variant: new_starters\n    cohort: inside\n"),
        "outcome_measures[0].cohort: found 'inside'; expected one of all_treated for share_inside"),
    "time that is not computed": (
        ("cohort: inside\n    time_days: 365", "cohort: inside\n    time_days: 400"),
        "outcome_measures[0].time_days: found 400; expected one of 183, 365, 730 for overall_survival"),
    "no time where one is needed": (
        ("cohort: inside\n    time_days: 365\n", "cohort: inside\n"),
        "outcome_measures[0].time_days: found nothing; expected one of 183, 365, 730 for overall_survival"),
    "cost at another horizon": (
        ("cohort: all_treated\n    time_days: 365", "cohort: all_treated\n    time_days: 730"),
        "outcome_measures[1].time_days: found 730; expected parameters.cost_horizon_days, 365 for mean_drug_cost"),
    "longer than anybody can be followed": (
        ("cohort: inside\n    time_days: 365", "cohort: inside\n    time_days: 730"),
        "outcome_measures[0].time_days: found 730; expected less than the 698 days from start_date to "
        "reassessment_date"),
    "assumption id twice": (
        ("id: cost", "id: survival"),
        "outcome_measures[1].assumption.id: found 'survival'; expected each one once in the file"),
    "probability above one": (
        ("upper: 0.60", "upper: 60"),
        "outcome_measures[0].assumption.upper: found 60; expected a number between 0 and 1 (probability)"),
    "limits upside down": (
        ("lower: 0.40", "lower: 0.55"),
        "outcome_measures[0].assumption.lower: found 0.55; expected at most value, 0.50"),
    "upper limit below": (
        ("upper: 0.60", "upper: 0.45"),
        "outcome_measures[0].assumption.upper: found 0.45; expected at least value, 0.50"),
    "assumption without a rule": (
        ("    decision_rule: {rule: at_least, margin: 0.05, is_invented: true}\n", ""),
        "outcome_measures[0].decision_rule: found nothing; expected the rule by which the assumption is judged"),
    "equal within nothing": (
        ("margin: 50000", "margin: 0"),
        "outcome_measures[1].decision_rule.margin: found 0; expected more than 0 with equal_within"),
    "fact id twice": (
        ("data_sources:", "  - {id: patients, description: {english: a, norwegian: b}, value: 1, "
         "unit: {english: x, norwegian: y}, is_invented: true}\ndata_sources:"),
        "facts_at_introduction[1].id: found 'patients'; expected each one once in the file"),
    "fact without a number": (
        ("    lower: 5\n    upper: 10\n", ""), "facts_at_introduction[0]: found nothing; expected a value, or limits"),
    "fact upside down": (
        ("    lower: 5\n", "    lower: 15\n"),
        "facts_at_introduction[0]: found a list; expected lower, value and upper in that order"),
    "register twice": (
        ("register: kreftregisteret", "register: inspire"),
        "data_sources[1].register: found 'inspire'; expected each one once in the file"),
    "nobody delivers vital status": (
        ("purposes: [vital_status]", "purposes: [cause_of_death]"),
        "data_sources: found nothing; expected a register with the purpose vital_status, for the measure "
        "mean_drug_cost"),
    "nobody delivers the criteria": (
        ("purposes: [eligibility]", "purposes: [patient_reported]"),
        "data_sources: found nothing; expected a register with the purpose eligibility, for the criteria"),
    "treatment from another register": (
        ("treatment_source: hospital", "treatment_source: quality_register"),
        "data_sources: found 'inspire for treatment'; expected nornmd, which treatment_source quality_register "
        "reads"),
    "no start": (
        ("  start_date: 2022-02-01\n", ""),
        "plan.start_date: found nothing; expected a date, because is_proposal is false"),
    "late reassessment without a reason": (
        ("reassessment_date: 2023-12-31", "reassessment_date: 2025-02-02"),
        "plan.reason_beyond_three_years: found nothing; expected a reason, because reassessment is later than that"),
    "stop before start": (
        ("reassessment_date: 2023-12-31", "reassessment_date: 2023-12-31\n  stop_date: 2022-01-31"),
        "plan.stop_date: found 2022-01-31; expected a date not before start_date, 2022-02-01"),
    "milestone before start": (
        ("date: 2023-06-01", "date: 2021-06-01"),
        "plan.milestones[0].date: found 2021-06-01; expected a date not before start_date, 2022-02-01"),
    "evidence after reassessment": (
        ("date: 2023-06-01", "date: 2024-06-01"),
        "plan.milestones[0].date: found 2024-06-01; expected a date not after reassessment_date, 2023-12-31"),
    "price that ends before it starts": (
        ("valid_from: 2022-02-01", "valid_from: 2022-02-01\n    valid_to: 2022-01-31"),
        "price_terms[0].valid_to: found 2022-01-31; expected a date not before 2022-02-01"),
    "two prices for one period": (
        ("exit_plan:", "  - {kind: list_price, value_nok: 1, unit: {english: NOK per set, norwegian: b}, "
         "valid_from: 2023-01-01, is_invented: true}\nexit_plan:"),
        "price_terms[1].valid_from: found 2023-01-01; expected another period than the list_price from 2022-02-01 "
        "for the same unit"),
    "hospital without coverage": (
        ("  administration_covers_days: 4\n", ""),
        "parameters.administration_covers_days: found nothing; expected a number of days with hospital"),
    "coverage with dispensing": (
        ("treatment_source: hospital", "treatment_source: h_resept"),
        "parameters.administration_covers_days: found 4; expected none with h_resept: the dispensed supply tells"),
    "primary variant without a rule": (
        ("primary_duration_variant: gap_90", "primary_duration_variant: gap_60"),
        "parameters.primary_duration_variant: found 'gap_60'; expected one of duration_rules: gap_90, last_dose"),
    "rule twice": (
        ("{variant: last_dose, permitted_gap_days: 90, with_tail: false}",
         "{variant: gap_90, permitted_gap_days: 90, with_tail: true}"),
        "parameters.duration_rules[1].variant: found 'gap_90'; expected each one once in the file"),
    "rule that is not what its name says": (
        ("{variant: gap_90, permitted_gap_days: 90,", "{variant: gap_90, permitted_gap_days: 91,"),
        "parameters.duration_rules[0].permitted_gap_days: found 91; expected 90, which gap_90 means in every result"),
    "last dose with a tail": (
        ("with_tail: false", "with_tail: true"),
        "parameters.duration_rules[1].with_tail: found true; expected false, which last_dose means in every result"),
}  # fmt: skip


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return list(caught.value.problems)


@pytest.mark.parametrize("name", CASES)
def test_a_contradiction(name, tmp_path):
    change, expected = CASES[name]
    assert problems_in(changed(change), tmp_path) == [f"EX001.yaml: {expected}"]


def test_reassessment_before_start(tmp_path):
    found = problems_in(
        changed(
            ("reassessment_date: 2023-12-31", "reassessment_date: 2022-02-01"),
            ("date: 2023-06-01", "date: 2022-02-01"),
        ),
        tmp_path,
    )
    assert found == [
        "EX001.yaml: plan.reassessment_date: found 2022-02-01; expected a date after start_date, 2022-02-01"
    ]


def test_the_same_measure_twice(tmp_path):
    again = (
        "  - measure: overall_survival\n    variant: kaplan_meier\n    cohort: inside\n    time_days: 365\n"
        "    description: {english: a, norwegian: b}\n"
        "    assumption: {id: other, value: 0.4, is_invented: true, description: {english: a, norwegian: b}}\n"
        "    decision_rule: {rule: at_least, margin: 0, is_invented: true}\nfacts_at_introduction:"
    )
    assert problems_in(changed(("facts_at_introduction:", again)), tmp_path) == [
        "EX001.yaml: outcome_measures[2]: found 'overall_survival'; expected each measure, variant, cohort and time "
        "once in the file"
    ]


def test_a_measure_without_an_assumption_is_for_proposals(tmp_path):
    bare = (
        "  - {measure: number_treated, variant: new_starters, cohort: all_treated, description: {english: a, "
    )
    bare += "norwegian: b}}\nfacts_at_introduction:"
    assert problems_in(changed(("facts_at_introduction:", bare)), tmp_path) == [
        "EX001.yaml: outcome_measures[2].assumption: found nothing; expected what was assumed at introduction"
    ]


def test_a_proposal_is_not_in_force(tmp_path):
    assert problems_in(changed(("is_proposal: false", "is_proposal: true")), tmp_path) == [
        "EX001.yaml: plan.start_date: found 2022-02-01; expected no such date in a proposal",
        "EX001.yaml: price_terms: found a list; expected none in a proposal",
    ]


def test_a_rule_needs_an_assumption_in_a_proposal_too(tmp_path):
    rule = (
        "  - {measure: number_treated, variant: new_starters, cohort: all_treated, description: {english: a, "
    )
    rule += "norwegian: b}, decision_rule: {rule: at_least, margin: 1, is_invented: true}}\nfacts_at_introduction:"
    found = problems_in(
        changed(("is_proposal: false", "is_proposal: true"), ("facts_at_introduction:", rule)), tmp_path
    )
    assert found[0] == (
        "EX001.yaml: outcome_measures[2].assumption: found nothing; expected an assumption that decision_rule judges"
    )


@pytest.mark.parametrize(
    ("start", "reassessment"), [("2022-02-01", "2025-02-01"), ("2024-02-29", "2027-02-28")]
)
def test_three_years_to_the_day_need_no_reason(start, reassessment, tmp_path):
    text = changed(
        ("  start_date: 2022-02-01", f"  start_date: {start}"),
        ("reassessment_date: 2023-12-31", f"reassessment_date: {reassessment}"),
        ("date: 2023-06-01", f"date: {reassessment}"),
    )
    assert str(agreement_from(text, tmp_path).plan.reassessment_date) == reassessment


def test_prices_of_periods_that_follow_each_other_are_right(tmp_path):
    text = changed(
        ("valid_from: 2022-02-01", "valid_from: 2022-02-01\n    valid_to: 2022-12-31"),
        (
            "exit_plan:",
            "  - {kind: list_price, value_nok: 1, unit: {english: NOK per set, norwegian: b}, "
            "valid_from: 2023-01-01, is_invented: true}\nexit_plan:",
        ),
    )
    assert len(agreement_from(text, tmp_path).price_terms) == 2
