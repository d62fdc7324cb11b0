"""confidential.price_term: The terms of the files, and never their salts."""

from decimal import Decimal

import duckdb

from pipelines.building import fill_table
from pipelines.tables import all_tables

FILE = """\
agreement_id: EX001
salt: "0123456789abcdef0123456789abcdef"
price_terms:
  - {kind: net_price, value: 650.25, valid_from: 2022-01-01, valid_to: 2024-12-31}
  - {kind: payback_threshold, value: 0.4, valid_from: 2022-01-01}
is_invented: true
"""


def terms(folder):
    with duckdb.connect() as connection:
        connection.execute("create schema confidential")
        fill_table(connection, all_tables()["confidential.price_term"], {"confidential": folder})
        return connection.execute("from confidential.price_term order by kind").fetchall()


def test_every_term_of_every_file_is_a_row(tmp_path):
    (tmp_path / "EX001.yaml").write_text(FILE, encoding="utf-8")
    (tmp_path / "EX002.yaml").write_text(FILE.replace("EX001", "EX002"), encoding="utf-8")
    found = terms(tmp_path)
    assert [(row[0], row[1], row[2]) for row in sorted(found)] == [
        ("EX001", "net_price", Decimal("650.25")),
        ("EX001", "payback_threshold", Decimal("0.4")),
        ("EX002", "net_price", Decimal("650.25")),
        ("EX002", "payback_threshold", Decimal("0.4")),
    ]
    assert all("0123456789abcdef" not in str(value) for row in found for value in row)


def test_a_folder_without_files_gives_no_row(tmp_path):
    assert terms(tmp_path) == []
