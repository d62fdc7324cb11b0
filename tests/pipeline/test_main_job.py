"""The main job on the committed sample: everything asked for is there, and nothing that must not be."""

import json
import re
import shutil
from datetime import date

import duckdb
import pytest

from pipelines.cut import Cut, current_inputs, differences, file_hash, freeze
from pipelines.frozen import CutError
from pipelines.methods.patient_flow import PATIENT_REPORTED
from pipelines.publication import publish, write_reports, write_results
from pipelines.sharing import RELEASED
from pipelines.tables import all_tables, tables_of
from pipelines.work import open_work, work_tables
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.modes import open_to_others

PERSON_ID = re.compile(rb"S\d{9}(?!\d)")
"""What looks like a person's id. So does `S333333333`, which is how DuckDB packs a run of small numbers."""
REPORTED = ("EX001", "EX002", "EX003", "EX004", "EX005", "EX006")


@pytest.fixture
def results(main_job):
    with duckdb.connect(str(main_job.published / "results.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture
def cut(main_job):
    return freeze(main_job.home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("agreement_id", REPORTED)
def test_each_agreement_has_its_report_in_both_languages(main_job, agreement_id, language):
    page = main_job.published / "reports" / f"{agreement_id}_{DATA_CUT}_{language}.html"
    text = page.read_text(encoding="utf-8")
    assert ("yntetiske data" if language == "nb" else "ynthetic data") in text


def test_every_table_was_made_and_said_so(main_job):
    said = "\n".join(main_job.lines)
    assert [table.name for table in work_tables() if f"{table.name}: " not in said] == []


def test_every_row_of_every_file_is_loaded_or_in_quarantine(main_job):
    for store in sorted(main_job.home.raw.glob("*/*.duckdb")):
        with duckdb.connect(str(store), read_only=True) as connection:
            for table, n_rows, n_loaded, n_quarantined in connection.execute(
                "select table_name, n_rows, n_loaded, n_quarantined from delivery_file"
            ).fetchall():
                ((loaded,),) = connection.execute(f'select count(*) from "{table}"').fetchall()
                ((quarantined,),) = connection.execute(
                    "select count(distinct (source_file, source_line)) from quarantine where table_name = ?",
                    [table],
                ).fetchall()
                assert (n_rows, n_loaded, n_quarantined) == (loaded + quarantined, loaded, quarantined)


def test_the_published_database_explains_itself(results):
    tables = {
        f"{schema}.{name}": comment
        for schema, name, comment in results.execute(
            "select schema_name, table_name, comment from duckdb_tables()"
        ).fetchall()
    }
    for definition in tables_of("released"):
        assert tables[definition.name].startswith("One row per ")
    ((n_columns,),) = results.execute(
        "select count(*) from edition.dictionary where table_name = 'released.estimate'"
    ).fetchall()
    assert n_columns == len(all_tables()["released.estimate"].model.to_schema().columns)


def test_an_analyst_needs_only_sql(main_job):
    path = main_job.published / "person" / "analysis.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as analysis (read_only)")
        connection.execute(
            """
            create temp table mine as
            select agreement_id as stratum, time_days as time, is_event::integer as event
            from analysis.outcome.time_to_event
            where cohort = 'inside' and subgroup = 'all'
                and measure = 'overall_survival' and variant = 'kaplan_meier'
            """
        )
        ((n_points, largest_difference),) = connection.execute(
            """
            select count(*), max(abs(mine.survival - ours.survival))
            from analysis.kaplan_meier('mine') as mine
            inner join analysis.result.survival_curve as ours
                on ours.agreement_id = mine.stratum and ours.time_days = mine.time
            where ours.cohort = 'inside' and ours.subgroup = 'all'
                and ours.measure = 'overall_survival' and ours.variant = 'kaplan_meier'
            """
        ).fetchall()
    assert n_points > 100
    assert largest_difference < 1e-12


@pytest.fixture(scope="module")
def persons():
    """The id of everybody who is in a delivery."""
    files = (SAMPLE / "deliveries").rglob("*.csv")
    return frozenset(found for file in files for found in PERSON_ID.findall(file.read_bytes()))


def test_nothing_that_leaves_holds_a_person(main_job, persons):
    edition = main_job.published.resolve()
    leaking = [
        str(path.relative_to(edition))
        for path in edition.rglob("*")
        if path.is_file() and "person" not in path.relative_to(edition).parts
        if not persons.isdisjoint(PERSON_ID.findall(path.read_bytes()))
    ]
    assert leaking == []
    kept = PERSON_ID.findall((edition / "person" / "analysis.duckdb").read_bytes())
    assert not persons.isdisjoint(kept), "the search finds persons"


def test_neither_log_nor_dagster_holds_a_person(main_job):
    assert not PERSON_ID.search("\n".join(main_job.lines).encode())
    records = [path for path in (main_job.home.root / "dagster").rglob("*") if path.is_file()]
    assert records
    assert [path.name for path in records if PERSON_ID.search(path.read_bytes())] == []


def test_the_group_can_read_what_is_released_and_nobody_else_anything(main_job):
    """The job ran with a mask that takes nothing away, and the group may read what was released."""
    home, edition = main_job.home.root, main_job.published.resolve()
    released = {edition / name for name in RELEASED}
    way = {home / "editions", home / "published", edition.parent, edition}
    assert home.stat().st_mode & 0o777 == 0o750
    opened = open_to_others(home)
    assert way | released <= set(opened)
    for path in opened:
        assert path in way or released & {path, *path.parents}, path
        assert path.stat().st_mode & 0o027 == 0, path
    person = edition / "person" / "analysis.duckdb"
    stores = sorted(main_job.home.raw.glob("*/*.duckdb"))
    for path in (person, *stores, main_job.cut.work):
        assert path.is_file() and path not in opened


def test_a_table_remade_alone_blocks_publication_until_what_rests_on_it_is_remade(main_job, cut, tmp_path):
    """All is, and on one thread: the tables are those that were published."""
    before = main_job.published.resolve()
    with open_work(cut) as work:
        person = all_tables()["core.person"]
        work.make(person)
        work.check(person)
        with pytest.raises(CutError) as refused:
            write_results(work)
        assert "is older than core.person" in str(refused.value)
        work.connection.execute("set threads = 1")
        for definition in work_tables():
            work.make(definition)
            work.check(definition)
        assert work.incoherent() == []
        for definition in tables_of("released"):
            copy = tmp_path / f"{definition.table}.parquet"
            work.connection.execute(
                f"copy (select * from {definition.name} order by all) to '{copy}' (format parquet)"
            )
            published = main_job.published / "tables" / copy.name
            assert copy.read_bytes() == published.read_bytes(), definition.name
    assert main_job.published.resolve() == before


def test_a_failed_check_blocks_publication(main_job, cut):
    with open_work(cut) as work:
        source = all_tables()["released.source"]
        work.connection.execute("update released.source set n_rows = -1")
        assert work.check(source)
        assert [reason for reason in work.incoherent() if "has not passed its checks" in reason]
        work.make(source)
        assert not work.check(source)


def test_a_cut_remembers_what_it_was_frozen_with(main_job, cut):
    assert {item["register"] for item in cut.inputs["deliveries"]} >= {"npr", "inspire", "kreftregisteret"}
    assert sorted(cut.inputs["agreements"]) == [f"{name}.yaml" for name in REPORTED]


def test_no_number_is_dated_after_the_cut(results):
    for definition in tables_of("released"):
        dates = {
            row[0] for row in results.execute(f"select distinct data_cut from {definition.name}").fetchall()
        }
        assert dates <= {date(2026, 6, 30)}


def test_a_snapshot_that_arrives_late_does_not_change_a_frozen_cut(main_job, cut, tmp_path):
    """Same register, received before the cut but loaded after it was frozen: told, not taken in."""
    before = [delivery.delivery_id for delivery in cut.deliveries()]
    (store,) = main_job.home.raw.glob("prom/*.duckdb")
    late = store.with_name("prom-2026-late.duckdb")
    shutil.copyfile(store, late)
    try:
        with duckdb.connect(str(late)) as connection:
            connection.execute(
                "update delivery set delivery_id = 'prom-2026-late', received = '2026-06-29', "
                "content_hash = 'x'"
            )
        assert [delivery.delivery_id for delivery in cut.deliveries()] == before
        now = current_inputs(main_job.home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")
        assert "delivery prom-2026-late arrived after the cut was frozen" in differences(cut, now)
    finally:
        late.unlink()


def test_a_store_of_other_content_than_was_frozen_is_refused(main_job, cut):
    changed = dict(cut.inputs, deliveries=[dict(cut.inputs["deliveries"][0], content_hash="other")])
    with pytest.raises(CutError, match="no longer holds as it was"):
        Cut(cut.home, cut.data_cut, changed).deliveries()


def test_an_edition_carries_what_it_was_made_from(main_job, cut):
    inputs = main_job.published / "inputs"
    assert json.loads((inputs / "frozen.json").read_text(encoding="utf-8")) == cut.inputs
    assert sorted(path.stem for path in (inputs / "agreements").glob("*.yaml")) == list(REPORTED)
    frozen = {path.name: file_hash(path) for path in (inputs / "agreements" / "frozen").iterdir()}
    assert frozen == cut.inputs["frozen_protocols"] != {}


def test_sizes_that_leave_are_no_small_group_apart(results):
    """The numbers of persons of one cohort differ by none or by at least five, whatever the measure.

    But of what persons reported themselves: those numbers are of overlapping groups, and are judged together.
    """
    sizes: dict[tuple, set] = {}
    for agreement_id, cohort, measure, n in results.execute(
        "select agreement_id, cohort, measure, n from released.estimate "
        "where subgroup = 'all' and n is not null"
    ).fetchall():
        if measure in PATIENT_REPORTED:
            continue
        sizes.setdefault((agreement_id, cohort), set()).add(n)
    apart = [abs(one - other) for group in sizes.values() for one in group for other in group if one != other]
    assert apart and min(apart) >= 5


def test_a_build_is_never_published_twice_with_different_tables(main_job, cut):
    edition_before = {path.name: path.read_bytes() for path in (main_job.published / "tables").iterdir()}
    with open_work(cut) as work:
        folder = write_results(work)
    write_reports(cut)
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 1 as other) to '{folder / 'tables' / 'source.parquet'}' (format parquet)"
        )
    with pytest.raises(CutError, match=r"was published with other content of source\.parquet"):
        publish(cut)
    assert {
        path.name: path.read_bytes() for path in (main_job.published / "tables").iterdir()
    } == edition_before
