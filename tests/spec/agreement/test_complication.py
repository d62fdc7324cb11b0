"""agreement.complication: the complications that are followed, with their windows."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

FOLLOWED = """complications:
  - {complication: infection, window_days: 90, is_invented: true}
  - {complication: neurotoxicity, window_days: 30, lookback_days: 0, source: ID2021_047}
  - {complication: hospital_admission, window_days: 365, is_invented: true}
outcome_measures:"""

NPR = (
    "purposes: [eligibility], is_invented: true}",
    "purposes: [eligibility, response], is_invented: true}\n"
    "  - {register: npr, responsible: FHI, purposes: [hospital_contacts], is_invented: true}",
)


def test_what_is_not_stated_is_free_for_90_days_except_admissions(tmp_path):
    expect(
        table_from(changed(("outcome_measures:", FOLLOWED), NPR), tmp_path, "complication"),
        """
        complication       | window_days | lookback_days | source     | is_invented
        infection          | 90          | 90            | -          | true
        neurotoxicity      | 30          | 0             | ID2021_047 | false
        hospital_admission | 365         | 0             | -          | true
        """,
    )


def test_a_file_may_list_none(tmp_path):
    assert table_from(SMALL, tmp_path, "complication") == []
