import pytest

from tests.support.spec import made


def eleven_of_twenty():
    persons = [f"P{number}" for number in range(20)]
    return {
        "agreement.agreement": "agreement_id | is_proposal\nEX001 | false\nEX006 | true",
        "agreement.subgroup": "agreement_id | subgroup_id | level\nEX001 | sex | women\nEX001 | sex | men",
        "cohort.group_member": "agreement_id | cohort | subgroup | level | person_id\n"
        + "\n".join(f"EX001 | all_treated | all | all | {person}" for person in persons)
        + "\n"
        + "\n".join(f"EX001 | inside | all | all | {person}" for person in persons[:11])
        + "\n"
        + "\n".join(f"EX001 | all_treated | sex | women | {person}" for person in persons[9:13]),
        "cohort.eligibility": "agreement_id | person_id | verdict\n"
        + "\n".join(
            f"EX001 | {person} | {'inside' if number < 11 else 'undetermined'}"
            for number, person in enumerate(persons)
        ),
    }


def test_shares_have_exact_limits_as_published_for_eleven_of_twenty():
    rows = {row["measure"]: row for row in made("result.share_estimate", given=eleven_of_twenty())
            if row["unit"] == "share" and row["variant"] == "new_starters" and row["level"] == "all"}  # fmt: skip
    inside = rows["share_inside"]
    assert (inside["n_events"], inside["n"]) == (11, 20)
    assert [round(100 * inside[name], 1) for name in ("estimate", "lower", "upper")] == [55.0, 31.5, 76.9]
    assert rows["share_outside"]["estimate"] == 0
    assert rows["share_outside"]["lower"] == 0
    assert sum(row["estimate"] for row in rows.values()) == pytest.approx(1)


def test_numbers_treated_are_shown_per_cohort_also_when_nobody_was():
    rows = [
        row for row in made("result.share_estimate", given=eleven_of_twenty()) if row["unit"] == "persons"
    ]
    assert {row["cohort"]: row["n"] for row in rows if row["level"] == "all"} == {
        "all_treated": 20,
        "inside": 11,
        "inside_or_undetermined": 0,
    }
    assert {row["level"]: row["n"] for row in rows if row["cohort"] == "all_treated"} == {
        "all": 20,
        "women": 4,
        "men": 0,
    }


def test_the_levels_of_a_subgroup_have_shares_of_their_own():
    """The tenth and eleventh are inside, the next two undetermined; of men there are none, and no share."""
    rows = {(row["level"], row["measure"]): row for row in made("result.share_estimate", given=eleven_of_twenty())
            if row["unit"] == "share" and row["variant"] == "new_starters" and row["subgroup"] == "sex"}  # fmt: skip
    assert {level for level, _ in rows} == {"women"}
    assert (rows["women", "share_inside"]["n_events"], rows["women", "share_inside"]["n"]) == (2, 4)


def test_bounds_of_the_share_inside_allocate_the_undetermined_both_ways():
    rows = {row["variant"]: row for row in made("result.share_estimate", given=eleven_of_twenty())
            if row["measure"] == "share_inside" and row["level"] == "all"}  # fmt: skip
    assert {name: (row["n_events"], row["n"]) for name, row in rows.items()} == {
        "new_starters": (11, 20),
        "worst_case": (11, 20),
        "best_case": (20, 20),
    }


def test_a_proposal_has_no_numbers():
    rows = made("result.share_estimate", given=eleven_of_twenty())
    assert {row["agreement_id"] for row in rows} == {"EX001"}
