"""How many more there would be in the patient flow, had four come wherever one to three did."""

from datetime import date

from pipelines.methods.few_came import NESTED, as_if_four_came

CUTS = DECEMBER, MARCH, JUNE = date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)


def more(**sizes: tuple[int, int, int]) -> dict[date, dict[str, int]]:
    """Of sizes at three cuts, without those of which there are no more."""
    told = {cut: {size: n[place] for size, n in sizes.items()} for place, cut in enumerate(CUTS)}
    found = as_if_four_came(told, NESTED)
    return {cut: {size: n for size, n in found[cut].items() if n} for cut in CUTS}


def test_who_could_have_come_is_of_all_sizes_that_hold_them_and_stays():
    """Three came inside, as many to all who were treated."""
    of_all = {"inside": 1, "inside_or_undetermined": 1, "all_treated": 1, "treated": 1}
    found = more(inside=(22, 25, 25), treated=(47, 50, 60))
    assert found == {DECEMBER: {}, MARCH: of_all, JUNE: of_all}


def test_where_nobody_came_or_four_or_it_is_not_told_nobody_more_is_thought_of():
    assert more(inside=(22, 26, 40), treated=(50, 50, 50)) == {cut: {} for cut in CUTS}
    told = {DECEMBER: {}, MARCH: {"inside": 3}, JUNE: {}}
    assert not any(n for sizes in as_if_four_came(told, NESTED).values() for n in sizes.values())


def test_of_a_larger_size_only_those_that_hold_it_have_more():
    found = more(inside=(22, 22, 22), all_treated=(40, 42, 42))
    assert found[JUNE] == {"all_treated": 2, "treated": 2}


def test_of_what_has_several_parts_there_is_more_by_what_there_is_more_of_each():
    """To each region came two, and two of no region: in all six."""
    told = {MARCH: {"a": 20, "b": 30, "all": 60}, JUNE: {"a": 22, "b": 32, "all": 66}}
    found = as_if_four_came(told, {"a": (), "b": (), "all": ("a", "b")})
    assert found[JUNE] == {"a": 2, "b": 2, "all": 4}
