"""How a comparison is said on the page: who, how alike, how different, and what it cannot show."""

from typing import Any

from pipelines.methods.comparison_release import MAIN
from pipelines.methods.comparison_terms import TIMES_DAYS, UNADJUSTED, WEIGHTED
from pipelines.methods.measures import MEASURES, VARIANTS
from pipelines.reports.balance_drawing import BALANCE_SIZES, balance_drawing
from pipelines.reports.charts import SIZES, Line, curve_drawing
from pipelines.reports.compared import CATEGORIES
from pipelines.reports.compared_groups import compared_groups
from pipelines.reports.compared_limits import limits_of
from pipelines.reports.compared_prior_use import unknown_prior_use
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

ARMS = ("treated", "comparator")
DAYS = ("time_since_diagnosis",)
"""Covariates that are days; ages and lines are plain numbers."""


def compared_context(view: Report, language: Language, numbers: Numbers, gap: str) -> dict[str, Any]:
    """What the template of comparisons names. `gap` stands where a number is withheld."""
    return {
        "comparisons": [
            _comparison(view, row, language, numbers, gap)
            for row in view.agreed.comparators
            if row["comparator_id"] in view.compared.cohorts
        ],
        "published": [
            (row, view.compared.published_of(row["comparator_id"], view.published_cohort))
            for row in view.agreed.comparators
            if view.compared.published_of(row["comparator_id"], view.published_cohort)
        ],
        "only_described": [
            row
            for row in view.agreed.comparators
            if row["comparator_id"] not in view.compared.cohorts
            and not view.compared.published_of(row["comparator_id"], view.published_cohort)
        ],
        "comparison_arms": ARMS,
    }


def _comparison(view: Report, terms: Row, language: Language, numbers: Numbers, gap: str) -> dict[str, Any]:
    comparator_id = terms["comparator_id"]
    cohort = view.compared.cohorts[comparator_id]
    facts = view.compared.comparison(comparator_id)
    weighted = WEIGHTED[cohort["weights"]]
    is_made = facts is not None and facts["why_not"] is None and not facts["suppressed"]
    return {
        "id": comparator_id,
        "terms": terms,
        "facts": facts,
        "is_made": is_made,
        "not_made": why_not_compared(facts, language),
        "who": _who(view, cohort, language, numbers),
        "how": _how(view, comparator_id, is_made, language),
        "weights": VARIANTS[weighted],
        "counts": [
            (category, [view.compared.count(comparator_id, arm, category) for arm in ARMS])
            for category in CATEGORIES
        ],
        "contrasts": _contrasts(view, comparator_id, cohort, weighted, language, numbers),
        "chart": _chart(view, comparator_id, weighted, language, numbers, gap) if is_made else None,
        "balance": _balance(view, comparator_id, language, numbers) if is_made else None,
        "groups": compared_groups(view, comparator_id) if is_made else [],
        "unknown_prior_use": unknown_prior_use(facts),
        "e_value": _e_value(facts, language, numbers) if is_made else None,
        "limits": limits_of(view, comparator_id, language, numbers),
    }


def why_not_compared(facts: Row | None, language: Language) -> str | None:
    """Why there is no comparison, by its row of `released.comparison`; None where there is one."""
    if facts is None:
        return language.text("compared.not_made.not_observed")
    if facts["why_not"] is not None:
        if facts["separated_by"] is None:
            return language.text(f"compared.not_made.{facts['why_not']}")
        names = [language.text(f"compared.covariate.{name}") for name in facts["separated_by"].split("+")]
        return language.text("compared.not_made.separated", covariates=in_a_row(names, language))
    return language.text("compared.not_made.withheld") if facts["suppressed"] else None


def _who(view: Report, cohort: Row, language: Language, numbers: Numbers) -> str:
    return language.text(
        "compared.who",
        drug=view.agreement["drug_name"],
        start=numbers.date(view.agreement["start_date"]),
        other=cohort["drug_name"],
        first=numbers.date(cohort["first_date"]),
        last=numbers.date(cohort["last_date"]),
    )


def _how(view: Report, comparator_id: str, is_made: bool, language: Language) -> str:
    names = [
        language.text(f"compared.covariate.{row['covariate']}")
        for row in view.compared.covariates_of(comparator_id)
    ]
    key = "compared.how" if is_made else "compared.how_meant"
    return language.text(key, covariates=in_a_row(names, language))


def in_a_row(names: list[str], language: Language) -> str:
    """'age, sex and region'."""
    if len(names) < 2:
        return "".join(names)
    return language.text("compared.and", first=", ".join(names[:-1]), last=names[-1])


