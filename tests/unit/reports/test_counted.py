"""Counted persons: every category has words, what has none is refused, withheld counts stay withheld."""

import pytest

from pipelines.methods.competitions import COMPETITIONS
from pipelines.reports.counted_topics import OPEN_ITEM, TOPICS, check_counted, is_unknown, word_key
from pipelines.reports.counts import PersonCounts
from pipelines.reports.divided import divided_by, level_name
from pipelines.reports.edition import ReportError
from pipelines.reports.language import LANGUAGES, language
from pipelines.reports.numbers import Numbers
from schemas.core.contradiction import RULES

ENGLISH = language("en")
NUMBERS = Numbers(ENGLISH)

CONTRACT = {
    ("eligibility", "all"): "inside outside undetermined",
    ("criterion", "egfr"): "met not_met unknown",
    ("exclusion", "all"): "earlier_starter outside:egfr undetermined:egfr inside",
    ("uptake", "inside"): "treated untreated not_known",
    ("uptake", "undetermined"): "treated untreated not_known",
    ("testing", "egfr"): "tested not_recorded",
    ("attribution", "class"): "certain one_candidate several none",
    ("attribution", "attributed_to"): "indication other_disease unknown",
    ("attribution", "primaries"): "one several none",
    ("line", "line_of_index"): "1 2 3_or_later at_least_1 at_least_2 at_least_11",
    ("line", "bridge"): "yes no unknown",
    ("context", "all"): "trial ordinary unknown",
    ("stop_rule", "stop_at_progression"): "followed not_followed died unknown not_due",
    (
        "stop_reason",
        "all",
    ): "death progression transplant next_line on_treatment not_recorded not_known",
    ("exit", "all"): "on_treatment new_start stopped_before not_known",
    **{("contradiction", rule): "found not_found unknown" for rule in RULES},
}
"""What the counting tables write, by topic and item."""


def counted(topic="eligibility", item="all", grouping="all", level="all", category="inside", n=10):
    return {
        "topic": topic, "item": item, "grouping": grouping, "level": level, "category": category, "n": n,
    }  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("topic", "item"), CONTRACT)
def test_every_category_has_words_in_both_languages(code, topic, item):
    for category in CONTRACT[topic, item].split():
        check_counted("results.duckdb", [counted(topic, item, category=category)])
        assert language(code).text(word_key(topic, item, category), number=2)
    assert language(code).text(f"topic.{topic}")


def test_the_catalogue_of_topics_holds_nothing_but_what_is_counted():
    assert set(TOPICS) == {topic for topic, _ in CONTRACT}
    for topic, words in TOPICS.items():
        for item, categories in words.items.items():
            counted_there = [
                CONTRACT[key] for key in CONTRACT if key[0] == topic and item in (key[1], OPEN_ITEM)
            ]
            assert counted_there and set(categories) <= set(counted_there[0].split())


@pytest.mark.parametrize(
    ("topic", "item", "category"),
    [
        ("guess", "all", "inside"),
        ("eligibility", "all", "perhaps"),
        ("attribution", "colour", "certain"),
        ("eligibility", "all", "outside:egfr"),
        ("exclusion", "all", "outside:"),
        ("exclusion", "all", "at_least_2"),
        ("line", "line_of_index", "at_least_many"),
    ],
)
def test_what_has_no_words_is_refused_with_what_was_found(topic, item, category):
    with pytest.raises(
        ReportError, match=f"x: released.person_count: .* found {topic} / {item} / {category}"
    ):
        check_counted("x", [counted(topic, item, category=category)])


def test_a_group_with_a_withheld_count_has_no_total_and_no_bar():
    counts = PersonCounts([counted(n=30), counted(category="outside", n=None)])
    (row,) = divided_by(counts, "eligibility", "all", "all", ENGLISH, NUMBERS).rows
    assert row.counts == [30, None]
    assert row.total is None and row.bar == [] and row.shares == ["", ""]
    assert row.bar_text == "The whole country. Inside: 30"


