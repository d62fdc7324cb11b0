"""released.coverage: neither few found nor few missing leave, by themselves or by subtraction."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.spec import expect, made

HEAD = (
    "agreement_id | data_cut | register | denominator | grouping | level | n_denominator | n_found | share | lower | upper "
    "| is_delivered | suppressed\n"
)


def coverage(*lines: str) -> str:
    """Rows `grouping | level | n_denominator | n_found`; without a number found nothing is delivered."""
    rows = []
    for line in lines:
        found = line.split("|")[3].strip()
        rest = "- | - | - | false" if found == "-" else "0.5 | 0.4 | 0.6 | true"
        rows.append(f"EX001 | 2026-06-30 | inspire | npr_drug | {line} | {rest} | false")
    return HEAD + "\n".join(rows)


def made_of(*lines: str, **given: str) -> list[dict]:
    """The rows that leave, where each region has one hospital."""
    regions = [line.split("|")[1].strip() for line in lines if line.startswith("region")]
    places = [f"EX001 | inspire | npr_drug | of {region} | {region}" for region in regions]
    rows = {"result.coverage": coverage(*lines), "result.coverage_place": "\n".join([PLACES, *places])}
    return made("released.coverage", given=rows | given)


def released(*lines: str, **given: str) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Numbers shown and found that leave, by grouping and level."""
    rows = made_of(*lines, **given)
    for row in rows:
        shares = {row[name] for name in ("share", "lower", "upper")}
        assert (shares == {None}) == (row["n_found"] is None)
        known = row["n_found"] if row["is_delivered"] else row["n_denominator"]
        assert row["suppressed"] == (known is None)
    return {(row["grouping"], row["level"]): (row["n_denominator"], row["n_found"]) for row in rows}


def treated(n: int) -> dict[str, str]:
    """The flow of as many treated."""
    flow = f"agreement_id | step | reason | n_in\nEX001 | treated | earlier_starter | {n}"
    return {"released.attrition": flow}


PLACES = "agreement_id | register | denominator | hospital | region"
WHOLE = ("all | all | 60 | 40", "all | delivered | 50 | 40")
EVERYBODY = {("all", "all"): (60, 40), ("all", "delivered"): (50, 40)}


def test_large_numbers_leave():
    regions = ("region | 3 | 20 | 15", "region | 7 | 30 | 25", "region | 5 | 10 | -")
    expected = {("region", "3"): (20, 15), ("region", "7"): (30, 25), ("region", "5"): (10, None)}
    assert released(*WHOLE, *regions) == EVERYBODY | expected


def test_few_missing_withhold_their_share_and_another():
    """Three are missing in region 3: the ten missing in all would tell, beside seven in region 7."""
    regions = ("region | 3 | 20 | 17", "region | 7 | 30 | 23", "region | 5 | 10 | -")
    years = ("year | 2022 | 25 | 20", "year | 2023 | 25 | 20")
    expected = {("region", "3"): (20, None), ("region", "7"): (30, None), ("region", "5"): (10, None)}
    by_year = {("year", "2022"): (25, 20), ("year", "2023"): (25, 20)}
    assert released(*WHOLE, *regions, *years) == EVERYBODY | expected | by_year


def test_few_in_regions_that_do_not_deliver_leave_everybody_alone():
    lines = ("all | all | 60 | 40", "all | delivered | 57 | 40", "year | 2022 | 57 | 40")
    assert released(*lines) == {("all", "all"): (60, 40)}


def test_few_found_where_nothing_is_delivered_leave_everybody_alone():
    """Of 42 found no more than the 40 delivered can be of these: at least two are not."""
    lines = ("all | all | 60 | 42", "all | delivered | 40 | 40", "year | 2022 | 40 | 40")
    assert released(*lines) == {("all", "all"): (60, 42)}


def test_few_at_times_not_delivered_within_a_region_cannot_be_worked_out():
    """Ten are not delivered, eight of them in region 5: two are in region 7, before it delivered."""
    told = released(*WHOLE, "region | 7 | 50 | 40", "region | 5 | 8 | -")
    assert told[("all", "all")] == (60, 40)
    assert not {("all", "delivered"), ("region", "5")} <= set(told)


