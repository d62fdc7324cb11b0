import pytest

from tests.spec.released.test_attrition import flow
from tests.support.spec import made

COLUMNS = "agreement_id | data_cut | topic | item | grouping | level | category | n\n"
CRITERIA = """
    agreement_id | criterion_id | position | alternative_group
    EX004        | age          | 1        | -
    EX004        | stage        | 2        | -
"""
PUBLISHED = "build_id | data_cut | agreement_id | topic | item | grouping | level | category | n | is_small\n"


def withheld(
    counts: str,
    attrition: str | None = None,
    regions: str = "",
    published: str = "",
    published_cut: str = "2026-03-31",
    treated_to: str = "-",
    stop_date: str = "-",
) -> set[tuple]:
    """Topic, item, grouping, level and category of what is withheld."""
    rows = made(
        "released.withheld_count",
        given={
            "agreement.agreement": f"""
                agreement_id | treatment_register | stop_date
                EX004        | h_resept           | {stop_date}
            """,
            "agreement.criterion": CRITERIA,
            "core.source": f"""
                register | complete_to
                h_resept | {treated_to}
            """,
            "reference.published_count": PUBLISHED
            + _lines(published, f"before | {published_cut} | EX004 | "),
            "result.attrition": attrition or flow(40, 12, 20, 300),
            "result.hospital_region": "agreement_id | hospital | region\n" + _lines(regions, "EX004 | "),
            "result.person_count": COLUMNS + _lines(counts, "EX004 | 2026-06-30 | "),
        },
    )
    names = ("topic", "item", "grouping", "level", "category")
    return {tuple(row[name] for name in names) for row in rows}


def _lines(text: str, start: str) -> str:
    return "\n".join(start + line.strip() for line in text.strip().splitlines() if line.strip())


def of_flow(attrition: str) -> set[str]:
    return {category for *_, category in withheld("", attrition)}


def test_large_groups_are_all_told():
    counts = """
        attribution | class | all | all | certain       | 200
        attribution | class | all | all | one_candidate | 100
        attribution | class | all | all | several       | 32
        attribution | class | all | all | none          | 0
    """
    assert withheld(counts) == set()


def test_two_undetermined_persons_are_hidden_with_all_that_gives_them_away():
    hidden = of_flow(flow(40, 12, 2, 300))
    assert "undetermined" in hidden
    assert not {"inside_or_undetermined", "inside"} <= {"inside", "inside_or_undetermined"} - hidden
    assert not {"all_treated", "outside", "inside"} <= {"all_treated", "outside", "inside"} - hidden


def test_three_earlier_starters_are_hidden_with_one_of_the_numbers_they_lie_between():
    hidden = of_flow(flow(3, 12, 20, 300))
    assert "earlier_starter" in hidden
    assert hidden & {"treated", "all_treated"}


def test_a_small_count_takes_one_other_of_its_topic_with_it():
    counts = """
        attribution | class | all | all | certain       | 200
        attribution | class | all | all | one_candidate | 100
        attribution | class | all | all | several       | 29
        attribution | class | all | all | none          | 3
    """
    hidden = withheld(counts)
    assert ("attribution", "class", "all", "all", "none") in hidden
    assert len(hidden) == 2


def test_a_hospital_with_a_small_count_is_hidden_from_rows_and_columns():
    hidden = withheld(
        """
        attribution | class | all      | all | certain | 300
        attribution | class | all      | all | several | 32
        attribution | class | hospital | A   | certain | 90
        attribution | class | hospital | A   | several | 2
        attribution | class | hospital | B   | certain | 95
        attribution | class | hospital | B   | several | 14
        attribution | class | hospital | C   | certain | 115
        attribution | class | hospital | C   | several | 16
        """,
        regions="A | 3\nB | 7\nC | 8",
    )
    hospitals = {(level, category) for _, _, grouping, level, category in hidden if grouping == "hospital"}
    assert ("A", "several") in hospitals
    # Another hospital or the total hides it from its column; the other category or nothing else from its row.
    of_column = hospitals - {("A", "certain"), ("A", "several")}
    assert of_column or ("attribution", "class", "all", "all", "several") in hidden


def test_years_with_a_small_count_are_counted_together_and_hide_nothing():
    assert not withheld(
        """
        context | all | all  | all  | ordinary | 300
        context | all | all  | all  | unknown  | 32
        context | all | year | 2022 | ordinary | 90
        context | all | year | 2022 | unknown  | 2
        context | all | year | 2023 | ordinary | 95
        context | all | year | 2023 | unknown  | 14
        context | all | year | 2024 | ordinary | 115
        context | all | year | 2024 | unknown  | 16
        """
    )


