"""Killed on the way, each part of the main job is finished by the next run as if nothing had happened.

A small part of `make bench-trust`, which kills at random moments too.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipelines.cut import Cut, current_inputs, freeze
from pipelines.home import Home
from pipelines.ingest.raw_tables import raw_models
from pipelines.publication import edition, partial_edition, publish
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.delivery import csv_text, write_delivery
from tests.support.killed import (
    FIRST_TABLES,
    Job,
    build_first_tables,
    freeze_anew,
    ingest,
    killed_after,
    killed_at,
    put_edition_in_place,
    run_to_the_end,
)
from tests.support.small_agreement import SMALL, changed
from tests.support.standing import (
    Reader,
    leftovers_of,
    lost_and_doubled,
    published_edition,
    released_of,
    stores_of,
)
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]


@pytest.fixture
def job(tmp_path) -> Job:
    """Three deliveries to be loaded, and one agreement."""
    for number in range(3):
        rows = [good_row(MODEL, 10 * number + person) for person in range(5)]
        write_delivery(tmp_path / "in", "dar", f"dar-{number}", {"dodsarsak": csv_text(MODEL, rows)})
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return Job(Home(tmp_path / "home"), tmp_path / "in", agreements=tmp_path / "agreements")


def test_a_killed_ingest_is_finished_with_every_row_once_and_nothing_left(job, tmp_path):
    calm = replace(job, home=Home(tmp_path / "calm"))
    n_steps = run_to_the_end(ingest, calm).steps
    expected = stores_of(calm.home)
    assert sum(rows.total() for table, rows in expected.rows.items() if table[2] == "dar_dodsarsak") == 15
    for step in (n_steps // 3, n_steps // 3 - 1, n_steps // 3 - 2):
        assert killed_at(ingest, job, step)
        found = stores_of(job.home)
        assert (lost_and_doubled(found, expected), found.unreadable) == ((0, 0), [])
    assert leftovers_of(job.home) != []

    run_to_the_end(ingest, job)

    assert stores_of(job.home).rows == expected.rows
    assert leftovers_of(job.home) == []


def test_what_a_killed_load_left_goes_though_nothing_is_new(job):
    run_to_the_end(ingest, job)
    left = job.home.raw / "dar" / ".dar-2-abandoned"
    left.mkdir()

    run_to_the_end(ingest, job)

    assert not left.exists()


def names_what_it_holds(cut: Cut) -> bool:
    """Whether the frozen files are those that the freezing names."""
    held = current_inputs(cut.home, cut.data_cut, cut.agreements, cut.reference)
    return all(held[kind] == cut.inputs[kind] for kind in ("agreements", "frozen_protocols", "reference"))


def test_a_killed_new_freezing_leaves_the_old_one_or_the_new_one(job):
    run_to_the_end(ingest, job)
    freeze_anew(job)
    before = freeze(job.home, job.data_cut, job.agreements, job.reference)
    calm = replace(job, home=Home(job.home.root.with_name("calm")))
    shutil.copytree(job.home.root, calm.home.root)
    (job.agreements / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 0.10")), encoding="utf-8")
    n_steps = run_to_the_end(freeze_anew, calm).steps
    after = freeze(calm.home, job.data_cut, job.agreements, job.reference)
    assert before.inputs != after.inputs

    for step in (5, n_steps // 2, n_steps - 1):
        assert killed_at(freeze_anew, job, step)
        cut = freeze(job.home, job.data_cut, job.agreements, job.reference)
        assert cut.inputs in (before.inputs, after.inputs)
        assert names_what_it_holds(cut)
    run_to_the_end(freeze_anew, job)

    cut = freeze(job.home, job.data_cut, job.agreements, job.reference)
    assert cut.inputs == after.inputs
    assert names_what_it_holds(cut)
    assert [path.name for path in cut.files.parent.iterdir()] == [cut.files.name]
    assert leftovers_of(job.home) == []


def tables_of(job: Job) -> dict[str, list[tuple]]:
    """Every row of the working database."""
    with duckdb.connect(str(job.home.cut(DATA_CUT) / "work.duckdb"), read_only=True) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return {
            name: connection.execute(f"from {schema}.{name} order by all").fetchall()
            for schema, name in names
            if schema != "build"
        }


def test_a_killed_build_is_finished_with_every_table_as_it_should_be(job, tmp_path):
    """Killed after a table, and wherever its own seconds come to an end."""
    run_to_the_end(ingest, job)
    calm = replace(job, home=Home(tmp_path / "calm"))
    shutil.copytree(job.home.root, calm.home.root)
    taken = run_to_the_end(build_first_tables, calm)
    expected = tables_of(calm)
    assert len(expected) == FIRST_TABLES
    assert len(expected["life_table"]) > 1000

    assert killed_at(build_first_tables, job, taken.steps - 3)
    # The cut is frozen now: what is left takes less than it took the undisturbed job.
    moments = [share * taken.processor_seconds for share in (0.1, 0.2, 0.4)]
    assert any([killed_after(build_first_tables, job, moment) for moment in moments])
    run_to_the_end(build_first_tables, job)

    assert tables_of(job) == expected
    assert leftovers_of(job.home) == []


def linked(folder: Path, copy: Path) -> None:
    """The same files at another place; what a killed publication left there stays."""
    if not copy.exists():
        shutil.copytree(folder, copy, copy_function=os.link)


def test_a_killed_publication_shows_the_old_edition_or_the_new_one(main_job, tmp_path):
    """At each step of it, with somebody reading all the time."""
    # Linked files have one mode: the readers are those of the main job.
    job = Job(Home(tmp_path / "home", readers="group"), SAMPLE / "deliveries")
    shutil.copytree(main_job.home.cut(DATA_CUT), job.home.cut(DATA_CUT))
    cut = freeze(job.home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")
    new, old = main_job.published.resolve(), job.home.editions(DATA_CUT) / "earlier"
    linked(new, old)
    (old / "reports" / "index.html").rename(old / "reports" / "earlier.html")
    link = job.home.published(DATA_CUT)
    link.parent.mkdir()
    link.symlink_to(os.path.relpath(old, link.parent))
    whole = [released_of(old), released_of(new)]

    linked(new, partial_edition(cut))
    n_steps = run_to_the_end(put_edition_in_place, job).steps
    shutil.rmtree(edition(cut))
    link.unlink()
    link.symlink_to(os.path.relpath(old, link.parent))
    seen = []
    with Reader(job.home, DATA_CUT, [set(names) for names in whole]) as reader:
        for step in range(1, n_steps + 1):
            linked(new, partial_edition(cut))
            if killed_at(put_edition_in_place, job, step):
                seen.append(whole.index(released_of(published_edition(job.home, DATA_CUT))))
        linked(new, partial_edition(cut))
        publish(cut)
    assert released_of(published_edition(job.home, DATA_CUT)) == whole[1]
    assert 0 in seen
    assert reader.n_reads > 0
    assert reader.halves == []
    assert leftovers_of(job.home) == []
