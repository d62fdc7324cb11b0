"""agreement.criterion: The parts of the indication."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect

SECOND = 'kind: diagnosis\n    values: ["C910", "C911"]'


def test_a_criterion_is_a_row_in_the_order_of_the_file(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "criterion"),
        """
        criterion_id | position | kind      | minimum | maximum | is_absence | description_english | description_norwegian
        age          | 1        | age       | 0       | 18      | false      | Child               | Barn
        diagnosis    | 2        | diagnosis | -       | -       | false      | Leukaemia           | Leukemi
        """,
    )


def test_what_no_register_holds_is_a_criterion_too(tmp_path):
    text = changed((SECOND, "kind: not_observable"))
    assert [row["kind"] for row in table_from(text, tmp_path, "criterion")] == ["age", "not_observable"]


def second(text, folder):
    rows = table_from(changed((SECOND, text)), folder, "criterion")
    return [row for row in rows if row["position"] == 2]


def test_absence_and_days_before_are_said_of_earlier_treatment(tmp_path):
    expect(
        second(
            "kind: earlier_treatment\n    subject: substances\n    values: [L01EB]\n    must_be_absent: true\n"
            "    within_days: 365",
            tmp_path,
        ),
        """
        kind              | subject    | is_absence | within_days | first_date | last_date
        earlier_treatment | substances | true       | 365         | -          | -
        """,
    )


def test_a_calendar_has_dates(tmp_path):
    expect(
        second("kind: calendar\n    first_date: 2022-06-01\n    last_date: 2023-05-31", tmp_path),
        """
        kind     | subject | first_date | last_date  | is_absence
        calendar | -       | 2022-06-01 | 2023-05-31 | false
        """,
    )


def test_alternatives_share_a_group(tmp_path):
    text = changed(
        ("    maximum: 18\n", "    maximum: 18\n    alternative_group: either\n"),
        (SECOND, "kind: pregnancy\n    alternative_group: either"),
    )
    expect(
        table_from(text, tmp_path, "criterion"),
        """
        criterion_id | kind      | alternative_group
        age          | age       | either
        diagnosis    | pregnancy | either
        """,
    )
