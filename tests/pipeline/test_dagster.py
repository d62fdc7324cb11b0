"""Dagster sees what the files declare: every table an asset, held by a check that stops what rests on it."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import dagster as dg
import duckdb
import pytest

from pipelines.cut_assets import PUBLISHED, REPORTS, RESULTS, cut_assets
from pipelines.data_cuts import DATA_CUTS
from pipelines.definitions import definitions
from pipelines.home import Home
from pipelines.instance import instance_of
from pipelines.lineage import column_lineage
from pipelines.resources import Settings
from pipelines.schedules import quarterly_cut
from pipelines.sensors import new_deliveries
from pipelines.table_assets import FROZEN_CUT, asset_key, table_assets
from pipelines.table_checks import claim
from pipelines.tables import REPOSITORY, tables_of
from pipelines.work import work_tables
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.delivery import write_delivery
from tests.support.sensed import sensed

TABLES = [*tables_of("raw"), *work_tables()]
BY_NAME = {"ids": lambda definition: definition.name}
KEY = DATA_CUT.isoformat()
FOLDERS = ("deliveries", "agreements", "reference")


@pytest.fixture(scope="module")
def graph():
    return definitions.resolve_asset_graph()


def test_every_declared_table_is_an_asset_named_as_it_and_nothing_else_is_but_the_steps_around(graph):
    declared = {asset_key(definition.name) for definition in TABLES}
    assert graph.get_all_asset_keys() == declared | {FROZEN_CUT, RESULTS, REPORTS, PUBLISHED}
    assert asset_key("core.tumour").to_user_string() == "core/tumour"


def test_every_table_has_its_blocking_checks():
    specs = {spec.key: spec for assets in definitions.assets for spec in assets.check_specs}
    for definition in TABLES:
        names = {"schema", *(claim(path) for path in definition.checks)}
        for name in names:
            assert specs.pop(dg.AssetCheckKey(asset_key(definition.name), name)).blocking
    raw = {asset_key(table.name) for table in tables_of("raw")} - {asset_key("raw.delivery")}
    assert set(specs) == {dg.AssetCheckKey(key, "drift") for key in raw}, "only this one does not block"
    assert not any(spec.blocking for spec in specs.values())


def test_an_asset_depends_on_what_its_table_reads(graph):
    for definition in work_tables():
        expected = {asset_key(name) for name in definition.upstream}
        rests_on_frozen = not definition.is_built or any(
            name.startswith("raw.") for name in definition.upstream
        )
        if rests_on_frozen:
            expected.add(FROZEN_CUT)
        assert graph.get(asset_key(definition.name)).parent_keys == expected, definition.name


def test_the_edition_rests_on_every_table_and_the_cut_on_every_delivery(graph):
    assert graph.get(RESULTS).parent_keys == {asset_key(definition.name) for definition in work_tables()}
    assert graph.get(REPORTS).parent_keys == {RESULTS}
    assert graph.get(PUBLISHED).parent_keys == {REPORTS}
    assert graph.get(FROZEN_CUT).parent_keys == {asset_key(table.name) for table in tables_of("raw")}


@pytest.mark.parametrize("definition", TABLES, **BY_NAME)
def test_an_asset_shows_its_columns_in_both_languages(graph, definition):
    columns = graph.get(asset_key(definition.name)).metadata["dagster/column_schema"].columns
    schema = definition.model.to_schema().columns
    assert [column.name for column in columns] == list(schema)
    for column in columns:
        assert schema[column.name].description in column.description
        assert schema[column.name].metadata["norwegian"] in column.description


BECAME = ("dagster/row_count", "keys deleted", "rows in quarantine", "rows erased")
"""What becomes of every row that a register sends."""


def test_every_materialisation_holds_its_row_count_and_lineage(main_job):
    with instance_of(main_job.home) as instance, duckdb.connect(str(main_job.cut.work)) as connection:
        for definition in work_tables():
            event = instance.get_latest_materialization_event(asset_key(definition.name))
            metadata = event.asset_materialization.metadata
            ((n_rows,),) = connection.execute(f"select count(*) from {definition.name}").fetchall()
            assert metadata["dagster/row_count"].value == n_rows
            assert event.asset_materialization.partition == KEY
            lineage = {
                column: [(dep.asset_key, dep.column_name) for dep in deps]
                for column, deps in metadata["dagster/column_lineage"].value.deps_by_column.items()
            }
            assert lineage == {
                column: [(asset_key(table), source) for table, source in sources]
                for column, sources in column_lineage(definition).items()
            }
            assert bool(lineage) == (definition.sql is not None)
        for definition in tables_of("raw"):
            event = instance.get_latest_materialization_event(asset_key(definition.name))
            metadata = event.asset_materialization.metadata
            assert metadata["dagster/row_count"].value > 0
            if definition.table != "delivery":
                assert metadata["rows sent"].value == sum(metadata[key].value for key in BECAME)


@pytest.fixture
def spoiled(main_job, tmp_path) -> Settings:
    """A copy of the cut in which one drug has a negative price, so that `core.drug_exposure` turns bad."""
    home = Home(tmp_path / "home")
    shutil.copytree(main_job.home.root / "cuts", home.root / "cuts")
    home.raw.symlink_to(main_job.home.raw)
    with duckdb.connect(str(home.cut(DATA_CUT) / "work.duckdb")) as connection:
        connection.execute("update reference.drug_price set price_nok = -1")
    return Settings(home=str(home.root), **{name: str(SAMPLE / name) for name in FOLDERS})


def materialised(
    settings: Settings, selection: list[dg.AssetKey], key: str = KEY
) -> dg.ExecuteInProcessResult:
    """The real assets, only the selected ones, run with other settings than the environment's."""
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(DATA_CUTS.name, [key])
        return dg.materialize(
            [*cut_assets(), *table_assets()],
            partition_key=key,
            instance=instance,
            resources={"settings": settings},
            selection=dg.AssetSelection.assets(*selection),
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )


