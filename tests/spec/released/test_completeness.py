"""released.completeness: few rows and few persons stay, and what would give them away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.spec import expect, made

HEAD = "register | hospital_id | month | variable | n | n_present | n_persons\n"


def released(*lines: str, variable: str = "dose") -> list[dict]:
    """Rows `hospital | n | n_present | n_persons` of one month."""
    rows = [
        f"inspire | {hospital} | 2023-05-01 | {variable} | {numbers}"
        for hospital, numbers in (line.split(" | ", 1) for line in lines)
    ]
    return made("released.completeness", given={"result.completeness": HEAD + "\n".join(rows)})


def test_large_numbers_leave():
    rows = released("all | 90 | 70 | 60", "983974724 | 50 | 40 | 40", "993467049 | 40 | 30 | 30")
    expect(
        rows,
        """
        register | hospital_id | month      | variable | n  | n_present | suppressed
        inspire  | all         | 2023-05-01 | dose     | 90 | 70        | false
        inspire  | 983974724   | 2023-05-01 | dose     | 50 | 40        | false
        inspire  | 993467049   | 2023-05-01 | dose     | 40 | 30        | false
        """,
    )
    assert "n_persons" not in rows[0]


def test_rows_of_few_persons_keep_the_month_whole():
    rows = released("all | 90 | 70 | 60", "983974724 | 50 | 40 | 4", "993467049 | 40 | 30 | 56")
    expect(
        rows,
        """
        hospital_id | n  | n_present | suppressed
        all         | 90 | 70        | false
        983974724   | -  | -         | true
        993467049   | -  | -         | true
        """,
    )


def test_few_missing_leave_the_number_of_rows_only():
    rows = released("all | 90 | 88 | 60", "983974724 | 50 | 50 | 30", "993467049 | 40 | 38 | 30")
    expect(
        rows,
        """
        hospital_id | n  | n_present | suppressed
        all         | 90 | -         | true
        983974724   | 50 | 50        | false
        993467049   | -  | -         | true
        """,
    )


def test_few_persons_in_all_leave_nothing():
    expect(released("all | 20 | 15 | 4"), "hospital_id | n | n_present | suppressed\nall | - | - | true")


def test_five_persons_are_enough():
    expect(released("all | 20 | 15 | 5"), "hospital_id | n | n_present | suppressed\nall | 20 | 15 | false")


def test_rows_without_a_month_are_judged_together():
    given_rows = (
        HEAD + "nornmd | all | - | sma_type | 20 | 10 | 20\nnornmd | 983974724 | - | sma_type | 20 | 10 | 20"
    )
    expect(
        made("released.completeness", given={"result.completeness": given_rows}),
        """
        hospital_id | month | n  | n_present | suppressed
        all         | -     | 20 | 10        | false
        983974724   | -     | 20 | 10        | false
        """,
    )


def test_nothing_gives_nothing():
    assert made("released.completeness", given={}) == []


counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
hospitals = st.lists(st.tuples(counts, counts), min_size=1, max_size=4)


@settings(max_examples=60)
@given(hospitals)
def test_no_small_number_of_rows_leaves_or_is_the_difference_of_what_leaves(table):
    cells = [(known, missing) for known, missing in table if known + missing]
    if not cells:
        return
    known, missing = (sum(column) for column in zip(*cells, strict=True))
    lines = [f"all | {known + missing} | {known} | {known + missing}"]
    lines += [f"{900000000 + i} | {k + m} | {k} | {k + m}" for i, (k, m) in enumerate(cells)]
    rows = {row["hospital_id"]: row for row in released(*lines) if not row["suppressed"]}
    out = [(row["n_present"], row["n"] - row["n_present"]) for name, row in rows.items() if name != "all"]
    for pair in [*out, *([(known, missing)] if "all" in rows else [])]:
        assert all(not 0 < count < 5 for count in pair)
    if "all" in rows:
        rest = (known - sum(k for k, _ in out), missing - sum(m for _, m in out))
        assert all(not 0 < count < 5 for count in rest)


def test_how_many_know_it_in_all_stays_where_it_bounds_the_few_of_a_hospital():
    """Of 17 rows of one three know the variable: with 17 of all 32 known, at least two would follow."""
    rows = released("all | 32 | 17 | 17", "983974724 | 15 | 14 | 13", "993467049 | 17 | 3 | 14")
    expect(
        rows,
        """
        hospital_id | n  | n_present | suppressed
        all         | 32 | -         | true
        983974724   | -  | -         | true
        993467049   | -  | -         | true
        """,
    )


def test_hospitals_of_a_month_with_few_rows_are_not_named():
    """Two hospitals have at least two rows."""
    rows = released("all | 4 | 4 | 4", "983974724 | 2 | 2 | 2", "993467049 | 2 | 2 | 2")
    assert [row["hospital_id"] for row in rows] == ["all"]
