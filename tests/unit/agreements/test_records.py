# ruff: noqa: E501 - a message stands on one line
"""Records of decisions elsewhere and of evidence: dated right, in the units of the catalogue."""

import pytest

from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.read import AgreementError
from tests.support.small_agreement import SMALL, agreement_from

TEXT = "text: {english: a, norwegian: b}, is_invented: true"


def decision(rest):
    return f"{SMALL}records:\n  decisions_elsewhere:\n    - {{body: TLV, country: SE, {rest}, {TEXT}}}\n"


def evidence(rest):
    return (
        f"{SMALL}records:\n  evidence_received:\n"
        f"    - {{id: cut, kind: trial_cut, provided_by: Supplier, {rest}, {TEXT}}}\n"
    )


def reassessed(rest, text=SMALL):
    return f"{text}records:\n  reassessment_decision: {{{rest}, {TEXT}}}\n"


def based(rest, text=SMALL):
    return f"{text}records:\n  legal_basis: {{holder: The agency, {rest}, {TEXT}}}\n"


def problems_in(text, folder):
    with pytest.raises(AgreementError) as caught:
        agreement_from(text, folder)
    return [line.removeprefix("EX001.yaml: ") for line in caught.value.problems]


RIGHT = (
    decision("decision: not_recommended"),
    decision("decision: not_recommended, dated: '2021-05'"),
    decision("decision: not_recommended, dated: 2021-05-14"),
    decision("decision: not_recommended, dated: '2023'"),
    evidence("received_date: 2023-12-31"),
    evidence(
        "received_date: 2023-06-01, evidence_cut_date: 2023-06-01, measure: overall_survival_median, lower: 300"
    ),
    evidence(
        "received_date: 2023-06-01, measure: overall_survival, time_days: 548, value: 0.4, unit: probability, n: 70"
    ),
    reassessed("date: 2022-02-01, outcome: phased_out"),
    reassessed("date: 2024-05-01, outcome: permanent"),
    based("valid_from: 2022-02-01, valid_to: 2022-02-01"),
)


@pytest.mark.parametrize("text", RIGHT)
def test_a_record_that_is_right(text, tmp_path):
    assert agreement_from(text, tmp_path).records


