"""agreement.comparator_covariate: What the two groups are made alike in."""

from tests.support.comparators import COHORT, with_comparators
from tests.support.small_agreement import table_from
from tests.support.spec import expect


def test_covariates_keep_the_order_of_the_file(tmp_path):
    expect(
        table_from(with_comparators(COHORT), tmp_path, "comparator_covariate"),
        """
        agreement_id | comparator_id | covariate | position
        EX001        | older         | sex       | 1
        EX001        | older         | age       | 2
        """,
    )
