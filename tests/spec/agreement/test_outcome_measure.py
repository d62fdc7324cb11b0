"""agreement.outcome_measure: What shall be measured, for whom and when."""

from tests.support.small_agreement import SMALL, table_from
from tests.support.spec import expect


def test_every_measure_is_a_row(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "outcome_measure"),
        """
        measure          | variant      | cohort      | time_days | description_english | description_norwegian
        overall_survival | kaplan_meier | inside      | 365       | Effect              | Effekt
        mean_drug_cost   | lin          | all_treated | 365       | Cost                | Kostnad
        """,
    )
