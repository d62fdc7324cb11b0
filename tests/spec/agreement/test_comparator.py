"""agreement.comparator: What the outcomes are compared with."""

from tests.support.small_agreement import changed, table_from
from tests.support.spec import expect

COMPARATORS = """comparators:
  - {id: trial, kind: published_trial, description: {english: One arm, norwegian: Én arm}, source: ID2021_047}
  - {id: usual, kind: standard_care, description: {english: Usual, norwegian: Vanlig}, is_invented: true}
facts_at_introduction:"""


def test_every_comparator_is_a_row_with_its_origin(tmp_path):
    expect(
        table_from(changed(("facts_at_introduction:", COMPARATORS)), tmp_path, "comparator"),
        """
        agreement_id | comparator_id | kind            | description_english | source     | is_invented
        EX001        | trial         | published_trial | One arm             | ID2021_047 | false
        EX001        | usual         | standard_care   | Usual               | -          | true
        """,
    )