def test_hospitals_do_not_tell_what_their_region_withholds():
    """Region 3 has hospital A alone: its three persons outside are those of A."""
    hidden = withheld(
        """
        eligibility | all | all      | all | inside       | 300
        eligibility | all | all      | all | outside      | 12
        eligibility | all | all      | all | undetermined | 20
        eligibility | all | region   | 3   | inside       | 98
        eligibility | all | region   | 3   | outside      | 3
        eligibility | all | region   | 3   | undetermined | 10
        eligibility | all | region   | 7   | inside       | 202
        eligibility | all | region   | 7   | outside      | 9
        eligibility | all | region   | 7   | undetermined | 10
        eligibility | all | hospital | A   | inside       | 98
        eligibility | all | hospital | A   | outside      | 3
        eligibility | all | hospital | A   | undetermined | 10
        eligibility | all | hospital | B   | inside       | 202
        eligibility | all | hospital | B   | outside      | 9
        eligibility | all | hospital | B   | undetermined | 10
        """,
        regions="A | 3\nB | 7",
    )
    for topic, item, grouping, level, category in hidden:
        same = {"3": "A", "A": "3", "7": "B", "B": "7"}.get(level)
        other = {"region": "hospital", "hospital": "region"}.get(grouping)
        assert other is None or (topic, item, other, same, category) in hidden
    assert ("eligibility", "all", "region", "3", "outside") in hidden


def test_where_no_thinkable_combination_gives_the_criteria_the_rest_is_told():
    """332 new starters, and 331 who fail the first criterion, though only 12 are outside."""
    hidden = withheld(
        """
        criterion   | age   | all | all | met          | 1
        criterion   | age   | all | all | not_met      | 331
        criterion   | stage | all | all | met          | 332
        eligibility | all   | all | all | inside       | 300
        eligibility | all   | all | all | outside      | 12
        eligibility | all   | all | all | undetermined | 20
        context     | all   | all | all | ordinary     | 332
        """
    )
    assert {topic for topic, *_ in hidden} == {"criterion"}


def contradictions(found: int) -> str:
    """Of 372 treated persons, by two rules."""
    return "".join(
        f"contradiction | {rule} | all | all | {finding} | {n}\n"
        for rule, of_rule in (("alive_after_death", 0), ("sex_differs", found))
        for finding, n in (("found", of_rule), ("not_found", 352 - of_rule), ("unknown", 20))
    )


@pytest.mark.parametrize("found", [0, 5])
def test_contradictions_leave_where_none_of_them_is_small(found):
    assert withheld(contradictions(found)) == set()


def test_one_small_contradiction_withholds_all_of_them():
    assert len(withheld(contradictions(3))) == 6


YEARS = """
    context | all | all  | all  | ordinary | 300
    context | all | all  | all  | unknown  | 32
    context | all | year | 2024 | ordinary | 100
    context | all | year | 2024 | unknown  | 10
    context | all | year | 2026 | ordinary | 200
    context | all | year | 2026 | unknown  | 22
"""


def test_what_an_earlier_edition_withheld_is_not_told_by_two_years_together():
    """Then the 12 of unknown context in 2025 were told and the 3 in 2024 withheld; both years are over. Today
    both are counted together: 15 less 12 would tell the 3."""
    before = """
        context | all | all  | all  | ordinary | 200 |
        context | all | all  | all  | unknown  |     | false
        context | all | year | 2024 | ordinary | 100 |
        context | all | year | 2024 | unknown  |     | true
        context | all | year | 2025 | ordinary | 100 |
        context | all | year | 2025 | unknown  | 12  |
    """
    now = """
        context | all | all  | all  | ordinary | 295
        context | all | all  | all  | unknown  | 37
        context | all | year | 2024 | ordinary | 100
        context | all | year | 2024 | unknown  | 3
        context | all | year | 2025 | ordinary | 100
        context | all | year | 2025 | unknown  | 12
        context | all | year | 2026 | ordinary | 95
        context | all | year | 2026 | unknown  | 22
    """
    assert withheld(now) == set()
    assert ("context", "all", "year", "2024–2025", "unknown") in withheld(now, published=before)


def test_a_count_that_was_large_all_the_time_is_told_again():
    before = """
        context | all | year | 2024 | ordinary | 100 |
        context | all | year | 2024 | unknown  | 10  |
    """
    assert withheld(YEARS, published=before) == set()


def test_a_secret_of_an_earlier_edition_decides_what_is_told_now():
    """In March 3 of 2024 were withheld, and 12 of 2023 to hide them; both years are over. Today 2024 and 2026
    are counted together, and nothing is small: the 12 must still not be told, or March would be."""
    before = """
        context | all | all  | all  | ordinary | 300 |
        context | all | all  | all  | unknown  | 15  |
        context | all | year | 2023 | ordinary | 150 |
        context | all | year | 2023 | unknown  |     | false
        context | all | year | 2024 | ordinary | 150 |
        context | all | year | 2024 | unknown  |     | true
    """
    now = """
        context | all | all  | all  | ordinary | 300
        context | all | all  | all  | unknown  | 32
        context | all | year | 2023 | ordinary | 150
        context | all | year | 2023 | unknown  | 12
        context | all | year | 2024 | ordinary | 150
        context | all | year | 2024 | unknown  | 3
        context | all | year | 2026 | ordinary | 0
        context | all | year | 2026 | unknown  | 17
    """
    assert withheld(now) == set()
    assert ("context", "all", "year", "2023", "unknown") in withheld(now, published=before)


