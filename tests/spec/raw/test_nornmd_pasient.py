"""raw.nornmd_pasient: the disease register's patients."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_type_and_copies():
    kept, held = loaded(
        "nornmd_pasient",
        """
        lopenr     | icd10 | sma_type | smn2_kopi | diagnosedato
        S000000001 | G12.1 | 3        | 3         | 1990-01-01
        S000000002 | g120  | 9        | -         | -
        S000000003 | SMA   | 5        | 12        | 1929-12-31
        """,
    )
    expect(
        kept,
        """
        lopenr     | icd10 | sma_type | smn2_kopi | diagnosedato
        S000000001 | G12.1 | 3        | 3         | 1990-01-01
        S000000002 | g120  | 9        | -         | -
        """,
    )
    assert [rule for _, rule in held] == [
        "diagnosedato.ge",
        "icd10.str_matches",
        "sma_type.isin",
        "smn2_kopi.le",
    ]
