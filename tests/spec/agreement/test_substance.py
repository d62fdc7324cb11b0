"""agreement.substance: The substances whose records count as treatment."""

from tests.support.small_agreement import changed, table_from
from tests.support.spec import expect


def test_every_substance_is_a_row(tmp_path):
    expect(
        table_from(changed(("[L01FX07]", "[L01FX07, L01FX01]")), tmp_path, "substance"),
        """
        agreement_id | atc_code
        EX001        | L01FX07
        EX001        | L01FX01
        """,
    )