AT, AT_DECISION = "records.evidence_received[0]", "records.decisions_elsewhere[0]"
AT_REASSESSMENT = "records.reassessment_decision"
WRONG = {
    "decision after reassessment": (decision("decision: recommended, dated: 2024-01-01"),
        f"{AT_DECISION}.dated: found '2024-01-01'; expected a date not after reassessment_date, 2023-12-31"),
    "month after reassessment": (decision("decision: recommended, dated: '2024-01'"),
        f"{AT_DECISION}.dated: found '2024-01'; expected a date not after reassessment_date, 2023-12-31"),
    "month that does not exist": (decision("decision: recommended, dated: '2021-13'"),
        f"{AT_DECISION}.dated: found '2021-13'; expected a year, month or day that exists"),
    "date in another form": (decision("decision: recommended, dated: May 2021"),
        f"{AT_DECISION}.dated: found 'May 2021'; expected a year, a month or a day, as '2021', '2021-05' or 2021-05-14"),
    "unknown decision": (decision("decision: approved"),
        f"{AT_DECISION}.decision: found 'approved'; expected one of recommended, recommended_with_restriction, "
        "not_recommended, no_recommendation, not_assessed"),
    "country in words": (decision("decision: recommended").replace("country: SE", "country: Sweden"),
        f"{AT_DECISION}.country: found 'Sweden'; expected a country in two letters, as SE"),
    "received after reassessment": (evidence("received_date: 2024-01-01"),
        f"{AT}.received_date: found 2024-01-01; expected a date not after reassessment_date, 2023-12-31"),
    "cut after it was received": (evidence("received_date: 2023-06-01, evidence_cut_date: 2023-06-02"),
        f"{AT}.evidence_cut_date: found 2023-06-02; expected a date not after received_date, 2023-06-01"),
    "number of nothing": (evidence("received_date: 2023-06-01, value: 0.4"),
        f"{AT}.value: found 0.4; expected no value without a measure"),
    "unit of nothing": (evidence("received_date: 2023-06-01, unit: days"),
        f"{AT}.unit: found 'days'; expected no unit without a measure"),
    "measure without a number": (evidence("received_date: 2023-06-01, measure: overall_survival_median"),
        f"{AT}.value: found nothing; expected a value, or limits, of overall_survival_median"),
    "unit of another measure": (evidence("received_date: 2023-06-01, measure: overall_survival_median, value: 9, unit: persons"),
        f"{AT}.unit: found 'persons'; expected days, the unit of overall_survival_median"),
    "survival at no time": (evidence("received_date: 2023-06-01, measure: overall_survival, value: 0.4"),
        f"{AT}.time_days: found nothing; expected the time at which overall_survival was read"),
    "median at a time": (evidence("received_date: 2023-06-01, measure: overall_survival_median, value: 9, time_days: 365"),
        f"{AT}.time_days: found 365; expected no time for overall_survival_median"),
    "limits upside down": (evidence("received_date: 2023-06-01, measure: overall_survival_median, value: 9, upper: 8"),
        f"{AT}: found value 9, upper 8; expected lower, value and upper in that order"),
    "probability in per cent": (evidence("received_date: 2023-06-01, measure: overall_survival, time_days: 365, value: 40"),
        f"{AT}.value: found 40; expected a number between 0 and 1 (probability)"),
    "reassessed before it began": (reassessed("date: 2022-01-31, outcome: permanent"),
        f"{AT_REASSESSMENT}.date: found 2022-01-31; expected a date not before start_date, 2022-02-01"),
    "an outcome that is none": (reassessed("date: 2023-12-31, outcome: phase_out"),
        f"{AT_REASSESSMENT}.outcome: found 'phase_out'; expected one of permanent, permanent_with_criteria, "
        "continued_for_subgroups, renegotiated, phased_out (did you mean 'phased_out'?)"),
    "decided on no day": (reassessed("outcome: permanent"),
        f"{AT_REASSESSMENT}.date: found nothing; expected the key 'date'"),
    "decided from nowhere": (reassessed("date: 2023-12-31, outcome: permanent").removesuffix(", is_invented: true}\n") + "}\n",
        f"{AT_REASSESSMENT}: found neither; expected either a source or is_invented: true"),
    "a basis that ends before it begins": (based("valid_from: 2022-02-01, valid_to: 2022-01-31"),
        "records.legal_basis.valid_to: found 2022-01-31; expected a date not before valid_from, 2022-02-01"),
    "a basis without an end": (based("valid_from: 2022-02-01"),
        "records.legal_basis.valid_to: found nothing; expected the key 'valid_to'"),
    "measure that is not computed": (evidence("received_date: 2023-06-01, measure: progression_free_survival, value: 1"),
        None),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_record_that_is_wrong(name, tmp_path):
    text, expected = WRONG[name]
    found = problems_in(text, tmp_path)
    if expected is None:
        assert len(found) == 1
        assert found[0].startswith(
            f"{AT}.measure: found 'progression_free_survival'; expected one of number_treated, "
        )
    else:
        assert found == [expected]


def test_a_proposal_has_no_decision_on_its_reassessment(tmp_path):
    proposal = SMALL.replace("is_proposal: false", "is_proposal: true").replace(
        "  start_date: 2022-02-01\n", ""
    )
    found = problems_in(reassessed("date: 2023-12-31, outcome: permanent", proposal), tmp_path)
    assert f"{AT_REASSESSMENT}: found 'a decision of 2023-12-31'; expected none in a proposal" in found


def test_a_proposal_has_no_numbers_to_see(tmp_path):
    proposal = SMALL.replace("is_proposal: false", "is_proposal: true").replace(
        "  start_date: 2022-02-01\n", ""
    )
    found = problems_in(based("valid_from: 2022-02-01, valid_to: 2025-12-31", proposal), tmp_path)
    assert "records.legal_basis: found 'a basis from 2022-02-01'; expected none in a proposal" in found


def test_a_decision_is_no_part_of_the_protocol(tmp_path):
    before = agreement_from(SMALL, tmp_path)
    after = agreement_from(reassessed("date: 2023-12-31, outcome: permanent"), tmp_path)
    assert protocol_hash(after) == protocol_hash(before)


def test_a_record_twice(tmp_path):
    line = f"    - {{body: TLV, country: SE, decision: recommended, {TEXT}}}\n"
    text = f"{SMALL}records:\n  decisions_elsewhere:\n{line}{line}"
    assert problems_in(text, tmp_path) == [
        "records.decisions_elsewhere[1]: found 'TLV'; expected each one once in the file"
    ]


def test_who_provided_evidence_is_a_party(tmp_path):
    words = "responsibility: {english: a, norwegian: b}"
    parties = "\n".join(
        f"  - {{name: {name}, role: {role}, {words}}}"
        for name, role in (
            ("FHI", "coordinator"),
            ("Skatteetaten", "register_holder"),
            ("Supplier", "supplier"),
            ("Beslutningsforum", "decision_maker"),
        )
    )
    text = evidence("received_date: 2023-06-01").replace("provided_by: Supplier", "provided_by: Someone")
    text = text.replace("drug: {name", f"parties:\n{parties}\ndrug: {{name")
    assert problems_in(text, tmp_path) == [
        f"{AT}.provided_by: found 'Someone'; expected one of the parties: 'FHI', 'Skatteetaten', 'Supplier', "
        "'Beslutningsforum'"
    ]
