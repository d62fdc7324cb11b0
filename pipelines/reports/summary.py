"""The sentences on top of a report: what is known, and what cannot be told yet."""

from pipelines.methods.group_terms import COHORTS
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

UNKNOWN_REASONS = {
    "number_treated": "count",
    "share_inside": "undetermined",
    "share_outside": "undetermined",
    "share_response_reported": "unreported",
}
"""Measures whose verdict is left open by what registers do not know, not by chance alone."""


def known(report: Report, language: Language, numbers: Numbers) -> list[str]:
    """One sentence for each main number that was released, in the agreement's own group."""
    sentences = [
        _number_treated(report, language, numbers),
        _survival(report, language, numbers),
        _median(report, language, numbers, "overall_survival_median", "kaplan_meier"),
        _median(report, language, numbers, "treatment_duration_median", report.primary_variant),
        _drug_cost(report, language, numbers),
    ]
    if report.is_empty(report.cohort):
        sentences.append(language.text("summary.nobody", group=language.label(COHORTS[report.cohort])))
    return [sentence for sentence in sentences if sentence]


def unknown(report: Report, language: Language, numbers: Numbers) -> list[str]:
    """What the data cannot say, and why."""
    sentences = []
    undetermined = report.estimate("share_undetermined", "new_starters", "all_treated")
    if undetermined and undetermined["estimate"]:
        share = numbers.percent(undetermined["estimate"])
        sentences.append(language.text("summary.undetermined", share=share))
    if not report.is_binding:
        date = numbers.date(report.agreement["reassessment_date"])
        sentences.append(language.text("summary.not_binding", date=date))
    if report.withheld:
        sentences.append(language.text("summary.withheld", threshold=report.build["threshold"]))
    sentences.append(language.text("summary.no_comparison"))
    return sentences


def reason(report: Report, assessment: Row, language: Language) -> str:
    """Why a verdict is what it is, in one clause."""
    if assessment["verdict"] != "cannot_tell_yet":
        return language.text(f"verdict.reason.{assessment['verdict']}")
    if assessment["suppressed"]:
        return language.text("verdict.reason.withheld")
    if assessment["observed"] is None:
        return language.text(f"verdict.reason.{without_number(report, assessment)}")
    key = UNKNOWN_REASONS.get(assessment["measure"], "too_wide")
    return language.text(f"verdict.reason.{key}")


def without_number(report: Report, assessment: Row) -> str:
    """Why nothing was observed for an assumption: the key of its words."""
    if report.is_unobserved:
        return "not_delivered"
    if report.is_empty(assessment["cohort"]):
        return "nobody"
    return "not_reached" if assessment["unit"] == "days" else "not_observed"


def _number_treated(report: Report, language: Language, numbers: Numbers) -> str | None:
    row = report.estimate("number_treated", "new_starters", "all_treated")
    if row is None or row["estimate"] is None:
        return None
    start = numbers.date(report.agreement["start_date"])
    text = language.text("summary.treated", n=numbers.whole(row["estimate"]), start=start)
    inside = report.estimate("share_inside", "new_starters", "all_treated")
    if inside and inside["estimate"] is not None:
        text += " " + language.text("summary.inside", share=numbers.percent(inside["estimate"]))
    return text


def _survival(report: Report, language: Language, numbers: Numbers) -> str | None:
    rows = [
        report.estimate("overall_survival", "kaplan_meier", time_days=time)
        for time in report.times("overall_survival")
    ]
    stated = [
        language.text(
            "summary.alive_at",
            share=numbers.with_interval(row["estimate"], row["lower"], row["upper"], "probability"),
            time=numbers.time_in_prose(row["time_days"]),
        )
        for row in rows
        if row and row["estimate"] is not None
    ]
    return language.text("summary.alive", list=", ".join(stated)) if stated else None


def _median(report: Report, language: Language, numbers: Numbers, measure: str, variant: str) -> str | None:
    row = report.estimate(measure, variant)
    if row is None or row["suppressed"]:
        return None
    if row["estimate"] is None:
        return language.text(f"summary.{measure}_not_reached") if numbers.most_persons(row) else None
    value = numbers.with_interval(row["estimate"], row["lower"], row["upper"], "days")
    return language.text(f"summary.{measure}", value=value)


def _drug_cost(report: Report, language: Language, numbers: Numbers) -> str | None:
    horizon = report.agreement["cost_horizon_days"]
    row = report.estimate("mean_drug_cost", "bang_tsiatis", time_days=horizon)
    if row is None or row["estimate"] is None:
        return None
    return language.text(
        "summary.drug_cost",
        amount=numbers.about_kroner(row["estimate"]),
        time=numbers.time_in_prose(horizon),
    )
