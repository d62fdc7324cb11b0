"""A person is erased from a whole home; the cuts it touches say so and can be frozen anew."""

import json
import os
import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cut import freeze
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.ingest.raw_tables import raw_models
from pipelines.tables import REPOSITORY
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT
from tests.support.delivery import csv_text, write_delivery
from tests.support.erased import PERSON, erase_all
from tests.support.killed import Job, killed_at, run_to_the_end
from tests.support.markers import contents
from tests.support.small_agreement import SMALL
from tests.support.violating_rows import good_row

REFERENCE = REPOSITORY / "sample_data" / "reference"
MODEL = raw_models()["dar"]["dodsarsak"]
DECIDED = ("--by", "A. Owner", "--why", "Asked for it")


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def job(tmp_path) -> Job:
    """One delivery without the person and one with, a cut of each and of both, with an edition each."""
    for number, persons in enumerate(((1, 2), (7, 8))):
        rows = [good_row(MODEL, person) for person in persons]
        write_delivery(
            tmp_path / "in", "dar", f"dar-{number}", {"dodsarsak": csv_text(MODEL, rows)},
            received=f"2025-0{number + 2}-01",
        )  # fmt: skip
    agreements = tmp_path / "agreements"
    agreements.mkdir()
    (agreements / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    job = Job(Home(tmp_path / "home"), tmp_path / "in", date(2025, 12, 31), agreements, REFERENCE)
    load_all(job.deliveries, job.home.root, lambda line: None)
    for data_cut in (date(2025, 2, 28), job.data_cut):
        built(job, data_cut)
    return job


def built(job: Job, data_cut: date) -> None:
    """A cut with a working database that read the raw tables, and what is laid down of it as an edition."""
    cut = freeze(job.home, data_cut, job.agreements, job.reference)
    with open_work(cut) as work:
        work.connection.execute("create schema core")
        work.connection.execute("create table core.copied as from raw.dar_dodsarsak")
    edition = job.home.editions(data_cut) / cut.build_id
    (edition / "inputs").mkdir(parents=True)
    shutil.copyfile(cut.folder / "frozen.json", edition / "inputs" / "frozen.json")
    (edition / "released.txt").write_text("a number", encoding="utf-8")
    (edition / "assessor" / "reports").mkdir(parents=True)
    (edition / "person").mkdir()
    shutil.copyfile(cut.work, edition / "person" / "analysis.duckdb")
    shutil.copytree(edition, edition.with_name(".other.partial"))


def persons_file(tmp_path, *lines: str):
    path = tmp_path / "persons.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def erase(job: Job, tmp_path) -> tuple[int, str]:
    return run(
        "deliveries", "erase", "--persons", str(persons_file(tmp_path, PERSON, "")), "--home",
        str(job.home.root), *DECIDED,
    )  # fmt: skip


def run_again(job: Job, *more: str) -> tuple[int, str]:
    return run(
        "run", "--deliveries", str(job.deliveries), "--agreements", str(job.agreements), "--reference",
        str(job.reference), "--data-cut", str(job.data_cut), "--home", str(job.home.root), *more,
    )  # fmt: skip


def holding_person(home: Home, person: str = PERSON) -> list[str]:
    return sorted(
        str(path.relative_to(home.root))
        for path in home.root.rglob("*")
        if path.is_file() and any(person.encode() in text for text in contents(path))
    )


@pytest.mark.parametrize("content", ["[]", '{"deliveries": ['])
def test_an_edition_that_does_not_say_any_more_what_it_was_made_of_may_hold_the_person(
    job, tmp_path, content
):
    (frozen,) = job.home.editions(date(2025, 2, 28)).glob("[!.]*/inputs/frozen.json")
    person = frozen.parents[1] / "person"
    assert (person / "analysis.duckdb").exists()
    frozen.write_text(content, encoding="utf-8")
    assert erase(job, tmp_path)[0] == 0
    assert [path.name for path in person.iterdir()] == ["erased.txt"]


def test_what_was_made_of_the_person_goes_and_what_was_released_stays(job, tmp_path):
    touched, other = (job.home.editions(day) for day in (job.data_cut, date(2025, 2, 28)))
    assert len(holding_person(job.home)) == 4
    pages = {}
    for name, editions in (("touched", touched), ("other", other)):
        build = min(path.name for path in editions.iterdir() if path.name[0] != ".")
        pages[name] = job.home.differences / f"EX001_2025-01-31-x_{editions.name}-{build}"
        pages[name].mkdir(parents=True)
    exit_code, said = erase(job, tmp_path)
    assert exit_code == 0
    assert (pages["touched"].exists(), pages["other"].exists()) == (False, True)
    assert "dar/dar-1: 1 rows and 0 lines in quarantine erased" in said
    assert PERSON[1:] not in said
    assert holding_person(job.home) == []
    (edition,) = touched.iterdir()
    assert "dar/dar-1" in (edition / "person" / "erased.txt").read_text(encoding="utf-8")
    assert [path.name for path in (edition / "person").iterdir()] == ["erased.txt"]
    assert not (edition / "assessor").exists()
    assert (edition / "released.txt").read_text(encoding="utf-8") == "a number"
    assert len(list(other.glob("*/person/analysis.duckdb"))) == 2, "what held nobody erased stays"
    assert len(list(other.glob("*/assessor"))) == 2
    assert (job.home.cut(date(2025, 2, 28)) / "work.duckdb").exists()


def test_a_cut_it_touches_says_so_in_one_line_and_is_frozen_anew_when_asked(job, tmp_path):
    erase(job, tmp_path)
    exit_code, said = run_again(job)
    (line,) = [line for line in said.splitlines() if "erased" in line]
    assert exit_code == 1
    assert line.endswith(
        f"persons were erased from dar/dar-1 on {date.today()}, after the cut was frozen; it cannot be built "
        "again from what it froze (--new-build freezes it anew)"
    )
    freeze(job.home, date(2025, 2, 28), job.agreements, job.reference).received()
    renewed = freeze(job.home, job.data_cut, job.agreements, job.reference, renew=True)
    assert len(renewed.received()) == 2
    with open_work(renewed) as work:
        assert work.connection.execute("select count(*) from raw.dar_dodsarsak").fetchall() == [(3,)]


def test_a_working_database_of_an_earlier_freezing_goes_too(job, tmp_path):
    """Frozen anew after the erasure, and killed before anything was built."""
    work = job.home.cut(job.data_cut) / "work.duckdb"
    kept = tmp_path / "kept"
    shutil.copyfile(work, kept)
    erase(job, tmp_path)
    freeze(job.home, job.data_cut, job.agreements, job.reference, renew=True)
    shutil.copyfile(kept, work)
    erase(job, tmp_path)
    assert not work.exists()


def test_killed_at_any_step_the_next_call_leaves_nothing(job, tmp_path):
    calm = replace(job, home=Home(tmp_path / "calm"))
    shutil.copytree(job.home.root, calm.home.root)
    n_steps = run_to_the_end(erase_all, calm).steps
    for step in (n_steps, *range(1, n_steps, n_steps // 4)):
        home = Home(tmp_path / f"home{step}")
        shutil.copytree(job.home.root, home.root)
        copy = replace(job, home=home)
        assert killed_at(erase_all, copy, step)
        run_to_the_end(erase_all, copy)
        assert holding_person(home) == []


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((), "found 0 of 0 lines that are no pseudonym"),
        (("S000000007", "Kari Nordmann"), "found 1 of 2 lines that are no pseudonym"),
        (("S00000000\N{FULLWIDTH DIGIT SEVEN}",), "found 1 of 1 lines that are no pseudonym"),
    ],
)
def test_a_file_that_names_nobody_is_refused_without_a_word_of_it(job, tmp_path, lines, message):
    path = persons_file(tmp_path, *lines)
    exit_code, said = run(
        "deliveries", "erase", "--persons", str(path), "--home", str(job.home.root), *DECIDED
    )
    assert exit_code == 1 and message in said
    assert "Nordmann" not in said and PERSON not in said
    assert len(holding_person(job.home)) == 4


@pytest.mark.parametrize(
    ("by", "why"), [("", "x"), ("x", " "), ("x", f"asked by {PERSON[1:]}"), (PERSON, "x")]
)
def test_who_and_why_are_asked_for_and_name_nobody_erased(job, tmp_path, by, why):
    path = persons_file(tmp_path, PERSON)
    exit_code, said = run(
        "deliveries", "erase", "--persons", str(path), "--home", str(job.home.root), "--by", by, "--why", why
    )
    assert exit_code == 1 and PERSON[1:] not in said
    assert len(holding_person(job.home)) == 4


def test_a_treated_person_is_erased_from_everything_that_the_main_job_left(main_job, tmp_path):
    home = Home(tmp_path / "home")
    shutil.copytree(main_job.home.root, home.root, copy_function=os.link, symlinks=True)
    with duckdb.connect(str(main_job.published / "person" / "analysis.duckdb"), read_only=True) as connection:
        ((person,),) = connection.execute(
            "select min(person_id) from cohort.treated_person where agreement_id = 'EX001'"
        ).fetchall()
    assert len(holding_person(home, person)) > 5
    path = persons_file(tmp_path, person)
    exit_code, said = run("deliveries", "erase", "--persons", str(path), "--home", str(home.root), *DECIDED)
    assert exit_code == 0, said
    assert holding_person(home, person) == []
    assert (home.published(DATA_CUT) / "results.duckdb").exists()
    frozen = json.loads((home.cut(DATA_CUT) / "frozen.json").read_text(encoding="utf-8"))
    with pytest.raises(CutError, match="persons were erased from"):
        type(main_job.cut)(home, DATA_CUT, frozen).received()
    assert len(holding_person(main_job.home, person)) > 5, "the home it was copied from is as it was"
