"""agreement.regimen: The regimens that point to the indication."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_every_regimen_is_a_row(tmp_path):
    expect(
        table_from(
            changed(("criteria:", "attribution: {regimens: ['0062', '0911']}\ncriteria:")),
            tmp_path,
            "regimen",
        ),
        """
        agreement_id | regimen_code
        EX001        | 0062
        EX001        | 0911
        """,
    )


def test_a_file_may_list_none(tmp_path):
    assert table_from(SMALL, tmp_path, "regimen") == []
