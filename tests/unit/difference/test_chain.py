"""Where exactly one thing changed between two cuts, the difference of every number is explained as that."""

from dataclasses import replace
from datetime import date

import duckdb
import polars as pl
import pytest

from pipelines.difference.chain import chain
from pipelines.difference.edition import DifferenceError, edition_of
from pipelines.difference.split import EARLIER as BEFORE
from pipelines.difference.split import STEPS, split
from pipelines.difference.states import row_changes
from pipelines.frozen import CutError
from tests.support.erased import erase_rows
from tests.support.small_agreement import changed
from tests.support.small_home import (
    EARLIER,
    KNOWN_LATER_TO,
    LATER,
    TABLES,
    SmallHome,
    case,
    dose,
    person,
    resident,
)

DEAD = {"status": "D", "personstatus": "doed", "dodsdato": date(2022, 8, 6), "statusdato": date(2022, 8, 6)}
SURVIVAL = "overall_survival, kaplan_meier"


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> SmallHome:
    small = SmallHome.begun(tmp_path_factory.mktemp("small") / "begun")
    small.published(EARLIER)
    return small


@pytest.fixture
def small(begun, tmp_path) -> SmallHome:
    return begun.copied(tmp_path / "small")


def explained(small: SmallHome, earlier: str, later: str) -> pl.DataFrame:
    editions = [edition_of(small.home, name) for name in (earlier, later)]
    numbers = split(chain("EX001", *editions, tables=TABLES), TABLES)
    assert numbers.height > 50
    for row in numbers.iter_rows(named=True):
        if row["difference"] is not None:
            parts = [row[name] or 0 for name in (*STEPS, "not_split")]
            assert sum(parts) == pytest.approx(row["difference"], abs=1e-9)
    return numbers


def steps_that_moved(numbers: pl.DataFrame) -> set[str]:
    return {
        step for step in (*STEPS, "not_split") if numbers[step].drop_nulls().abs().max() not in (None, 0.0)
    }


def value(numbers: pl.DataFrame, beginning: str, what: str, column: str) -> float | None:
    (found,) = numbers.filter(
        pl.col("number").str.starts_with(beginning), pl.col("what") == what
    )[column].to_list()  # fmt: skip
    return found


def received_later(**other) -> dict:
    return {"received": "2023-12-10", "kind": "increment", **other}


def test_corrected_and_deleted_rows(small):
    """Two cases turn out to be of another disease, and a dose was never given: nobody new, nobody longer."""
    corrected = [case(n, icd10="C920", morfologi="98613") for n in (2, 3)]
    small.delivered("kreftregisteret", "krg-2", {"tilfelle": corrected}, **received_later())
    small.delivered(
        "inspire", "inspire-2", {"hresept": []}, {"legemiddelbehandling": ["R00004"]}, **received_later()
    )
    small.published(LATER)
    numbers = explained(small, str(EARLIER), str(LATER))
    assert steps_that_moved(numbers) == {"corrections"}
    assert value(numbers, "inside", "n_in", "corrections") == -3
    assert value(numbers, "treated", "n_in", "corrections") == -1
    editions = [edition_of(small.home, str(day)) for day in (EARLIER, LATER)]
    rows = row_changes(*(edition.received() for edition in editions))
    moved = rows.filter((pl.col("changed") + pl.col("deleted") + pl.col("new")) > 0)
    assert sorted(moved.rows()) == [
        ("inspire_legemiddelbehandling", 0, 1, 0), ("kreftregisteret_tilfelle", 2, 0, 0)
    ]  # fmt: skip


def test_a_changed_criterion(small):
    """The same cut, frozen anew with a lower limit of age: children of ten are outside."""
    (earlier,) = (path.name for path in small.home.editions(EARLIER).iterdir())
    small.agreed(changed(("    maximum: 18\n", "    maximum: 9\n")))
    later = small.published(EARLIER)
    numbers = explained(small, f"{EARLIER}/{earlier}", later)
    assert steps_that_moved(numbers) == {"protocol"}
    assert value(numbers, "inside", "n_in", "protocol") == -6


