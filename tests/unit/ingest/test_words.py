"""One value: a name, an address, a text, or what registers write where they mean a code."""

import re

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.ingest.word_columns import suspect_values
from pipelines.ingest.word_lookout import WordLookout
from pipelines.ingest.words import (
    NAME,
    SUSPECT_IN_PYTHON,
    SUSPECT_IN_SQL,
    kind_in_closed,
    kind_in_open,
    without_names,
)
from tests.support.planted_words import DIRT, INITIALS, NOT_NAMES, SINGLE, WRITINGS, names

OPEN = [
    "Karboplatin/vinorelbin (ikke-småcellet lunge)",
    "Øvrig kur",
    "Annet virkestoff",
    "Blinatumomab",
    "TYKKTARM",
    "Tykk- og endetarm",
    "FOLFOX 6, modifisert",
    "Hyper-CVAD del A",
    "R-CHOP 21",
    "Interferon alfa",
    "Ida-FLAG",
]


@pytest.mark.parametrize("writing", WRITINGS)
def test_a_name_is_seen_in_every_writing(writing):
    unseen = [text for what, text in names(WRITINGS) if what == writing and not kind_in_closed(text)]
    # Two words of two letters are taken for abbreviations.
    assert [text for text in unseen if len(re.sub(r"[\W_]", "", text)) > 5] == []


@pytest.mark.parametrize(
    "writing", ["first name and surname", "capitals", "surname first", "hyphens", "particle"]
)
def test_a_name_is_called_a_name(writing):
    kinds = {kind_in_closed(text) for what, text in names(WRITINGS) if what == writing and len(text) > 6}
    assert kinds == {NAME}


def test_a_surname_with_an_initial_is_a_name():
    seen = {text for _, text in names(INITIALS) if kind_in_closed(text) == NAME}
    assert {"K. Nordmann", "Ødegård O", "HANSEN, Å."} <= seen
    assert [
        text for _, text in names(INITIALS) if text not in seen and len(re.sub(r"\W", "", text)) > 5
    ] == []


def test_a_single_word_is_a_name_where_it_is_a_common_one():
    assert {kind_in_closed(text) for text in ("Kari", "NORDMANN", "Anne-Marie", "bjørn", "Ødegård")} == {NAME}
    assert {kind_in_closed(text) for _, text in names(SINGLE) if text.casefold() in ("gaup", "okonkwo")} == {
        ""
    }


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in NOT_NAMES.items() for text in texts]
)
def test_what_is_told_in_words_has_its_kind(kind, text):
    found = kind_in_closed(text)
    assert found == kind or (kind == "free text" and found == NAME)
    if kind != "free text":
        assert kind_in_open(text) == kind


@pytest.mark.parametrize("text", DIRT)
def test_dirt_is_no_name(text):
    assert kind_in_closed(text) == ""


def test_words_by_which_a_column_is_explained_say_nothing_of_anybody():
    assert kind_in_closed("B Bosatt og levende", frozenset(["b", "bosatt", "levende"])) == ""
    assert kind_in_closed("B Bosatt og levende") != ""


@pytest.mark.parametrize("text", OPEN)
def test_names_of_things_may_stand_in_an_open_column(text):
    assert kind_in_open(text) == ""


@pytest.mark.parametrize(
    "text", ["Kari Nordmann", "NORDMANN, KARI", "Kur til Kari B. Hansen", "bjørn.ødegård"]
)
def test_a_common_name_is_seen_in_an_open_column_too(text):
    assert kind_in_open(text) == NAME


def test_a_text_is_seen_in_an_open_column():
    assert kind_in_open("Pasienten fikk kuren to dager for sent fordi hun var forkjølet") == "free text"


def test_the_database_suspects_what_python_suspects():
    texts = [text for _, text in names(WRITINGS | INITIALS | SINGLE)] + DIRT + OPEN
    texts += [text for group in NOT_NAMES.values() for text in group]
    rows = duckdb.execute(
        "select text, regexp_matches(text, $2) from (select unnest($1) as text)", [texts, SUSPECT_IN_SQL]
    ).fetchall()
    assert [text for text, suspected in rows if suspected != bool(SUSPECT_IN_PYTHON.search(text))] == []
    assert [text for text, suspected in rows if not suspected and kind_in_open(text)] == []


SIGNS = "abcÅøà 09@+;\n.,-\xa0é"
ROWS = st.lists(st.tuples(*[st.none() | st.text(SIGNS, max_size=12)] * 3), min_size=1, max_size=5)


@settings(max_examples=60, derandomize=True)
@given(ROWS)
@example([("01", "abc", "10")])
def test_values_looked_through_at_once_are_found_as_each_alone_is(rows):
    expected = {
        (line, column, value)
        for line, row in enumerate(rows)
        for column, value in zip("abc", row, strict=True)
        if value is not None and SUSPECT_IN_PYTHON.search(value)
    }
    with duckdb.connect() as connection:
        connection.execute("create table t (source_line int, a varchar, b varchar, c varchar)")
        connection.executemany("insert into t values (?, ?, ?, ?)", [(n, *row) for n, row in enumerate(rows)])
        assert set(suspect_values(connection, "t", ["a", "b", "c"])) == expected


@given(st.text(SIGNS, max_size=40), st.sampled_from(["utf-8", "cp1252"]), st.integers(1, 50))
def test_the_lookout_lets_no_suspect_pass_whatever_the_chunks(text, encoding, size):
    data = f"header kari nordmann\n{text}".encode(encoding)
    lookout = WordLookout()
    for at in range(0, len(data), size):
        lookout.feed(data[at : at + size])
    lookout.close()
    if SUSPECT_IN_PYTHON.search(text):
        assert lookout.has_seen_any


@pytest.mark.parametrize("text", ["S731000011;C50.9;JAB30;WBOC05;2024-01-15;12,5\n904C;;K;;IV", ""])
def test_the_lookout_lets_codes_pass(text):
    lookout = WordLookout()
    lookout.feed(f"fornavn;etternavn\n{text}".encode())
    lookout.close()
    assert not lookout.has_seen_any


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("npr_episode_Kari_Nordmann.csv", "npr_episode_[name]_[name].csv"),
        ("Liste (ANNE-LISE) 2.xlsx", "Liste ([name]) 2.xlsx"),
        ("nornmd_behandling (1).csv", "nornmd_behandling (1).csv"),
    ],
)
def test_of_the_name_of_a_file_common_names_of_persons_are_struck_out(name, shown):
    assert without_names(name) == shown
