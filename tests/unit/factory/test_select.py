"""What a SQL file reads is parsed, not listed."""

import pytest

from pipelines.select import SelectError, parameters_used, tables_read


def test_tables_are_found_through_ctes_subqueries_and_joins():
    sql = """
        with tumour as (select * from core.tumour where diagnosis_date <= $data_cut),
        other as (select * from tumour inner join (select * from raw.npr_episode) as episode on true)
        select * from other where person_id in (select person_id from core.person)
    """
    assert tables_read(sql, "x.sql") == ("core.person", "core.tumour", "raw.npr_episode")
    assert parameters_used(sql, "x.sql") == {"data_cut"}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("create table core.x as select 1", "expected one SELECT, found create"),
        ("select 1; select 2", "expected one SELECT, found select, select"),
        ("", "expected one SELECT, found nothing"),
        ("select * from tumour", "table tumour is named without its layer"),
        ("select * frm core.tumour where (", "not readable as SQL"),
    ],
)
def test_anything_but_one_select_over_named_tables_is_refused(sql, expected):
    with pytest.raises(SelectError, match=r"x\.sql: ") as refused:
        tables_read(sql, "x.sql")
    assert expected in str(refused.value)
