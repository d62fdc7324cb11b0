"""Response to blinatumomab in children, what the cancer register learns of it, and transplants after it.

A complete response comes 18 to 50 days after the first dose, for a fixed share of those still alive, whatever
the rest of their lives. A share of the responders is transplanted soon after the line: those whose transplant
was planted before (`hospital_marks`), as many of them as that share allows, and others where they are few.
"""

import polars as pl

from sample_data.generator.episodes import INPATIENT
from sample_data.generator.hospital_marks import (
    EARLIEST_TRANSPLANT_DAYS,
    TRANSPLANT_DRG,
    TRANSPLANT_PROCEDURE,
)
from sample_data.generator.lines import BRIDGING_DAYS, lines_of_persons

AGREEMENT_ID = "EX001"
FIRST_DAY, LAST_DAY = 18, 50
TWO_CYCLES_DAYS = 56
COMPLETE_SHARE = 0.485  # of those alive on the day it would have come
PARTIAL_SHARE = 0.12  # of the others alive
RECORDED_SHARE = 0.80  # of responses of those whose tumour is registered
TRANSPLANT_SHARE = 0.55  # of complete responders
STAY_DAYS = 30
COMPLETE, PARTIAL = "complete_remission", "response"
CODE = {COMPLETE: "KR", PARTIAL: "RS"}


def responses(
    rng, person: pl.DataFrame, tumour: pl.DataFrame, episode: pl.DataFrame, drugs: pl.DataFrame
) -> pl.DataFrame:
    """One row per person with a recorded first dose under EX001.

    `person, response` (missing: none), `response_day, is_recorded, transplant_day`, and `is_new_transplant`:
    there is no contact for it yet.
    """
    treated = (
        person.filter((pl.col("agreement_id") == AGREEMENT_ID) & pl.col("first_recorded_day").is_not_null())
        .sort("person")
        .select("person", "is_inside", "index_day", "origin_day", "survival_days")
        .with_columns(death=pl.col("origin_day") + pl.col("survival_days"))
        .join(_transplants(episode), on="person", how="left", maintain_order="left")
        .join(_window(person, drugs), on="person", how="left", maintain_order="left")
    )
    n = treated.height
    drawn = treated.with_columns(
        response_day=pl.min_horizontal(
            pl.col("index_day") + pl.Series(rng.integers(FIRST_DAY, LAST_DAY + 1, n), dtype=pl.Int64),
            pl.col("transplant_day") - 3,
        ),
        u_response=pl.Series(rng.random(n)),
        u_partial=pl.Series(rng.random(n)),
        u_transplant=pl.Series(rng.random(n)),
        u_recorded=pl.Series(rng.random(n)),
        u_day=pl.Series(rng.random(n)),
    )
    drawn = pl.concat(
        [_of_kind(drawn.filter(pl.col("is_inside") == is_inside)) for is_inside in (True, False)]
    ).sort("person")
    registered = tumour.filter(pl.col("tumour") == 1)["person"].to_list()
    return drawn.select(
        "person",
        "response",
        response_day=pl.when(pl.col("response").is_not_null()).then("response_day"),
        is_recorded=pl.col("response").is_not_null()
        & (pl.col("u_recorded") < RECORDED_SHARE)
        & pl.col("person").is_in(registered),
        transplant_day=pl.coalesce("transplant_day", "new_transplant_day"),
        is_new_transplant=pl.col("new_transplant_day").is_not_null(),
    )


def _of_kind(drawn: pl.DataFrame) -> pl.DataFrame:
    """Those inside, or those outside: shares hold in each, whoever was transplanted before."""
    had = pl.col("transplant_day").is_not_null()
    alive = pl.col("death") > pl.col("response_day")
    n_had, n_alive = (drawn.filter(what).height for what in (had, alive))
    n_wanted = COMPLETE_SHARE * n_alive
    among_had = min(1.0, TRANSPLANT_SHARE * n_wanted / max(1, n_had))
    among_others = max(0.0, n_wanted - among_had * n_had) / max(1, n_alive - n_had)
    share = pl.when(had).then(among_had).otherwise(among_others)
    is_complete = (had | alive) & (pl.col("u_response") < share)
    first = pl.max_horizontal(pl.col("earliest"), pl.col("response_day") + 1)
    last = pl.min_horizontal(pl.col("latest"), pl.col("death") - 1)
    drawn = drawn.with_columns(
        is_complete=is_complete, first=first, last=last, may=is_complete & ~had & (first <= last)
    )
    n_complete, n_may = drawn["is_complete"].sum(), drawn["may"].sum()
    n_done = drawn.filter(pl.col("is_complete") & had).height
    transplanted = max(0.0, TRANSPLANT_SHARE * n_complete - n_done) / max(1, n_may)
    day = pl.col("first") + ((pl.col("last") - pl.col("first") + 1) * pl.col("u_day")).floor().cast(pl.Int64)
    is_partial = alive & (pl.col("u_partial") < PARTIAL_SHARE)
    return drawn.with_columns(
        response=pl.when("is_complete").then(pl.lit(COMPLETE)).when(is_partial).then(pl.lit(PARTIAL)),
        new_transplant_day=pl.when(pl.col("may") & (pl.col("u_transplant") < transplanted)).then(day),
    )


def _transplants(episode: pl.DataFrame) -> pl.DataFrame:
    done = episode.filter(pl.col("procedure") == TRANSPLANT_PROCEDURE)
    return done.group_by("person").agg(transplant_day=pl.col("day").min())


def _window(person: pl.DataFrame, drugs: pl.DataFrame) -> pl.DataFrame:
    """`person, earliest, latest` day of a transplant that bridges from the index line."""
    known = person.filter(
        (pl.col("agreement_id") == AGREEMENT_ID) & pl.col("first_recorded_day").is_not_null()
    )
    lines = lines_of_persons(drugs.join(known.select("person"), on="person", how="semi"))
    rows = []
    for who, index_day in known.select("person", "index_day").iter_rows():
        held = next(line for line in lines[who] if line.begins <= index_day <= line.last)
        later = [line.begins - 1 for line in lines[who] if line.begins > held.last]
        rows.append((who, held.last + EARLIEST_TRANSPLANT_DAYS, min([held.last + BRIDGING_DAYS, *later])))
    return pl.DataFrame(rows, schema=dict.fromkeys(("person", "earliest", "latest"), pl.Int64), orient="row")


def response_events(response: pl.DataFrame) -> pl.DataFrame:
    """Rows of `event` for the responses that are recorded."""
    return response.filter("is_recorded").select(
        "person",
        tumour=pl.lit(1, dtype=pl.Int64),
        day="response_day",
        kind=pl.col("response").replace_strict(CODE, return_dtype=pl.String),
        biomarker=pl.lit(""),
        result=pl.lit(""),
    )


def transplant_stays(response: pl.DataFrame, disease: pl.DataFrame) -> pl.DataFrame:
    """Rows of `episode` for the transplants that had no contact; they carry no points."""
    return (
        response.filter("is_new_transplant")
        .join(disease, on="person", how="left", maintain_order="left")
        .select(
            "person",
            "disease",
            day="transplant_day",
            stay_days=pl.lit(STAY_DAYS, dtype=pl.Int64),
            level=pl.lit(INPATIENT, dtype=pl.Int64),
            drg=pl.lit(TRANSPLANT_DRG),
            procedure=pl.lit(TRANSPLANT_PROCEDURE),
            points=pl.lit(0.0),
            atc=pl.lit(""),
            payer=pl.lit(1),
            is_acute=pl.lit(False),
        )
    )
