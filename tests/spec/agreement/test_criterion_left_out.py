"""agreement.criterion_left_out: Criteria that the comparator's persons are not judged by."""

from tests.support.comparators import COHORT, with_comparators
from tests.support.small_agreement import table_from
from tests.support.spec import expect


def test_a_criterion_is_left_out_with_its_reason(tmp_path):
    expect(
        table_from(with_comparators(COHORT), tmp_path, "criterion_left_out"),
        """
        agreement_id | comparator_id | criterion_id | reason_english | reason_norwegian
        EX001        | older         | age          | All ages       | Alle aldre
        """,
    )


def test_all_criteria_apply_where_none_is_left_out(tmp_path):
    line = next(line for line in COHORT.splitlines() if "criteria_left_out" in line)
    assert table_from(with_comparators(COHORT.replace(f"{line}\n", "")), tmp_path, "criterion_left_out") == []
