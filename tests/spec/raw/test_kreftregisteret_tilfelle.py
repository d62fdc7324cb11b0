"""raw.kreftregisteret_tilfelle: codes stay as delivered, impossible values do not come in."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_cases_as_delivered_and_impossible_ones_held():
    kept, held = loaded(
        "kreftregisteret_tilfelle",
        """
        sid | kjonn | fodselsmnd | icd10 | topografi | metastase | diagnosedato | lukket_tom | uttrekksdato | straale_dose_gy
        1   | 1     | 1          | C34.1 | C341      | B         | 2022-03-01   | 2024-12-31 | 2025-01-31   | 50,4
        2   | 2     | 12         | c910  | 421       | 7         | 01.03.2022   | 2024-12-31 | 2025-01-31   | -
        3   | 7     | 13         | C341  | C341      | E         | 2022-03-01   | 2024-12-31 | 2025-01-31   | -
        4   | 1     | 1          | -     | C341      | 0         | 2025-02-01   | 2024-12-31 | 2025-01-31   | -
        """,
    )
    expect(
        kept,
        """
        sid | kjonn | icd10 | topografi | metastase | diagnosedato | straale_dose_gy | source_line
        1   | 1     | C34.1 | C341      | B         | 2022-03-01   | 50.40           | 2
        2   | 2     | c910  | 421       | 7         | 2022-03-01   | -               | 3
        """,
    )
    assert held == [
        (4, "fodselsmnd.le"),
        (4, "kjonn.isin"),
        (4, "metastase.isin"),
        (5, "icd10.not_null"),
        (5, "uttrekksdato.not_before_diagnosedato"),
    ]
