"""agreement.use_rule: When treatment may start and when it must stop."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

RULES = """use_rules:
  - {id: progress, kind: stop, judged_by: course_event, event_type: progression, within_days: 60, \
     description: {english: Stop, norwegian: Stopp}, is_invented: true}
  - {id: longest, kind: stop, judged_by: longest_use, within_days: 210, \
     description: {english: Five, norwegian: Fem}, source: ID2021_047}
  - {id: expert, kind: start, judged_by: not_observable, \
     description: {english: Asked, norwegian: Spurt}, is_invented: true}
outcome_measures:"""


def test_every_rule_is_a_row_with_its_origin(tmp_path):
    expect(
        table_from(changed(("outcome_measures:", RULES)), tmp_path, "use_rule"),
        """
        rule_id  | kind  | judged_by      | event_type  | within_days | description_norwegian | source     | is_invented
        progress | stop  | course_event   | progression | 60          | Stopp                 | -          | true
        longest  | stop  | longest_use    | -           | 210         | Fem                   | ID2021_047 | false
        expert   | start | not_observable | -           | -           | Spurt                 | -          | true
        """,
    )


def test_a_file_may_list_none(tmp_path):
    assert table_from(SMALL, tmp_path, "use_rule") == []
