"""What the templates of one page are given: the view, its words, and every chart laid out."""

from typing import Any

from pipelines.methods.cost_terms import COST_ESTIMATORS, DRG_CHOICES
from pipelines.methods.group_terms import COHORTS, GROUPS
from pipelines.methods.measures import MEASURES, VARIANTS
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.term import Term
from pipelines.reports import summary
from pipelines.reports.agreed_page import evidence_beside_ours, notices
from pipelines.reports.charts import SIZES, Line, Marker, curve_drawing
from pipelines.reports.compared_page import compared_context
from pipelines.reports.comparison import comparison
from pipelines.reports.counted_page import Counted
from pipelines.reports.course_page import course_context
from pipelines.reports.coverage_page import SourceWords, heat
from pipelines.reports.divided import level_name
from pipelines.reports.edition import Row
from pipelines.reports.flow import FLOW_SIZES, flow_drawing
from pipelines.reports.follow_up_page import follow_up_context, further_follow_up
from pipelines.reports.followed_page import followed_context
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.patient_reported_page import patient_reported_context
from pipelines.reports.view import Report, assumption_of

SECTIONS = (
    "background", "summary", "assumptions", "flow", "eligibility", "survival", "comparison", "duration",
    "response", "complications", "patient_reported", "subgroups", "costs", "practice", "uptake", "exit",
    "coverage", "estimates", "sources", "agreement", "plan", "protocol", "definitions",
)  # fmt: skip
WITHHELD = "–†"
BESIDE_POPULATION = (
    ("overall_survival", "kaplan_meier"), ("expected_survival", "ederer_1"), ("net_survival", "pohar_perme"),
    ("net_survival", "ederer_2"),
)  # fmt: skip
"""What stands side by side where survival is compared with the general population's."""


def report_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """Everything `report.html.jinja` names."""
    group = language.label(COHORTS[view.cohort])
    judged = [_judged(view, row, language, numbers) for row in view.assessments]
    shown = {variant for name in view.measures() for variant, _ in view.rows_of(name)}
    sources = SourceWords(view, language, numbers)
    uptake_variants = [VARIANTS[name] for name in MEASURES["share_uptake"].variants]
    return {
        "view": view,
        "sections": [name for name in SECTIONS if _is_shown(name, view)],
        "notices": notices(view, sources, language, numbers),
        "counted": Counted(view, language, numbers),
        **follow_up_context(view, language, numbers),
        **followed_context(view, language, numbers),
        **patient_reported_context(view, language, numbers),
        **course_context(view, language, numbers),
        **compared_context(view, language, numbers, WITHHELD),
        "counted_group": COHORTS[COUNTED_COHORT],
        "groups_by_name": GROUPS,
        "source_words": sources,
        "heat": heat,
        "evidence_beside_ours": evidence_beside_ours(view, language, numbers),
        "sensitivity": _sensitivity(view, language, numbers),
        "uptake_variants": uptake_variants,
        "uptake_levels": _by_region(view, "share_uptake", language),
        "tested_levels": _tested(view, language),
        "tested_heading": language.text(
            "eligibility.criterion" if _tested_criteria(view) else "level.heading.region"
        ),
        "group": group,
        "judged": judged,
        "known": summary.known(view, language, numbers),
        "unknown": summary.unknown(view, language, numbers),
        "flow_drawings": [flow_drawing(view.attrition, s, language, numbers, WITHHELD) for s in FLOW_SIZES],
        "flow_text": _flow_text(view, language, numbers),
        "beside_population": BESIDE_POPULATION,
        "survival_chart": _survival_chart(view, language, numbers, group),
        "duration_chart": _duration_chart(view, language, numbers, group),
        "next_treatment_chart": _next_treatment_chart(view, language, numbers, group),
        "duration_variants": [VARIANTS[name] for name in _duration_variants(view)],
        "cohorts": list(COHORTS.values()),
        "groups": list(GROUPS.values()),
        "measures": MEASURES,
        "variants": VARIANTS,
        "defined_variants": _defined_variants(shown),
        "cost_estimators": COST_ESTIMATORS,
        "drg_choices": DRG_CHOICES,
        "cut_dates": ", ".join(
            numbers.date(row["milestone_date"]) for row in view.milestones if row["kind"] == "data_cut"
        ),
        "dagger": _dagger(view, language),
    }


def _is_shown(section: str, view: Report) -> bool:
    """Exit once patients may no longer start; what the agreement may leave out where it does not."""
    shown = {
        "exit": view.has_stopped,
        "subgroups": bool(view.follow_up.subgroups),
        "response": bool(view.followed.responses),
        "patient_reported": bool(view.patient_reported.scales),
        "comparison": bool(view.agreed.comparators),
    }
    return shown.get(section, True)


def proposal_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """Everything `proposal.html.jinja` names."""
    return {
        "view": view,
        "sections": (),
        "counted": Counted(view, language, numbers),
        "measure_name": lambda row: _measure_name(row, language, numbers),
    }


