"""A snapshot that came late and reaches less far than what it replaces is named."""

from datetime import date

from click.testing import CliRunner

from pipelines.cli import main
from pipelines.ingest.current import received_by, stored_deliveries
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.replaced import reached_further
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["dar"]["dodsarsak"]
LATE = (
    "dar: warning: found snapshot d-late complete to 2022-12-31, which replaces d-1 (2023-12-31), d-2 "
    "(2024-06-30); expected what is received later to reach as far: what only the earlier hold is used no "
    "more"
)


def loaded(folder):
    """A snapshot, an increment after it, and late the snapshot of an earlier year; then the next one."""
    for number, (delivery_id, kind, complete_to, received) in enumerate(
        (
            ("d-1", "snapshot", "2023-12-31", "2025-02-01"),
            ("d-2", "increment", "2024-06-30", "2025-03-01"),
            ("d-late", "snapshot", "2022-12-31", "2025-04-01"),
            ("d-3", "snapshot", "2024-12-31", "2025-05-01"),
        )
    ):
        path = write_delivery(
            folder / "in", "dar", delivery_id, {"dodsarsak": csv_text(MODEL, [good_row(MODEL, number)])},
            kind=kind, complete_to=complete_to, received=received,
        )  # fmt: skip
        load_delivery(path, folder / "home")
    return folder / "home"


def test_it_is_named_with_what_it_replaces_while_it_counts(tmp_path):
    home = loaded(tmp_path)
    assert list(reached_further(received_by(home, date(2025, 3, 31)))) == []
    assert list(reached_further(received_by(home, date(2025, 4, 30)))) == [LATE]
    assert list(reached_further(stored_deliveries(home))) == [], "the next snapshot reaches further again"


def test_the_list_of_deliveries_says_it(tmp_path):
    home = loaded(tmp_path)
    (home / "raw" / "dar" / "d-3.duckdb").unlink()
    said = CliRunner().invoke(main, ["deliveries", "list", "--home", str(home)]).output
    assert said.endswith(LATE + "\n")
