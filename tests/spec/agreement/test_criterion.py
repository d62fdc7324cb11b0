"""agreement.criterion: The parts of the indication."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_limits_are_for_age_only(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "criterion"),
        """
        criterion_id | kind      | minimum | maximum | description_english | description_norwegian
        age          | age       | 0       | 18      | Child               | Barn
        diagnosis    | diagnosis | -       | -       | Leukaemia           | Leukemi
        """,
    )


def test_what_no_register_holds_is_a_criterion_too(tmp_path):
    text = changed(('kind: diagnosis\n    values: ["C910", "C911"]', "kind: not_observable"))
    assert [row["kind"] for row in table_from(text, tmp_path, "criterion")] == ["age", "not_observable"]