def _measure_name(row: Row, language: Language, numbers: Numbers) -> str:
    """'Overall survival, 12 months (365 days)'."""
    label = language.label(MEASURES[row["measure"]])
    return label if row["time_days"] is None else f"{label}, {numbers.time(row['time_days'])}"


def _judged(view: Report, row: Row, language: Language, numbers: Numbers) -> dict[str, Any]:
    """One assumption beside what was observed, in words and as a picture."""
    unit = row["unit"]
    if unit == "persons":  # a count of those who were there: it has no interval, in words or in the picture
        row = {**row, "observed_lower": None, "observed_upper": None}
    assumed = numbers.with_interval(row["assumed"], row["assumed_lower"], row["assumed_upper"], unit)
    if row["suppressed"]:
        observed = WITHHELD
    elif row["observed"] is None:
        observed = language.text(f"value.{summary.without_number(view, row)}")
    else:
        observed = numbers.with_interval(row["observed"], row["observed_lower"], row["observed_upper"], unit)
    estimate = view.estimate(row["measure"], row["variant"], row["cohort"], row["time_days"])
    picture = comparison(row)
    verdict = language.text(f"verdict.{row['verdict']}")
    return {
        "verdict": row["verdict"],
        "rule_text": _rule_text(row, language, numbers),
        "margin_text": _margin_text(row, assumption_of(view, row), language, numbers),
        "name": _measure_name(row, language, numbers),
        "definition": " · ".join(
            language.label(term) for term in (COHORTS[row["cohort"]], VARIANTS[row["variant"]])
        ),
        "terms": assumption_of(view, row),
        "assumed_text": assumed,
        "observed_text": observed,
        "further_text": further_follow_up(view, row, language, numbers),
        "n": estimate["n"] if estimate and unit != "persons" else None,
        "reason": summary.reason(view, row, language),
        "picture": picture,
        "picture_text": language.text(
            "assumption.picture_text", assumed=assumed, observed=observed, verdict=verdict
        ),
        "start_text": numbers.scale_end(picture.start, unit) if picture.start else "0",
        "end_text": numbers.scale_end(picture.end, unit),
    }


def _rule_text(row: Row, language: Language, numbers: Numbers) -> str:
    """'at least the assumed value', or 'at least 45.0%' where the rule names its own value."""
    if row["threshold"] is None:
        return language.text(f"assumption.{row['rule']}")
    return language.text(
        f"assumption.threshold.{row['rule']}", value=numbers.amount(row["threshold"], row["unit"])
    )


def _margin_text(row: Row, terms: Row, language: Language, numbers: Numbers) -> str:
    if row["threshold"] is not None:
        return language.text("assumption.threshold.note")
    if not row["margin"]:
        return language.text("assumption.no_margin")
    margin = language.text("assumption.margin", margin=numbers.margin(row["margin"], row["unit"]))
    if terms["factor"] is None:
        return margin
    return f"{margin} ({language.text('assumption.factor', factor=numbers.decimal(terms['factor'], 2))})"


def _sensitivity(
    view: Report, language: Language, numbers: Numbers
) -> list[tuple[str, str, str, int | None]]:
    """The outcomes shown under both ways of counting those who cannot be determined."""
    horizon = view.agreement["cost_horizon_days"]
    asked: list[tuple[str, str, int | None]] = [
        *(("overall_survival", "kaplan_meier", time) for time in view.times("overall_survival")),
        ("overall_survival_median", "kaplan_meier", None),
        ("treatment_duration_median", view.primary_variant, None),
        ("mean_drug_cost", "bang_tsiatis", horizon),
    ]
    return [
        (_measure_name({"measure": measure, "time_days": time}, language, numbers), measure, variant, time)
        for measure, variant, time in asked
    ]


def _by_region(view: Report, measure: str, language: Language) -> list[tuple[str, list[Row | None]]]:
    """A share for the whole country and for every region, one number for each of its variants."""
    variants = MEASURES[measure].variants
    cohort = MEASURES[measure].cohorts[0]
    whole = [view.estimate(measure, variant, cohort) for variant in variants]
    regions = [{row["level"]: row for row in view.levels(measure, variant, "region")} for variant in variants]
    levels = sorted({level for rows in regions for level in rows}, key=lambda x: (x == "unknown", x))
    everywhere = [(level_name("region", "all", language), whole)] if any(whole) else []
    return everywhere + [
        (level_name("region", level, language), [rows.get(level) for rows in regions]) for level in levels
    ]


def _tested_criteria(view: Report) -> list[Row]:
    """The shares tested of an agreement that asks for several biomarkers: one row for each."""
    return view.levels("share_tested", "recorded_test", "criterion")


