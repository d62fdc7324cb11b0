# ruff: noqa: E501 - a message stands on one line
"""Every kind of wrong agreement gets a message with file, place, found and expected."""

import datetime
import os
from pathlib import Path

import pytest

from pipelines.agreements.read import AgreementError, read_agreements
from pipelines.agreements.words import AGREED_MEASURES
from tests.support.small_agreement import SMALL, agreement_from, changed

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data" / "agreements"


def problems_in(text: str, folder: Path, name: str = "EX001.yaml") -> list[str]:
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder, name)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def test_the_six_examples_are_read():
    agreements = read_agreements(SAMPLE)
    assert [agreement.agreement_id for agreement in agreements] == [f"EX00{n}" for n in range(1, 7)]
    assert [agreement.is_proposal for agreement in agreements] == [False] * 5 + [True]
    assert all(4 <= len(agreement.outcome_measures) <= 8 for agreement in agreements)
    assert {agreement.plan.reassessment_date for agreement in agreements[:5]} == {datetime.date(2026, 6, 30)}


def test_the_small_agreement_is_right(tmp_path):
    assert agreement_from(SMALL, tmp_path).drug.atc_codes == ["L01FX07"]


SHAPES = [
    ("cohort: inside", "chort: inside",
     ["outcome_measures[0].cohort: found nothing; expected the key 'cohort'",
      "outcome_measures[0].chort: found an unknown key; expected one of measure, variant, cohort, time_days, "
      "description, assumption, decision_rule (did you mean 'cohort'?)"]),
    ("      lower: 0.40", "      lowr: 0.40",
     ["outcome_measures[0].assumption.lowr: found an unknown key; expected one of source, is_invented, id, value, "
      "lower, upper, description (did you mean 'lower'?)"]),
    ("      responsible: Supplier", "      responsible: Supplier\n      net_price: 1",
     ["plan.milestones[0].net_price: found an unknown key; expected one of source, is_invented, kind, date, "
      "responsible, description"]),
    ("exit_plan:", "exitplan:",
     ["exit_plan: found nothing; expected the key 'exit_plan'",
      "exitplan: found an unknown key; expected one of agreement_id, based_on, is_proposal, note, title, parties, drug, "
      "indication, indication_parts_not_judged, uncertainty, treated_scope, criteria, attribution, use_rules, "
      "subgroups, outcome_measures, complications, responses, patient_reported, comparators, facts_at_introduction, "
      "data_sources, plan, price_terms, confidential_terms_hash, exit_plan, parameters, records (did you mean 'exit_plan'?)"]),
    ("measure: overall_survival", "measure: overal_survival",
     [f"outcome_measures[0].measure: found 'overal_survival'; expected one of {', '.join(AGREED_MEASURES)} "
      "(did you mean 'overall_survival'?)"]),
    ("kind: age", "kind: fitness",
     ["criteria[0].kind: found 'fitness'; expected one of age, sex, diagnosis, topography, morphology, behaviour, "
      "biomarker, stage, course_event, earlier_treatment, time_since, pregnancy, place, calendar, combination, "
      "not_observable"]),
    ("register: inspire", "register: inspre",
     ["data_sources[0].register: found 'inspre'; expected one of kreftregisteret, inspire, npr, folkeregisteret, "
      "dar, prom, nornmd (did you mean 'inspire'?)"]),
    ("atc_codes: [L01FX07]", "atc_codes: [L01FX7]",
     ["drug.atc_codes[0]: found 'L01FX7'; expected an ATC code at the fifth level, as L01FX07"]),
    ("atc_codes: [L01FX07]", "atc_codes: []", ["drug.atc_codes: found an empty list; expected at least one entry"]),
    ("atc_codes: [L01FX07]", "atc_codes: L01FX07", ["drug.atc_codes: found 'L01FX07'; expected a list"]),
    ("agreement_id: EX001", "agreement_id: ../EX001",
     ["agreement_id: found '../EX001'; expected an agreement id, as EX001"]),
    ("based_on: ID2021_047", "based_on: 2021-047",
     ["based_on: found '2021-047'; expected a case in Nye metoder, as ID2021_047"]),
    ("is_proposal: false", "is_proposal: no",
     ["is_proposal: found 'no'; expected true or false"]),
    ("lookback_days: 365", "lookback_days: 365.5", ["parameters.lookback_days: found 365.5; expected a whole number"]),
    ("lookback_days: 365", "lookback_days: -1", ["parameters.lookback_days: found -1; expected at least 0"]),
    ("lookback_days: 365", "lookback_days: 36526", ["parameters.lookback_days: found 36526; expected at most 36525"]),
    ("lower: 5\n", f"lower: 1{'0' * 30}\n",
     [f"facts_at_introduction[0].lower: found 1{'0' * 30}; expected a number below 1000000000000"]),
    ("reassessment_date: 2023-12-31", "reassessment_date: 9999-12-31",
     ["plan.reassessment_date: found 9999-12-31; expected a date in the years 1950 to 2150"]),
    ("value: 0.50", "value: 0,50",
     ["outcome_measures[0].assumption.value: found '0,50'; expected a number"]),
    ("value_nok: 34277.30", "value_nok: 34277.305",
     ["price_terms[0].value_nok: found 34277.305; expected at most two decimals"]),
    ("  start_date: 2022-02-01", '  start_date: "2022-02-01"',
     ["plan.start_date: found '2022-02-01'; expected a date, as 2026-06-30 without quotes"]),
    ('["C910", "C911"]', "[98363]", ["criteria[1].values[0]: found 98363; expected text (put it in quotes)"]),
    ("english: Child", "english: ''", ["criteria[0].description.english: found ''; expected text that is not empty"]),
    ("title: {english: Drug for disease, norwegian: Legemiddel mot sykdom}", "title: Drug",
     ["title: found 'Drug'; expected a block of keys"]),
    ("kind: list_price", "kind: net_price",
     ["price_terms[0].kind: found 'net_price'; expected one of list_price (did you mean 'list_price'?)"]),
    ("      is_invented: true\n      description: {english: Guessed", "      description: {english: Guessed",
     ["outcome_measures[1].assumption: found neither; expected either a source or is_invented: true"]),
    ("    valid_from: 2022-02-01\n    source: ID2021_047", "    valid_from: 2022-02-01",
     ["price_terms[0]: found neither; expected either a source or is_invented: true"]),
    ("norwegian: Sykdom., source: ID2021_047}", "norwegian: Sykdom., source: ID2021_047, is_invented: true}",
     ["indication: found both; expected either a source or is_invented: true"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), SHAPES, ids=[new.strip()[:40] for _, new, _ in SHAPES])
def test_a_value_that_cannot_be(old, new, expected, tmp_path):
    assert problems_in(changed((old, new)), tmp_path) == [f"EX001.yaml: {text}" for text in expected]


def test_a_list_in_place_of_an_agreement(tmp_path):
    assert problems_in("- a\n- b\n", tmp_path) == ["EX001.yaml: found a list; expected a block of keys"]


def test_a_long_value_is_cut(tmp_path):
    (text,) = problems_in(changed(("cohort: inside", f"cohort: {'x' * 500}")), tmp_path)
    assert f"found '{'x' * 60}…'; expected one of" in text


def test_wrong_yaml_names_the_file(tmp_path):
    (text,) = problems_in(SMALL + "plan: [\n", tmp_path)
    assert text.startswith("EX001.yaml: line ")


def test_an_agreement_under_another_name_is_refused(tmp_path):
    assert problems_in(SMALL, tmp_path, "EX002.yaml") == [
        "EX002.yaml: agreement_id: found 'EX001'; expected 'EX002', as the file is named"
    ]


def test_every_problem_of_every_file_is_listed(tmp_path):
    (tmp_path / "EX001.yaml").write_text(changed(("cohort: inside", "cohort: outside")), encoding="utf-8")
    (tmp_path / "EX002.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "EX003.yaml").write_bytes(b"")
    (tmp_path / "EX004.yml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "EX005.yaml").mkdir()
    (tmp_path / "README.md").write_text("not an agreement", encoding="utf-8")
    with pytest.raises(AgreementError) as caught:
        read_agreements(tmp_path)
    assert list(caught.value.problems) == [
        "EX001.yaml: outcome_measures[0].cohort: found 'outside'; expected one of inside, inside_or_undetermined, "
        "all_treated (did you mean 'inside'?)",
        "EX002.yaml: agreement_id: found 'EX001'; expected 'EX002', as the file is named",
        "EX003.yaml: found an empty file; expected keys with values",
        "EX004.yml: found the ending .yml; expected .yaml",
        "EX005.yaml: found no readable file; expected an agreement",
    ]


def test_a_folder_without_agreements_or_no_folder(tmp_path):
    folder = tmp_path / "agreements"
    for expected in (
        "found no such folder; expected a folder",
        "found no file ending in .yaml; expected at least",
    ):
        with pytest.raises(AgreementError, match=expected):
            read_agreements(folder)
        folder.mkdir(exist_ok=True)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.yaml").write_text(SMALL, encoding="utf-8")
    folder = tmp_path / "agreements"
    folder.mkdir()
    os.symlink(tmp_path / "secret.yaml", folder / "EX001.yaml")
    with pytest.raises(AgreementError, match="found a link to a place outside the folder"):
        read_agreements(folder)


def test_a_file_too_large_is_not_opened(tmp_path):
    (text,) = problems_in(SMALL + "#" * 1_000_000, tmp_path)
    assert text == "EX001.yaml: found more than 1000000 bytes; expected an agreement"
