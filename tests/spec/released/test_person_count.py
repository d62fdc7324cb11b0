import pytest

from tests.spec.released.test_attrition import flow
from tests.support.spec import expect, made

COLUMNS = "agreement_id | data_cut | topic | item | grouping | level | category | n\n"


def released(counts: str, attrition: str | None = None, criteria: str = "EX004 | false") -> list[dict]:
    lines = [line.strip() for line in counts.strip().splitlines()]
    return made(
        "released.person_count",
        given={
            "result.attrition": attrition or flow(40, 12, 20, 300),
            "released.criterion": "agreement_id | suppressed\n" + criteria,
            "result.person_count": COLUMNS + "\n".join(f"EX004 | 2026-06-30 | {line}" for line in lines),
        },
    )


def shown(rows: list[dict]) -> dict[tuple, int | None]:
    return {(row["level"], row["category"]): row["n"] for row in rows}


def test_large_counts_leave():
    rows = released(
        """
        attribution | class | all | all | certain       | 200
        attribution | class | all | all | one_candidate | 100
        attribution | class | all | all | several       | 32
        attribution | class | all | all | none          | 0
        """
    )
    assert {row["category"]: row["n"] for row in rows} == {
        "certain": 200, "one_candidate": 100, "several": 32, "none": 0
    }  # fmt: skip
    assert not any(row["suppressed"] for row in rows)


def test_a_small_count_leaves_with_the_smallest_other_that_hides_it():
    rows = released(
        """
        attribution | class | all | all | certain       | 200
        attribution | class | all | all | one_candidate | 100
        attribution | class | all | all | several       | 29
        attribution | class | all | all | none          | 3
        """
    )
    expect(
        rows,
        """
        category      | n   | suppressed
        certain       | 200 | false
        one_candidate | 100 | false
        several       | -   | true
        none          | -   | true
        """,
    )


def test_a_verdict_withheld_in_the_flow_is_withheld_here():
    rows = released(
        """
        eligibility | all | all | all | inside       | 300
        eligibility | all | all | all | outside      | 12
        eligibility | all | all | all | undetermined | 2
        """,
        attrition=flow(40, 12, 2, 300),
    )
    expect(rows, "category | n\ninside | 300\noutside | -\nundetermined | -")


def test_criteria_leave_only_if_the_table_of_criteria_did():
    rows = released("criterion | age | all | all | met | 332", criteria="EX004 | true")
    assert rows[0]["suppressed"] and rows[0]["n"] is None