def test_few_behind_a_gap_cannot_be_worked_out():
    """Beside region 5, 13 are not delivered in region 7 and three in region 3, whose gap has a row."""
    regions = ("region | 3 | 20 | 10", "region | 7 | 30 | 20", "region | 5 | 8 | -")
    lines = ("all | all | 74 | 30", "all | delivered | 50 | 30", *regions)
    gaps = """
        agreement_id | register | kind     | region_code | gap_from   | n_seen_elsewhere
        EX001        | inspire  | declared | 3           | 2021-01-01 | 3
        EX001        | inspire  | declared | 7           | 2021-01-01 | {seven}
    """
    assert released(*lines)["region", "5"] == (8, None)
    assert released(*lines, **{"result.source_gap": gaps.format(seven=13)})["region", "5"] == (8, None)
    # Where nobody is behind the gap of region 7, all but those of region 5 are behind that of region 3.
    lines = ("all | all | 61 | 30", "all | delivered | 50 | 30", *regions)
    told = released(*lines, **{"result.source_gap": gaps.format(seven=0)})
    assert not {("all", "delivered"), ("region", "5")} <= set(told)


def test_a_level_without_a_number_has_no_row_but_everybody_has():
    """A row says that there is somebody."""
    lines = ("all | all | 23 | 21", "all | delivered | 21 | 21", "region | 3 | 21 | 21", "region | 5 | 2 | -")
    expect(
        made_of(*lines),
        """
        grouping | level | n_denominator | n_found | share | is_delivered | suppressed
        all      | all   | 23            | -       | -     | true         | true
        """,
    )


def test_a_register_that_delivered_nothing_tells_how_many_npr_shows():
    told = {("all", "all"): (12, None), ("region", "3"): (12, None)}
    assert released("all | all | 12 | -", "region | 3 | 12 | -") == told
    assert released("all | all | 4 | -", "region | 3 | 4 | -") == {("all", "all"): (None, None)}


def test_few_persons_in_all_withhold_their_number_too():
    assert released("all | all | 4 | 0") == {("all", "all"): (None, None)}


def test_five_persons_shown_leave_their_number_and_nothing_of_how_many_are_found():
    assert released("all | all | 5 | 3") == {("all", "all"): (5, None)}


def test_those_found_of_the_drug_are_among_the_treated():
    """Of 100 treated no more than 100 are found: of 103 shown at least three would be known to be missing."""
    line = "all | all | 103 | 100"
    assert released(line, **treated(130)) == {("all", "all"): (103, None)}
    assert released(line, **treated(100)) == {("all", "all"): (None, None)}


def test_few_treated_who_are_not_found_cannot_be_worked_out():
    line = "all | all | 60 | 37"
    assert released(line, **treated(42)) == {("all", "all"): (60, 37)}
    assert released(line, **treated(40)) == {("all", "all"): (60, None)}


def test_that_all_treated_are_found_is_not_told():
    """Were it, then whoever is found at a new hospital would be no more than those by whom the treated grew."""
    assert released("all | all | 60 | 37", **treated(37)) == {("all", "all"): (60, None)}


FOUND_BEFORE = """
    build_id | agreement_id | data_cut   | topic    | item             | grouping | level   | category | n  | is_small
    before   | EX001        | 2026-03-31 | flow     | all              | all      | all     | treated  | 40 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all     | shown    | 60 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all     | found    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | treated | missing  | -  | true
"""


def test_few_treated_whom_an_earlier_edition_did_not_find_stay_hidden():
    """Of 40 treated in March at most 37 were found then, as 37 are in June: three or more were not."""
    line = "all | all | 60 | 37"
    beside = {"reference.published_count": FOUND_BEFORE}
    assert released(line, **treated(50)) == {("all", "all"): (60, 37)}
    assert released(line, **treated(50), **beside) == {("all", "all"): (60, None)}
    assert released("all | all | 60 | 39", **treated(50), **beside) == {("all", "all"): (60, 39)}


