"""Too many lines under one rule hold the delivery; a decision releases it; the register is told no value."""

import stat

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.current import stored_deliveries
from pipelines.ingest.holding import decision_of, held_store, raw_store
from pipelines.ingest.load import DeliveryRefused, load_all, load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.tolerance import ACCEPTED, ALL_RULES, HELD, TOLERANCES, WARNING, RuleCount
from tests.support.delivery import csv_text, query, write_delivery
from tests.support.identity import an_identity_number
from tests.support.violating_rows import good_row

REGISTER, TABLE = "folkeregisteret", "person"
MODEL = raw_models()[REGISTER][TABLE]
NAME = f"{REGISTER}/f-1"
NUMBER = an_identity_number()


def content(n_rows: int, codes: list[str]) -> str:
    """A file of persons in which the first ones have these codes for status."""
    rows = [good_row(MODEL, number) for number in range(n_rows)]
    for row, code in zip(rows, codes, strict=False):
        row["status"] = code
    return csv_text(MODEL, rows)


def delivered(tmp_path, text: str, folder: str = "in"):
    return write_delivery(tmp_path / folder, REGISTER, "f-1", {TABLE: text})


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["deliveries", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def home(tmp_path):
    """A home with one held delivery: the status is X on 24 of 400 lines, and another text on one."""
    path = delivered(tmp_path, content(400, ["X"] * 24 + ["merkeverdi"]))
    with pytest.raises(DeliveryRefused) as caught:
        load_delivery(path, tmp_path / "home")
    assert caught.value.problems == [
        f"{NAME}: held: folkeregisteret_person.csv: found one code that is new in status on 24 of 400 lines; "
        "expected the codes of its list",
        f"{NAME}: held: folkeregisteret_person.csv: found 25 of 400 lines breaking status.isin; expected "
        "less than 5.0%",
        f"{NAME}: held until somebody decides: revurdering deliveries quarantine, release",
    ]
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("rule", "n_lines", "n_rows", "verdict"),
    [
        ("utdato.not_before_inndato", 4, 4, ACCEPTED),
        ("utdato.not_before_inndato", 5, 501, ACCEPTED),
        ("utdato.not_before_inndato", 5, 500, WARNING),
        ("utdato.not_before_inndato", 19, 19, WARNING),
        ("utdato.not_before_inndato", 20, 401, WARNING),
        ("utdato.not_before_inndato", 20, 400, HELD),
        ("line.fields", 20, 2000, HELD),
        ("lopenr.str_matches", 20, 2000, HELD),
        ("key.unique", 199, 1000, WARNING),
        ("key.unique", 200, 1000, HELD),
        ("merknad.formula", 20, 401, WARNING),
        ("status.new_code", 4, 400, ACCEPTED),
        ("status.new_code", 5, 400, WARNING),
        ("status.new_code", 20, 20_001, WARNING),
        ("status.new_code", 20, 20_000, HELD),
        ("postnr.new_column", 0, 0, HELD),
        ("decimal_sign", 1, 1000, WARNING),
        (ALL_RULES, 99, 1000, WARNING),
        (ALL_RULES, 100, 1000, HELD),
    ],
)
def test_a_rule_has_its_own_tolerance(rule, n_lines, n_rows, verdict):
    assert RuleCount("a.csv", "npr_episode", rule, n_lines, n_rows).verdict == verdict


def test_a_table_s_own_tolerance_goes_before_the_rule_s(monkeypatch):
    monkeypatch.setitem(TOLERANCES, "npr_episode.line.fields", TOLERANCES["key.unique"])
    assert RuleCount("a.csv", "npr_episode", "line.fields", 20, 2000).verdict == ACCEPTED
    assert RuleCount("a.csv", "npr_other", "line.fields", 20, 2000).verdict == HELD


def test_every_tolerance_warns_before_it_holds():
    assert [name for name, item in TOLERANCES.items() if not 0 < item.warn < item.hold < 1] == []


