"""agreement.statement: What the agreement says in words, with where it comes from."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_every_text_stands_in_both_languages_with_its_origin(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "statement"),
        """
        kind                 | position | text_english    | text_norwegian     | source     | is_invented
        note                 | 1        | An example.     | Et eksempel.       | -          | false
        indication           | 1        | Disease.        | Sykdom.            | ID2021_047 | false
        uncertainty          | 1        | One arm.        | Én arm.            | -          | true
        fact_at_introduction | 1        | Patients a year | Pasienter per år   | ID2021_047 | false
        exit_new_patients    | 1        | None start.     | Ingen starter.     | -          | true
        exit_on_treatment    | 1        | They finish.    | De fullfører.      | -          | true
        """,
    )


def test_facts_keep_their_order_and_their_numbers(tmp_path):
    more = "  - {id: cycles, description: {english: Cycles, norwegian: Sykluser}, value: 1.5, "
    more += "unit: {english: cycles, norwegian: sykluser}, is_invented: true}\ndata_sources:"
    rows = table_from(changed(("data_sources:", more)), tmp_path, "statement")
    expect(
        [row for row in rows if row["kind"] == "fact_at_introduction"],
        """
        position | text_english    | value | lower | upper | unit_english | unit_norwegian | is_invented
        1        | Patients a year | -     | 5     | 10    | patients     | pasienter      | false
        2        | Cycles          | 1.5   | -     | -     | cycles       | sykluser       | true
        """,
    )


def test_a_part_not_judged_has_its_reason_at_the_same_position(tmp_path):
    parts = "indication_parts_not_judged:\n"
    for part in ("First", "Second"):
        parts += f"  - part: {{english: {part}, norwegian: Del}}\n"
        parts += f"    reason: {{english: {part} why, norwegian: Grunn}}\n"
    rows = table_from(changed(("treated_scope:", parts + "treated_scope:")), tmp_path, "statement")
    expect(
        [row for row in rows if row["kind"].startswith("not_judged")],
        """
        kind              | position | text_english | text_norwegian | source | is_invented
        not_judged        | 1        | First        | Del            | -      | false
        not_judged_reason | 1        | First why    | Grunn          | -      | false
        not_judged        | 2        | Second       | Del            | -      | false
        not_judged_reason | 2        | Second why   | Grunn          | -      | false
        """,
    )


def test_a_late_reassessment_says_why_with_the_origin_of_the_plan(tmp_path):
    text = changed(
        (
            "reassessment_date: 2023-12-31",
            "reassessment_date: 2025-06-30\n  reason_beyond_three_years: {english: Slow, norwegian: Sent}",
        )
    )
    rows = table_from(text, tmp_path, "statement")
    expect(
        [row for row in rows if row["kind"] == "late_reassessment_reason"],
        """
        position | text_english | text_norwegian | source | is_invented
        1        | Slow         | Sent           | -      | true
        """,
    )
