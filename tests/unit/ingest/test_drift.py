"""What changed between two deliveries is named with what it was before; what did not change is not."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import dagster as dg
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.drift_checks import drift_result, drift_spec
from pipelines.ingest.drift import HAPPENED, drift
from pipelines.ingest.drift_shown import newest_drift
from pipelines.ingest.line_release import LineDecision, release_lines
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.main_job import reasons
from pipelines.table_assets import asset_key
from pipelines.tables import tables_of
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

REGISTER, TABLE = "nornmd", "behandling"
MODEL = raw_models()[REGISTER][TABLE]
LARGE, SMALL = "111111111", "222222222"
Row = dict[str, object]


def year(number: int, spoil: Callable[[Row], None] = lambda row: None) -> list[Row]:
    """A year of records, 40 a month at one hospital and 6 at another; `spoil` changes or empties a row."""
    rows = []
    for month in range(1, 13):
        for place, times in ((LARGE, 40), (SMALL, 6)):
            for time in range(times):
                row = good_row(MODEL, len(rows) + number * 1000) | {
                    "dato": date(number, month, 1) + timedelta(days=time % 28),
                    "hf_orgnr": place,
                    "adm_vei": "PO" if time % 4 == 0 else "IV",
                }
                spoil(row)
                rows += [row] if row else []
    return rows


def delivered(tmp_path, number: int, rows: list[Row], kind: str = "increment", first: int | None = None):
    """The store of the delivery of a year, received in the next."""
    stated = {
        "kind": kind,
        "period": {"from": f"{first or number}-01-01", "to": f"{number}-12-31"},
        "complete_to": f"{number}-12-31",
        "received": f"{number + 1}-02-01",
    }
    files = {TABLE: csv_text(MODEL, rows)}
    if kind == "snapshot":
        patients = raw_models()[REGISTER]["pasient"]
        files["pasient"] = csv_text(patients, [good_row(patients, 1)])
    path = write_delivery(tmp_path / "in", REGISTER, f"n-{number}", files, **stated)
    load_delivery(path, tmp_path / "home")
    return tmp_path / "home" / "raw" / REGISTER / f"n-{number}.duckdb"


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """The store of a year in which nothing is odd."""
    return delivered(tmp_path_factory.mktemp("usual"), 2021, year(2021))


@pytest.fixture
def changes(tmp_path, usual):
    """What is named when the year after it is spoilt."""

    def named(spoil: Callable[[Row], None]) -> list[str]:
        later = delivered(tmp_path, 2022, year(2022, spoil))
        return [change.sentence.removeprefix("nornmd_behandling, ") for change in drift(usual, later)]

    return named


def only(row: Row, place: str, month: int) -> bool:
    return row["hf_orgnr"] == place and row["dato"].month == month


def test_the_same_again_is_no_change(changes):
    assert changes(lambda row: None) == []


def test_a_month_that_a_hospital_did_not_report(changes):
    gone = changes(lambda row: row.clear() if only(row, LARGE, 5) else None)
    assert gone == [f"{LARGE}, 2022-05: volume: found 0 rows; before 40 rows in a usual month"]


def test_a_month_with_many_rows_more(changes):
    assert changes(lambda row: row.update(dato=date(2022, 6, 1)) if only(row, LARGE, 5) else None) == [
        f"{LARGE}, 2022-05: volume: found 0 rows; before 40 rows in a usual month",
        f"{LARGE}, 2022-06: volume: found 80 rows; before 40 rows in a usual month",
    ]


def test_a_few_rows_less_or_more_is_chance(changes):
    assert changes(lambda row: row.clear() if only(row, SMALL, 5) and row["dato"].day < 4 else None) == []


def test_a_hospital_that_is_new_or_went_has_every_month_of_it(changes):
    moved = changes(lambda row: row.update(hf_orgnr="333333333") if row["hf_orgnr"] == LARGE else None)
    assert [line for line in moved if line.startswith(LARGE)] == [
        f"{LARGE}, 2022-{month:02}: volume: found 0 rows; before 40 rows in a usual month"
        for month in range(1, 13)
    ]
    assert sum(line.endswith("found 40 rows; before 0 rows in a usual month") for line in moved) == 12


def test_two_rows_of_forty_are_told_as_fewer_than_five(changes):
    left = changes(lambda row: row.clear() if only(row, LARGE, 5) and row["dato"].day > 1 else None)
    assert left == [f"{LARGE}, 2022-05: volume: found fewer than 5 rows; before 40 rows in a usual month"]


def test_values_that_are_missing_more_often(changes):
    emptied = changes(lambda row: row.update(dose_gitt=None) if row["dato"].day % 4 == 0 else None)
    # 10 of 40 rows and 1 of 6.
    assert emptied == ["dose_gitt: missing: found 23.9% missing; before 0.0% missing"]


def test_a_code_that_took_the_place_of_another(changes):
    assert changes(lambda row: row.update(adm_vei="SC") if row["adm_vei"] == "PO" else None) == [
        "adm_vei PO: code: found 0.0%; before 26.1% of rows",
        "adm_vei SC: code: found 26.1%; before 0.0% of rows",
    ]


def test_a_snapshot_is_held_against_the_same_months_of_the_one_before(tmp_path):
    season = year(2021, lambda row: row.clear() if row["dato"].month > 6 and row["dato"].day > 9 else None)
    earlier = delivered(tmp_path, 2021, season, "snapshot")
    lost = [row for row in season if not only(row, LARGE, 2)]
    later = delivered(tmp_path, 2022, [*lost, *year(2022)], "snapshot", first=2021)
    named = [change.sentence for change in drift(earlier, later) if "2021" in change.where]
    assert named == [
        f"nornmd_behandling, {LARGE}, 2021-02: volume: found 0 rows; before 40 rows in the same month"
    ]


def test_a_snapshot_that_lost_half_of_its_persons_is_named(tmp_path):
    model = raw_models()["folkeregisteret"]["person"]
    stores = []
    for number, n_rows in enumerate((200, 100, 104)):
        rows = [good_row(model, person) for person in range(n_rows)]
        path = write_delivery(
            tmp_path / "in", "folkeregisteret", f"f-{number}", {"person": csv_text(model, rows)},
            kind="snapshot", received=f"2025-02-0{number + 1}",
        )  # fmt: skip
        load_delivery(path, tmp_path / "home")
        stores.append(tmp_path / "home" / "raw" / "folkeregisteret" / f"f-{number}.duckdb")
    volumes = [
        [change.sentence for change in drift(*pair) if change.kind == "volume"] for pair in pairwise(stores)
    ]
    assert volumes == [["folkeregisteret_person: volume: found 100 rows; before 200 rows"], []]


def test_a_table_that_is_missing_is_named(tmp_path):
    earlier = delivered(tmp_path, 2021, year(2021)[:9], "snapshot")
    later = delivered(tmp_path, 2022, year(2022)[:9])
    assert [change.sentence for change in drift(earlier, later)] == [
        "nornmd_pasient: table: found no such table; before the table"
    ]
    assert "nornmd_pasient: table: found the table; before no such table" in [
        change.sentence for change in drift(later, earlier)
    ]


def test_every_table_with_a_day_says_where_to_count_it():
    for name, (day, place) in HAPPENED.items():
        register, table = name.split("_", 1)
        columns = raw_models()[register][table].to_schema().columns
        assert day in columns and (place is None or place in columns), name
    states_not_events = {"folkeregisteret_person", "nornmd_pasient"}
    every = {f"{register}_{table}" for register, tables in raw_models().items() for table in tables}
    assert every - set(HAPPENED) == states_not_events


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["deliveries", "drift", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_command_takes_the_newest_delivery_before_it_of_its_kind(tmp_path):
    home = str(tmp_path / "home")
    delivered(tmp_path, 2019, year(2019))
    delivered(tmp_path, 2020, year(2020), "snapshot")
    delivered(tmp_path, 2021, year(2021, lambda row: row.clear() if only(row, LARGE, 3) else None))
    assert run("nornmd/n-2021", "--home", home) == (
        0,
        "nornmd/n-2021 against n-2019: 1 change\n"
        f"nornmd_behandling, {LARGE}, 2021-03: volume: found 0 rows; before 40 rows in a usual month\n",
    )
    assert run("nornmd/n-2021", "--home", home, "--against", "n-2020")[1].startswith(
        "nornmd/n-2021 against n-2020: 2 changes\n"
    )
    exit_code, said = run("nornmd/n-2019", "--home", home)
    assert exit_code == 1 and "found no delivery of nornmd before it" in said
    exit_code, said = run("nornmd/n-2020", "--home", home, "--against", "n-2021")
    assert exit_code == 1
    assert said == "--against: found nornmd/n-2021; expected a delivery received before n-2020\n"
    exit_code, said = run("nornmd/n-2021", "--home", home, "--against", "n-1999")
    assert exit_code == 1 and "found no such delivery" in said


def test_the_command_names_codes_that_no_list_holds(tmp_path):
    delivered(tmp_path, 2021, year(2021))
    delivered(
        tmp_path, 2022, year(2022, lambda row: row.update(adm_vei="Q9") if only(row, SMALL, 3) else None)
    )
    assert run("nornmd/n-2022", "--home", str(tmp_path / "home"))[1].splitlines()[1:] == [
        "nornmd_behandling.csv, adm_vei Q9: code: found 6 lines in quarantine; before not in the code list"
    ]


@pytest.fixture(scope="module")
def changed_home(tmp_path_factory):
    """Two years; the second has no row of one hospital in March, of the first a line is released."""
    folder = tmp_path_factory.mktemp("changed")
    odd = year(2021)
    odd[0]["rad_id"] = "=R1"
    delivered(folder, 2021, odd)
    delivered(folder, 2022, year(2022, lambda row: row.clear() if only(row, LARGE, 3) else None))
    asked = LineDecision(REGISTER, "n-2021", "nornmd_behandling.csv", "rad_id.formula", (2,), "x", "y")
    release_lines(folder / "home", asked)
    return folder / "home"


def test_dagster_warns_of_what_changed_in_a_table_and_of_no_other(changed_home):
    found = newest_drift(changed_home, REGISTER)
    assert (found.later, found.before) == ("n-2022", "n-2021"), "released lines are no delivery"
    results = {table.table: drift_result(table, found) for table in tables_of("raw")}
    warned = results["nornmd_behandling"]
    assert not warned.passed and warned.severity.value == "WARN"
    assert warned.metadata["first changes"].value == [
        f"nornmd_behandling, {LARGE}, 2022-03: volume: found 0 rows; before 40 rows in a usual month"
    ]
    assert [name for name, result in results.items() if not result.passed] == ["nornmd_behandling"]
    assert all(drift_result(table, None).passed for table in tables_of("raw"))


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("en", f"| nornmd_behandling | volume | {LARGE}, 2022-03 | 40 rows in a usual month | 0 rows |"),
        ("nb", f"| nornmd_behandling | volum | {LARGE}, 2022-03 | 40 rader i en vanlig måned | 0 rader |"),
    ],
)
def test_the_page_for_the_register_says_what_changed(language, row, changed_home):
    words = ("--home", str(changed_home), "--language", language)
    page, first = (
        CliRunner().invoke(main, ["deliveries", "quarantine", f"nornmd/{name}", *words]).output
        for name in ("n-2022", "n-2021")
    )
    assert row in page and "n-2021" in page
    assert "volum" not in first, "there is none before it"


def test_a_warning_neither_fails_a_run_nor_is_a_reason_why_one_failed(changed_home):
    table = next(table for table in tables_of("raw") if table.table == "nornmd_behandling")

    @dg.asset(key=asset_key(table.name), check_specs=[drift_spec(table)])
    def behandling():
        return dg.MaterializeResult(check_results=[drift_result(table, newest_drift(changed_home, REGISTER))])

    with dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([behandling], instance=instance)
    (warned,) = result.get_asset_check_evaluations()
    assert result.success and not warned.passed
    assert reasons(result.all_events) == []
