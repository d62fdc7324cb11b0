"""released.subgroup_test: what leaves of result.subgroup_test."""

from schemas.result import subgroup_test as exact


class SubgroupTest(exact.SubgroupTest):
    """One row per agreement, data cut, cohort, subgroup, measure and variant.

    Of `result.subgroup_test` only whether a test was made, and its p-values: no counts.
    """
