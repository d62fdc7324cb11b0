"""agreement.criterion_value: The codes a criterion lists."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_every_listed_code_is_a_row(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "criterion_value"),
        """
        agreement_id | criterion_id | value
        EX001        | diagnosis    | C910
        EX001        | diagnosis    | C911
        """,
    )
