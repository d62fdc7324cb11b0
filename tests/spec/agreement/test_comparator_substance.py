"""agreement.comparator_substance: The substances whose records count as the comparator's treatment."""

from tests.support.comparators import COHORT, with_comparators
from tests.support.small_agreement import table_from
from tests.support.spec import expect


def test_every_substance_is_a_row(tmp_path):
    expect(
        table_from(with_comparators(COHORT), tmp_path, "comparator_substance"),
        """
        agreement_id | comparator_id | atc_code
        EX001        | older         | L01BA01
        EX001        | older         | L01BC01
        """,
    )
