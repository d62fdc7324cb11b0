"""agreement.protocol_version: The protocols that were frozen."""

import datetime

from pipelines.agreements.folder import folder_tables
from pipelines.agreements.frozen_files import freeze_protocol
from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_every_version_is_a_row(tmp_path):
    hashes = []
    for month, text in ((2, SMALL), (5, changed(("margin: 0.05", "margin: 0.10")))):
        (tmp_path / "EX001.yaml").write_text(text, encoding="utf-8")
        hashes.append(freeze_protocol(tmp_path, "EX001", datetime.date(2022, month, 1)).protocol_hash)
    expect(
        folder_tables(tmp_path)["protocol_version"].to_dicts(),
        f"""
        agreement_id | version | frozen_on  | protocol_hash
        EX001        | 1       | 2022-02-01 | {hashes[0]}
        EX001        | 2       | 2022-05-01 | {hashes[1]}
        """,
    )


def test_nothing_frozen_is_no_row(tmp_path):
    assert table_from(SMALL, tmp_path, "protocol_version") == []
