"""raw.nornmd_behandling: drugs given to the disease register's patients."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_administrations():
    kept, held = loaded(
        "nornmd_behandling",
        """
        rad_id | dato       | atc     | dose_gitt | doseenhet | adm_vei
        1      | 2023-06-01 | M09AX07 | 12        | mg        | IT
        2      | 01.10.2023 | M09AX07 | 12,0      | mg        | IT
        3      | 2023-06-01 | M09AX   | 1_2       | mg        | ryggen
        """,
    )
    expect(
        kept,
        """
        rad_id | dato       | dose_gitt
        1      | 2023-06-01 | 12.0000
        2      | 2023-10-01 | 12.0000
        """,
    )
    assert [rule for _, rule in held] == ["adm_vei.isin", "atc.str_matches", "dose_gitt.type"]
