"""agreement.party: Who has a part in the agreement."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

PARTIES = """parties:
  - {name: FHI, role: coordinator, responsibility: {english: Cuts, norwegian: Uttrekk}}
  - {name: Skatteetaten, role: register_holder, responsibility: {english: Vital, norwegian: Vital}}
  - {name: Supplier, role: supplier, responsibility: {english: Evidence, norwegian: Data}}
  - {name: Beslutningsforum, role: decision_maker, responsibility: {english: Decides, norwegian: Beslutter}}
drug: {name"""


def test_the_parties_stand_in_the_order_of_the_file(tmp_path):
    expect(
        table_from(changed(("drug: {name", PARTIES)), tmp_path, "party"),
        """
        agreement_id | position | name             | role            | responsibility_english | responsibility_norwegian
        EX001        | 1        | FHI              | coordinator     | Cuts                   | Uttrekk
        EX001        | 2        | Skatteetaten     | register_holder | Vital                  | Vital
        EX001        | 3        | Supplier         | supplier        | Evidence               | Data
        EX001        | 4        | Beslutningsforum | decision_maker  | Decides                | Beslutter
        """,
    )


def test_a_file_may_list_none(tmp_path):
    assert table_from(SMALL, tmp_path, "party") == []
