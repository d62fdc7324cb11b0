"""The rules of a model asked in one query are those that pandera itself finds broken, and every model of the
house is examined so; what only pandera can examine is left to it."""

from datetime import date

import duckdb
import pandera.ibis as pa
import pytest
from pandera.errors import SchemaWarning

from pipelines import ddl, model_rules
from pipelines.ingest.raw_tables import raw_models
from pipelines.model_rules import BrokenRule, Place, broken_rules
from pipelines.tables import all_tables
from schemas.ordering import ordered
from schemas.table import Table
from tests.support.violating_rows import good_row, violations

PLACE = Place(None, "main", "examined")
RAW = [model for tables in raw_models().values() for model in tables.values()]


class EveryKind(Table):
    """One row per key."""

    key: str = pa.Field(str_matches=r"^\d{3}$")
    second_key: int = pa.Field(ge=1, le=9)
    word: str = pa.Field(isin=["a", "b"], nullable=True)
    other: str = pa.Field(notin=["x"], str_length={"min_value": 1, "max_value": 3}, nullable=True)
    share: float = pa.Field(gt=0, lt=1)
    loose: float = pa.Field(in_range={"min_value": 0, "max_value": 2}, nullable=True)
    first: date = pa.Field(ge=date(2020, 1, 1), nullable=True)
    last: date = pa.Field(nullable=True)
    flag: bool = pa.Field(eq=True, nullable=True)
    begins: str = pa.Field(str_startswith="b", str_endswith="e", nullable=True)
    has: str = pa.Field(str_contains="m", ne="mm", nullable=True)

    in_order = ordered("first", "last")

    class Config:
        unique = ["key", "second_key"]


GOOD = {
    "key": "001",
    "second_key": 1,
    "word": "a",
    "other": "y",
    "share": 0.5,
    "loose": 1.0,
    "first": date(2024, 1, 1),
    "last": date(2024, 1, 1),
    "flag": True,
    "begins": "bae",
    "has": "m",
}
NOT_A_NUMBER = float("nan")
# What is changed in a good row, and the rules that breaks; lists, for the names of tests are made of them.
CHANGES = [
    ({"key": "1"}, ["str_matches"]),
    ({"key": None}, ["not_nullable"]),
    ({"second_key": 0}, ["greater_than_or_equal_to"]),
    ({"second_key": 10}, ["less_than_or_equal_to"]),
    ({"word": "c"}, ["isin"]),
    ({"other": "x"}, ["notin"]),
    ({"other": ""}, ["str_length"]),
    ({"other": "yyyy"}, ["str_length"]),
    ({"share": 0.0}, ["greater_than"]),
    ({"share": 1.0}, ["less_than"]),
    ({"share": None}, ["not_nullable"]),
    # Neither null nor a number: greater than all numbers, says DuckDB.
    ({"share": NOT_A_NUMBER}, ["not_nullable", "less_than"]),
    ({"loose": -0.1}, ["in_range"]),
    ({"loose": 2.1}, ["in_range"]),
    ({"loose": NOT_A_NUMBER}, ["in_range"]),
    ({"first": date(2019, 12, 31)}, ["greater_than_or_equal_to"]),
    ({"flag": False}, ["equal_to"]),
    ({"begins": "ae"}, ["str_startswith"]),
    ({"begins": "ba"}, ["str_endswith"]),
    ({"has": "n"}, ["str_contains"]),
    ({"has": "mm"}, ["not_equal_to"]),
]
NULLS = dict.fromkeys(("word", "other", "loose", "first", "last", "flag", "begins", "has"))


def made(connection: duckdb.DuckDBPyConnection, model: type[Table], rows: list[dict]) -> None:
    ddl.create_table(connection, "examined", model)
    for row in rows:
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into examined values ({marks})", list(row.values()))


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


@pytest.fixture
def without_pandera(monkeypatch):
    def examined(*given):
        raise AssertionError("left to pandera")

    monkeypatch.setattr(model_rules, "_examined_by_pandera", examined)


def by_pandera(connection, model) -> set[BrokenRule]:
    return model_rules._examined_by_pandera(connection, PLACE, model, False)


@pytest.mark.parametrize(("change", "rules"), CHANGES, ids=str)
def test_a_broken_rule_is_found_and_no_other(connection, without_pandera, change, rules):
    made(connection, EveryKind, [GOOD | {"key": "002"}, GOOD | change])
    (column,) = change
    assert broken_rules(connection, PLACE, EveryKind) == {BrokenRule(column, rule) for rule in rules}


def test_two_days_in_the_wrong_order_are_found(connection, without_pandera):
    made(connection, EveryKind, [GOOD | {"key": "002"}, GOOD | {"last": date(2023, 12, 31)}])
    assert broken_rules(connection, PLACE, EveryKind) == {BrokenRule("EveryKind", "last.not_before_first")}