def test_a_year_with_a_small_count_takes_another_year_with_it():
    rows = released(
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
    years = {level for (level, _), n in shown(rows).items() if level != "all" and n is not None}
    assert years == {"2024"}


def test_no_topic_tells_the_size_of_a_year_that_would_bound_a_small_verdict():
    """Of 14 persons 10 are inside: six in a year would mean that at least two of them are."""
    verdicts = """
        eligibility | all | all  | all  | inside       | 10
        eligibility | all | all  | all  | outside      | 1
        eligibility | all | all  | all  | undetermined | 3
        eligibility | all | year | 2024 | inside       | 4
        eligibility | all | year | 2024 | outside      | 1
        eligibility | all | year | 2024 | undetermined | 1
        eligibility | all | year | 2025 | inside       | 6
        eligibility | all | year | 2025 | undetermined | 2
    """
    contexts = """
        context     | all | all  | all  | ordinary     | 14
        context     | all | year | 2024 | ordinary     | 6
        context     | all | year | 2025 | ordinary     | 8
    """
    beside = released(verdicts + contexts.strip("\n"), attrition=flow(0, 1, 3, 10))
    assert {row["level"] for row in beside if row["n"] is not None} == {"all"}
    alone = released(contexts, attrition=flow(0, 1, 3, 10))
    assert {row["level"] for row in alone if row["n"] is not None} == {"all", "2024", "2025"}


def test_of_regions_and_hospitals_only_one_leaves():
    rows = released(
        """
        eligibility | all | all      | all | inside       | 300
        eligibility | all | all      | all | outside      | 12
        eligibility | all | all      | all | undetermined | 20
        eligibility | all | region   | 3   | inside       | 100
        eligibility | all | region   | 3   | outside      | 6
        eligibility | all | region   | 3   | undetermined | 10
        eligibility | all | region   | 7   | inside       | 200
        eligibility | all | region   | 7   | outside      | 6
        eligibility | all | region   | 7   | undetermined | 10
        eligibility | all | hospital | A   | inside       | 98
        eligibility | all | hospital | A   | outside      | 3
        eligibility | all | hospital | A   | undetermined | 10
        eligibility | all | hospital | B   | inside       | 202
        eligibility | all | hospital | B   | outside      | 9
        eligibility | all | hospital | B   | undetermined | 10
        """
    )
    assert {row["grouping"] for row in rows if row["n"] is not None} == {"all", "region"}


@pytest.mark.parametrize("treated", [299, 301, 304])
def test_uptake_that_differs_from_the_flow_by_a_few_persons_is_withheld(treated):
    rows = released(
        f"""
        uptake | inside | all | all | treated   | {treated}
        uptake | inside | all | all | untreated | 100
        """
    )
    assert all(row["suppressed"] for row in rows)


def test_exclusions_do_not_give_away_what_the_flow_withholds():
    rows = released(
        """
        exclusion | all | all | all | earlier_starter    | 40
        exclusion | all | all | all | outside:age        | 2
        exclusion | all | all | all | outside:stage      | 10
        exclusion | all | all | all | undetermined:stage | 20
        exclusion | all | all | all | inside             | 300
        """
    )
    expect(
        rows,
        """
        category           | n
        earlier_starter    | 40
        outside:age        | -
        outside:stage      | -
        undetermined:stage | 20
        inside             | 300
        """,
    )


@pytest.mark.parametrize(
    "topic", ["eligibility", "criterion", "attribution", "line", "context", "stop_rule", "stop_reason"]
)
def test_no_topic_of_new_starters_leaves_where_their_number_may_not(topic):
    """302 new starters beside 300 inside would say that two are undetermined."""
    rows = released(
        f"""
        {topic} | item | all | all | inside | 200
        {topic} | item | all | all | other  | 102
        """,
        attrition=flow(40, 0, 2, 300),
    )
    assert {row["n"] for row in rows} == {None}


def test_exclusions_are_withheld_whole_where_the_number_treated_is():
    rows = released(
        """
        exclusion | all | all | all | earlier_starter    | 3
        exclusion | all | all | all | outside:age        | 12
        exclusion | all | all | all | undetermined:stage | 20
        exclusion | all | all | all | inside             | 300
        """,
        attrition=flow(3, 12, 20, 300),
    )
    assert {row["n"] for row in rows} == {None}


def test_what_the_flow_says_of_earlier_starters_counts_as_known_among_exclusions():
    """Of 321 in all, 300 are inside and 6 began earlier: 12 outside would say that 3 are undetermined."""
    rows = released(
        """
        exclusion | all | all | all | earlier_starter    | 6
        exclusion | all | all | all | outside:age        | 12
        exclusion | all | all | all | undetermined:stage | 3
        exclusion | all | all | all | inside             | 300
        """,
        attrition=flow(6, 12, 3, 300),
    )
    expect(
        rows,
        """
        category           | n
        earlier_starter    | 6
        outside:age        | -
        undetermined:stage | -
        inside             | 300
        """,
    )


def divided(hospital_a: str, hospital_b: str, hospital_c: str) -> set[str]:
    """Groupings of which counts leave. Counts of each hospital are inside, outside and undetermined; one region."""
    hospitals = [[int(n) for n in hospital.split()] for hospital in (hospital_a, hospital_b, hospital_c)]
    inside, outside, undetermined = totals = [sum(column) for column in zip(*hospitals, strict=True)]
    places = {
        "all": {"all": totals},
        "region": {"3": totals},
        "hospital": dict(zip("ABC", hospitals, strict=True)),
    }
    rows = released(
        "\n".join(
            f"eligibility | all | {grouping} | {level} | {category} | {n}"
            for grouping, levels in places.items()
            for level, counts in levels.items()
            for category, n in zip(("inside", "outside", "undetermined"), counts, strict=True)
        ),
        attrition=flow(40, outside, undetermined, inside),
    )
    return {row["grouping"] for row in rows if row["n"] is not None}


def test_hospitals_leave_instead_of_regions_if_at_least_half_of_all_persons_are_in_those_that_may():
    assert divided("40 10 10", "35 7 8", "80 10 10") == {"all", "hospital"}
    assert divided("40 3 7", "35 7 8", "80 10 10") == {"all", "hospital"}
    assert divided("40 3 7", "36 7 8", "80 10 10") == {"all", "region"}


def test_a_missing_row_does_not_say_which_withheld_count_is_none():
    rows = released(
        """
        context | all | all    | all  | ordinary | 300
        context | all | all    | all  | unknown  | 32
        context | all | year   | 2022 | ordinary | 3
        context | all | year   | 2023 | ordinary | 95
        context | all | year   | 2023 | unknown  | 14
        context | all | year   | 2024 | ordinary | 202
        context | all | year   | 2024 | unknown  | 18
        """
    )
    of_2022 = [(row["category"], row["n"]) for row in rows if row["level"] == "2022"]
    assert of_2022 == [("ordinary", None), ("unknown", None)]


def test_a_criterion_is_not_told_by_eligibility_at_the_same_hospital():
    """Outside 8 less 5 who fail one criterion would be the 3 who fail the other."""
    rows = released(
        """
        eligibility | all   | all      | all | inside  | 290
        eligibility | all   | all      | all | outside | 40
        eligibility | all   | hospital | A   | inside  | 50
        eligibility | all   | hospital | A   | outside | 8
        eligibility | all   | hospital | B   | inside  | 100
        eligibility | all   | hospital | B   | outside | 20
        eligibility | all   | hospital | C   | inside  | 140
        eligibility | all   | hospital | C   | outside | 12
        criterion   | egfr  | all      | all | met     | 306
        criterion   | egfr  | all      | all | not_met | 24
        criterion   | egfr  | hospital | A   | met     | 55
        criterion   | egfr  | hospital | A   | not_met | 3
        criterion   | egfr  | hospital | B   | met     | 105
        criterion   | egfr  | hospital | B   | not_met | 15
        criterion   | egfr  | hospital | C   | met     | 146
        criterion   | egfr  | hospital | C   | not_met | 6
        criterion   | stage | all      | all | met     | 314
        criterion   | stage | all      | all | not_met | 16
        criterion   | stage | hospital | A   | met     | 53
        criterion   | stage | hospital | A   | not_met | 5
        criterion   | stage | hospital | B   | met     | 115
        criterion   | stage | hospital | B   | not_met | 5
        criterion   | stage | hospital | C   | met     | 146
        criterion   | stage | hospital | C   | not_met | 6
        """,
        attrition=flow(40, 40, 0, 290),
    )
    left = {(row["topic"], row["item"], row["level"]) for row in rows
            if row["grouping"] == "hospital" and row["n"] is not None}  # fmt: skip
    assert {level for _, _, level in left} == {"C"} or {level for _, _, level in left} == {"B"}
    assert len(left) == 3


CONTRADICTION = """
    contradiction | dose_after_death    | all | all | found     | {0}
    contradiction | dose_after_death    | all | all | not_found | {1}
    contradiction | dose_after_death    | all | all | unknown   | 6
    contradiction | episode_after_death | all | all | found     | 0
    contradiction | episode_after_death | all | all | not_found | 366
    contradiction | episode_after_death | all | all | unknown   | 6
"""


def test_a_contradiction_of_few_is_withheld_whole_for_another_rule_tells_of_whom_neither_knows():
    rows = released(CONTRADICTION.format(3, 363))
    expect(
        rows,
        """
        item                | category  | n
        dose_after_death    | found     | -
        dose_after_death    | not_found | -
        dose_after_death    | unknown   | -
        episode_after_death | found     | 0
        episode_after_death | not_found | 366
        episode_after_death | unknown   | 6
        """,
    )
    assert all(row["n"] is not None for row in released(CONTRADICTION.format(5, 361)))


def test_contradictions_leave_only_if_the_number_treated_did():
    rows = released(CONTRADICTION.format(0, 366), attrition=flow(3, 0, 0, 0))
    assert [row["n"] for row in rows] == [None] * 6
