"""Lines in quarantine are used after all: by decision, all or none, and no line counts twice."""

import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest import line_release, raw_tables, rules
from pipelines.ingest.counts import TableCounts, table_counts
from pipelines.ingest.current import attach_raw, deliveries_at, stored_deliveries
from pipelines.ingest.load import load_delivery
from pipelines.ingest.released_lines import released_lines, releases_of
from pipelines.ingest.stored_rules import stored_failures
from pipelines.raw_state import record_deliveries
from tests.support.bad_deliveries.corpus import contents
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.identity import an_identity_number
from tests.support.violating_rows import good_row

MODEL = raw_tables.raw_models()["nornmd"]["behandling"]
FILE = "nornmd_behandling.csv"
FORMULA = "rad_id.formula"
CUT = date(2026, 6, 30)
NUMBER = an_identity_number()


def rows() -> list[dict]:
    """Twelve rows: lines 3 and 5 begin as a formula, 7 has a date after receipt, 9 a word for a dose, 11 is a
    formula with a wrong region, and 13 repeats the key of line 12."""
    given = [good_row(MODEL, number) for number in range(12)]
    given[1]["rad_id"], given[3]["rad_id"], given[9]["rad_id"] = "=R1", "@R2", "=R3"
    given[5]["dato"] = date(2025, 6, 1)
    given[7]["dose_gitt"] = "mye"
    given[9]["sh_reg"] = 88
    given[11] |= {"rad_id": given[10]["rad_id"]}
    return given


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loaded")
    path = write_delivery(folder / "in", "nornmd", "n-1", {"behandling": csv_text(MODEL, rows())})
    report = load_delivery(path, folder / "home")
    assert (report.n_loaded, report.n_quarantined) == (6, 6)
    return folder / "home"


@pytest.fixture
def home(loaded_home, tmp_path):
    return shutil.copytree(loaded_home, tmp_path / "home")