@pytest.mark.parametrize(
    "changes", [[{}], [NULLS], [change for change, _ in CHANGES]], ids=["good", "nulls", "broken"]
)
def test_pandera_finds_the_same(connection, changes):
    made(connection, EveryKind, [GOOD | {"second_key": 2}, *(GOOD | change for change in changes)])
    found = broken_rules(connection, PLACE, EveryKind)
    assert found == by_pandera(connection, EveryKind)
    assert bool(found) == (len(changes) > 1)


@pytest.mark.parametrize("key", [("001", 1), ("001", 2), ("002", 1)])
def test_a_key_is_repeated_where_all_of_it_is(connection, key):
    made(connection, EveryKind, [GOOD, GOOD | {"key": key[0], "second_key": key[1]}])
    found = broken_rules(connection, PLACE, EveryKind)
    assert found == by_pandera(connection, EveryKind)
    assert found == ({BrokenRule("EveryKind", "multiple_fields_uniqueness")} if key == ("001", 1) else set())


def test_of_a_column_with_nothing_in_it_pandera_finds_the_same(connection):
    """SQL's "all" is null where no row has an answer: what it is taken for must not differ."""
    made(connection, EveryKind, [GOOD | NULLS])
    assert broken_rules(connection, PLACE, EveryKind) == by_pandera(connection, EveryKind) == set()


def test_in_an_empty_table_no_rule_is_broken(connection, without_pandera):
    made(connection, EveryKind, [])
    assert broken_rules(connection, PLACE, EveryKind) == set()


@pytest.mark.parametrize("model", RAW, ids=lambda model: model.__name__)
def test_every_raw_model_is_examined_without_asking_rule_by_rule(connection, without_pandera, model):
    """Those after raw are in test_every_constraint."""
    made(connection, model, [good_row(model, 2023)])
    assert broken_rules(connection, PLACE, model) == set()
    broken = list(violations(model))
    made(connection, model, [row for violation in broken for row in violation.rows])
    assert len(broken_rules(connection, PLACE, model)) == len(broken)


@pytest.mark.parametrize("model", [all_tables()["core.hospital_episode"].model, EveryKind])
def test_what_was_found_of_other_rows_is_not_said_again(connection, model):
    good = GOOD if model is EveryKind else good_row(model, 1)
    made(connection, model, [good, good])
    assert len(broken_rules(connection, PLACE, model)) == 1
    made(connection, model, [good])
    assert broken_rules(connection, PLACE, model) == set()


@pytest.mark.parametrize(
    ("alteration", "broken"),
    [
        ("alter table examined drop column word", BrokenRule("EveryKind", "column_in_dataframe")),
        ("alter table examined add column more integer", BrokenRule("EveryKind", "column_in_schema")),
        ("alter table examined alter second_key type varchar", BrokenRule("second_key", "dtype('int64')")),
        ("alter table examined alter share type decimal(9, 3)", BrokenRule("share", "dtype('float64')")),
    ],
)
@pytest.mark.parametrize("rows", [[], [GOOD]], ids=["empty", "filled"])
def test_columns_that_are_not_the_models_are_said(connection, alteration, broken, rows):
    made(connection, EveryKind, [])
    assert broken_rules(connection, PLACE, EveryKind) == set()
    made(connection, EveryKind, rows)
    connection.execute(alteration)
    assert broken in broken_rules(connection, PLACE, EveryKind)


class Whole(Table):
    """One row per number, with a rule of the whole column that no expression of a row says."""

    number: int

    @pa.dataframe_check(name="adds_up")
    def adds_up(cls, data):
        return data.table["number"].sum() == 10


class Advice(Table):
    """One row per number, with a rule that is only advised."""

    number: int = pa.Field(lt=5, raise_warning=True)


def test_a_rule_of_an_unknown_kind_is_left_to_pandera(connection):
    made(connection, Whole, [{"number": 4}, {"number": 6}])
    assert broken_rules(connection, PLACE, Whole) == set()
    made(connection, Whole, [{"number": 4}, {"number": 7}])
    assert broken_rules(connection, PLACE, Whole) == {BrokenRule("Whole", "adds_up")}


def test_a_rule_that_is_only_advised_warns(connection):
    made(connection, Advice, [{"number": 6}])
    with pytest.warns(SchemaWarning):
        assert broken_rules(connection, PLACE, Advice) == set()


class Answered(Table):
    """One row per word that somebody has to have given, by a rule that is asked of what is missing too."""

    word: str = pa.Field(isin=["a"], nullable=True, ignore_na=False)


@pytest.mark.parametrize(
    "rows", [[{"word": None}], [{"word": None}, {"word": "a"}], [{"word": "b"}]], ids=["none", "one", "other"]
)
def test_a_rule_that_is_asked_of_what_is_missing_is_taken_as_pandera_takes_it(connection, rows):
    made(connection, Answered, rows)
    assert broken_rules(connection, PLACE, Answered) == by_pandera(connection, Answered)


def test_no_model_hangs_on_a_column_that_is_unique_by_itself():
    """pandera never asks that of an ibis table: a key stands in the model's Config."""
    models = [*RAW, *(definition.model for definition in all_tables().values())]
    assert len(models) > 100
    assert [model for model in models for column in model.to_schema().columns.values() if column.unique] == []
