"""How surely a course of treatment belongs to the indication, as the planted truth judges it."""

import pytest

from sample_data.generator.attribution import is_of, judge


@pytest.mark.parametrize(
    ("agreement_id", "candidates", "refund_codes", "judged"),
    [
        ("EX004", [], {"C34"}, ("none", "unknown")),
        ("EX004", ["C34"], {"C34"}, ("certain", "indication")),
        ("EX004", ["C34"], set(), ("one_candidate", "indication")),
        ("EX004", ["C34"], {"C50"}, ("one_candidate", "indication")),
        ("EX004", ["C50"], {"C34"}, ("one_candidate", "other_disease")),
        ("EX004", ["C34", "C50"], {"C34"}, ("certain", "indication")),
        ("EX004", ["C34", "C50"], {"C50"}, ("certain", "other_disease")),
        ("EX004", ["C34", "C50"], set(), ("several", "unknown")),
        ("EX004", ["C34", "C34"], {"C34"}, ("several", "indication")),
        ("EX003", ["C73", "C50"], {"C80"}, ("several", "indication")),
        ("EX003", ["C73", "C50"], {"C73"}, ("certain", "indication")),
        ("EX001", ["C910"], set(), ("one_candidate", "indication")),
        ("EX001", ["C835"], set(), ("one_candidate", "other_disease")),
    ],
)
def test_candidates_and_codes_give_a_class(agreement_id, candidates, refund_codes, judged):
    assert judge(agreement_id, candidates, refund_codes, set()) == judged


def test_an_indication_that_names_no_disease_takes_any():
    assert is_of("EX003", "C73") and not is_of("EX004", "C73")
