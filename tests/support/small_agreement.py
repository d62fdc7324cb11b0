"""The smallest agreement file that is right, as text to change one thing in."""

from pathlib import Path

from pipelines.agreements.model import Agreement
from pipelines.agreements.read import read_agreement
from pipelines.agreements.tables import agreement_tables

SMALL = """\
agreement_id: EX001
based_on: ID2021_047
is_proposal: false
note: {english: An example., norwegian: Et eksempel.}
title: {english: Drug for disease, norwegian: Legemiddel mot sykdom}
drug: {name: drug, atc_codes: [L01FX07]}
indication: {english: Disease., norwegian: Sykdom., source: ID2021_047}
uncertainty: {english: One arm., norwegian: Én arm., is_invented: true}
treated_scope: {minimum_age_years: 0, maximum_age_years: 18}
criteria:
  - id: age
    kind: age
    minimum: 0
    maximum: 18
    description: {english: Child, norwegian: Barn}
    source: ID2021_047
  - id: diagnosis
    kind: diagnosis
    values: ["C910", "C911"]
    description: {english: Leukaemia, norwegian: Leukemi}
    source: ID2021_047
outcome_measures:
  - measure: overall_survival
    variant: kaplan_meier
    cohort: inside
    time_days: 365
    description: {english: Effect, norwegian: Effekt}
    assumption:
      id: survival
      value: 0.50
      lower: 0.40
      upper: 0.60
      source: ID2021_047
      description: {english: Half alive, norwegian: Halvparten i live}
    decision_rule: {rule: at_least, margin: 0.05, is_invented: true}
  - measure: mean_drug_cost
    variant: lin
    cohort: all_treated
    time_days: 365
    description: {english: Cost, norwegian: Kostnad}
    assumption:
      id: cost
      value: 750000
      is_invented: true
      description: {english: Guessed, norwegian: Gjettet}
    decision_rule: {rule: equal_within, margin: 50000, is_invented: true}
facts_at_introduction:
  - id: patients
    description: {english: Patients a year, norwegian: Pasienter per år}
    lower: 5
    upper: 10
    unit: {english: patients, norwegian: pasienter}
    source: ID2021_047
data_sources:
  - {register: inspire, responsible: FHI, purposes: [treatment], is_invented: true}
  - {register: kreftregisteret, responsible: FHI, purposes: [eligibility], is_invented: true}
  - {register: folkeregisteret, responsible: Skatteetaten, purposes: [vital_status], is_invented: true}
plan:
  start_date: 2022-02-01
  reassessment_date: 2023-12-31
  decided_by: Beslutningsforum
  data_cuts: {every: quarter, responsible: FHI}
  milestones:
    - kind: evidence_due
      date: 2023-06-01
      responsible: Supplier
      description: {english: New data, norwegian: Nye data}
      is_invented: true
  is_invented: true
price_terms:
  - kind: list_price
    value_nok: 34277.30
    unit: {english: NOK per set, norwegian: kroner per sett}
    valid_from: 2022-02-01
    source: ID2021_047
exit_plan:
  new_patients: {english: None start., norwegian: Ingen starter.}
  patients_on_treatment: {english: They finish., norwegian: De fullfører.}
  is_invented: true
parameters:
  lookback_days: 365
  treatment_source: hospital
  administration_covers_days: 4
  cost_horizon_days: 365
  primary_duration_variant: gap_90
  duration_rules:
    - {variant: gap_90, permitted_gap_days: 90, with_tail: true}
    - {variant: last_dose, permitted_gap_days: 90, with_tail: false}
  is_invented: true
"""


def changed(*changes: tuple[str, str]) -> str:
    """SMALL with each old text, which must be there once, replaced by the new one."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the small agreement"
        text = text.replace(old, new)
    return text


def agreement_from(text: str, folder: Path, name: str = "EX001.yaml") -> Agreement:
    """The agreement in `text`, read from a file in `folder`."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_agreement(path)


def table_from(text: str, folder: Path, table: str) -> list[dict]:
    """The rows that `text` gives in one agreement table."""
    return agreement_tables([agreement_from(text, folder)])[table].to_dicts()
