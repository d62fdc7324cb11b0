"""What a treated person was given before the study drug, and again long after it.

Planted after the latent world is drawn, from a stream of its own: nobody's first dose, duration by any of the
rules, next line or cost in the first year changes. What comes again comes later than the permitted gaps and
after the first year.
"""

import polars as pl

from sample_data.generator.agreement_models import MODELS
from sample_data.generator.primaries import OTHER_PRIMARY
from sample_data.generator.timeline import DATA_CUT

LONG_DISEASE_DAYS = 420
SERIES_WAIT_DAYS = 21
COPIED_DAYS = 60
USUAL_DOSE = 100.0
DRUG_OF_ANOTHER_DISEASE = "L01DB03"


def earlier_lines(
    rng, person: pl.DataFrame, hospital_drug: pl.DataFrame, tumour: pl.DataFrame
) -> pl.DataFrame:
    """The hospital drugs without what came before the disease, and with a second earlier series for some.

    The second series ends well before the first. It is another substance, sometimes two together, or the same
    substance more than 180 days earlier.
    """
    begun = tumour.filter(pl.col("tumour") == 1).select("person", begun="day")
    treated = person.filter(pl.col("agreement_id").is_not_null()).join(begun, on="person", how="left")
    others = hospital_drug.join(
        treated.select("person", "begun"), on="person", how="left", maintain_order="left"
    )
    kept = others.filter(
        pl.col("begun").is_null() | pl.col("is_study") | (pl.col("day") >= pl.col("begun"))
    ).drop("begun")
    rows = []
    names = {model.agreement_id: [atc for atc, _ in model.next_line_drugs] for model in MODELS}
    first_other = (
        kept.filter(~pl.col("is_study"))
        .join(treated.select("person", "index_day"), on="person")
        .filter(pl.col("day") < pl.col("index_day"))
        .group_by("person")
        .agg(pl.col("day").min().alias("first_other"))
    )
    long_ill = (
        treated.join(first_other, on="person", how="left")
        .filter(pl.col("begun") <= pl.col("index_day") - LONG_DISEASE_DAYS)
        .sort("person")
    )
    for row in long_ill.iter_rows(named=True):
        kind, chosen, wait, partner_wait, times = (
            rng.random(),
            rng.integers(0, 2),
            rng.integers(120, 300),
            rng.integers(1, 20),
            rng.integers(2, 5),
        )
        drugs = names[row["agreement_id"]]
        earliest = row["first_other"] if row["first_other"] is not None else row["index_day"] - 60
        if kind < 0.2:
            substance, begins, times = drugs[-1], earliest - wait - 180, 2
        elif kind < 0.7:
            substance, begins = drugs[chosen], earliest - wait
        else:
            continue
        if begins <= row["begun"] + 10:
            continue
        rows += _series(row["person"], begins, times, substance)
        if kind < 0.35 and substance != drugs[-1]:
            rows += _series(row["person"], begins + partner_wait, 1, drugs[1 - chosen])
    return pl.concat([kept, _frame(rows)], how="diagonal_relaxed")


def lines_of_another_disease(rng, person: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    """Records of what some with another primary were given for that, ended before their own disease began."""
    own = tumour.filter(pl.col("tumour") == 1).select("person", own_day="day")
    other = tumour.filter(pl.col("tumour") == OTHER_PRIMARY).select("person", other_day="day")
    treated = person.filter(pl.col("agreement_id").is_not_null()).join(other, on="person")
    rows = []
    for who, own_day, other_day in (
        treated.join(own, on="person").sort("person").select("person", "own_day", "other_day").iter_rows()
    ):
        is_treated, wait, times = rng.random() < 0.6, int(rng.integers(15, 60)), int(rng.integers(2, 4))
        begins = other_day + wait
        if is_treated and begins + SERIES_WAIT_DAYS * times < own_day - 30:
            rows += _series(who, begins, times, DRUG_OF_ANOTHER_DISEASE)
    return _frame(rows)


def _series(person: int, begins: int, times: int, substance: str) -> list[tuple]:
    return [
        (person, int(begins) + SERIES_WAIT_DAYS * number, substance, number + 1) for number in range(times)
    ]


def _frame(rows: list[tuple]) -> pl.DataFrame:
    schema = {"person": pl.Int64, "day": pl.Int64, "atc": pl.String, "cycle": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        dose=pl.lit(USUAL_DOSE) + 10.0 * pl.col("cycle"), is_study=pl.lit(False)
    )


def same_drug_again(rng, person: pl.DataFrame, study: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Records of the study drug given anew: a copy of the first weeks, after more than 180 days without any.

    Only to those whose first dose is recorded: nobody becomes known to the study by it.
    """
    known = person.filter(
        pl.col("agreement_id").is_in(["EX001", "EX002", "EX003", "EX004"])
        & pl.col("first_recorded_day").is_not_null()
        & pl.col("emigration_day").is_null()
    ).sort("person")
    drawn = known.with_columns(
        is_chosen=pl.Series(rng.random(known.height) < 0.16),
        wait=pl.Series(rng.integers(250, 400, known.height)),
    ).filter("is_chosen")
    both = pl.concat([study.select("person", "day", "atc"), other.select("person", "day", "atc")])
    last = both.group_by("person").agg(pl.col("day").max().alias("last"), pl.col("day").min().alias("first"))
    again = (
        drawn.join(last, on="person")
        .with_columns(begins=pl.max_horizontal(pl.col("last") + pl.col("wait"), pl.col("index_day") + 366))
        .filter(
            (pl.col("begins") <= DATA_CUT - 100)
            & (pl.col("death_day").is_null() | (pl.col("begins") + COPIED_DAYS < pl.col("death_day")))
        )
        .select("person", "index_day", "begins")
    )
    copied = (
        study.join(again, on="person", maintain_order="left")
        .filter(pl.col("day").is_between(pl.col("index_day"), pl.col("index_day") + COPIED_DAYS - 1))
        .with_columns(day=pl.col("day") - pl.col("index_day") + pl.col("begins"))
    )
    return copied.drop("index_day", "begins")