def test_a_held_delivery_is_kept_whole_for_its_owner_and_no_cut_sees_it(home):
    held = held_store(home, REGISTER, "f-1")
    assert query(held, "select n_rows, n_loaded, n_quarantined from delivery") == [(400, 375, 25)]
    assert stat.S_IMODE(held.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (held.parent, held.parent.parent)} == {0o700}
    assert stored_deliveries(home) == []


def test_it_stays_held_however_often_it_is_loaded(home, tmp_path):
    said: list[str] = []
    (report,) = load_all(tmp_path / "in", home, said.append)
    assert report.status == "refused" and "held" in report.problems[0]
    assert said == [f"{NAME}: refused"]
    assert held_store(home, REGISTER, "f-1").exists()


@pytest.mark.parametrize("fewest", [20, 1000])
def test_what_a_killed_release_left_is_swept_by_the_next_load(home, tmp_path, monkeypatch, fewest):
    log = held_store(home, REGISTER, "f-1").with_name("f-1.duckdb.wal")
    monkeypatch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", fewest)
    log.touch()
    load_all(tmp_path / "in", home, lambda line: None)
    assert not log.exists()


@pytest.mark.parametrize("codes", [["X"] * 30, []], ids=["would be held too", "breaks nothing"])
def test_other_content_under_the_id_of_a_held_one_is_refused(home, tmp_path, codes):
    before = held_store(home, REGISTER, "f-1").read_bytes()
    with pytest.raises(DeliveryRefused, match="found other content than was held before under this id"):
        load_delivery(delivered(tmp_path, content(400, codes), "again"), home)
    assert held_store(home, REGISTER, "f-1").read_bytes() == before
    assert stored_deliveries(home) == []


