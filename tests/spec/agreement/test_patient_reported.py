"""agreement.patient_reported: The scales that the agreement asks for."""

from tests.support.prom_agreement import WITH_PROM
from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_every_scale_is_a_row(tmp_path):
    expect(
        table_from(WITH_PROM, tmp_path, "patient_reported"),
        """
        position | instrument | scale      | eq5d_tariff   | minimal_important_difference | source | is_invented
        1        | qlq_c30    | qlq_fa     | -             | 10                           | -      | true
        2        | eq5d_5l    | eq5d_index | invented_2026 | 0.06                         | -      | true
        3        | eq5d_5l    | eq_vas     | -             | -                            | -      | true
        """,
    )


def test_an_agreement_without_the_part_has_no_row(tmp_path):
    assert table_from(SMALL, tmp_path, "patient_reported") == []