def _contrasts(
    view: Report, comparator_id: str, cohort: Row, weighted: str, language: Language, numbers: Numbers
) -> list[tuple[str, list[Row | None]]]:
    """Each number as the groups are, and weighted."""
    asked = [
        *((measure, time) for time in TIMES_DAYS for measure in
          ("treated_survival", "comparator_survival", "survival_difference")),
        ("restricted_mean_difference", cohort["horizon_days"]),
        ("hazard_ratio", None),
    ]  # fmt: skip
    rows = []
    for measure, time in asked:
        label = language.label(MEASURES[measure])
        name = label if time is None else f"{label}, {numbers.time(time)}"
        if MEASURES[measure].unit == "days":
            name = language.text("compared.in_months", name=name)
        pair = [
            view.of_comparator(measure, variant, comparator_id, time) for variant in (UNADJUSTED, weighted)
        ]
        rows.append((name, pair))
    return rows


def _chart(
    view: Report, comparator_id: str, weighted: str, language: Language, numbers: Numbers, gap: str
) -> dict[str, Any]:
    curves = [(arm, _curve(view, comparator_id, f"{weighted}_{arm}")) for arm in ARMS]
    lines = [
        Line(language.text(f"compared.arm.{arm}"), rows, rank, is_exact=view.is_exact)
        for rank, (arm, rows) in enumerate(curves)
    ]
    is_shown = all(line.visible for line in lines)
    title = language.text("compared.chart_title")
    ends = "; ".join(
        f"{line.label}: {numbers.time(row['time_days'])} {numbers.percent(row['survival'])}"
        for line in lines
        for row in line.visible[-1:]
    )
    return {
        "key": f"compared-{comparator_id}",
        "drawings": [curve_drawing(lines, [], size, numbers, gap) for size in SIZES] if is_shown else [],
        "note": language.text(
            f"compared.chart_note{'_exact' if view.is_exact else ''}", threshold=view.build["threshold"]
        ),
        "words": {
            "title": title,
            "text": language.text("curve.text", title=title, values=ends),
            "x_axis": language.text("curve.x_axis"),
            "at_risk": language.text("curve.at_risk"),
            "assumed": "",
            "gap": gap,
            "has_assumed": False,
        },
    }


def _curve(view: Report, comparator_id: str, variant: str) -> list[Row]:
    rows = (row for row in view.curves if (row["cohort"], row["level"], row["variant"]) ==
            (MAIN, comparator_id, variant))  # fmt: skip
    return sorted(rows, key=lambda row: row["time_days"])


def _balance(view: Report, comparator_id: str, language: Language, numbers: Numbers) -> dict[str, Any]:
    """The drawing and its table; of a category with two levels one is enough, for the other mirrors it."""
    rows = _shown(view.compared.balance_of(comparator_id))
    lines = [(_name(row, language), row) for row in rows]
    drawn = [(name, row["difference_before"], row["difference_after"]) for name, row in lines]
    said = "; ".join(
        language.text(
            "compared.balance_line",
            name=name,
            before=_difference(row["difference_before"], numbers),
            after=_difference(row["difference_after"], numbers),
        )
        for name, row in lines
    )
    return {
        "drawings": [balance_drawing(drawn, size) for size in BALANCE_SIZES],
        "key": f"balance-{comparator_id}",
        "words": {
            "title": language.text("compared.balance_title"),
            "text": said,
            "x_axis": language.text("compared.balance_axis"),
            "tick": lambda tick: numbers.decimal(tick, 1),
        },
        "table": [
            (
                name,
                [_value(row, f"{arm}_{when}", numbers) for when in ("before", "after") for arm in ARMS],
                [_difference(row[f"difference_{when}"], numbers) for when in ("before", "after")],
            )
            for name, row in lines
        ],
        "withheld": any(row["suppressed"] for row in rows),
    }


def _shown(rows: list[Row]) -> list[Row]:
    levels: dict[str, list[str]] = {}
    for row in rows:
        levels.setdefault(row["covariate"], []).append(row["level"])
    mirrored = {
        (covariate, found[-1])
        for covariate, found in levels.items()
        if len(found) == 2 and "all" not in found
    }
    return [row for row in rows if (row["covariate"], row["level"]) not in mirrored]


def _name(row: Row, language: Language) -> str:
    covariate = language.text(f"compared.covariate_heading.{row['covariate']}")
    if row["level"] == "all":
        return covariate
    level = language.texts.get(f"compared.level.{row['level']}") or language.name_of("region", row["level"])
    return f"{covariate}: {level}"


def _difference(difference: float | None, numbers: Numbers) -> str:
    return "–" if difference is None else numbers.decimal(difference, 2)


def _value(row: Row, name: str, numbers: Numbers) -> str | None:
    """A share, or a mean in the unit of the covariate: months, years or lines. None where it is withheld."""
    value = row[name]
    if value is None:
        return None
    if row["level"] != "all":
        return numbers.percent(value)
    return numbers.months(value) if row["covariate"] in DAYS else numbers.decimal(value)


def _e_value(facts: Row, language: Language, numbers: Numbers) -> str | None:
    if facts["e_value"] is None:
        return None
    key = "compared.e_value_none" if facts["e_value_limit"] == 1 else "compared.e_value"
    return language.text(
        key,
        e_value=numbers.decimal(facts["e_value"], 2),
        limit=numbers.decimal(facts["e_value_limit"], 2),
    )