def test_when_the_rule_is_changed_the_next_load_accepts_it(home, tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", 1000)
    assert load_delivery(tmp_path / "in" / NAME, home).status == "loaded"
    assert not held_store(home, REGISTER, "f-1").exists()


def test_a_release_keeps_who_and_why_and_holds_its_lines_back(home, tmp_path):
    exit_code, said = run(
        "release", NAME, "--home", str(home), "--by", "A. Engineer", "--why", "Asked: a new code"
    )
    store = raw_store(home, REGISTER, "f-1")
    assert (exit_code, said) == (0, f"{store}\n")
    assert not held_store(home, REGISTER, "f-1").exists()
    decision = decision_of(store)
    assert (decision.decided_by, decision.reason) == ("A. Engineer", "Asked: a new code")
    assert [(item.rule, item.n_lines, item.n_rows) for item in decision.held_for] == [
        ("status.isin", 25, 400),
        ("status.new_code", 24, 400),
    ]
    assert [item.rows for item in stored_deliveries(home)] == [375]
    assert load_delivery(tmp_path / "in" / NAME, home).status == "already_loaded"
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert "Released" in run("quarantine", NAME, "--home", str(home), "--language", "en")[1]
    assert run("list", "--home", str(home))[1] == (
        f"{NAME}: 375 rows loaded, 25 in quarantine, in use, released by decision\n"
    )


@pytest.mark.parametrize(
    ("name", "by", "why", "message"),
    [
        (NAME, " ", "x", "found no name or no reason"),
        (NAME, "x", "", "found no name or no reason"),
        pytest.param(
            NAME, NUMBER, "x", "found what reads as a national identity number or a pseudonym", id="who"
        ),
        (NAME, "x", "Line of S000000001, asked", "found what reads as a national identity number or a"),
        (f"{REGISTER}/f-2", "x", "y", "found no such delivery held"),
        ("../held/folkeregisteret/f-1", "x", "y", "expected REGISTER/DELIVERY_ID"),
        ("folkeregisteret/..", "x", "y", "expected REGISTER/DELIVERY_ID"),
    ],
)
def test_what_cannot_be_released(home, name, by, why, message):
    exit_code, said = run("release", name, "--home", str(home), "--by", by, "--why", why)
    assert exit_code == 1 and message in said and NUMBER not in said and "S000000001" not in said
    assert held_store(home, REGISTER, "f-1").exists() and stored_deliveries(home) == []


def test_a_home_without_deliveries_has_no_list(tmp_path):
    said = f"{tmp_path}: found no deliveries; expected a home in which some were loaded\n"
    assert run("list", "--home", str(tmp_path)) == (1, said)


def test_a_delivery_is_released_once(home):
    words = ("release", NAME, "--home", str(home), "--by", "x", "--why", "y")
    assert run(*words)[0] == 0
    exit_code, said = run(*words)
    assert exit_code == 1 and "found it accepted" in said


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_page_for_the_register_names_rules_lines_and_codes_and_no_person(home, language):
    exit_code, page = run("quarantine", NAME, "--home", str(home), "--language", language)
    assert exit_code == 0
    assert "| folkeregisteret_person.csv | `status.isin` | 25 | 400 | 6.25% |" in page
    assert "| 2, 3, 4, 5, 6 … |" in page
    assert "| folkeregisteret_person.csv | status | X | 24 |" in page
    texts = query(held_store(home, REGISTER, "f-1"), "select raw_text from quarantine")
    values = {value for (text,) in texts for value in text.split(";") if len(value) > 4}
    assert "merkeverdi" in values and len(values) > 20
    assert sorted(value for value in values if value in page and value not in ("2025-02-01",)) == []


def test_a_code_that_may_be_a_person_s_own_is_not_named(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", 1000)
    odd = ["Q"] * 4 + ["S000000001"] * 9 + ["010190"] * 9 + ["anamethatislong"] * 9 + ["R"] * 5
    load_delivery(delivered(tmp_path, content(400, odd)), tmp_path / "home")
    _, page = run("quarantine", NAME, "--home", str(tmp_path / "home"))
    named = [line for line in page.splitlines() if "| status |" in line]
    assert named == ["| folkeregisteret_person.csv | status | R | 5 |"]


def test_a_warning_is_said_and_the_delivery_used(tmp_path):
    delivered(tmp_path, content(400, ["X"] * 6))
    said: list[str] = []
    (report,) = load_all(tmp_path / "in", tmp_path / "home", said.append)
    assert (report.status, report.n_quarantined) == ("loaded", 6)
    assert said[1:] == [
        f"{NAME}: warning: folkeregisteret_person.csv: found one code that is new in status on 6 of 400 "
        "lines; expected the codes of its list",
        f"{NAME}: warning: folkeregisteret_person.csv: found 6 of 400 lines breaking status.isin; expected "
        "less than 1.0%",
    ]


def test_a_code_cannot_break_out_of_its_cell_or_be_run_by_a_spreadsheet(tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.ingest.tolerance.FEWEST_LINES_HELD", 1000)
    load_delivery(delivered(tmp_path, content(100, ["=1+1|<b>"] * 5 + ["@x"] * 5)), tmp_path / "home")
    _, page = run("quarantine", NAME, "--home", str(tmp_path / "home"))
    assert [line for line in page.splitlines() if "| status |" in line] == [
        "| folkeregisteret_person.csv | status | '=1+1  b | 5 |",
        "| folkeregisteret_person.csv | status | '@x | 5 |",
    ]


def test_a_sentence_on_all_rules_says_any():
    count = RuleCount("a.csv", "npr_episode", ALL_RULES, 100, 1000)
    assert count.sentence == "a.csv: found 100 of 1000 lines breaking any rule; expected less than 10.0%"


def test_nothing_in_quarantine_is_said_too(tmp_path):
    load_delivery(delivered(tmp_path, content(30, [])), tmp_path / "home")
    assert (
        "No line is in quarantine."
        in run("quarantine", NAME, "--home", str(tmp_path / "home"), "--language", "en")[1]
    )


def test_a_store_from_before_codes_were_kept_is_read(tmp_path):
    load_delivery(delivered(tmp_path, content(30, ["X"])), tmp_path / "home")
    store = raw_store(tmp_path / "home", REGISTER, "f-1")
    with duckdb.connect(str(store)) as connection:
        connection.execute("drop table unknown_code")
    assert "`status.isin`" in run("quarantine", NAME, "--home", str(tmp_path / "home"))[1]
