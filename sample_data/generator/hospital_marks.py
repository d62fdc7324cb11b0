"""What hospital contacts come to say beside their cost: the drug dispensed, transplants, who paid, pregnancy.

Contacts are marked, moved by weeks or given another code; none is added and none changes its points, so what
hospital care costs in the first year stays as it was drawn.
"""

import polars as pl

from sample_data.generator.episodes import INPATIENT, OUTPATIENT
from sample_data.generator.lines import BRIDGING_DAYS, lines_of_persons

ORDINARY_PAYER, RESEARCH_PAYER = 1, 22
TRANSPLANT_DRG, TRANSPLANT_PROCEDURE, AFTER_TRANSPLANT = "481A", "RAGG20", "Z948"
EARLIEST_TRANSPLANT_DAYS = 5
FIRST_VISIT_WITHIN_DAYS = 40
STATUS_SEEN_WITHIN_DAYS = 120


def drug_at_visits(rng, episode: pl.DataFrame, dispensed: pl.DataFrame) -> pl.DataFrame:
    """Visits of those who fetch the study drug in a pharmacy carry its code; the first lies on the first day.

    A visit in the first weeks is moved to the day of the first dispensing for most who have one.
    """
    taken = dispensed.group_by("person").agg(
        pl.col("day").min().alias("first"),
        pl.col("day").max().alias("last"),
        pl.col("atc").first().alias("drug"),
    )
    numbered = episode.with_row_index("row").join(taken, on="person", how="left", maintain_order="left")
    is_visit = (pl.col("level") == OUTPATIENT) & (pl.col("atc") == "") & pl.col("first").is_not_null()
    early = numbered.filter(
        is_visit & pl.col("day").is_between(pl.col("first"), pl.col("first") + FIRST_VISIT_WITHIN_DAYS)
    )
    first = early.sort("person", "day", "row").unique("person", keep="first", maintain_order=True)
    moved = first.filter(pl.Series(rng.random(first.height) < 0.7))["row"]
    is_moved = pl.col("row").is_in(moved.to_list())
    during = (
        is_visit & pl.col("day").is_between("first", "last") & pl.Series(rng.random(episode.height) < 0.5)
    )
    return numbered.with_columns(
        day=pl.when(is_moved).then("first").otherwise("day"),
        atc=pl.when(is_moved | during).then("drug").otherwise("atc"),
    ).drop("row", "first", "last", "drug")


def transplants(rng, person: pl.DataFrame, episode: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """A stay soon after the index line becomes a transplantation for some with acute leukaemia.

    Nothing else is given between the line and the transplantation. Visits afterwards may carry the code of
    what has been, which is not another transplantation.
    """
    known = person.filter(
        pl.col("agreement_id").is_in(["EX001", "EX002"]) & pl.col("first_recorded_day").is_not_null()
    ).sort("person")
    lines = lines_of_persons(records.join(known.select("person"), on="person", how="semi"))
    ends = []
    for who, index_day in known.select("person", "index_day").iter_rows():
        held = next(line for line in lines[who] if line.begins <= index_day <= line.last)
        later = [line.begins for line in lines[who] if line.begins > held.last]
        ends.append((who, held.last, min([held.last + BRIDGING_DAYS, *(begins - 1 for begins in later)])))
    window = pl.DataFrame(
        ends, schema={"person": pl.Int64, "last": pl.Int64, "until": pl.Int64}, orient="row"
    )
    numbered = episode.with_row_index("row")
    stays = (
        numbered.filter((pl.col("level") == INPATIENT) & (pl.col("atc") == ""))
        .join(window, on="person")
        .filter(pl.col("day").is_between(pl.col("last") + EARLIEST_TRANSPLANT_DAYS, "until"))
        .sort("person", "day", "row")
        .unique("person", keep="first", maintain_order=True)
    )
    chosen = stays.filter(pl.Series(rng.random(stays.height) < 0.7)).select(
        "person", "row", transplanted="day"
    )
    is_transplant = pl.col("row").is_in(chosen["row"].to_list())
    after = (
        (pl.col("level") == OUTPATIENT)
        & pl.col("day").is_between(
            pl.col("transplanted") + 1, pl.col("transplanted") + STATUS_SEEN_WITHIN_DAYS
        )
    ).fill_null(False)
    return (
        numbered.join(chosen.drop("row"), on="person", how="left", maintain_order="left")
        .with_columns(
            drg=pl.when(is_transplant).then(pl.lit(TRANSPLANT_DRG)).otherwise("drg"),
            procedure=pl.when(is_transplant).then(pl.lit(TRANSPLANT_PROCEDURE)),
            condition=pl.when(after).then(pl.lit(AFTER_TRANSPLANT)).otherwise("condition"),
        )
        .drop("row", "transplanted")
    )


def payers(rng, person: pl.DataFrame, episode: pl.DataFrame) -> pl.DataFrame:
    """Who pays each contact: near the start, a research programme for those treated in a trial."""
    treated = person.filter(pl.col("agreement_id").is_not_null()).sort("person")
    in_trial = treated.filter(pl.Series(rng.random(treated.height) < 0.05)).select("person", "index_day")
    near = (pl.col("day") - pl.col("index_day")).abs() <= 30
    return (
        episode.join(in_trial, on="person", how="left", maintain_order="left")
        .with_columns(
            payer=pl.when(near.fill_null(False))
            .then(pl.lit(RESEARCH_PAYER))
            .otherwise(pl.lit(ORDINARY_PAYER))
        )
        .drop("index_day")
    )
