"""raw.prom_skjema: answers within their scales, or none."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_answers_within_their_scales():
    kept, held = loaded(
        "prom_skjema",
        """
        lopenr     | invitert_dato | svardato   | status | eq5d_mo | eq_vas | qlq_28 | qlq_30 | eq5d_indeks
        S000000001 | 2024-01-10    | 2024-01-20 | B      | 5       | 100    | 4      | 7      | -0,25
        S000000002 | 2024-01-10    | -          | I      | -       | -      | -      | -      | -
        S000000003 | 2024-01-10    | 2024-01-09 | B      | 0       | 101    | 5      | 8      | 1.5
        """,
    )
    expect(
        kept,
        """
        lopenr     | svardato   | eq5d_mo | eq_vas | qlq_28 | qlq_30 | eq5d_indeks
        S000000001 | 2024-01-20 | 5       | 100    | 4      | 7      | -0.2500
        S000000002 | -          | -       | -      | -      | -      | -
        """,
    )
    assert [rule for _, rule in held] == [
        "eq5d_indeks.le",
        "eq5d_mo.ge",
        "eq_vas.le",
        "qlq_28.le",
        "qlq_30.le",
        "svardato.not_before_invitert_dato",
    ]
