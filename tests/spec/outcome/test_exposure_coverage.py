from datetime import date, timedelta

import duckdb
import numpy as np
import polars as pl

from pipelines import ddl
from pipelines.building import fill_table
from pipelines.tables import all_tables
from tests.support.spec import DATA_CUT, expect, made

TREATED = """
    agreement_id | person_id | index_date
    EX003        | A         | 2023-01-01
    EX003        | B         | 2023-01-01
"""


def test_a_dispensing_starts_when_the_one_before_is_used_up():
    """A collects early twice and then late: nothing carries over a gap. B is handed two packs on one day."""
    coverage = made(
        "outcome.exposure_coverage",
        {
            "cohort.treated_person": TREATED,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | covered_days | is_dispensing
                EX003        | A         | h_resept/1  | 2023-01-01    | 28           | true
                EX003        | A         | h_resept/2  | 2023-01-20    | 28           | true
                EX003        | A         | h_resept/3  | 2023-02-10    | 28           | true
                EX003        | A         | h_resept/4  | 2023-05-01    | 28           | true
                EX003        | A         | h_resept/5  | 2023-05-21    | 28           | true
                EX003        | B         | h_resept/6  | 2023-01-01    | 28           | true
                EX003        | B         | h_resept/7  | 2023-01-01    | 28           | true
                EX004        | A         | h_resept/8  | 2023-01-01    | 30           | true
            """,
        },
    )
    expect(
        coverage,
        """
        person_id | sequence_number | exposure_id | exposure_date | coverage_start | coverage_end
        A         | 1               | h_resept/1  | 2023-01-01    | 2023-01-01     | 2023-01-29
        A         | 2               | h_resept/2  | 2023-01-20    | 2023-01-29     | 2023-02-26
        A         | 3               | h_resept/3  | 2023-02-10    | 2023-02-26     | 2023-03-26
        A         | 4               | h_resept/4  | 2023-05-01    | 2023-05-01     | 2023-05-29
        A         | 5               | h_resept/5  | 2023-05-21    | 2023-05-29     | 2023-06-26
        B         | 1               | h_resept/6  | 2023-01-01    | 2023-01-01     | 2023-01-29
        B         | 2               | h_resept/7  | 2023-01-01    | 2023-01-29     | 2023-02-26
        """,
    )


def test_an_administration_leaves_nothing_over():
    """A's second bag is changed after three of four days; B has two records on one day."""
    coverage = made(
        "outcome.exposure_coverage",
        {
            "cohort.treated_person": TREATED,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | covered_days | is_dispensing
                EX003        | A         | hospital/1  | 2023-01-01    | 4            | false
                EX003        | A         | hospital/2  | 2023-01-04    | 4            | false
                EX003        | B         | hospital/3  | 2023-01-01    | 4            | false
                EX003        | B         | hospital/4  | 2023-01-01    | 4            | false
            """,
        },
    )
    expect(
        coverage,
        """
        person_id | exposure_id | coverage_start | coverage_end
        A         | hospital/1  | 2023-01-01     | 2023-01-05
        A         | hospital/2  | 2023-01-04     | 2023-01-08
        B         | hospital/3  | 2023-01-01     | 2023-01-05
        B         | hospital/4  | 2023-01-01     | 2023-01-05
        """,
    )


def test_a_dispensing_of_unknown_supply_covers_nothing():
    coverage = made(
        "outcome.exposure_coverage",
        {
            "cohort.treated_person": TREATED,
            "cohort.agreement_exposure": """
                agreement_id | person_id | exposure_id | exposure_date | covered_days | is_dispensing
                EX003        | A         | h_resept/1  | 2023-01-01    | 0            | true
            """,
        },
    )
    expect(
        coverage,
        """
        person_id | coverage_start | coverage_end
        A         | 2023-01-01     | 2023-01-01
        """,
    )


def test_the_running_maximum_equals_the_loop_over_records():
    """The definition read literally, record by record, on 3000 drawn records of 200 persons."""
    random = np.random.default_rng(20260630)
    first = date(2023, 1, 1)
    drawn = pl.DataFrame(
        {
            "agreement_id": "EX003",
            "person_id": [f"S{number:09d}" for number in random.integers(0, 200, 3000)],
            "exposure_id": [f"h_resept/{number:04d}" for number in range(3000)],
            "exposure_date": [first + timedelta(days=int(day)) for day in random.integers(0, 900, 3000)],
            "covered_days": random.integers(0, 90, 3000).astype(np.int32),
            "is_dispensing": True,
        }
    )
    expected = {}
    end: dict[str, date] = {}
    for row in drawn.sort("exposure_date", "exposure_id").iter_rows(named=True):
        person = row["person_id"]
        start = max(row["exposure_date"], end.get(person, row["exposure_date"]))
        end[person] = start + timedelta(days=row["covered_days"])
        expected[row["exposure_id"]] = (start, end[person])

    with duckdb.connect() as connection:
        connection.execute("create schema cohort; create schema outcome")
        for name in ("cohort.agreement_exposure", "cohort.treated_person"):
            ddl.create_table(connection, name, all_tables()[name].model)
        connection.register("drawn", drawn)
        connection.execute("insert into cohort.agreement_exposure by name (select * from drawn)")
        connection.execute(
            "insert into cohort.treated_person by name "
            "(select agreement_id, person_id, min(exposure_date) as index_date from drawn group by all)"
        )
        fill_table(connection, all_tables()["outcome.exposure_coverage"], {"data_cut": DATA_CUT})
        made_rows = connection.execute(
            "select exposure_id, coverage_start, coverage_end from outcome.exposure_coverage"
        ).fetchall()
    assert {row[0]: row[1:] for row in made_rows} == expected