def reason_of_failure(result: dg.ExecuteInProcessResult) -> str:
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    return failure.step_failure_data.user_failure_data.description


def test_a_bad_row_fails_the_check_and_stops_what_rests_on_it(spoiled):
    bad, apart = asset_key("core.drug_exposure"), asset_key("core.tumour")
    resting = [asset_key("cohort.agreement_exposure"), asset_key("cohort.therapy_line"), RESULTS]

    result = materialised(spoiled, [bad, apart, *resting])

    assert not result.success
    failed = [item for item in result.get_asset_check_evaluations() if not item.passed]
    assert {(item.asset_key, item.check_name) for item in failed} >= {(bad, "schema")}
    (schema,) = [item for item in failed if item.check_name == "schema"]
    assert schema.blocking
    assert schema.metadata["failures"].value == [
        "rule greater_than_or_equal_to on drug_cost_nok does not hold"
    ]
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    assert made == {bad, apart}


def test_drift_is_shown_beside_the_raw_tables_and_stops_nothing(main_job):
    settings = Settings(home=str(main_job.home.root), **{name: str(SAMPLE / name) for name in FOLDERS})
    asked = [asset_key("raw.npr_episode"), asset_key("raw.prom_skjema")]
    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize(
            cut_assets(),
            instance=instance,
            resources={"settings": settings},
            selection=dg.AssetSelection.assets(*asked),
        )
    shown = {
        item.asset_key: item for item in result.get_asset_check_evaluations() if item.check_name == "drift"
    }
    changed, alone = (shown[key] for key in asked)
    assert changed.metadata["delivery"].value == "npr-2026-t1"
    assert changed.metadata["against"].value == "npr-2025-t3"
    assert changed.passed == (changed.metadata["changes"].value == 0)
    assert alone.passed and alone.metadata["changes"].value == 0
    assert {item.severity for item in shown.values()} == {dg.AssetCheckSeverity.WARN}


def test_publication_refuses_a_cut_whose_parts_do_not_fit(spoiled):
    materialised(spoiled, [asset_key("core.drug_exposure")])

    result = materialised(spoiled, [RESULTS])

    reason = reason_of_failure(result)
    assert "not published; expected a coherent build" in reason
    assert "core.drug_exposure has not passed its checks" in reason
    assert "cohort.agreement_exposure is older than core.drug_exposure" in reason
    home = Home(spoiled.home_folder.root)
    assert not home.editions(DATA_CUT).exists()
    assert not home.published(DATA_CUT).exists()


OSLO = ZoneInfo("Europe/Oslo")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 7, 1, 6, 0, tzinfo=OSLO), "2026-06-30"),
        (datetime(2026, 7, 1, 4, 0, tzinfo=UTC), "2026-06-30"),
        (datetime(2027, 1, 1, 6, 0, tzinfo=OSLO), "2026-12-31"),
    ],
)
def test_the_schedule_asks_for_the_cut_of_the_quarter_that_has_ended(moment, expected, tmp_path):
    with instance_of(Home(tmp_path)) as instance:
        request = quarterly_cut(dg.build_schedule_context(instance=instance, scheduled_execution_time=moment))
        assert request.partition_key == request.run_key == expected
        assert instance.get_dynamic_partitions(DATA_CUTS.name) == [expected]
    assert quarterly_cut.job_name == "reassessment"


def looked(settings: Settings, cursor: str | None) -> tuple[list[dg.RunRequest], str]:
    """What the sensor asks for when it looks, and the cursor it leaves."""
    tick = sensed(new_deliveries, settings, cursor)
    assert bool(tick.run_requests) != bool(tick.skip_message)
    return list(tick.run_requests), tick.cursor


def test_the_sensor_asks_for_a_run_when_a_manifest_is_new(tmp_path):
    settings = Settings(home=str(tmp_path / "home"), deliveries=str(tmp_path / "deliveries"))
    requests, cursor = looked(settings, None)
    assert requests == []

    first = write_delivery(tmp_path / "deliveries", "dar", "dar-1", {"dodsarsak": "a\n"})
    (request,), cursor = looked(settings, cursor)
    assert request.tags["deliveries"] == "1"

    requests, cursor = looked(settings, cursor)
    assert requests == []

    write_delivery(tmp_path / "deliveries", "dar", "dar-2", {"dodsarsak": "a\n"})
    with (first / "manifest.yaml").open("a", encoding="utf-8") as manifest:
        manifest.write("# corrected\n")
    (request,), cursor = looked(settings, cursor)
    assert request.tags["deliveries"] == "2"
    assert new_deliveries.job_name == "ingest"


def test_a_data_cut_that_is_no_date_is_refused(tmp_path):
    result = materialised(Settings(home=str(tmp_path / "home")), [FROZEN_CUT], key="june")

    assert "data cut 'june': expected a date" in reason_of_failure(result)
    assert not (tmp_path / "home").exists()


def test_loading_the_definitions_loads_no_library_that_only_a_step_needs():
    heavy = ("altair", "scipy", "jinja2", "vl_convert", "pyspark", "lifelines", "sample_data")
    code = f"import sys, pipelines.definitions; print([name for name in {heavy!r} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )
    assert result.stdout.strip() == "[]"
