"""agreement.published_value: Numbers of the comparator that others have published."""

from tests.support.comparators import COHORT, PUBLISHED, with_comparators
from tests.support.small_agreement import table_from
from tests.support.spec import expect


def test_a_number_keeps_its_time_limits_and_place(tmp_path):
    expect(
        table_from(with_comparators(COHORT, PUBLISHED), tmp_path, "published_value"),
        """
        agreement_id | comparator_id | measure                 | time_days | value | lower | upper | unit        | n  | n_events | place   | source     | is_invented
        EX001        | trial         | overall_survival        | 365       | 0.4   | 0.3   | 0.5   | probability | 70 | 40       | table 2 | ID2021_047 | false
        EX001        | trial         | overall_survival_median | -         | 228   | -     | -     | days        | -  | -        | -       | -          | true
        """,
    )
