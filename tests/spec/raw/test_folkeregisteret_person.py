"""raw.folkeregisteret_person: vital status."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_status_birth_and_death():
    kept, held = loaded(
        "folkeregisteret_person",
        """
        lopenr     | kjonn | fodselsaar | fodselsmnd | status | dodsdato   | personstatus
        S000000001 | 1     | 1950       | 1          | B      | -          | bosatt
        S000000002 | 0     | -          | -          | D      | 31.12.2023 | doed
        12345      | 7     | 1850       | 13         | X      | 2023-02-30 | borte
        """,
    )
    expect(
        kept,
        """
        lopenr     | kjonn | fodselsaar | fodselsmnd | status | dodsdato
        S000000001 | 1     | 1950       | 1          | B      | -
        S000000002 | 0     | -          | -          | D      | 2023-12-31
        """,
    )
    assert [rule for _, rule in held] == [
        "dodsdato.type",
        "fodselsaar.ge",
        "fodselsmnd.le",
        "kjonn.isin",
        "lopenr.str_matches",
        "personstatus.isin",
        "status.isin",
    ]