def _tested(view: Report, language: Language) -> list[tuple[str, Row | None]]:
    """Shares tested: for each of several biomarkers, or of the only one by region."""
    names = {row["criterion_id"]: language.of(row, "description") for row in view.criteria}
    several = [(names[row["level"]], row) for row in _tested_criteria(view)]
    return several or [(label, rows[0]) for label, rows in _by_region(view, "share_tested", language)]


def _flow_text(view: Report, language: Language, numbers: Numbers) -> str:
    """The patient flow in words, for those who do not see the drawing."""
    parts = []
    for row in view.attrition:
        size = WITHHELD if row["n_in"] is None else numbers.whole(row["n_in"])
        parts.append(f"{size}: {language.text('flow.step.' + row['step'])}.")
    return " ".join(parts)


def _dagger(view: Report, language: Language) -> str:
    """The footnote that explains what is withheld, where anything is."""
    if not view.withheld:
        return ""
    text = language.text("definitions.withheld_text", below=view.build["threshold"] - 1)
    return language.text("table.footnote", text=text)


def _defined_variants(shown: set[str]) -> list[Term]:
    """The rules and estimators used; a hospital cost's two choices are defined once each, not in pairs."""
    pairs = set(MEASURES["mean_hospital_cost"].variants)
    single = [term for name, term in VARIANTS.items() if name in shown - pairs]
    return [*single, *(DRG_CHOICES if shown & pairs else ())]


def _duration_variants(view: Report) -> list[str]:
    """The agreement's rules, its primary one first."""
    rules = [row["variant"] for row in view.duration_rules]
    return sorted(rules, key=lambda variant: (variant != view.primary_variant, variant))


def _survival_chart(view: Report, language: Language, numbers: Numbers, group: str) -> dict[str, Any]:
    others = [name for name in COHORTS if name != view.cohort]
    lines = [
        Line(
            language.label(COHORTS[name]),
            view.curve("overall_survival", "kaplan_meier", name),
            rank,
            True,
            view.is_exact,
        )
        for rank, name in enumerate([view.cohort, *others])
    ]
    note = language.text("curve.survival_note", group=group)
    return _chart("survival", lines, _markers(view, "overall_survival", language), note, language, numbers)


def _duration_chart(view: Report, language: Language, numbers: Numbers, group: str) -> dict[str, Any]:
    lines = [
        Line(
            language.label(VARIANTS[name]),
            view.curve("treatment_duration", name),
            rank,
            rank == 0,
            view.is_exact,
        )
        for rank, name in enumerate(_duration_variants(view))
    ]
    primary = language.label(VARIANTS[view.primary_variant])
    note = language.text("curve.duration_note", group=group, variant=primary)
    markers = _markers(view, "treatment_duration", language, view.primary_variant)
    return _chart("duration", lines, markers, note, language, numbers)


def _next_treatment_chart(view: Report, language: Language, numbers: Numbers, group: str) -> dict[str, Any]:
    measure = MEASURES["time_to_next_treatment"]
    line = Line(
        language.text("curve.next_treatment_line"),
        view.curve(measure.name, measure.variants[0]),
        0,
        shows_risk=True,
        is_exact=view.is_exact,
    )
    note = language.text("curve.next_treatment_note", group=group)
    return _chart("next_treatment", [line], _markers(view, measure.name, language), note, language, numbers)


def _markers(view: Report, measure: str, language: Language, variant: str | None = None) -> list[Marker]:
    """The shown group's assumptions that can be drawn on a curve: probabilities at a time, and medians."""
    label = language.text("curve.assumed")
    markers = []
    for row in view.assessments:
        if row["cohort"] != view.cohort or (variant and row["variant"] != variant):
            continue
        value, limits = row["assumed"], (row["assumed_lower"], row["assumed_upper"])
        if row["measure"] == measure:
            markers.append(Marker(label, row["time_days"], value, *limits, upright=True))
        elif row["measure"] == f"{measure}_median":
            markers.append(Marker(label, value, 0.5, *limits, upright=False))
    return markers


def _chart(
    key: str, lines: list[Line], markers: list[Marker], note: str, language: Language, numbers: Numbers
) -> dict[str, Any]:
    """A chart at both sizes with its words; no drawing where the emphasised curve is withheld."""
    title = language.text(f"curve.{key}_title")
    emphasised = lines[0].visible
    some = emphasised[:: max(1, len(emphasised) // 8)]
    values = "; ".join(
        f"{numbers.time(row['time_days'])}: {numbers.percent(row['survival'])}" for row in some
    )
    drawings = [curve_drawing(lines, markers, size, numbers, WITHHELD) for size in SIZES]
    return {
        "key": key,
        "drawings": drawings if emphasised else [],
        "note": note,
        "words": {
            "title": title,
            "text": language.text("curve.text", title=title, values=values),
            "x_axis": language.text("curve.x_axis"),
            "at_risk": language.text("curve.at_risk"),
            "assumed": language.text("curve.assumed"),
            "gap": WITHHELD,
            "has_assumed": bool(markers),
        },
    }
