"""agreement.response: the responses that are looked for, with their windows."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

FOLLOWED = """responses:
  - {response: complete_remission, within_days: 56, source: ID2021_047}
  - {response: any_response, within_days: 84, are_reports_complete: true, is_invented: true}
  - {response: transplant, within_days: 365, is_invented: true}
outcome_measures:"""

NPR = (
    "purposes: [eligibility], is_invented: true}",
    "purposes: [eligibility, response], is_invented: true}\n"
    "  - {register: npr, responsible: FHI, purposes: [hospital_contacts], is_invented: true}",
)


def test_reports_are_complete_only_where_the_file_says_so(tmp_path):
    expect(
        table_from(changed(("outcome_measures:", FOLLOWED), NPR), tmp_path, "response"),
        """
        response           | within_days | are_reports_complete | source     | is_invented
        complete_remission | 56          | false                | ID2021_047 | false
        any_response       | 84          | true                 | -          | true
        transplant         | 365         | false                | -          | true
        """,
    )


def test_a_file_may_list_none(tmp_path):
    assert table_from(SMALL, tmp_path, "response") == []
