"""A store is examined again when the rules have changed since it was loaded."""

import duckdb

from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.stored_rules import stored_failures
from tests.support.delivery import csv_text, load
from tests.support.violating_rows import good_row


def test_a_store_loaded_under_todays_rules_is_left_alone_and_another_examined(tmp_path):
    model = raw_models()["dar"]["dodsarsak"]
    content = csv_text(model, [good_row(model, number) for number in range(3)])
    store, _ = load(tmp_path, "dar", {"dodsarsak": content})
    with duckdb.connect(str(store)) as connection:
        connection.execute("update dar_dodsarsak set dodssted = 77")
    assert stored_failures(tmp_path / "home", "dar") == {}, "the rules are those it was loaded under"
    with duckdb.connect(str(store)) as connection:
        connection.execute("update delivery_file set rules = 'those of last year'")
    assert stored_failures(tmp_path / "home", "dar") == {"dar_dodsarsak": ["dar-1: dodssted: isin"]}
    with duckdb.connect(str(store)) as connection:
        connection.execute("alter table delivery_file drop column rules")
    assert stored_failures(tmp_path / "home", "dar") == {"dar_dodsarsak": ["dar-1: dodssted: isin"]}
