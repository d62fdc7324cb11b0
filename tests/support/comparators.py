"""Comparators as they stand in an agreement file, put into the smallest agreement."""

from tests.support.small_agreement import changed

COHORT = """  - id: older
    kind: historical_register
    description: {english: Older drug, norwegian: Eldre legemiddel}
    is_invented: true
    cohort:
      drug: {name: older drug, atc_codes: [L01BA01, L01BC01]}
      treatment_source: hospital
      first_date: 2019-01-01
      last_date: 2021-12-31
      criteria_left_out: [{criterion: age, reason: {english: All ages, norwegian: Alle aldre}}]
      covariates: [sex, age]
      weights: overlap
      horizon_days: 365
"""
PUBLISHED = """  - id: trial
    kind: published_trial
    description: {english: One arm, norwegian: Én arm}
    source: ID2021_047
    published_values:
      - {measure: overall_survival, time_days: 365, value: 0.4, lower: 0.3, upper: 0.5, unit: probability, n: 70, n_events: 40, place: table 2, source: ID2021_047}
      - {measure: overall_survival_median, value: 228, unit: days, is_invented: true}
"""  # noqa: E501 - a block of the file


def with_comparators(*blocks: str) -> str:
    """The smallest agreement with these comparators."""
    text = "comparators:\n" + "".join(blocks)
    return changed(("facts_at_introduction:", f"{text}facts_at_introduction:"))