def test_new_patients_only(small):
    """A child is treated for the first time, and one who was known before; nobody is followed longer."""
    small.delivered("kreftregisteret", "krg-2", {"tilfelle": [case(8)]}, **received_later())
    small.delivered("folkeregisteret", "folk-2", {"person": [resident(8, **DEAD)]}, **received_later())
    doses = {"legemiddelbehandling": [dose(7), dose(8)]}
    small.delivered("inspire", "inspire-2", doses, **received_later())
    small.published(LATER)
    numbers = explained(small, str(EARLIER), str(LATER))
    assert steps_that_moved(numbers) <= {"new_patients", "not_split"}
    assert value(numbers, "treated", "n_in", "new_patients") == 2
    at_half_a_year = f"inside, all, all, {SURVIVAL}, 183"
    assert value(numbers, at_half_a_year, "n_events", "new_patients") == 2
    assert value(numbers, at_half_a_year, "estimate", "new_patients") == pytest.approx(5 / 8 - 5 / 6)


def test_longer_follow_up_only(small):
    """Half a year later the same children: one has died since."""
    died = {"status": "D", "personstatus": "doed"}
    since = date(2023, 9, 1)
    small.delivered(
        "folkeregisteret", "folk-2", {"person": [resident(2, **died, dodsdato=since, statusdato=since)]},
        **received_later(complete_to=KNOWN_LATER_TO),
    )  # fmt: skip
    for register, table in (("inspire", "legemiddelbehandling"), ("kreftregisteret", "tilfelle")):
        small.delivered(register, f"{register}-2", {table: []}, **received_later(complete_to=KNOWN_LATER_TO))
    small.published(LATER)
    numbers = explained(small, str(EARLIER), str(LATER))
    assert steps_that_moved(numbers) <= {"follow_up", "not_split"}
    all_the_time = f"inside, all, all, {SURVIVAL}, 730"
    assert value(numbers, all_the_time, "n_events", "follow_up") == 1
    assert value(numbers, "treated", "n_in", "difference") == 0


def test_changed_code_is_what_today_s_code_makes_of_the_same(small):
    """An edition of other code, which counted one child more, and the same inputs built today."""
    edition = edition_of(small.home, str(EARLIER))
    with duckdb.connect(str(edition.place / "results.duckdb")) as connection:
        connection.execute("update edition.build set code_version = 'another'")
    with duckdb.connect(str(edition.analysis)) as connection:
        connection.execute("update result.attrition set n_in = n_in + 1 where step = 'treated'")
    builds = chain("EX001", edition, edition, tables=TABLES)
    assert builds["code"].filter(pl.col("number") == "treated")["value"].to_list() == [6]
    numbers = split(builds, TABLES)
    assert value(numbers, "treated", "n_in", "code") == 0, "gone with today's code, and back with the other"
    assert value(numbers, "treated", "n_in", "difference") == 0


def test_the_same_edition_twice_needs_no_build(small, monkeypatch):
    monkeypatch.setattr("pipelines.difference.chain.build", None)
    numbers = explained(small, str(EARLIER), str(EARLIER))
    assert steps_that_moved(numbers) == set()


def test_after_an_erasure_the_earlier_cut_cannot_be_compared(small):
    erase_rows(small.home.root, person(3))
    edition = edition_of(small.home, str(EARLIER))
    with pytest.raises(CutError, match="persons were erased from"):
        chain("EX001", edition, edition, tables=TABLES)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("summer", "found no date"),
        ("2020-01-01", "found no edition with its inputs"),
        (f"{EARLIER}/../..", "found no build"),
        (f"{EARLIER}/.partial", "found no build"),
    ],
)
def test_what_is_no_edition_is_refused(small, named, message):
    with pytest.raises(DifferenceError, match=message):
        edition_of(small.home, named)


def test_an_agreement_that_an_edition_does_not_hold_and_cuts_in_the_wrong_order_are_refused(small):
    edition = edition_of(small.home, str(EARLIER))
    with pytest.raises(DifferenceError, match="found no agreement EX002; expected one of EX001"):
        chain("EX002", edition, edition, tables=TABLES)
    with pytest.raises(DifferenceError, match="expected the earlier data cut first"):
        chain("EX001", replace(edition, data_cut=LATER), edition, tables=TABLES)


def test_a_number_that_one_build_does_not_have_is_not_split():
    def build(found: float | None) -> pl.DataFrame:
        row = ("result.estimate", "median", "estimate", "days", found)
        return pl.DataFrame([row], schema=["table_name", "number", "what", "unit", "value"], orient="row")

    values = dict(zip((BEFORE, *STEPS, "later"), (5.0, 5.0, 6.0, None, 9.0, 10.0, 10.0), strict=True))
    (row,) = split({name: build(found) for name, found in values.items()}).iter_rows(named=True)
    assert [row[step] for step in STEPS] == [0.0, 1.0, None, None, 1.0]
    assert (row["difference"], row["not_split"]) == (5.0, 3.0)