PUBLISHED = """
    build_id | agreement_id | data_cut   | topic    | item             | grouping | level | category | n  | is_small
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all   | shown    | 28 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | year     | 2025  | shown    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | year     | 2026  | shown    | -  | true
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all   | found    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | year     | 2025  | found    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | year     | 2026  | found    | -  | true
"""


def test_a_year_that_is_over_is_not_told_where_it_would_tell_the_few_of_a_year_that_had_begun():
    """Of 28 in March, 25 were of 2025, as they are in June: three were of 2026."""
    years = ("year | 2025 | 25 | 15", "year | 2026 | 20 | 10")
    lines = ("all | all | 45 | 25", "all | delivered | 45 | 25", *years)
    assert released(*lines)["year", "2025"] == (25, 15)
    beside = released(*lines, **{"reference.published_count": PUBLISHED})
    assert beside[("all", "all")] == (45, 25)
    assert not {("year", "2025"), ("year", "2026")} & set(beside)


ELSEWHERE = """
    build_id | agreement_id | data_cut   | topic    | item             | grouping | level         | category | n  | is_small
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all           | shown    | 60 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all           | found    | 40 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | delivered     | shown    | 50 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | delivered     | found    | 40 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | 7             | shown    | 50 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | 7             | found    | 40 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | 5             | shown    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | not_delivered | shown    | -  | true
"""


def test_few_not_delivered_within_a_region_stay_hidden_at_a_later_cut():
    """Ten were not delivered in March. Were eight known to be of region 5 in June, two or more were of region 7."""
    lines = ("all | all | 66 | 40", "all | delivered | 50 | 40", "region | 7 | 50 | 40", "region | 5 | 8 | -")
    assert released(*lines)["region", "5"] == (8, None)
    assert ("region", "5") not in released(*lines, **{"reference.published_count": ELSEWHERE})


IN_A_REGION = """
    build_id | agreement_id | data_cut   | topic    | item             | grouping | level    | category | n  | is_small
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all      | shown    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | all      | all      | found    | -  | false
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | {region} | shown    | 30 | -
    before   | EX001        | 2026-03-31 | coverage | inspire/npr_drug | region   | {region} | found    | 23 | -
"""


@pytest.mark.parametrize(("told", "other"), [("5", "7"), ("7", "5")])
def test_few_are_hidden_by_what_hides_them_beside_earlier_editions_and_by_nothing_more(told, other):
    """Three are missing in region 3. A region of which 23 were found before has no fewer, so another hides them."""
    regions = ("region | 3 | 20 | 17", "region | 5 | 30 | 23", "region | 7 | 30 | 23")
    before = {"reference.published_count": IN_A_REGION.format(region=told)}
    found = released("all | all | 80 | 63", "all | delivered | 80 | 63", *regions, **before)
    assert found["region", told] == (30, 23)
    assert found["region", other] == (30, None)


counts = st.one_of(st.integers(0, 6), st.integers(0, 40))
cells = st.lists(st.tuples(counts, counts, counts), min_size=1, max_size=4)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
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
    told = released(*lines)
    for (_, level), (shown, found) in told.items():
        missing = None if None in (shown, found) else shown - found
        assert not any(0 < (n or 0) < 5 for n in (shown, found, missing)), level
    if ("all", "delivered") in told:
        for one, other in zip(told["all", "all"], told["all", "delivered"], strict=True):
            assert None in (one, other) or not 0 < one - other < 5
    for place in (0, 1):
        of_regions = [numbers[place] for (grouping, _), numbers in told.items() if grouping == "region"]
        delivered = told.get(("all", "delivered"), (None, None))[place]
        if place == 1 and len(of_regions) == len(regions) and None not in (delivered, *of_regions[1:]):
            rest = delivered - sum(n or 0 for n in of_regions[1:])
            assert not 0 < rest < 5
