"""agreement.assumption: What was assumed, in the unit of its measure, and how it is judged."""

import re

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_every_assumption_carries_unit_rule_and_origin(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "assumption"),
        """
        assumption_id | measure          | value  | lower | upper | unit        | rule         | margin | source     | is_invented
        survival      | overall_survival | 0.5    | 0.4   | 0.6   | probability | at_least     | 0.05   | ID2021_047 | false
        cost          | mean_drug_cost   | 750000 | -     | -     | NOK         | equal_within | 50000  | -          | true
        """,
    )


def test_a_measure_of_a_proposal_may_have_none(tmp_path):
    start = SMALL.index("    assumption:\n      id: survival")
    end = SMALL.index("  - measure: mean_drug_cost")
    text = (SMALL[:start] + SMALL[end:]).replace("is_proposal: false", "is_proposal: true")
    text = text.replace("  start_date: 2022-02-01\n", "")
    text = re.sub(r"price_terms:\n.*?exit_plan:", "exit_plan:", text, flags=re.S)
    assert [row["assumption_id"] for row in table_from(text, tmp_path, "assumption")] == ["cost"]


def test_a_rule_may_be_a_threshold_or_a_factor(tmp_path):
    text = changed(
        ("{rule: at_least, margin: 0.05,", "{rule: at_least, threshold: 0.45,"),
        ("{rule: equal_within, margin: 50000,", "{rule: at_most, factor: 1.25,"),
    )
    expect(
        table_from(text, tmp_path, "assumption"),
        """
        assumption_id | value  | rule     | margin | threshold | factor
        survival      | 0.5    | at_least | 0      | 0.45      | -
        cost          | 750000 | at_most  | 187500 | -         | 1.25
        """,
    )
