"""A method says that records without a price are left out, and how many where they are not few."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.support.spec import made

LEFT_OUT = "{}records without a known price are left out"


@pytest.mark.parametrize(("n", "told"), [("1 ", ""), ("4 ", ""), ("5 ", "5 "), ("14 ", "14 "), ("", "")])
def test_how_few_records_have_no_price_stays(n, told):
    estimates = f"""
        agreement_id | cohort | subgroup | level | measure        | variant    | time_days | estimate | unit | n   | n_events | method                      | suppressed
        EX004        | inside | all      | all   | mean_drug_cost | bang_tsiatis | 365     | 1000     | NOK  | 300 | 60       | Bang; {LEFT_OUT.format(n)}  | false
    """
    given = {"released.attrition": told_flow(40, 12, 20, 300), "result.estimate": estimates}
    (row,) = made("released.estimate", given=given)
    assert row["method"] == f"Bang; {LEFT_OUT.format(told)}"
