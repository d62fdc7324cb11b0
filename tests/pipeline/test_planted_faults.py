"""The generator's list of faults it planted, against what ingest holds: the same lines, no other."""

import csv
import shutil

import pytest

from pipelines.ingest.load import load_delivery
from pipelines.tables import REPOSITORY
from tests.support.delivery import query

SAMPLE = REPOSITORY / "sample_data"
DELIVERIES = ["krg-2026", "inspire-2025-q3", "npr-2026-t1", "dar-2025", "prom-2026"]

RULES = {
    "discharge_before_admission": "utdato.not_before_inndato",
    "exact_duplicate": "key.unique",
    "extra_field": "line.fields",
    "missing_field": "line.fields",
    "impossible_date": ".type",
    "not_a_number": ".type",
    "impossible_month": ".le",
    "out_of_range": ".le",
    "impossible_sex": ".isin",
    "negative_dose": ".ge",
    "negative_number": ".ge",
    "malformed_id": ".str_matches",
    "malformed_code": ".str_matches",
}
"""Rule, or the end of its name; a code outside its list may break `isin` or a bound."""


@pytest.mark.parametrize("delivery_id", DELIVERIES)
def test_quarantine_holds_exactly_the_planted_faults(delivery_id, tmp_path):
    (delivery,) = (SAMPLE / "deliveries").glob(f"*/{delivery_id}")
    register = delivery.parent.name
    shutil.copytree(delivery, tmp_path / register / delivery_id)
    with (SAMPLE / "truth" / "fault.csv").open(encoding="utf-8", newline="") as file:
        faults = [row for row in csv.DictReader(file) if row["delivery_id"] == delivery_id]
    planted = {
        (row["file"], int(row["line"])): row["fault"] for row in faults if row["expected"] == "quarantine"
    }

    load_delivery(tmp_path / register / delivery_id, tmp_path / "home")

    store = tmp_path / "home" / "raw" / register / f"{delivery_id}.duckdb"
    held: dict[tuple[str, int], list[str]] = {}
    for file_name, line, rule in query(store, "select source_file, source_line, rule from quarantine"):
        held.setdefault((file_name, line), []).append(rule)
    assert planted
    assert set(held) == set(planted)
    wrong = [
        (place, fault, held[place])
        for place, fault in planted.items()
        if not any(rule.endswith(RULES.get(fault, "")) for rule in held[place])
    ]
    assert not wrong
