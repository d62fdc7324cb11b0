"""Make deliveries from one seed, run them through the pipeline's own code, and set the results beside the
truth planted in them."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.cut import freeze
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.tables import REPOSITORY
from pipelines.work import open_work, work_tables
from sample_data.generator.generate import generate

DATA_CUT = date(2026, 6, 30)
SCALE, BACKGROUND = 0.5, 0.006
"""As the committed sample was made."""

KEY = ["agreement_id", "cohort", "measure", "variant", "time_days"]


@dataclass(frozen=True)
class Outcome:
    """What one seed gave: the intervals beside the truth, and the verdicts beside the planted ones."""

    intervals: pl.DataFrame
    verdicts: pl.DataFrame


def outcome_of(seed: int) -> Outcome:
    """Run one seed. Intervals: KEY, value (planted), estimate, lower, upper; verdicts: one row per person."""
    with tempfile.TemporaryDirectory() as folder:
        out, home = Path(folder) / "generated", Path(folder) / "home"
        generate(scale=SCALE, seed=seed, out=out, background=BACKGROUND)
        refused = [
            problem
            for report in load_all(out / "deliveries", home, lambda _: None)
            for problem in report.problems
        ]
        assert refused == []
        sample = REPOSITORY / "sample_data"
        cut = freeze(Home(home), DATA_CUT, sample / "agreements", sample / "reference")
        truth = pl.read_csv(out / "truth" / "agreement.csv", schema_overrides={"time_days": pl.Int32})
        persons = pl.read_csv(out / "truth" / "person.csv", infer_schema_length=None)
        with open_work(cut) as work:
            for definition in work_tables():
                work.make(definition)
            estimates = work.connection.sql("select * from result.estimate").pl()
            verdicts = work.connection.sql(
                "select agreement_id, person_id as lopenr, verdict from cohort.eligibility"
            ).pl()
    return Outcome(
        truth.join(estimates, on=KEY, how="inner", nulls_equal=True)
        .select(*KEY, "value", "estimate", "lower", "upper")
        .with_columns(pl.lit(seed).alias("seed")),
        persons.join(verdicts, on=["agreement_id", "lopenr"], how="inner").select(
            "agreement_id", "planted_verdict", "verdict"
        ),
    )


def misses() -> pl.Expr:
    """True where the interval does not hold the planted value; a limit that is not reached is open."""
    above = (pl.col("value") < pl.col("lower")).fill_null(False)
    below = (pl.col("value") > pl.col("upper")).fill_null(False)
    return above | below
