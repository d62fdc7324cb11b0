"""Make deliveries from one seed, run them through the pipeline's own code, and set the results beside the
truth planted in them."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from pipelines.cut import freeze
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.tables import REPOSITORY, TableDefinition
from pipelines.work import open_work, work_tables
from sample_data.generator.generate import generate
from tests.support.planted_comparison import planted_comparison
from tests.support.planted_evidence import planted_evidence
from tests.support.planted_prom import planted_answers, planted_scores

DATA_CUT = date(2026, 6, 30)
SCALE, BACKGROUND = 0.5, 0.006
"""As the committed sample was made."""

LOOKED_AT = (
    "agreement.use_rule",
    "cohort.attribution",
    "cohort.eligibility",
    "cohort.therapy_line",
    "cohort.treated_person",
    "cohort.treatment_context",
    "cohort.treatment_history",
    "outcome.stop_rule",
    "result.coverage",
    "result.estimate",
    "result.uptake_count",
)
"""Only these tables and what they are made from are made."""

KEY = ["agreement_id", "cohort", "measure", "variant", "time_days"]
PERSON = ["agreement_id", "lopenr"]
JUDGED = """
select
    treated.agreement_id,
    treated.person_id as lopenr,
    eligibility.verdict,
    attribution.ambiguity,
    attribution.attributed_to,
    history.n_earlier_lines + 1 as line,
    history.is_complete as is_line_known,
    line.is_bridge,
    context.context
from cohort.treated_person as treated
left join cohort.eligibility as eligibility using (agreement_id, person_id)
left join cohort.attribution as attribution using (agreement_id, person_id)
left join cohort.treatment_history as history using (agreement_id, person_id)
left join (select * from cohort.therapy_line where is_index_line) as line using (agreement_id, person_id)
left join cohort.treatment_context as context using (agreement_id, person_id)
"""
STOP_RULE = """
select agreement_id, person_id as lopenr, verdict as stop_rule
from outcome.stop_rule
inner join agreement.use_rule using (agreement_id, rule_id)
where kind = 'stop' and judged_by = 'course_event'
"""
UPTAKE = """
select
    agreement_id,
    level as region,
    cast(sum(n) filter (where category = 'treated') as bigint) as treated_counted,
    cast(sum(n) filter (where category = 'untreated') as bigint) as untreated_counted,
    cast(sum(n) filter (where category = 'not_known') as bigint) as not_known_counted
from result.uptake_count
where item = 'inside' and grouping = 'region'
group by agreement_id, level
"""
COVERAGE = """
select agreement_id, register, denominator, n_denominator, n_found
from result.coverage
where grouping = 'all' and level = 'all'
"""


@dataclass(frozen=True)
class Outcome:
    """Of one seed: intervals beside the truth, persons and uptake beside what was planted; coverage.

    `evidence` are the intervals of complications and responses, `scores` those of patients' answers,
    `answers` how many answered, and `comparison` the intervals of two groups.
    """

    intervals: pl.DataFrame
    persons: pl.DataFrame
    uptake: pl.DataFrame
    coverage: pl.DataFrame
    evidence: pl.DataFrame
    scores: pl.DataFrame
    answers: pl.DataFrame
    comparison: pl.DataFrame


def outcome_of(seed: int) -> Outcome:
    """Run one seed. Intervals: KEY, value (planted), estimate, lower, upper.

    Persons: one row per treated person with a recorded dose, planted columns beside judged ones. Uptake: one
    row per agreement and region, planted counts beside those of the pipeline (`_counted`). Coverage: one row
    per agreement, register and what NPR shows.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, home = Path(folder) / "generated", Path(folder) / "home"
        generate(scale=SCALE, seed=seed, out=out, background=BACKGROUND)
        reports = load_all(out / "deliveries", home, lambda _: None)
        assert [problem for report in reports for problem in report.problems] == []
        sample = REPOSITORY / "sample_data"
        cut = freeze(Home(home), DATA_CUT, sample / "agreements", sample / "reference")
        truth = pl.read_csv(out / "truth" / "agreement.csv", schema_overrides={"time_days": pl.Int32})
        persons = pl.read_csv(out / "truth" / "person.csv", infer_schema_length=None)
        uptake = pl.read_csv(out / "truth" / "uptake.csv", schema_overrides={"region": pl.String})
        with open_work(cut) as work:
            for definition in _needed():
                work.make(definition)
            estimates = work.connection.sql("select * from result.estimate where subgroup = 'all'").pl()
            judged = _judged(work.connection)
            counted = work.connection.sql(UPTAKE).pl()
            coverage = work.connection.sql(COVERAGE).pl()
            comparison = planted_comparison(out / "truth" / "comparison.csv", work.connection)
        evidence_file = out / "truth" / "evidence.csv"
        evidence = planted_evidence(evidence_file, estimates)
        scores, answers = (
            planted_scores(evidence_file, estimates),
            planted_answers(evidence_file, estimates),
        )
    numbered = pl.lit(seed).alias("seed")
    return Outcome(
        truth.join(estimates, on=KEY, how="inner", nulls_equal=True)
        .select(*KEY, "value", "estimate", "lower", "upper")
        .with_columns(numbered),
        persons.filter("is_recorded").join(judged, on=PERSON, how="left").with_columns(numbered),
        uptake.join(counted, on=["agreement_id", "region"], how="full", coalesce=True).with_columns(numbered),
        coverage.with_columns(numbered),
        evidence.with_columns(numbered),
        scores.with_columns(numbered),
        answers.with_columns(numbered),
        comparison.with_columns(numbered),
    )


def _needed() -> list[TableDefinition]:
    """The tables that are looked at and all that lies upstream of them, in the order they are made."""
    wanted = set(LOOKED_AT)
    found = []
    for definition in reversed(work_tables()):
        if definition.name in wanted:
            wanted.update(definition.upstream)
            found.append(definition)
    return found[::-1]


def _judged(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    judged = connection.sql(JUDGED).pl()
    return judged.join(connection.sql(STOP_RULE).pl(), on=PERSON, how="left")


def misses() -> pl.Expr:
    """True where the interval does not hold the planted value; a limit that is not reached is open."""
    above = (pl.col("value") < pl.col("lower")).fill_null(False)
    below = (pl.col("value") > pl.col("upper")).fill_null(False)
    return above | below
