"""A corpus of bad deliveries: each ends in one clear message or in quarantine, and nothing else changes."""

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.check import check_delivery
from pipelines.ingest.load import load_all
from tests.bench.trust.measure_bad_deliveries import Run, judged, outcomes, tallied
from tests.support.bad_deliveries.content_faults import BAD_VALUES, rows_of_bad_values
from tests.support.bad_deliveries.corpus import CORPUS, PARTS, PROMISED, VALUE_FAULTS, contents
from tests.support.bad_deliveries.spoiling import (
    DELIVERY_ID,
    REGISTER,
    TABLE,
    Held,
    Refused,
    Waits,
    good_delivery,
    values_in,
)
from tests.support.delivery import query, write_delivery

REFUSED = [name for name, (_, answer) in CORPUS.items() if isinstance(answer, Refused)]
HELD = [name for name, (_, answer) in CORPUS.items() if isinstance(answer, Held) and name not in VALUE_FAULTS]
WAITING = [name for name, (_, answer) in CORPUS.items() if isinstance(answer, Waits)]
LONGEST_MESSAGE = 1500


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory) -> Path:
    """A store that holds one good delivery of the same register; no test changes it."""
    folder = tmp_path_factory.mktemp("loaded")
    good_delivery(folder / "in", "nornmd-2024")
    load_all(folder / "in", folder / "home", lambda line: None)
    return folder / "home"


@pytest.fixture
def home(loaded_home, tmp_path) -> Path:
    shutil.copytree(loaded_home, tmp_path / "home")
    return tmp_path / "home"


def test_the_corpus_is_large_and_every_fault_has_its_name():
    assert len(CORPUS) == sum(map(len, PARTS.values())) == 196


@pytest.mark.parametrize("kind", PROMISED)
def test_every_kind_that_is_promised_is_in_the_corpus(kind):
    assert PROMISED[kind] and not [name for name in PROMISED[kind] if name not in CORPUS]


def test_the_good_delivery_is_good(tmp_path, home):
    path = good_delivery(tmp_path / "in")
    assert check_delivery(path) == []
    (report,) = load_all(tmp_path / "in", home, lambda line: None)
    assert (report.status, report.n_loaded, report.n_quarantined) == ("loaded", 4, 0)
    assert {"S731000011", "RADMERKE4", "2019-03-12", "M09AX07", "7391,4683", "983971634"} <= values_in(path)


@pytest.mark.parametrize("fault", REFUSED)
def test_refused_by_one_message(fault, tmp_path, home):
    spoil, expected = CORPUS[fault]
    path = good_delivery(tmp_path / "in")
    spoil(path)
    (path,) = (tmp_path / "in" / REGISTER).iterdir()
    before, said = contents(home), []

    (report,) = load_all(tmp_path / "in", home, said.append)

    (message,) = report.problems
    place = str(path / expected.place) if expected.place else str(path)
    assert message.startswith(place), message
    assert expected.says in message
    assert "found" in message and "expected" in message
    assert message.isprintable() and len(message) < LONGEST_MESSAGE
    assert report.status == "refused"
    assert said == [f"{REGISTER}/{path.name}: refused"]
    assert contents(home) == before
    assert_check_agrees(path, message, expected)
    assert not [value for value in values_in(path) if value in message]


def assert_check_agrees(path: Path, message: str, expected: Refused) -> None:
    """`revurdering check` says the same, exit status 1; what a store alone can know it cannot say."""
    result = CliRunner().invoke(main, ["check", str(path)])
    if not expected.place:
        assert result.exit_code == 0
        return
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.output) == (1, message + "\n")


@pytest.mark.parametrize("fault", WAITING)
def test_it_waits_for_a_decision_where_no_cut_sees_it(fault, tmp_path, home):
    spoil, expected = CORPUS[fault]
    path = good_delivery(tmp_path / "in")
    spoil(path)
    before, said = contents(home), []

    (report,) = load_all(tmp_path / "in", home, said.append)

    assert report.status == "refused" and said == [f"{REGISTER}/{DELIVERY_ID}: refused"]
    assert report.problems[0].startswith(f"{REGISTER}/{DELIVERY_ID}: {expected.says}")
    assert not [value for value in values_in(path) for problem in report.problems if value in problem]
    held = f"held/{REGISTER}/{DELIVERY_ID}.duckdb"
    assert contents(home).keys() - before.keys() == {"held", f"held/{REGISTER}", held}
    assert {name: hash_ for name, hash_ in contents(home).items() if name in before} == before
    (message,) = check_delivery(path)
    assert message.startswith(str(path / expected.place)) and expected.check_says in message


@pytest.mark.parametrize("fault", HELD)
def test_held_under_the_name_of_its_rule(fault, tmp_path, home):
    spoil, expected = CORPUS[fault]
    path = good_delivery(tmp_path / "in")
    spoil(path)
    before, said = contents(home), []

    assert check_delivery(path) == []
    (report,) = load_all(tmp_path / "in", home, said.append)

    store = home / "raw" / REGISTER / f"{DELIVERY_ID}.duckdb"
    held: dict[int, set[str]] = {}
    for line, rule in query(store, "select source_line, rule from quarantine"):
        held.setdefault(line, set()).add(rule)
    kept = [line for (line,) in query(store, "select source_line from nornmd_behandling")]
    stated = query(store, "select n_rows, n_loaded, n_quarantined from delivery")
    assert report.problems == []
    assert set(held) == set(expected.rules)
    assert all(rule in held[line] for line, rule in expected.rules.items()), held
    assert not set(kept) & set(held)
    assert stated == [(rows_stated(path), len(kept), len(held))]
    assert len(kept) + len(held) == rows_stated(path)
    assert said == [f"{REGISTER}/{DELIVERY_ID}: {len(kept)} rows loaded, {len(held)} in quarantine"]
    assert {name: hash_ for name, hash_ in contents(home).items() if name in before} == before
    assert len(contents(home)) == len(before) + 1


