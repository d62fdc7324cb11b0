"""raw.inspire_legemiddelbehandling: administrations with decimal comma or point, no negative dose."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_doses_and_units():
    kept, held = loaded(
        "inspire_legemiddelbehandling",
        """
        rad_id | kilde   | rhf | atc     | dato       | dose_gitt | doseenhet | adm_vei
        1      | SYKEHUS | 7   | L01FX07 | 2022-03-01 | 27,5      | ug        | IV
        2      | SYKEHUS | -   | l01fx07 | 01.03.2022 | 27.5      | ug        | IV
        3      | SYKEHUS | 7   | L01FX07 | 2022-03-01 | -1        | ug        | IV
        4      | HRESEPT | 9   | L01     | 2022-13-01 | mye       | kg        | IV
        """,
    )
    expect(
        kept,
        """
        rad_id | rhf | atc     | dato       | dose_gitt | doseenhet
        1      | 7   | L01FX07 | 2022-03-01 | 27.5000   | ug
        2      | -   | l01fx07 | 2022-03-01 | 27.5000   | ug
        """,
    )
    assert held == [
        (4, "dose_gitt.ge"),
        (5, "atc.str_matches"),
        (5, "dato.type"),
        (5, "dose_gitt.type"),
        (5, "doseenhet.isin"),
        (5, "kilde.isin"),
        (5, "rhf.isin"),
    ]