@pytest.mark.parametrize("published_cut", ["2026-03-31", "2026-06-30"])
def test_who_came_since_an_edition_does_not_tell_what_it_withheld(published_cut):
    """Of 23 who had started in 2026, 3 were of unknown context. Now they are 9, and the 20 others still 20:
    to tell of the 20 would tell that at least 3 of the 23 were not among them. So too of the same cut, built
    again after more had been delivered."""
    before = """
        eligibility | all | year | 2026 | inside   | 23 |
        context     | all | year | 2026 | ordinary |    | false
        context     | all | year | 2026 | unknown  |    | true
    """
    now = """
        eligibility | all | all  | all  | inside   | 29
        eligibility | all | year | 2026 | inside   | 29
        context     | all | all  | all  | ordinary | 20
        context     | all | all  | all  | unknown  | 9
        context     | all | year | 2026 | ordinary | 20
        context     | all | year | 2026 | unknown  | 9
    """
    everybody = flow(0, 0, 0, 29)
    assert withheld(now, everybody) == set()
    hidden = withheld(now, everybody, published=before, published_cut=published_cut)
    assert ("context", "all", "year", "2026", "ordinary") in hidden


@pytest.mark.parametrize("published_cut", ["2026-03-31", "2026-06-30"])
def test_what_was_published_before_comes_before_also_of_one_cut(published_cut):
    """Of 23, 3 were of unknown context. Now 22 are not: no more than 22 were not then, which tells nothing.
    Had the 22 come first, no fewer than 22 were not, and the 3 at most one."""
    before = """
        eligibility | all | year | 2026 | inside   | 23 |
        context     | all | year | 2026 | ordinary |    | false
        context     | all | year | 2026 | unknown  |    | true
    """
    now = """
        eligibility | all | all  | all  | inside   | 31
        eligibility | all | year | 2026 | inside   | 31
        context     | all | all  | all  | ordinary | 22
        context     | all | all  | all  | unknown  | 9
        context     | all | year | 2026 | ordinary | 22
        context     | all | year | 2026 | unknown  | 9
    """
    assert withheld(now, flow(0, 0, 0, 31), published=before, published_cut=published_cut) == set()


def test_two_topics_that_count_other_years_together_do_not_tell_a_year_between_them():
    """Of 20, 3 and 40 who started, contexts put 2023 and 2024 together, verdicts 2024 and 2025."""
    counts = """
        eligibility | all | all  | all  | inside   | 63
        eligibility | all | year | 2023 | inside   | 20
        eligibility | all | year | 2024 | inside   | 3
        eligibility | all | year | 2025 | inside   | 40
        context     | all | all  | all  | ordinary | 53
        context     | all | all  | all  | unknown  | 10
        context     | all | year | 2023 | ordinary | 16
        context     | all | year | 2023 | unknown  | 4
        context     | all | year | 2024 | ordinary | 2
        context     | all | year | 2024 | unknown  | 1
        context     | all | year | 2025 | ordinary | 35
        context     | all | year | 2025 | unknown  | 5
    """
    hidden = withheld(counts, flow(0, 0, 0, 63))
    told_of_2023 = ("eligibility", "all", "year", "2023", "inside") not in hidden
    together = {("context", "all", "year", "2023–2024", category) for category in ("ordinary", "unknown")}
    assert not (told_of_2023 and not together & hidden)


def test_whom_another_protocol_judged_is_still_among_those_who_have_started_since():
    """At A 20 were inside and 3 withheld as outside. By other criteria 18 are inside today, 5 undetermined and
    none outside: of 23 in all, no more than 3 can have been outside then."""
    before = """
        criterion   | other | all      | all | met          | 43 |
        eligibility | all   | hospital | A   | inside       | 20 |
        eligibility | all   | hospital | A   | outside      |    | true
        eligibility | all   | hospital | A   | undetermined | 0  |
    """
    now = """
        eligibility | all | all      | all | inside       | 38
        eligibility | all | all      | all | outside      | 0
        eligibility | all | all      | all | undetermined | 25
        eligibility | all | hospital | A   | inside       | 18
        eligibility | all | hospital | A   | outside      | 0
        eligibility | all | hospital | A   | undetermined | 5
        eligibility | all | hospital | B   | inside       | 20
        eligibility | all | hospital | B   | outside      | 0
        eligibility | all | hospital | B   | undetermined | 20
    """
    everybody, regions = flow(0, 0, 25, 38), "A | 3\nB | 7"
    assert withheld(now, everybody, regions) == set()
    hidden = withheld(now, everybody, regions, before)
    assert hidden & {
        ("eligibility", "all", "hospital", "A", verdict) for verdict in ("inside", "undetermined")
    }


def test_a_hospital_that_nobody_has_started_at_any_more_does_not_withhold_all_of_it():
    """Six were counted at a hospital that was not known; where they started has been delivered since."""
    before = "eligibility | all | hospital | unknown | inside | 6 |"
    now = """
        eligibility | all | all      | all | inside | 300
        eligibility | all | hospital | A   | inside | 300
    """
    assert withheld(now, flow(0, 0, 0, 300), "A | 3", before) == set()
