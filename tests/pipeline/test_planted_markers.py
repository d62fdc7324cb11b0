"""From the stores of the main job to all it shows: no value that few rows hold, no error with a row in it."""

import re
import shutil
from collections import Counter

import dagster as dg
import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cut_assets import cut_assets
from pipelines.data_cuts import DATA_CUTS
from pipelines.home import Home
from pipelines.instance import instance_of
from pipelines.resources import Settings
from pipelines.table_assets import asset_key, table_assets
from pipelines.tables import tables_of
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.markers import MARKER, contents, holding

FEW_ROWS = 4
IS_TELLING = "try_cast(value as date) < '2019-01-01' and day(try_cast(value as date)) > 1"
RAW_TABLES = tuple(table.table for table in tables_of("raw") if table.table != "delivery")
WORD = re.compile(rb"[A-Za-z0-9:_.\-]{6,}")


def marks_of_few(main_job) -> set[bytes]:
    """Texts of six signs or more, and days, that at most four rows hold, and no agreement or list does.

    Whoever meets one of them in a report knows whose it is: the sample's own markers, in every column. Left
    out are days of the last years (a run happens on one, agreements begin and end on some) and the first of
    a month, which stands for the month in tables by month.
    """
    rows = Counter[str]()
    for store in main_job.home.raw.glob("*/*.duckdb"):
        with duckdb.connect(str(store), read_only=True) as connection:
            columns = connection.execute(
                "select table_name, column_name from duckdb_columns() "
                f"where not internal and data_type in ('VARCHAR', 'DATE') and table_name in {RAW_TABLES} "
                "and column_name not in ('delivery_id', 'source_file')"
            ).fetchall()
            for table, column in columns:
                counted = connection.execute(
                    f"select {column}::varchar as value, count(*) from {table} "
                    f"where length(value) >= 6 and coalesce({IS_TELLING}, true) group by all"
                ).fetchall()
                rows.update(dict(counted))
    few = {value.encode() for value, n in rows.items() if n <= FEW_ROWS}
    known = b"\n".join(
        path.read_bytes() for folder in ("agreements", "reference") for path in (SAMPLE / folder).rglob("*.*")
    )
    return few - set(WORD.findall(known))


def words_below(folder, leaving: tuple[str, ...] = ()) -> set[bytes]:
    return {
        word.strip(b".")
        for path in folder.rglob("*")
        if path.is_file() and not set(leaving) & set(path.relative_to(folder).parts)
        for text in contents(path)
        for word in WORD.findall(text)
    }


def test_what_few_rows_hold_is_in_nothing_that_leaves_and_in_no_record(main_job):
    marks, edition = marks_of_few(main_job), main_job.published.resolve()
    assert len(marks) > 1_000
    assert not marks & words_below(edition, leaving=("person",))
    assert not marks & words_below(main_job.home.root / "dagster")
    assert not marks & set(WORD.findall("\n".join(main_job.lines).encode()))
    assert len(marks & words_below(edition / "person")) > 1_000, "the search finds them where they may be"


ASKED = {
    "readiness": [str(SAMPLE / "agreements" / "EX004.yaml")],
    "deliveries list": [],
    "deliveries quarantine": ["npr/npr-2025-t2"],
    "deliveries drift": ["npr/npr-2025-t2"],
}


@pytest.mark.parametrize("command", ASKED)
def test_what_few_rows_hold_is_in_no_answer_of_a_command(command, main_job):
    arguments = [*command.split(), *ASKED[command], "--home", str(main_job.home.root)]
    answer = CliRunner().invoke(main, arguments)
    assert (answer.exit_code, bool(answer.output)) == (0, True), answer.output
    assert not marks_of_few(main_job) & set(WORD.findall(answer.output.encode()))


SPOILED = {
    "a number": ("drug_exposure", "drug_cost_nok", "cohort.agreement_exposure"),
    "a date": ("tumour", "diagnosis_date", "cohort.disease"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_row_that_no_table_can_be_made_from_is_not_quoted(what, main_job, tmp_path, capfd, caplog):
    table, column, resting = SPOILED[what]
    home = Home(tmp_path / "home")
    shutil.copytree(main_job.home.root / "cuts", home.root / "cuts")
    home.raw.symlink_to(main_job.home.raw)
    with duckdb.connect(str(home.cut(DATA_CUT) / "work.duckdb")) as connection:
        connection.execute(f"alter table core.{table} alter column {column} type varchar")
        connection.execute(f"update core.{table} set {column} = 'ZQXabc'")
    folders = {name: str(SAMPLE / name) for name in ("deliveries", "agreements", "reference")}
    with instance_of(home) as instance:
        instance.add_dynamic_partitions(DATA_CUTS.name, [DATA_CUT.isoformat()])
        result = dg.materialize(
            [*cut_assets(), *table_assets()],
            partition_key=DATA_CUT.isoformat(),
            instance=instance,
            resources={"settings": Settings(home=str(home.root), **folders)},
            selection=dg.AssetSelection.assets(asset_key(resting)),
            raise_on_error=False,
        )
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    said = str(failure.step_failure_data)
    assert f"{resting}: found rows it cannot be made from (ConversionException)" in said
    for text in (said, caplog.text, *capfd.readouterr(), *(str(event) for event in result.all_events)):
        assert not MARKER.search(text.encode())
    assert not holding([home.root / "dagster"])
    assert holding([home.cut(DATA_CUT) / "work.duckdb"]), "the search finds it where it stands"
