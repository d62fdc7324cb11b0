"""raw.inspire_hresept: dispensings; sex is a word, one column name has an æ."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_sex_as_a_word_and_dispensing_after_prescription():
    kept, held = loaded(
        "inspire_hresept",
        """
        hreseptid_lnr | kjonn  | npkSærtjeneste_STGKode | forskrivningsdato | utleveringsdato | antall_pakn
        1             | Kvinne | 9Z01                   | 2022-03-01        | 2022-03-01      | 2
        2             | Mann   | -                      | -                 | 2022-03-01      | 0,5
        3             | 2      | -                      | 2022-03-02        | 2022-03-01      | -2
        """,
    )
    expect(
        kept,
        """
        hreseptid_lnr | kjonn  | npkSærtjeneste_STGKode | utleveringsdato | antall_pakn
        1             | Kvinne | 9Z01                   | 2022-03-01      | 2.000
        2             | Mann   | -                      | 2022-03-01      | 0.500
        """,
    )
    assert held == [
        (4, "antall_pakn.ge"),
        (4, "kjonn.isin"),
        (4, "utleveringsdato.not_before_forskrivningsdato"),
    ]
