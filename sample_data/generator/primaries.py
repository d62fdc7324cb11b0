"""Other primary tumours of treated persons, and the codes that say what the study drug was given for.

The tumours are old enough, of another site, and given only to persons whose own tumour is registered, so that
no verdict changes; what they change is how surely a course of treatment belongs to the indication.
"""

import numpy as np
import polars as pl

from sample_data.generator.randomness import choice
from sample_data.generator.registers.regimens import UNSPECIFIC_REGIMEN

SITES = (("C50", "85003"), ("C61", "81403"), ("C18", "81403"), ("C43", "87203"), ("C67", "81203"))
SHARE = {"EX002": 0.10, "EX003": 0.14, "EX004": 0.10}
# A localised tumour may give its stage away; who has one more would be judged otherwise.
NOT_OF_KIND = ("ntrk_localised",)
YOUNGEST_DAYS, OLDEST_DAYS = 200, 1600
OTHER_PRIMARY = 3
PRESCRIBED_FOR = {"EX003": "C80", "EX004": "C34"}


def other_primaries(rng, person: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    """Rows of `tumour` for some treated persons, within the five years before the first dose."""
    own = tumour.filter(pl.col("tumour") == 1).select("person", own="icd10")
    candidates = (
        person.join(own, on="person")
        .filter(pl.col("agreement_id").is_in(list(SHARE)) & ~pl.col("kind").is_in(NOT_OF_KIND))
        .sort("person")
    )
    n = candidates.height
    share = candidates["agreement_id"].replace_strict(SHARE, return_dtype=pl.Float64)
    site = rng.integers(0, len(SITES), n)
    codes = np.array(SITES)
    chosen = candidates.with_columns(
        is_chosen=pl.Series(rng.random(n)) < share,
        day=pl.col("index_day") - pl.Series(rng.integers(YOUNGEST_DAYS, OLDEST_DAYS, n)),
        icd10=pl.Series(codes[site, 0], dtype=pl.String),
        morphology=pl.Series(codes[site, 1], dtype=pl.String),
    )
    impossible = ((pl.col("icd10") == "C61") & pl.col("is_woman")) | (pl.col("icd10") == pl.col("own"))
    return chosen.filter(pl.col("is_chosen") & ~impossible).select(
        "person",
        pl.lit(OTHER_PRIMARY, dtype=pl.Int64).alias("tumour"),
        "day",
        "icd10",
        "morphology",
        pl.lit("0").alias("spread"),
    )


def purpose_codes(rng, person: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    """`person, refund_code, regimen`: what the person's prescriptions and courses are coded with.

    Empty text is a code that is missing. A refund code may name the indication, the person's other disease
    or one the person does not have; a regimen is the drug's own or says nothing.
    """
    first = tumour.filter(pl.col("tumour") == 1).select("person", own="icd10")
    other = tumour.filter(pl.col("tumour") == OTHER_PRIMARY).select("person", extra="icd10")
    treated = (
        person.filter(pl.col("agreement_id").is_not_null())
        .join(first, on="person", how="left")
        .join(other, on="person", how="left")
        .sort("person")
    )
    n = treated.height
    what = pl.Series(choice(rng, ("usual", "own", "extra", "missing"), (0.62, 0.13, 0.10, 0.15), n))
    usual = pl.col("agreement_id").replace_strict(PRESCRIBED_FOR, default=None, return_dtype=pl.String)
    refund = (
        pl.when(what == "missing")
        .then(pl.lit(""))
        .when(what == "own")
        .then(pl.coalesce("own", usual))
        .when(what == "extra")
        .then(pl.coalesce("extra", pl.lit("C50")))
        .otherwise(usual)
    )
    is_unspecific = (pl.col("kind") == "other_disease") | pl.Series(rng.random(n) < 0.15)
    return treated.select(
        "person",
        refund.str.slice(0, 3).alias("refund_code"),
        pl.when(is_unspecific).then(pl.lit(UNSPECIFIC_REGIMEN)).alias("regimen"),
    )
