"""What the first course of treatment took of invented persons: more of the studies of `study`.

A dose every 28 days, in both courses of `times_study` where a rule takes the second for the same; cycles are
known of most. How long each is followed is that of the times, what a dose costs that of the answers.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from pipelines.remade import remade
from tests.attack.answers_study import KEY, prices_of
from tests.attack.study import Study
from tests.attack.times_study import DOSE_DAYS, GAPS_DAYS, NEVER, times_at, treated_of

COURSES = 20_253
"""The seed."""
TO_LAST_DOSE = "last_dose"
"""A rule whose end `times_study` does not judge by what the last dose covers: here it is of no study."""
MOST_DOSES = 100
RESULTS = ("result.course_estimate", "result.rule_difference")


def courses_at(chosen: Sequence[Study], cut: date, tables: Mapping[str, pl.DataFrame]) -> dict:
    """`RESULTS` of these studies, by the project's own definitions; `tables` hold those of `answers_at`."""
    durations = times_at(chosen, cut, tables)["outcome.treatment_duration"].filter(
        pl.col("variant") != TO_LAST_DOSE
    )
    records = pl.concat([_records(study) for study in chosen]).join(durations, on=[*KEY, "variant"])
    records = records.filter(
        (pl.col("days_from_index") < pl.col("time_days"))
        | ((pl.col("days_from_index") == pl.col("time_days")) & (pl.col("end_reason") != "next_line"))
    )
    primary = tables["agreement.agreement"].select("agreement_id", variant="primary_duration_variant")
    given = {
        "outcome.treatment_duration": durations,
        "outcome.treatment_record": records.select(*KEY, "variant", "days_from_index", "drug_cost_nok"),
        "outcome.treatment_cycle": records.filter("has_cycles")
        .join(primary, on=["agreement_id", "variant"], how="semi")
        .select(*KEY, "days_from_index"),
    }
    with remade(RESULTS, dict(tables) | given, {"data_cut": cut}) as query:
        return {name: query(f"select * from {name}") for name in RESULTS}


def _records(study: Study) -> pl.DataFrame:
    """Doses of all persons under each rule, whenever they end."""
    random = np.random.default_rng([COURSES, int(study.agreement_id[2:])])
    are_known = random.random(study.persons.height) < random.choice((0.85, 0.97, 1.0))
    persons = treated_of(study).join(prices_of(study), on=KEY).with_columns(has_cycles=pl.Series(are_known))
    doses = persons.join(pl.DataFrame({"dose": range(MOST_DOSES)}), how="cross")
    day, again = pl.col("dose") * DOSE_DAYS, pl.col("first_days") + pl.col("gap_days")
    return pl.concat(
        [
            doses.filter((start + day < end) & is_same)
            .select(*KEY, "has_cycles", variant=pl.lit(rule), days_from_index=start + day,
                    drug_cost_nok=pl.col("monthly_nok").cast(pl.Float64))
            for rule, gap in GAPS_DAYS.items()
            if rule != TO_LAST_DOSE
            for start, end, is_same in (
                (pl.lit(0), pl.col("first_days"), pl.lit(True)),
                (again, pl.col("last_days"), (pl.col("gap_days") <= gap) & (pl.col("gap_days") < NEVER)),
            )
        ]
    )  # fmt: skip
