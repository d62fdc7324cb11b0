"""result.further_follow_up: how much more follow-up would decide what cannot be judged yet."""

import math
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
    "agreement.duration_rule",
    "cohort.membership",
    "core.source",
    "result.assessment",
    "result.estimate",
)

TEN_YEARS_DAYS = 3653
RATE_DAYS = 365
QUARTER_DAYS = 365.25 / 4
FOLLOWED_BY = ("treatment", "vital_status", "hospital_cost", "patient_reported")
"""What registers deliver about persons after the first dose."""

SURVIVAL = ("overall_survival", "net_survival", "expected_survival")
"""Measures followed by vital status alone: treatment tells only when they begin."""


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
    rules = read.frame("agreement.duration_rule").select("agreement_id", "variant", "permitted_gap_days")
    gaps = {(agreement_id, variant): days for agreement_id, variant, days in rules.iter_rows()}
    starts = _starts(read)
    data_cut = read.parameters["data_cut"]
    rows = []
    for row, factor, is_undecidable, is_unknown in zip(
        assessments.iter_rows(named=True), factors, undecidable, has_unknown, strict=True
    ):
        agreement_id = row["agreement_id"]
        end = _end(ends, agreement_id, row["measure"], data_cut)
        if row["measure"].startswith("treatment_duration"):  # judged so much before the records end
            end -= timedelta(gaps.get((agreement_id, row["variant"]), 0))
        answer = _answer(row, factor, is_undecidable, is_unknown)
        started = starts.get((agreement_id, row["cohort"]), [])
        n_followed = days = None
        if answer == "later":
            horizon = row["observed"] if row["time_days"] is None else row["time_days"]
            horizon = 0 if row["unit"] == "share" and row["time_days"] is None else horizon
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
                "further_months": None if further is None else 3 * math.ceil(further / QUARTER_DAYS),
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
    """What the limits come to: the estimate; of a share with unknown persons, up to all of them too.

    As in `result.assessment`: the undetermined may be inside or outside, and a response that nobody reported
    may have been one.
    """
    unknown = read.query(
        """
        select agreement_id, cohort, asked.measure, variant, time_days, estimate as unknown
        from result.estimate
        cross join (values ('share_inside'), ('share_outside')) as asked (measure)
        where estimate.measure = 'share_undetermined' and variant = 'new_starters' and subgroup = 'all'
        union all
        select agreement_id, cohort, 'share_response_reported', variant, time_days, estimate
        from result.estimate
        where measure = 'share_response_unknown' and subgroup = 'all'
        """
    )
    question = ["agreement_id", "cohort", "measure", "variant", "time_days"]
    return (
        assessments.join(unknown, on=question, how="left", nulls_equal=True, maintain_order="left")
        .with_columns(
            certain_lower="observed",
            certain_upper=pl.col("observed") + pl.col("unknown").fill_null(0.0),
        )
        .drop("unknown")
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
    asked = ("vital_status",) if measure.startswith(SURVIVAL) else FOLLOWED_BY
    purposes = [purpose for purpose in MEASURES[measure].purposes if purpose in asked]
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
