"""raw.dar_dodsarsak: a recent death has no cause yet."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_cause_may_be_missing_but_not_malformed():
    kept, held = loaded(
        "dar_dodsarsak",
        """
        lopenr     | dodsdato   | dodsarsak_underliggende | dod_gr | dodssted
        S000000001 | 2023-05-01 | C34.9                   | 1      | 1
        S000000002 | 2025-01-31 | -                       | 3      | -
        S000000003 | -          | kreft                   | 6      | 4
        """,
    )
    expect(
        kept,
        """
        lopenr     | dodsdato   | dodsarsak_underliggende | dod_gr
        S000000001 | 2023-05-01 | C34.9                   | 1
        S000000002 | 2025-01-31 | -                       | 3
        """,
    )
    assert [rule for _, rule in held] == [
        "dod_gr.le",
        "dodsarsak_underliggende.str_matches",
        "dodsdato.not_null",
        "dodssted.isin",
    ]