def release(home, *words: str, rule: str = FORMULA, file: str = FILE, by: str = "A. E.") -> tuple[int, str]:
    words = ("nornmd/n-1", "--file", file, "--rule", rule, "--by", by, "--why", "Row ids of old", *words)
    result = CliRunner().invoke(main, ["deliveries", "release-lines", *words, "--home", str(home)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def state(home) -> list[tuple[str, int]]:
    """Row ids and lines of the table as a cut sees it."""
    with duckdb.connect() as connection:
        attach_raw(connection, deliveries_at(home, CUT))
        return connection.execute(
            "select rad_id, source_line from raw.nornmd_behandling order by source_line"
        ).fetchall()


def test_the_lines_come_in_with_who_and_why_and_the_delivery_stays_as_it_was(home):
    store = home / "raw" / "nornmd" / "n-1.duckdb"
    before, held = store.read_bytes(), state(home)
    exit_code, said = release(home, "--line", "3", "--line", "5")
    assert (exit_code, said) == (0, f"{store.with_name('n-1-released-1.duckdb')}\n")
    assert store.read_bytes() == before
    assert state(home) == sorted([*held, ("=R1", 3), ("@R2", 5)], key=lambda row: row[1])
    (decision,) = released_lines(store)
    assert (decision.decided_by, decision.reason, decision.n_lines) == ("A. E.", "Row ids of old", 2)
    (released,) = releases_of(store)
    assert query(released, "select distinct source_file, delivery_id from nornmd_behandling") == [
        (FILE, "n-1-released-1")
    ]
    assert query(released, "select kind, received from delivery") == query(
        store, "select 'increment', received from delivery"
    )
    assert released.stat().st_mode & 0o077 == 0
    assert stored_failures(home, "nornmd") == {}


def test_every_line_is_counted_once(home):
    before = table_counts(home, "nornmd")["nornmd_behandling"]
    assert before == TableCounts(n_deliveries=1, n_rows=12, n_loaded=6, n_quarantined=6)
    release(home, "--line", "3")
    release(home, "--line", "5")
    after = table_counts(home, "nornmd")["nornmd_behandling"]
    assert after == TableCounts(n_deliveries=1, n_rows=12, n_loaded=8, n_quarantined=4)
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        record_deliveries(connection, stored_deliveries(home))
        counted = connection.execute("select delivery_id, n_rows, n_quarantined from raw.delivery").fetchall()
    assert counted == [("n-1", 8, 4)], "released lines are rows of the delivery they came in"


@pytest.mark.parametrize(
    ("words", "asked", "message"),
    [
        ((), {}, "lines still break sh_reg.isin (1); expected them to keep the rules of the schema"),
        (("--line", "3", "--line", "11"), {}, "lines still break sh_reg.isin (1)"),
        (("--line", "9"), {"rule": "dose_gitt.type"}, "lines still break dose_gitt.type (1)"),
        (("--line", "12"), {"rule": "key.unique"}, "found 1 lines whose key the delivery's table has"),
        (("--line", "3", "--line", "4"), {}, "1 of 2 lines not found in quarantine under rad_id.formula"),
        ((), {"rule": "atc.formula"}, "found no line to release under atc.formula"),
        ((), {"file": "other.csv"}, "found no such file; expected one of the delivery"),
        (("--line", "3"), {"by": " "}, "found no name or no reason"),
        (("--line", "3"), {"by": NUMBER}, "reads as a national identity number or a pseudonym"),
    ],
)
def test_all_of_them_or_none(words, asked, message, home):
    before = contents(home)
    exit_code, said = release(home, *words, **asked)
    assert exit_code == 1 and message in said, said
    assert contents(home) == before


def test_a_line_is_released_once(home):
    assert release(home, "--line", "3")[0] == 0
    exit_code, said = release(home, "--line", "3", "--line", "5")
    assert exit_code == 1 and "found 1 of the lines released before" in said
    assert len(releases_of(home / "raw" / "nornmd" / "n-1.duckdb")) == 1


def test_of_two_lines_with_one_key_one_is_released(tmp_path):
    given = rows()[:4]
    given[3]["rad_id"] = given[1]["rad_id"]
    path = write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": csv_text(MODEL, given)})
    load_delivery(path, tmp_path / "home")
    assert release(tmp_path / "home", "--line", "3")[0] == 0
    exit_code, said = release(tmp_path / "home", "--line", "5")
    assert exit_code == 1 and "found 1 lines whose key the delivery's table has" in said
    assert state(tmp_path / "home")[1] == ("=R1", 3)


def test_a_key_that_is_deleted_by_a_released_line_spares_the_rows_sent_with_it(tmp_path):
    home, key = tmp_path / "home", {"rad_id": "=R1"}
    for delivery_id, number, received in (("n-0", 0, "2025-01-02"), ("n-1", 1, "2025-02-01")):
        files = {"behandling": csv_text(MODEL, [good_row(MODEL, number) | key, good_row(MODEL, 5 + number)])}
        deletions = {"behandling": "rad_id\n=R1\n5\n"} if number else None
        stated = {"received": received, "complete_to": "2024-12-31"}
        load_delivery(
            write_delivery(tmp_path / "in", "nornmd", delivery_id, files, deletions, **stated), home
        )
    assert release(home)[0] == 0
    assert state(home) == [("=R1", 2), ("6", 3)]
    assert release(home, file="nornmd_behandling_deleted.csv")[0] == 0
    assert state(home) == [("=R1", 2), ("6", 3)]


def test_a_code_that_its_list_has_by_now_is_released(tmp_path, monkeypatch):
    model = raw_tables.raw_models()["folkeregisteret"]["person"]
    given = [good_row(model, number) | {"status": "N" if number < 2 else "B"} for number in range(5)]
    path = write_delivery(tmp_path / "in", "folkeregisteret", "f-1", {"person": csv_text(model, given)})
    load_delivery(path, tmp_path / "home")
    words = ("folkeregisteret/f-1", "--file", "folkeregisteret_person.csv", "--rule", "status.isin")
    words += ("--by", "x", "--why", "y", "--home", str(tmp_path / "home"))
    refused = CliRunner().invoke(main, ["deliveries", "release-lines", *words])
    assert refused.exit_code == 1 and "still break status.isin (2)" in refused.output
    monkeypatch.setattr(
        line_release, "table_rules", lambda model: without(rules.table_rules(model), "status.isin")
    )
    monkeypatch.setattr(line_release, "gate_failures", lambda *given: [])
    assert CliRunner().invoke(main, ["deliveries", "release-lines", *words]).exit_code == 0
    (released,) = releases_of(tmp_path / "home" / "raw" / "folkeregisteret" / "f-1.duckdb")
    assert query(released, "select source_line, status from folkeregisteret_person") == [(2, "N"), (3, "N")]


def without(given: rules.TableRules, name: str) -> rules.TableRules:
    return replace(given, checks=tuple(rule for rule in given.checks if rule.name != name))


def test_page_and_list_say_it(home):
    release(home, "--line", "3")
    answers = [
        CliRunner().invoke(main, ["deliveries", *words, "--home", str(home)]).output
        for words in (("quarantine", "nornmd/n-1", "--language", "en"), ("list",))
    ]
    assert f"1 lines of {FILE} under `{FORMULA}` used since" in answers[0]
    assert "decided by A. E.: Row ids of old" in answers[0]
    assert "12 lines: 6 good ones, and 5 held in quarantine, neither used nor lost." in answers[0]
    assert (
        "nornmd/n-1-released-1: 1 rows loaded, 0 in quarantine, in use, lines released from quarantine of n-1"
        in answers[1]
    )
    assert "nornmd/n-1: 6 rows loaded, 5 in quarantine, in use" in answers[1]


def test_a_line_of_two_lines_comes_in_whole(tmp_path):
    given = rows()[:3]
    given[1]["rad_id"] = "=R\n1"
    content = csv_text(MODEL, given)
    path = write_delivery(tmp_path / "in", "nornmd", "n-1", {"behandling": content}, file_stated={"rows": 3})
    load_delivery(path, tmp_path / "home")
    assert release(tmp_path / "home")[0] == 0
    assert state(tmp_path / "home")[1] == ("=R\n1", 3)


def test_what_came_later_goes_before_a_line_that_is_released_afterwards(home, tmp_path):
    key = good_row(MODEL, 5)["rad_id"]
    kept, deletions = (
        {"behandling": csv_text(MODEL, [good_row(MODEL, 50)])},
        {"behandling": f"rad_id\n{key}\n"},
    )
    path = write_delivery(tmp_path / "in", "nornmd", "n-1-a", kept, deletions)
    load_delivery(path, home)
    assert "n-1-a" < "n-1-released-1", "received on the same day, and before it by name"
    assert release(home, "--line", "7", rule="dato.not_after_received")[0] == 0
    ids = [item.delivery_id for item in stored_deliveries(home)]
    assert ids == ["n-1", "n-1-released-1", "n-1-a"]
    assert key not in dict(state(home)), "deleted since"
