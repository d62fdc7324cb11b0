"""result.further_follow_up: how much more follow-up would decide what cannot be judged yet."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.building import Reader
from pipelines.methods.further_follow_up import days_until, information_needed
from pipelines.methods.measures import MEASURES
from pipelines.methods.verdict import verdict

READS = (
    "agreement.agreement",
    "agreement.data_source",
    "cohort.membership",
    "core.source",
    "result.assessment",
    "result.estimate",
)

TEN_YEARS_DAYS = 3653
RATE_DAYS = 365
FOLLOWED_BY = ("treatment", "vital_status", "hospital_cost", "patient_reported")
"""What registers deliver about persons after the first dose."""


def further_follow_up(read: Reader) -> pl.DataFrame:
    """One answer for each judged assumption; see `pipelines.methods.further_follow_up` for the forecast."""
    assessments = read.frame("result.assessment")
    if assessments.is_empty():
        return pl.DataFrame(schema={"agreement_id": pl.String})
    judged = _with_certain_limits(assessments, read)
    factors = information_needed(judged)
    certain = judged.with_columns(observed_lower="certain_lower", observed_upper="certain_upper")
    undecidable = certain.select(verdict())["verdict"] == "cannot_tell_yet"
    has_unknown = judged["certain_lower"] < judged["certain_upper"]
    ends = _ends(read)
    stopped = _stopped(read)
    starts = _starts(read)
    data_cut = read.parameters["data_cut"]
    rows = []
    for row, factor, is_undecidable, is_unknown in zip(
        assessments.iter_rows(named=True), factors, undecidable, has_unknown, strict=True
    ):
        agreement_id = row["agreement_id"]
        end = _end(ends, agreement_id, row["measure"], data_cut)
        answer = _answer(row, factor, is_undecidable, is_unknown)
        started = starts.get((agreement_id, row["cohort"]), [])
        n_followed = days = None
        if answer == "later":
            horizon = row["observed"] if row["time_days"] is None else row["time_days"]
            horizon = 0 if row["unit"] == "share" else horizon
            since = np.maximum([(end - start).days for start in started if start <= end or not horizon], 0.0)
            rate = 0.0 if agreement_id in stopped else float((since < RATE_DAYS).sum()) / RATE_DAYS
            n_followed = int((since >= horizon).sum())
            days = days_until(since, horizon, factor, rate)
            if days is None:
                answer = "nobody_more"
            elif days > TEN_YEARS_DAYS:
                answer, days = "not_within_ten_years", None
        further = None if days is None else int(np.ceil(days))
        rows.append(
            {
                "agreement_id": agreement_id,
                "data_cut": data_cut,
                "assumption_id": row["assumption_id"],
                "answer": answer,
                "information_factor": factor,
                "n_followed": n_followed,
                "further_days": further,
                "decided_date": None if further is None else data_cut + timedelta(further),
                "suppressed": False,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def _answer(row: dict, factor: float | None, is_undecidable: bool, is_unknown: bool) -> str:
    """What is known before asking how many there are to follow."""
    if row["unit"] == "persons":
        return "not_forecast"
    if row["verdict"] != "cannot_tell_yet":
        return "decided"
    if row["observed"] is None:
        return "no_estimate"
    if factor is not None:
        return "later"
    if is_undecidable:
        return "unknown_persons" if is_unknown else "assumption_too_wide"
    is_open = row["observed_lower"] is None or row["observed_upper"] is None
    return "limit_not_reached" if is_open else "on_the_margin"


def _with_certain_limits(assessments: pl.DataFrame, read: Reader) -> pl.DataFrame:
    """What the limits come to: the estimate; of a share inside or outside, up to all the undetermined too."""
    undetermined = read.query(
        """
        select agreement_id, cohort, estimate as undetermined
        from result.estimate where measure = 'share_undetermined' and subgroup = 'all'
        """
    )
    counts_unknown = pl.col("measure").is_in(["share_inside", "share_outside"]) & (
        pl.col("variant") == "new_starters"
    )
    added = pl.when(counts_unknown).then(pl.col("undetermined").fill_null(0.0)).otherwise(0.0)
    return (
        assessments.join(undetermined, on=["agreement_id", "cohort"], how="left", maintain_order="left")
        .with_columns(certain_lower="observed", certain_upper=pl.col("observed") + added)
        .drop("undetermined")
    )


def _ends(read: Reader) -> dict[tuple[str, str], date]:
    """Last complete date of the registers of each agreement and purpose."""
    rows = read.query(
        """
        select data_source.agreement_id, data_source.purpose, min(source.complete_to) as complete_to
        from agreement.data_source as data_source
        inner join core.source as source on source.register = data_source.register
        group by data_source.agreement_id, data_source.purpose
        """
    )
    return {(agreement, purpose): end for agreement, purpose, end in rows.iter_rows()}


def _end(ends: dict, agreement_id: str, measure: str, data_cut: date) -> date:
    purposes = [purpose for purpose in MEASURES[measure].purposes if purpose in FOLLOWED_BY]
    return min([data_cut, *(ends[agreement_id, name] for name in purposes if (agreement_id, name) in ends)])


def _stopped(read: Reader) -> set[str]:
    agreements = read.frame("agreement.agreement")
    return set(agreements.filter(pl.col("stop_date") <= read.parameters["data_cut"])["agreement_id"])


def _starts(read: Reader) -> dict[tuple[str, str], list[date]]:
    rows = read.query(
        "select agreement_id, cohort, list(index_date) as dates from cohort.membership "
        "group by agreement_id, cohort"
    )
    return {(agreement, cohort): dates for agreement, cohort, dates in rows.iter_rows()}