def rows_stated(path: Path) -> int:
    """How many rows the manifest says that the delivery has."""
    return yaml.safe_load((path / "manifest.yaml").read_text(encoding="utf-8"))["files"][0]["rows"]


@pytest.fixture(scope="module")
def held_values(tmp_path_factory) -> dict[int, list[str]]:
    """Line → rules, of one delivery in which every row has another bad value."""
    folder = tmp_path_factory.mktemp("values")
    write_delivery(folder / "in", REGISTER, DELIVERY_ID, {TABLE: rows_of_bad_values()})
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        # Asked is where each line goes, not whether a file of faults alone is held.
        patch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", 1_000_000)
        (report,) = load_all(folder / "in", folder / "home", said.append)
    assert (report.status, report.n_loaded) == ("loaded", 0)
    assert said[0] == f"{REGISTER}/{DELIVERY_ID}: 0 rows loaded, {len(BAD_VALUES)} in quarantine"
    assert len(said) > 1 and all(" warning: " in line for line in said[1:])
    held: dict[int, list[str]] = {}
    store = folder / "home" / "raw" / REGISTER / f"{DELIVERY_ID}.duckdb"
    for line, rule in query(store, "select source_line, rule from quarantine order by all"):
        held.setdefault(line, []).append(rule)
    return held


@pytest.mark.parametrize("line", range(2, len(BAD_VALUES) + 2), ids=BAD_VALUES)
def test_a_bad_value_is_held_under_its_rule(line, held_values):
    _, _, rule = list(BAD_VALUES.values())[line - 2]
    assert rule in held_values[line]


def test_a_bad_delivery_does_not_stop_the_others(tmp_path):
    (good_delivery(tmp_path / "in", "nornmd-2023") / "manifest.yaml").unlink()
    good_delivery(tmp_path / "in")
    said: list[str] = []

    reports = load_all(tmp_path / "in", tmp_path / "home", said.append)

    assert [report.status for report in reports] == ["refused", "loaded"]
    assert said == ["nornmd/nornmd-2023: refused", "nornmd/nornmd-2025: 4 rows loaded, 0 in quarantine"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(NotADirectoryError, match="found no folder"):
        load_all(tmp_path / "nowhere", tmp_path / "home", print)
    assert check_delivery(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: found no folder; expected a delivery with manifest.yaml"
    ]


def test_in_processes_of_their_own_they_end_the_same(tmp_path):
    """A small part of `make bench-trust`, which hands in the whole corpus in this way."""
    chosen = ("name in no encoding", "column added", "formula that runs a program")
    tally = tallied(outcomes({name: CORPUS[name] for name in chosen}, tmp_path))
    assert +tally == {"deliveries": 3, "refused": 1, "in quarantine": 1, "waiting": 1}


REFUSED_AT_X = Refused("x.csv", "found y")


@pytest.mark.parametrize(
    ("said", "changes", "seen"),
    [
        ("a/b: refused\n{x}/x.csv: found y; expected z\n", {}, {"refused": 1}),
        ("a/b: refused\n{x}/x.csv: found w; expected z\n", {}, {"neither": 1}),
        ("a/b: refused\n{x}/x.csv: found y\n{x}/x.csv: found y again\n", {}, {"neither": 1}),
        ("a/b: refused\n{x}/x.csv: found y; expected z\n", {"status": 0}, {"neither": 1}),
        ("a/b: refused\n{x}/x.csv: found y in S731000011\n", {}, {"refused": 1, "values said": 1}),
        ("a/b: refused\n{x}/x.csv: found y\n", {"after": {"a": "2"}}, {"refused": 1, "stores changed": 1}),
        ("Traceback (most recent call last)\n{x}/x.csv: found y", {}, {"refused": 1, "stack traces": 1}),
    ],
)  # fmt: skip
def test_what_the_measurement_sees(said, changes, seen, tmp_path):
    path = good_delivery(tmp_path)
    run = Run(
        **({"status": 1, "before": {"a": "1"}, "after": {"a": "1"}} | changes), said=said.format(x=path)
    )
    outcome = judged(REFUSED_AT_X, path, tmp_path / "no store", run)
    assert +tallied([outcome]) == {"deliveries": 1} | seen


def test_the_measurement_sees_lines_that_are_not_where_they_should_be(tmp_path, home):
    good_delivery(tmp_path / "in")
    load_all(tmp_path / "in", home, lambda line: None)
    store = home / "raw" / REGISTER / f"{DELIVERY_ID}.duckdb"
    run = Run(1, "raw: found no delivery received by 2020-01-01; expected at least one", {}, {})
    assert judged(Held({}), tmp_path, store, run).answer == "in quarantine"
    assert judged(Held({3: "dato.type"}), tmp_path, store, run).answer == "neither"
