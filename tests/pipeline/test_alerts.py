"""The sensor looks at the newest edition and the day, and asks once for a run for each alert."""

import json
from datetime import date, timedelta
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from pipelines import ddl, sensors
from pipelines.definitions import definitions
from pipelines.jobs import alert
from pipelines.resources import Settings
from pipelines.sensors import agreement_dates
from pipelines.tables import all_tables
from tests.support.sensed import sensed
from tests.support.spec import rows

REASSESSMENT = date(2027, 6, 30)
OWED = """
    agreement_id | kind         | what                | responsible | period_end | due_date   | status
    EX001        | reassessment | reassessment        | Forum       | -          | 2027-06-30 | future
    EX001        | legal_basis  | legal_basis_expires | Register    | -          | 2027-09-30 | future
    EX001        | delivery     | npr                 | Register    | 2026-12-31 | 2027-03-01 | future
    EX001        | delivery     | dar                 | Register    | 2025-12-31 | 2026-05-01 | done
    EX001        | data_cut     | data_cut            | Institute   | -          | 2026-12-31 | future
"""


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=str(tmp_path / "home"))


def publish(settings: Settings, data_cut: str, owed: str = OWED) -> None:
    """An edition with nothing but what is owed."""
    folder = settings.home_folder.published(date.fromisoformat(data_cut))
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "results.duckdb")) as connection:
        connection.execute("create schema released")
        ddl.create_table(connection, "released.obligation", all_tables()["released.obligation"].model)
        for row in rows(owed):
            row = {"data_cut": data_cut, **row}
            connection.execute(
                f"insert into released.obligation ({', '.join(row)}) values ({', '.join('?' * len(row))})",
                list(row.values()),
            )


def looked(settings: Settings, monkeypatch, day: date, cursor: str | None = None):
    """The runs that the sensor asks for on the day, the cursor it leaves, and what it says."""
    monkeypatch.setattr(sensors, "today", lambda: day)
    tick = sensed(agreement_dates, settings, cursor)
    for request in tick.run_requests:
        assert request.run_key == facts(request)["alert_id"]
    return tick.run_requests, tick.cursor, tick.skip_message


def facts(request: dg.RunRequest) -> dict:
    return request.run_config["ops"]["raise_alert"]["config"]["facts"]


def test_without_an_edition_the_sensor_says_what_it_looked_for(settings, monkeypatch):
    requests, cursor, said = looked(settings, monkeypatch, REASSESSMENT, "{}")
    assert (requests, cursor) == ([], "{}")
    assert "found no published edition" in said
    assert not settings.home_folder.root.exists()


def test_an_edition_of_older_code_and_a_folder_of_another_name_are_no_reason_to_fail(settings, monkeypatch):
    published = settings.home_folder.root / "published"
    for name in ("2026-06-30", "draft"):
        (published / name).mkdir(parents=True)
        duckdb.connect(str(published / name / "results.duckdb")).close()
    (published / "2026-09-30").symlink_to("../editions/gone")
    requests, _, said = looked(settings, monkeypatch, REASSESSMENT)
    assert requests == []
    assert "2026-06-30/results.duckdb: found no table released.obligation" in said


def test_every_alert_is_asked_for_once_on_its_day(settings, monkeypatch):
    publish(settings, "2026-06-30")
    asked, cursor = {}, None
    on_the_day = (180, 121, 90, 88, 30, -1, -2, -62, -93)
    for days_left in sorted({days + off for days in on_the_day for off in (-1, 0, 1)}, reverse=True):
        day = REASSESSMENT - timedelta(days=days_left)
        requests, cursor, _ = looked(settings, monkeypatch, day, cursor)
        for request in requests:
            assert facts(request)["alert_id"] not in asked
            asked[facts(request)["alert_id"]] = day.isoformat()
    assert asked == {
        "EX001-reassessment-2027-06-30-180-days-before": "2027-01-01",
        "delivery-npr-2027-03-01-overdue": "2027-03-02",
        "EX001-reassessment-2027-06-30-90-days-before": "2027-04-01",
        "EX001-legal_basis_expires-2027-09-30-180-days-before": "2027-04-03",
        "EX001-reassessment-2027-06-30-30-days-before": "2027-05-31",
        "EX001-reassessment-2027-06-30-overdue": "2027-07-01",
        "EX001-legal_basis_expires-2027-09-30-90-days-before": "2027-07-02",
        "EX001-legal_basis_expires-2027-09-30-30-days-before": "2027-08-31",
        "EX001-legal_basis_expires-2027-09-30-overdue": "2027-10-01",
    }


