"""How long invented persons were treated, and when a next line came: more of the studies of `study`.

Random numbers are of a seed of their own, so that the studies themselves stay as they are. A course may be
taken up again after a gap that some rules of treatment end permit and others do not; of some studies hardly
anybody does, so that two rules differ for few. Drugs are known to a day of the study's own (`answers_study`),
so that some deaths are known and what came before them is not.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from tests.attack.answers_study import plan_of
from tests.attack.study import DELAY_DAYS, Study

TIMES = 20_252
"""The seed."""
NEVER = 10**6
GAPS_DAYS = {"gap_60": 60, "gap_90": 90, "gap_120": 120, "last_dose": 90}
"""The gap that each rule permits."""
DOSE_DAYS = 28
"""What the last dose covers: the rule `last_dose` does not count it."""
AGREED_DAYS = (183, 365, 730)
MINIMUM_DAYS, EARLIER_DAYS, LANDMARK_DAYS = (183, 365), (183, 365), 183
EMPTY = ("outcome.treatment_record",)
"""What the rules say of costs is not invented."""


def times_at(chosen: Sequence[Study], cut: date, tables: Mapping[str, pl.DataFrame]) -> dict:
    """Durations, next lines and survival under other demands, with what was known at the cut.

    `tables` are those of `study.tables_at`.
    """
    known = (
        tables["outcome.overall_survival"]
        .filter(starter="new_starter")
        .join(
            tables["cohort.treated_person"].select("agreement_id", "person_id", "index_date"),
            on=["agreement_id", "person_id"],
        )
    )
    treated = known.join(
        pl.concat([treated_of(study) for study in chosen]), on=["agreement_id", "person_id"]
    ).with_columns(
        drugs_days=(pl.lit(cut) - pl.col("index_date")).dt.total_days() - pl.col("drug_delay_days"),
        vital_days=(pl.lit(cut) - pl.col("index_date")).dt.total_days() - DELAY_DAYS,
    )
    return {
        "outcome.treatment_duration": pl.concat([_ended(treated, *rule) for rule in GAPS_DAYS.items()]),
        "outcome.time_to_next_treatment": _first(treated),
        "outcome.survival_sensitivity": _sensitivity(known, cut),
    }


def treated_of(study: Study) -> pl.DataFrame:
    """Two courses, the gap between them, and the day of the next line, all of one study."""
    random = np.random.default_rng([TIMES, int(study.agreement_id[2:])])
    n = study.persons.height
    again, changes = random.choice((0.05, 0.3, 0.6)), random.choice((0.1, 0.5))
    first = DOSE_DAYS + random.exponential(random.choice((90, 250, 600)), n).astype(int)
    gap = 1 + random.exponential(70, n).astype(int)
    second = DOSE_DAYS + random.exponential(120, n).astype(int)
    last = first + gap + second
    return study.persons.select("person_id").with_columns(
        agreement_id=pl.lit(study.agreement_id),
        drug_delay_days=plan_of(study).drug_delay_days,
        first_days=pl.Series(first),
        gap_days=pl.Series(np.where(random.random(n) < again, gap, NEVER)),
        last_days=pl.Series(last),
        next_line_days=pl.Series(
            np.where(random.random(n) < changes, last + random.exponential(100, n).astype(int), NEVER)
        ),
    )


def _ended(treated: pl.DataFrame, variant: str, permitted_gap_days: int) -> pl.DataFrame:
    """Treatment under one rule: who is covered when the gap could still be bridged is censored then."""
    is_bridged = pl.col("gap_days") <= permitted_gap_days
    tail = DOSE_DAYS if variant == "last_dose" else 0
    end = pl.when(is_bridged).then("last_days").otherwise("first_days") - tail
    judged = treated.with_columns(
        judged_days=pl.min_horizontal(pl.col("drugs_days") - permitted_gap_days, "vital_days"), stop_days=end
    ).filter(pl.col("judged_days") > 0)
    died = pl.when(pl.col("end_reason") == "death").then("time_days")
    left = pl.when(pl.col("end_reason") == "emigrated").then("time_days")
    return (
        judged.with_columns(
            ends_days=pl.min_horizontal("stop_days", "next_line_days", died, left, "judged_days"),
            died_days=died,
            left_days=left,
        )
        .select(
            "agreement_id",
            "person_id",
            variant=pl.lit(variant),
            time_days="ends_days",
            is_event=pl.min_horizontal("stop_days", "next_line_days", "died_days") == pl.col("ends_days"),
            end_reason=pl.when(pl.col("next_line_days") == pl.col("ends_days"))
            .then(pl.lit("next_line"))
            .when(pl.col("died_days") == pl.col("ends_days"))
            .then(pl.lit("death"))
            .when(pl.col("stop_days") == pl.col("ends_days"))
            .then(pl.lit("stopped"))
            .when(pl.col("left_days") == pl.col("ends_days"))
            .then(pl.lit("emigrated"))
            .otherwise(pl.lit("complete_to")),
        )
        .with_columns(is_event=pl.col("is_event").fill_null(False))
    )


def _first(treated: pl.DataFrame) -> pl.DataFrame:
    """What came first, a next line or what ended survival, as far as drugs are known."""
    is_next = pl.col("next_line_days") <= pl.min_horizontal("time_days", "drugs_days")
    is_known = pl.col("time_days") <= pl.col("drugs_days")
    reason = pl.when(is_known).then("end_reason").otherwise(pl.lit("complete_to"))
    return treated.filter(pl.col("drugs_days") >= 0).select(
        "agreement_id",
        "person_id",
        time_days=pl.min_horizontal("next_line_days", "time_days", "drugs_days"),
        is_event=is_next | (is_known & pl.col("is_event")),
        end_reason=pl.when(is_next).then(pl.lit("next_line")).otherwise(reason),
    )


def unseen_at(chosen: Sequence[Study], tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """How many are known to have died by a time of whom the time to a next treatment does not know by then.

    Of studies whose deaths are known longer than drugs; `tables` hold those of `times_at`.
    """
    new_starters = tables["cohort.treated_person"].filter(starter="new_starter")
    names = [one.agreement_id for one in chosen if plan_of(one).drug_delay_days > DELAY_DAYS]
    died, first = (
        tables[f"outcome.{name}"].filter("is_event").select("agreement_id", "person_id", "time_days")
        for name in ("overall_survival", "time_to_next_treatment")
    )
    died = died.join(new_starters, on=["agreement_id", "person_id"], how="semi")
    both = died.join(first, on=["agreement_id", "person_id"], how="left", suffix="_first")
    asked = pl.DataFrame({"agreement_id": names}, schema={"agreement_id": pl.String}).join(
        pl.DataFrame({"by_days": AGREED_DAYS}), how="cross"
    )
    is_unseen = (pl.col("time_days") <= pl.col("by_days")) & pl.col("time_days_first").is_null()
    return (
        asked.join(both, on="agreement_id", how="left")
        .group_by("agreement_id", time_days="by_days")
        .agg(n=is_unseen.sum())
    )


def _sensitivity(known: pl.DataFrame, cut: date) -> pl.DataFrame:
    """Survival of the new starters under other demands on follow-up."""
    complete = pl.col("complete_days")
    known = known.with_columns(
        complete_days=(pl.lit(cut) - pl.col("index_date")).dt.total_days() - DELAY_DAYS
    )
    parts = [
        known.filter(complete >= days).with_columns(variant=pl.lit(f"minimum_follow_up_{days}"))
        for days in MINIMUM_DAYS
    ]
    for days in EARLIER_DAYS:
        end = complete - days
        is_cut = pl.col("time_days") > end
        parts.append(
            known.filter(end >= 0).with_columns(
                variant=pl.lit(f"earlier_end_{days}"),
                time_days=pl.min_horizontal("time_days", end),
                is_event=pl.col("is_event") & ~is_cut,
                end_reason=pl.when(is_cut).then(pl.lit("complete_to")).otherwise("end_reason"),
            )
        )
    parts.append(
        known.filter(pl.col("time_days") > LANDMARK_DAYS).with_columns(
            variant=pl.lit(f"landmark_{LANDMARK_DAYS}"), entry_days=pl.lit(LANDMARK_DAYS)
        )
    )
    return pl.concat(parts, how="diagonal_relaxed").select(
        "agreement_id", "person_id", "variant", "entry_days", "time_days", "is_event", "end_reason"
    )
