# ruff: noqa: E501 - a message stands on one line
"""Patient-reported outcomes in an agreement: what contradicts itself is found, each at its place."""

from pathlib import Path

import pytest

from pipelines.agreements.read import AgreementError
from pipelines.file_tables import FileTableError, check_files
from pipelines.tables import REPOSITORY
from tests.support.prom_agreement import DELIVERED, WITH_PROM, prom_changed
from tests.support.small_agreement import agreement_from

REFERENCE = REPOSITORY / "sample_data" / "reference"
MEASURE = """\
  - measure: {measure}
    variant: {variant}
    cohort: inside
    time_days: {time_days}
    description: {{english: Health, norwegian: Helse}}
    assumption: {{id: health, value: {value}, is_invented: true, description: {{english: a, norwegian: b}}}}
    decision_rule: {{rule: {rule}, is_invented: true}}
patient_reported:"""


def asked(measure="prom_change", variant="qlq_fa", time_days=183, value=-5, rule="at_most, margin: 5"):
    text = MEASURE.format(measure=measure, variant=variant, time_days=time_days, value=value, rule=rule)
    return "patient_reported:", text


CASES = {
    "scale twice": (
        ("{scale: eq_vas}", "{scale: qlq_fa}"),
        "patient_reported.scales[2].scale: found 'qlq_fa'; expected each one once in the file"),
    "index without a tariff": (
        ("  eq5d_tariff: invented_2026\n", ""),
        "patient_reported.eq5d_tariff: found nothing; expected the tariff of the scale eq5d_index"),
    "tariff without the index": (
        ("    - {scale: eq5d_index, minimal_important_difference: 0.06}\n", ""),
        "patient_reported.eq5d_tariff: found 'invented_2026'; expected no tariff without the scale eq5d_index"),
    "difference wider than the index": (
        ("0.06", "1"),
        "patient_reported.scales[1].minimal_important_difference: found 1; expected less than the width of eq5d_index, 1"),
    "difference wider than the points": (
        ("minimal_important_difference: 10", "minimal_important_difference: 100"),
        "patient_reported.scales[0].minimal_important_difference: found 100; expected less than the width of qlq_fa, 100"),
    "no baseline": (
        ("{time_days: 0, from_days: -90, to_days: 15}", "{time_days: 91, from_days: 60, to_days: 92}"),
        "patient_reported.times[0].time_days: found 91; expected 0, the baseline, first"),
    "another time": (
        ("time_days: 183", "time_days: 180"),
        "patient_reported.times[1].time_days: found 180; expected one of 0, 91, 183, 274, 365, 548, 730, 1096"),
    "window beside its time": (
        ("to_days: 275", "to_days: 183"),
        "patient_reported.times[1]: found a list; expected a window that holds 183"),
    "later window before the first dose": (
        ("{time_days: 0, from_days: -90, to_days: 15}\n    - {time_days: 183, from_days: 92",
         "{time_days: 0, from_days: -90, to_days: 1}\n    - {time_days: 183, from_days: 0"),
        ["patient_reported.times[1].from_days: found 0; expected a day after the first dose",
         "patient_reported.times[1].from_days: found 0; expected a day from 1, where the window before ends"]),
    "windows that overlap": (
        ("to_days: 15", "to_days: 93"),
        "patient_reported.times[1].from_days: found 92; expected a day from 93, where the window before ends"),
    "times not in order": (
        ("{time_days: 183, from_days: 92, to_days: 275}", "{time_days: 0, from_days: -9, to_days: 15}"),
        "patient_reported.times[1].time_days: found 0; expected a time after 0"),
    "window beyond the reassessment": (
        ("{time_days: 183, from_days: 92, to_days: 275}", "{time_days: 548, from_days: 500, to_days: 699}"),
        "patient_reported.times[1].to_days: found 699; expected at most the 698 days from start_date to reassessment_date"),
    "no register": (
        (DELIVERED, "data_sources:"),
        "data_sources: found nothing; expected a register with the purpose patient_reported, for the part patient_reported"),
    "measure of a scale not listed": (
        asked(variant="qlq_pa"),
        "outcome_measures[2].variant: found 'qlq_pa'; expected one of patient_reported.scales: qlq_fa, eq5d_index, eq_vas"),
    "measure of a time not listed": (
        asked(time_days=365),
        "outcome_measures[2].time_days: found 365; expected one of patient_reported.times: 0, 183"),
    "change at the baseline": (
        asked(time_days=0),
        "outcome_measures[2].time_days: found 0; expected one of 91, 183, 274, 365, 548, 730, 1096 for prom_change"),
    "change beyond the scale": (
        asked(value=-101),
        "outcome_measures[2].assumption.value: found -101; expected a number between -100 and 100 (points)"),
    "rule that cannot fail": (
        asked(value=-99, rule="at_least, margin: 2"),
        "outcome_measures[2].decision_rule.margin: found 2; expected a rule that can fail: every value is at least -101"),
    "factor of a fall": (
        asked(rule="at_most, factor: 1.25"),
        "outcome_measures[2].decision_rule.factor: found 1.25; expected a margin: -5 has no share of itself"),
}  # fmt: skip


def problems_in(text: str, folder: Path) -> list[str]:
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


@pytest.mark.parametrize("name", CASES)
def test_a_contradiction(name, tmp_path):
    change, expected = CASES[name]
    assert problems_in(prom_changed(change), tmp_path) == (
        [expected] if isinstance(expected, str) else expected
    )


def test_a_measure_without_the_part(tmp_path):
    start, end = WITH_PROM.index("patient_reported:"), WITH_PROM.index("facts_at_introduction:")
    measure = asked()[1].removesuffix("patient_reported:")
    text = WITH_PROM[:start] + measure + WITH_PROM[end:]
    assert problems_in(text, tmp_path) == [
        "outcome_measures[2].measure: found 'prom_change'; expected no such measure without patient_reported"
    ]


@pytest.mark.parametrize("measure", ["prom_flow", "prom_not_scored", "prom_baseline_difference"])
def test_what_only_explains_cannot_be_agreed(measure, tmp_path):
    (found,) = problems_in(prom_changed(asked(measure=measure)), tmp_path)
    assert found.startswith(f"outcome_measures[2].measure: found '{measure}'; expected one of number_treated")


@pytest.mark.parametrize("value", [-100, -5, 0, 100])
def test_a_change_may_be_a_fall(value, tmp_path):
    text = prom_changed(asked(value=value, rule="equal_within, margin: 5"))
    assert float(agreement_from(text, tmp_path).outcome_measures[2].assumption.value) == value


def test_a_tariff_must_be_in_the_reference_table(tmp_path):
    folder = tmp_path / "agreements"
    folder.mkdir()
    (folder / "EX001.yaml").write_text(WITH_PROM, encoding="utf-8")
    check_files(folder, REFERENCE)
    text = prom_changed(("eq5d_tariff: invented_2026", "eq5d_tariff: real_2099"))
    (folder / "EX001.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FileTableError) as caught:
        check_files(folder, REFERENCE)
    assert str(caught.value) == (
        f"EX001.yaml: patient_reported.eq5d_tariff: found 'real_2099'; expected one of "
        f"{REFERENCE / 'eq5d_tariff.csv'}: invented_2026"
    )
