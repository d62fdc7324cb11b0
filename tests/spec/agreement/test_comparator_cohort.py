"""agreement.comparator_cohort: The persons in the registers that the agreement's own are compared with."""

from tests.support.comparators import COHORT, PUBLISHED, with_comparators
from tests.support.small_agreement import table_from
from tests.support.spec import expect


def test_a_cohort_is_a_row_with_drug_period_and_weights(tmp_path):
    expect(
        table_from(with_comparators(COHORT, PUBLISHED), tmp_path, "comparator_cohort"),
        """
        agreement_id | comparator_id | drug_name  | treatment_source | first_date | last_date  | weights | horizon_days
        EX001        | older         | older drug | hospital         | 2019-01-01 | 2021-12-31 | overlap | 365
        """,
    )


def test_a_comparator_that_is_only_described_is_no_cohort(tmp_path):
    described = COHORT[: COHORT.index("    cohort:")]
    assert table_from(with_comparators(described), tmp_path, "comparator_cohort") == []
