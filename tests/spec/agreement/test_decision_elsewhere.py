"""agreement.decision_elsewhere: What other bodies have decided."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect

RECORDS = """records:
  decisions_elsewhere:
    - {body: NT-rådet, country: SE, decision: not_recommended, \
       text: {english: No, norwegian: Nei}, source: Letter}
    - {body: SMC, country: GB, dated: "2019-04", decision: recommended_with_restriction, \
       text: {english: Yes if, norwegian: Ja hvis}, source: ID2021_047}
    - {body: CDA, country: CA, dated: 2017-08-23, decision: recommended, \
       text: {english: Yes, norwegian: Ja}, is_invented: true}
"""


def test_a_decision_is_dated_as_closely_as_it_is_known(tmp_path):
    expect(
        table_from(SMALL + RECORDS, tmp_path, "decision_elsewhere"),
        """
        position | body     | country | dated      | decision_date | decision                     | text_english | source     | is_invented
        1        | NT-rådet | SE      | -          | -             | not_recommended              | No           | Letter     | false
        2        | SMC      | GB      | 2019-04    | -             | recommended_with_restriction | Yes if       | ID2021_047 | false
        3        | CDA      | CA      | 2017-08-23 | 2017-08-23    | recommended                  | Yes          | -          | true
        """,
    )


def test_a_file_may_record_none(tmp_path):
    assert table_from(SMALL, tmp_path, "decision_elsewhere") == []