def test_a_clock_set_back_raises_nothing_again(settings, monkeypatch):
    publish(settings, "2026-06-30")
    _, cursor, _ = looked(settings, monkeypatch, REASSESSMENT - timedelta(days=20))
    for days in (400, 100, 21, 20):
        requests, after, said = looked(settings, monkeypatch, REASSESSMENT - timedelta(days=days), cursor)
        assert (requests, after) == ([], cursor)
        assert "nothing new" in said


def test_the_newest_edition_counts(settings, monkeypatch):
    publish(settings, "2026-06-30")
    publish(settings, "2026-09-30", OWED.replace("2027-06-30", "2028-06-30"))
    requests, _, _ = looked(settings, monkeypatch, REASSESSMENT + timedelta(days=1))
    assert "reassessment" not in {facts(request)["kind"] for request in requests}
    assert {facts(request)["data_cut"] for request in requests} == {"2026-09-30"}


def test_a_delivery_received_since_the_edition_is_not_called_overdue(settings, monkeypatch):
    publish(settings, "2026-06-30")
    store = settings.home_folder.raw / "npr"
    store.mkdir(parents=True)
    with duckdb.connect(str(store / "npr-2026-t3.duckdb")) as connection:
        connection.execute(
            "create table delivery as select 'npr' as register, 'npr-2026-t3' as delivery_id, "
            "'increment' as kind, date '2027-02-20' as received, date '2026-01-01' as period_from, "
            "date '2026-12-31' as complete_to, "
            "'0' as content_hash, 1 as n_loaded, 0 as n_quarantined"
        )
        connection.execute("create table delivery_file (table_name varchar)")
    requests, _, _ = looked(settings, monkeypatch, date(2027, 3, 10))
    assert {facts(request)["kind"] for request in requests} == {"reassessment"}


@pytest.mark.parametrize("cursor", ["soon", "[]", '{"EX001": "late"}', '{"EX001": true}', "3"])
def test_a_cursor_that_is_not_ours_is_refused_not_guessed_at(settings, monkeypatch, cursor):
    publish(settings, "2026-06-30")
    with pytest.raises(dg.DagsterInvariantViolationError, match="expected a JSON object of numbers"):
        looked(settings, monkeypatch, REASSESSMENT, cursor)


def test_raising_writes_one_file_and_says_it_in_the_event_log(settings, monkeypatch):
    publish(settings, "2026-06-30")
    requests, _, _ = looked(settings, monkeypatch, REASSESSMENT - timedelta(days=90))
    assert {facts(request)["kind"] for request in requests} == {"delivery", "reassessment"}
    for request in [*requests, *requests]:
        result = alert.execute_in_process(run_config=request.run_config, resources={"settings": settings})
        (event,) = _materialisations(result)
        assert event.description == facts(request)["sentence"]
        assert event.metadata["alert_id"].value == facts(request)["alert_id"]

    files = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in _files(settings)}
    assert files == {f"2027-04-01-{facts(request)['alert_id']}.json": facts(request) for request in requests}
    for written in files.values():
        assert set(written) == {
            "agreements", "alert_id", "data_cut", "days_left", "due_date", "kind", "note", "period_end",
            "raised_on", "responsible", "sentence", "stage", "what",
        }  # fmt: skip
        assert "Synthetic data" in written["note"]


def _materialisations(result: dg.ExecuteInProcessResult) -> list[dg.AssetMaterialization]:
    return [
        event.event_specific_data.materialization
        for event in result.all_events
        if event.event_type_value == "ASSET_MATERIALIZATION"
    ]


def _files(settings: Settings) -> list[Path]:
    return sorted(settings.home_folder.alerts.iterdir())


def test_the_sensor_and_its_job_are_in_the_definitions():
    assert agreement_dates.job_name == "alert"
    assert definitions.resolve_job_def("alert") is not None
    names = {sensor.name for sensor in definitions.sensors}
    assert names == {"agreement_dates", "ended_runs", "new_deliveries"}
