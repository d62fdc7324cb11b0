"""released.coverage: neither few found nor few missing leave, by themselves or by subtraction."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.spec import expect, made

HEAD = (
    "agreement_id | register | denominator | grouping | level | n_denominator | n_found | share | lower | upper "
    "| is_delivered | suppressed\n"
)


def coverage(*lines: str) -> str:
    """Rows `grouping | level | n_denominator | n_found`; without a number found nothing is delivered."""
    rows = []
    for line in lines:
        found = line.split("|")[3].strip()
        rest = "- | - | - | false" if found == "-" else "0.5 | 0.4 | 0.6 | true"
        rows.append(f"EX001 | inspire | npr_drug | {line} | {rest} | false")
    return HEAD + "\n".join(rows)


def released(*lines: str) -> set[tuple[str, str]]:
    made_rows = made("released.coverage", given={"result.coverage": coverage(*lines)})
    for row in made_rows:
        numbers = [row[name] for name in ("n_found", "share", "lower", "upper")]
        assert not row["suppressed"] or numbers == [None] * 4
        assert not row["suppressed"] or row["level"] == "all" or row["n_denominator"] is None
    return {(row["grouping"], row["level"]) for row in made_rows if not row["suppressed"]}


WHOLE = ("all | all | 60 | 40", "all | delivered | 50 | 40")


def test_large_numbers_leave():
    regions = ("region | 3 | 20 | 15", "region | 7 | 30 | 25", "region | 5 | 10 | -")
    assert released(*WHOLE, *regions) == {
        ("all", "all"), ("all", "delivered"), ("region", "3"), ("region", "7"), ("region", "5"),
    }  # fmt: skip


def test_a_level_with_few_missing_takes_its_grouping_with_it():
    regions = ("region | 3 | 20 | 17", "region | 7 | 30 | 23", "region | 5 | 10 | -")
    years = ("year | 2022 | 25 | 20", "year | 2023 | 25 | 20")
    assert released(*WHOLE, *regions, *years) == {
        ("all", "all"), ("all", "delivered"), ("year", "2022"), ("year", "2023"),
    }  # fmt: skip


def test_few_in_regions_that_do_not_deliver_leave_everybody_alone():
    lines = ("all | all | 60 | 40", "all | delivered | 57 | 40", "year | 2022 | 57 | 40")
    assert released(*lines) == {("all", "all")}


def test_few_found_where_nothing_is_delivered_leave_everybody_alone():
    lines = ("all | all | 60 | 42", "all | delivered | 40 | 40", "year | 2022 | 40 | 40")
    assert released(*lines) == {("all", "all")}


def test_few_at_times_not_delivered_within_a_region_withhold_the_regions():
    assert released(*WHOLE, "region | 7 | 50 | 40", "region | 5 | 8 | -") == {
        ("all", "all"),
        ("all", "delivered"),
    }


def test_few_missing_of_everybody_withhold_all_but_how_many_npr_shows_and_what_is_delivered():
    lines = ("all | all | 23 | 21", "all | delivered | 21 | 21", "region | 3 | 21 | 21", "region | 5 | 2 | -")
    expect(
        made("released.coverage", given={"result.coverage": coverage(*lines)}),
        """
        grouping | level     | n_denominator | n_found | share | is_delivered | suppressed
        all      | all       | 23            | -       | -     | true         | true
        all      | delivered | -             | -       | -     | true         | true
        region   | 3         | -             | -       | -     | true         | true
        region   | 5         | -             | -       | -     | false        | true
        """,
    )


def test_a_register_that_delivered_nothing_tells_how_many_npr_shows():
    assert released("all | all | 12 | -", "region | 3 | 12 | -") == {("all", "all"), ("region", "3")}
    assert released("all | all | 4 | -", "region | 3 | 4 | -") == set()


def test_few_persons_in_all_withhold_their_number_too():
    made_rows = made("released.coverage", given={"result.coverage": coverage("all | all | 4 | 0")})
    expect(made_rows, "level | n_denominator | n_found | suppressed\nall | - | - | true")


def test_five_persons_shown_leave_their_number_and_nothing_of_how_many_are_found():
    made_rows = made("released.coverage", given={"result.coverage": coverage("all | all | 5 | 3")})
    expect(made_rows, "level | n_denominator | n_found | suppressed\nall | 5 | - | true")


counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
cells = st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cells)
def test_no_few_persons_can_be_worked_out_by_adding_and_subtracting(regions):
    """Per region: delivered and found, delivered and missing, not delivered (and not found)."""
    total = [sum(column) for column in zip(*regions, strict=True)]
    lines = [
        f"all | all | {sum(total)} | {total[0]}",
        f"all | delivered | {total[0] + total[1]} | {total[0]}",
    ]
    for number, (found, missing, absent) in enumerate(regions):
        here = f"{found + missing} | {found}" if found + missing else f"{absent} | -"
        lines.append(f"region | {number} | {here}")
    out = released(*lines)
    if ("all", "all") in out:
        assert all(not 0 < count < 5 for count in (total[0], total[1] + total[2]))
    if ("all", "delivered") in out:
        assert all(not 0 < count < 5 for count in total)
    if ("region", "0") in out:
        told = [absent for found, missing, absent in regions if not found + missing]
        assert not 0 < total[2] - sum(told) < 5
        assert all(not 0 < count < 5 for count in told)
        assert all(not 0 < count < 5 for found, missing, _ in regions for count in (found, missing))