def test_rows_left_out_count_nobody_and_categories_stand_in_reading_order():
    counts = PersonCounts(
        [
            *(
                counted(category=name, n=n)
                for name, n in (("undetermined", 4), ("outside", 6), ("inside", 10))
            ),
            counted(grouping="region", level="unknown", category="outside", n=6),
            counted(grouping="region", level="7", n=10),
            counted(grouping="region", level="5", category="undetermined", n=4),
        ]
    )
    table = divided_by(counts, "eligibility", "all", "region", ENGLISH, NUMBERS)
    assert [words for words, _ in table.categories] == ["Inside", "Outside", "Cannot be determined"]
    assert [(row.label, row.counts) for row in table.rows] == [
        ("Helse Nord", [0, 0, 4]), ("Helse Sør-Øst", [10, 0, 0]), ("Not known", [0, 6, 0]),
    ]  # fmt: skip


def test_a_row_left_out_of_a_withheld_level_is_not_called_a_zero():
    counts = PersonCounts(
        [
            *(counted(category=name, n=20) for name in ("inside", "outside")),
            counted(grouping="hospital", level="993467049", n=None),
            counted(grouping="hospital", level="983974724", n=17),
        ]
    )
    table = divided_by(counts, "eligibility", "all", "hospital", ENGLISH, NUMBERS)
    assert [(row.label, row.counts) for row in table.rows] == [("Helse Bergen", [17, 0])]
    assert table.withheld == "Oslo universitetssykehus"


def test_groups_that_are_withheld_whole_are_named_even_where_none_is_left():
    counts = PersonCounts([counted(n=20), counted(grouping="region", level="5", n=None)])
    table = divided_by(counts, "eligibility", "all", "region", ENGLISH, NUMBERS)
    assert (table.rows, table.withheld) == ([], "Helse Nord")


def test_the_parts_of_a_bar_fill_it_and_the_unknown_is_striped():
    counts = PersonCounts(
        [counted(n=20), counted(category="outside", n=0), counted(category="undetermined", n=20)]
    )
    (row,) = divided_by(counts, "eligibility", "all", "all", ENGLISH, NUMBERS).rows
    assert [(part.tone, part.x, part.width) for part in row.bar] == [("tone0", 0, 120), ("unknown", 120, 120)]
    assert row.shares == ["50.0%", "0.0%", "50.0%"]


def test_why_treatment_ended_has_the_colours_of_how_it_ended():
    names = CONTRACT["stop_reason", "all"].split()
    counts = PersonCounts([counted("stop_reason", category=name) for name in names])
    table = divided_by(counts, "stop_reason", "all", "all", ENGLISH, NUMBERS)
    why = dict(zip(names, (tone for _, tone in table.categories), strict=True))
    how = ["on_treatment", "stopped", *COMPETITIONS["end_of_treatment"].causes]
    shared = {name: f"tone{place}" for place, name in enumerate(dict.fromkeys(how)) if name in why}
    assert {name: why[name] for name in shared} == shared
    assert len({why[name] for name in names if not is_unknown(name)}) == 5


def test_nobody_at_all_is_a_zero_without_a_bar():
    counts = PersonCounts([counted(n=0), counted(category="outside", n=0)])
    (row,) = divided_by(counts, "eligibility", "all", "all", ENGLISH, NUMBERS).rows
    assert row.total == 0 and row.bar == [] and row.shares == ["", ""]


def test_what_was_not_counted_has_no_table():
    assert divided_by(PersonCounts([]), "exit", "all", "all", ENGLISH, NUMBERS) is None


def test_places_have_names_and_an_unnamed_hospital_keeps_its_number():
    assert level_name("hospital", "993467049", ENGLISH) == "Oslo universitetssykehus"
    assert level_name("hospital", "999999999", ENGLISH) == "Hospital 999999999"
    assert level_name("region", "5", ENGLISH) == "Helse Nord"
    assert level_name("year", "2024", ENGLISH) == "2024"
    assert level_name("hospital", "unknown", language("nb")) == "Ikke kjent"


def test_a_lowest_line_number_counts_as_not_known():
    assert is_unknown("at_least_2") and not is_unknown("2")
    assert ENGLISH.text(word_key("line", "line_of_index", "at_least_2"), number="2").startswith(
        "Line 2 or later"
    )
