"""agreement.price_term: The public prices."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_a_price_is_exact(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "price_term"),
        """
        kind       | value    | unit_english | unit_norwegian  | valid_from | valid_to | source     | is_invented
        list_price | 34277.30 | NOK per set  | kroner per sett | 2022-02-01 | -        | ID2021_047 | false
        """,
    )
