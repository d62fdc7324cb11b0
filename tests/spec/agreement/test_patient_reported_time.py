"""agreement.patient_reported_time: When patients are asked, and which answers count."""

from tests.support.prom_agreement import WITH_PROM
from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_every_time_is_a_row(tmp_path):
    expect(
        table_from(WITH_PROM, tmp_path, "patient_reported_time"),
        """
        time_days | from_days | to_days
        0         | -90       | 15
        183       | 92        | 275
        """,
    )


def test_an_agreement_without_the_part_has_no_row(tmp_path):
    assert table_from(SMALL, tmp_path, "patient_reported_time") == []
