"""The protocol hash stands for what the file says, not for how it is written."""

import pytest
import yaml

from pipelines.agreements.model import Agreement
from pipelines.agreements.protocol import protocol_hash
from pipelines.document import read_document
from tests.support.small_agreement import SMALL, changed


def hash_of(text: str) -> str:
    return protocol_hash(Agreement.model_validate(read_document(text.encode("utf-8"))))


ORIGINAL = hash_of(SMALL)


def test_the_hash_of_the_small_agreement_is_frozen():
    # A change here means that every agreement frozen before would seem to have been changed.
    assert ORIGINAL == "a8b65002a41d8395f64b8e255df87c5faa2b9994887471abd9a32f4050d87219"


def test_layout_comments_and_order_of_keys_do_not_count():
    data = yaml.safe_load(SMALL)
    reordered = yaml.safe_dump(data, sort_keys=True, allow_unicode=True, width=40)
    assert reordered != SMALL
    assert hash_of("# a comment\n" + reordered) == ORIGINAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 0.50", "value: 0.5"),
        ("margin: 50000", "margin: 50000.00"),
        ("  start_date: 2022-02-01", "  start_date: 2022-02-01\n  stop_date: null"),
        ("treated_scope:", "indication_parts_not_judged: []\ntreated_scope:"),
        ("lower: 0.40", "lower: 0.40\n      is_invented: false"),
    ],
)
def test_another_way_to_say_the_same_does_not_count(old, new):
    assert hash_of(changed((old, new))) == ORIGINAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 0.50", "value: 0.51"),
        ("margin: 0.05", "margin: 0.06"),
        ("rule: at_least", "rule: at_most"),
        ('["C910", "C911"]', '["C911", "C910"]'),
        ("reassessment_date: 2023-12-31", "reassessment_date: 2023-12-30"),
        ("value_nok: 34277.30", "value_nok: 34277.31"),
        ("norwegian: Ingen starter.", "norwegian: Ingen nye starter."),
        ("lookback_days: 365", "lookback_days: 366"),
        ("    source: ID2021_047\n  - id: diagnosis", "    is_invented: true\n  - id: diagnosis"),
        ("based_on: ID2021_047\n", ""),
    ],
)
def test_any_term_counts(old, new):
    assert hash_of(changed((old, new))) != ORIGINAL
