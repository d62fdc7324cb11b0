"""What is made from overall survival is told no finer than overall survival itself."""

import pytest

from tests.spec.released.test_attrition import told_flow
from tests.support.spec import made

ESTIMATES = """
    agreement_id | cohort | subgroup | level | measure           | variant      | time_days | estimate | unit        | n   | n_events | suppressed
    EX004        | inside | all      | all   | overall_survival  | kaplan_meier | 365       | 0.803    | probability | 300 | 60       | false
    EX004        | inside | all      | all   | net_survival      | pohar_perme  | 365       | 0.823    | probability | 300 | 60       | false
    EX004        | inside | all      | all   | expected_survival | ederer_1     | 365       | 0.972    | probability | 300 | 60       | false
"""


@pytest.mark.parametrize(
    ("rounded_to", "told"), [(0.01, (0.8, 0.82, 0.97)), (0.1, (0.8, 0.8, 1.0)), (0.05, (0.8, 0.8, 0.95))]
)
def test_net_and_expected_survival_are_rounded_as_the_curve_is(rounded_to, told):
    rows = made(
        "released.estimate",
        given={
            "released.attrition": told_flow(40, 12, 20, 300),
            "released.survival_curve": f"""
                agreement_id | cohort | subgroup | level | measure          | variant      | time_days | suppressed | rounded_to
                EX004        | inside | all      | all   | overall_survival | kaplan_meier | 365       | false      | {rounded_to}
            """,
            "result.estimate": ESTIMATES,
        },
    )
    found = {row["measure"]: (row["estimate"], row["rounded_to"]) for row in rows}
    names = ("overall_survival", "net_survival", "expected_survival")
    assert found == {name: (value, rounded_to) for name, value in zip(names, told, strict=True)}
