# ruff: noqa: E501 - a message stands on one line
"""What may be compared with: a cohort apart from the agreement's own, numbers with their measure."""

import pytest

from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.read import AgreementError
from tests.support.comparators import COHORT, PUBLISHED, with_comparators
from tests.support.small_agreement import SMALL, agreement_from

WRONG = {
    "the agreement's own drug": (COHORT, "[L01BA01, L01BC01]", "[L01BA01, L01FX07]",
        ["comparators[0].cohort.drug.atc_codes[1]: found 'L01FX07'; expected another substance than the agreement's own"]),
    "a substance twice": (COHORT, "L01BC01", "L01BA01",
        ["comparators[0].cohort.drug.atc_codes[1]: found 'L01BA01'; expected each one once in the file"]),
    "no substance": (COHORT, "[L01BA01, L01BC01]", "[]",
        ["comparators[0].cohort.drug.atc_codes: found an empty list; expected at least one entry"]),
    "history that is not over": (COHORT, "2021-12-31", "2022-02-01",
        ["comparators[0].cohort.last_date: found 2022-02-01; expected a date before start_date, 2022-02-01, with historical_register"]),
    "a period upside down": (COHORT, "2021-12-31", "2018-12-31",
        ["comparators[0].cohort.last_date: found 2018-12-31; expected a date not before first_date, 2019-01-01"]),
    "a cohort nobody can follow": (COHORT.replace("historical_register", "standard_care"), "2021-12-31", "2023-12-31",
        ["comparators[0].cohort.last_date: found 2023-12-31; expected a date before reassessment_date, 2023-12-31"]),
    "a horizon beyond the plan": (COHORT, "horizon_days: 365", "horizon_days: 698",
        ["comparators[0].cohort.horizon_days: found 698; expected less than the 698 days from start_date to reassessment_date"]),
    "a register that is not asked": (COHORT, "treatment_source: hospital", "treatment_source: quality_register",
        ["comparators[0].cohort.treatment_source: found 'quality_register'; expected nornmd among data_sources, which it reads"]),
    "an unknown criterion": (COHORT, "criterion: age", "criterion: stage",
        ["comparators[0].cohort.criteria_left_out[0].criterion: found 'stage'; expected one of the criteria: age, diagnosis"]),
    "an unknown covariate": (COHORT, "[sex, age]", "[sex, performance_status]",
        ["comparators[0].cohort.covariates[1]: found 'performance_status'; expected one of age, sex, region, time_since_diagnosis, "
         "spread_at_diagnosis, earlier_lines"]),
    "a covariate twice": (COHORT, "[sex, age]", "[sex, sex]",
        ["comparators[0].cohort.covariates[1]: found 'sex'; expected each one once in the file"]),
    "no covariate": (COHORT, "[sex, age]", "[]",
        ["comparators[0].cohort.covariates: found an empty list; expected at least one entry"]),
    "unknown weights": (COHORT, "weights: overlap", "weights: matching",
        ["comparators[0].cohort.weights: found 'matching'; expected one of overlap, treated, inverse_probability"]),
    "a cohort of a trial": (COHORT, "kind: historical_register", "kind: published_trial",
        ["comparators[0].cohort: found 'a cohort with kind published_trial'; expected none, or kind historical_register or standard_care"]),
    "time since what": (COHORT, "criteria_left_out: [{criterion: age, reason: {english: All ages, norwegian: Alle aldre}}]\n      covariates: [sex, age]",
        "criteria_left_out: [{criterion: diagnosis, reason: {english: a, norwegian: b}}]\n      covariates: [sex, time_since_diagnosis]",
        ["comparators[0].cohort.covariates[1]: found 'time_since_diagnosis'; expected a criterion of kind diagnosis that names the disease"]),
    "numbers of a register": (PUBLISHED, "kind: published_trial", "kind: standard_care",
        ["comparators[0].published_values: found 'numbers with kind standard_care'; expected none, or kind published_trial or published_register"]),
    "another unit": (PUBLISHED, "unit: days", "unit: probability",
        ["comparators[0].published_values[1].unit: found 'probability'; expected days, the unit of overall_survival_median"]),
    "no time": (PUBLISHED, "time_days: 365, ", "",
        ["comparators[0].published_values[0].time_days: found nothing; expected the time at which overall_survival was read"]),
    "a time too many": (PUBLISHED, "value: 228", "time_days: 365, value: 228",
        ["comparators[0].published_values[1].time_days: found 365; expected no time for overall_survival_median"]),
    "limits on the wrong side": (PUBLISHED, "lower: 0.3", "lower: 0.45",
        ["comparators[0].published_values[0]: found lower 0.45, value 0.4, upper 0.5; expected lower, value and upper in that order"]),
    "a probability of more than one": (PUBLISHED, "upper: 0.5", "upper: 5",
        ["comparators[0].published_values[0].upper: found 5; expected a number between 0 and 1 (probability)"]),
    "more events than persons": (PUBLISHED, "n_events: 40", "n_events: 71",
        ["comparators[0].published_values[0].n_events: found 71; expected at most n, 70"]),
    "no origin": (PUBLISHED, "unit: days, is_invented: true", "unit: days",
        ["comparators[0].published_values[1]: found neither; expected either a source or is_invented: true"]),
    "the same number twice": (PUBLISHED, "      - {measure: overall_survival_median, value: 228, unit: days, is_invented: true}\n",
        "      - {measure: overall_survival, time_days: 365, value: 0.4, unit: probability, is_invented: true}\n",
        ["comparators[0].published_values[1]: found 'overall_survival 365'; expected each one once in the file"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_comparator_that_is_wrong(name, tmp_path):
    block, old, new, expected = WRONG[name]
    assert block.count(old) == 1
    with pytest.raises(AgreementError) as caught:
        agreement_from(with_comparators(block.replace(old, new)), tmp_path)
    assert [line.removeprefix("EX001.yaml: ") for line in caught.value.problems] == expected


def test_at_least_one_criterion_applies(tmp_path):
    both = "[{criterion: age, reason: {english: a, norwegian: b}}, {criterion: diagnosis, reason: {english: a, norwegian: b}}]"
    line = next(line for line in COHORT.splitlines() if "criteria_left_out" in line)
    block = COHORT.replace(line, f"      criteria_left_out: {both}")
    with pytest.raises(AgreementError, match="found a list; expected at least one criterion that applies"):
        agreement_from(with_comparators(block), tmp_path)


def test_a_calendar_criterion_that_nobody_in_the_period_meets_must_be_left_out(tmp_path):
    calendar = """  - id: when
    kind: calendar
    first_date: 2022-06-01
    description: {english: a, norwegian: b}
    is_invented: true
outcome_measures:"""
    text = with_comparators(COHORT).replace("outcome_measures:", calendar)
    with pytest.raises(AgreementError, match="the criterion when too, which nobody in the period meets"):
        agreement_from(text, tmp_path)
    left_out = "{criterion: when, reason: {english: a, norwegian: b}}"
    agreement_from(text.replace("criteria_left_out: [", f"criteria_left_out: [{left_out}, "), tmp_path)


def test_the_parts_that_are_left_out_do_not_change_the_hash(tmp_path):
    described = COHORT[: COHORT.index("    cohort:")]
    hashes = {
        protocol_hash(agreement_from(with_comparators(block), tmp_path)) for block in (described, COHORT)
    }
    assert len(hashes) == 2
    assert protocol_hash(agreement_from(SMALL, tmp_path)) not in hashes
    empty = PUBLISHED[: PUBLISHED.index("    published_values:")]
    assert protocol_hash(agreement_from(with_comparators(empty), tmp_path)) == protocol_hash(
        agreement_from(with_comparators(empty + "    published_values: []\n"), tmp_path)
    )
