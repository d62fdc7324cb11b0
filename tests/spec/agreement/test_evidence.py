"""agreement.evidence: What has been received since introduction."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect

RECORDS = """records:
  evidence_received:
    - {id: final, kind: trial_cut, provided_by: Supplier, received_date: 2023-06-01, \
       evidence_cut_date: 2023-01-10, measure: overall_survival_median, value: 444, lower: 335, n: 110, \
       text: {english: Final, norwegian: Endelig}, source: ID2021_047}
    - {id: abroad, kind: foreign_register, provided_by: Supplier, received_date: 2023-06-01, \
       measure: overall_survival, time_days: 548, value: 0.42, unit: probability, \
       text: {english: Abroad, norwegian: Utland}, is_invented: true}
    - {id: letter, kind: other, provided_by: Supplier, received_date: 2023-06-02, \
       text: {english: A letter, norwegian: Et brev}, is_invented: true}
"""


def test_numbers_stand_in_the_unit_of_their_measure(tmp_path):
    expect(
        table_from(SMALL + RECORDS, tmp_path, "evidence"),
        """
        evidence_id | kind             | received_date | evidence_cut_date | measure                 | time_days | value | lower | upper | unit        | n   | is_invented
        final       | trial_cut        | 2023-06-01    | 2023-01-10        | overall_survival_median | -         | 444   | 335   | -     | days        | 110 | false
        abroad      | foreign_register | 2023-06-01    | -                 | overall_survival        | 548       | 0.42  | -     | -     | probability | -   | true
        letter      | other            | 2023-06-02    | -                 | -                       | -         | -     | -     | -     | -           | -   | true
        """,
    )
