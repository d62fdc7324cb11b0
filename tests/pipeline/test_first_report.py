"""Every query of the tutorial runs on the sample's edition and gives what the page prints."""

import re

import duckdb

from pipelines.tables import REPOSITORY
from tests.support.spec import rows

PAGE = (REPOSITORY / "docs" / "tutorial" / "first-report.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n-- (\S+)\n(.*?)^```$(?:\n\n```\n(.*?)^```$)?", PAGE, re.M | re.S)


def test_the_queries_of_the_tutorial_give_what_it_prints(main_job):
    assert len(QUERIES) == PAGE.count("```sql")
    paths = {name: main_job.published / name for name, _, _ in QUERIES}
    databases = {name: duckdb.connect(str(path), read_only=True) for name, path in paths.items()}
    try:
        for name, query, printed in QUERIES:
            cursor = databases[name].execute(query)
            names = [column[0] for column in cursor.description]
            found = [dict(zip(names, map(_text, row), strict=True)) for row in cursor.fetchall()]
            assert found, query
            assert not printed or found == rows(printed)
    finally:
        for connection in databases.values():
            connection.close()


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
