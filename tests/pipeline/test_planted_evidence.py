"""Complications and responses planted in the sample, person by person, against what the main job finds.

NPR loses a few: a stay whose main condition is missing says nothing. What was not planted is never found.
"""

import duckdb
import polars as pl
import pytest

from pipelines.tables import REPOSITORY

SAMPLE = REPOSITORY / "sample_data"
LEAST_RECOVERED = 0.98
PERSON = ["agreement_id", "lopenr"]


@pytest.fixture(scope="module")
def work(main_job) -> duckdb.DuckDBPyConnection:
    with duckdb.connect(str(main_job.cut.work), read_only=True) as connection:
        yield connection


def planted(name: str) -> pl.DataFrame:
    return pl.read_csv(SAMPLE / "truth" / f"{name}.csv", infer_schema_length=None, try_parse_dates=True)


def test_planted_complications_are_found_on_their_day_and_no_others(work):
    found = work.sql(
        "select agreement_id, person_id as lopenr, complication, days_from_index "
        "from outcome.complication where complication <> 'hospital_admission'"
    ).pl()
    key = [*PERSON, "complication"]
    first = (
        planted("complication")
        .filter("is_delivered")
        .group_by(key)
        .agg(pl.col("days_since_first_dose").min())
    )
    both = found.join(first, on=key, how="left")
    seen, meant = pl.col("days_from_index"), pl.col("days_since_first_dose")
    there = both.filter(meant.is_not_null())
    assert there.height > 100
    assert there.select((seen == meant).fill_null(False).mean()).item() >= LEAST_RECOVERED
    # The first of two may be lost; none is earlier than the first, and none is where none was planted.
    assert both.filter(seen.is_not_null() & meant.is_null()).is_empty()
    assert both.filter(seen < meant).is_empty()


def test_planted_responses_that_are_delivered_are_found_and_no_others(work):
    found = work.sql(
        "select agreement_id, person_id as lopenr, response, answer, days_from_index from outcome.response"
    ).pl()
    truth = planted("response").filter("is_response_delivered", "is_new_starter")
    for response, kinds in (
        ("complete_remission", ["complete_remission"]),
        ("any_response", ["complete_remission", "response"]),
    ):
        meant = truth.filter(pl.col("planted_response").is_in(kinds))
        said = found.filter((pl.col("response") == response) & (pl.col("answer") == "yes"))
        assert meant.height >= 5
        assert sorted(said.select(PERSON).rows()) == sorted(meant.select(PERSON).rows())
