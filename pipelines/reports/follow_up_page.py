"""How the ledger, the subgroups and the forecast of further follow-up are said on the page."""

from typing import Any

from pipelines.methods.survival_terms import SENSITIVITY
from pipelines.reports.edition import Row
from pipelines.reports.follow_up import STATES
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

SUBGROUP_MEASURES = (
    ("overall_survival", "kaplan_meier", 365),
    ("overall_survival_median", "kaplan_meier", None),
    ("treatment_duration", None, 365),
)
"""What is shown by level: measure, variant (None: the agreement's primary rule) and time."""


def follow_up_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """What the templates of follow-up and subgroups name."""
    return {
        "ledger_states": STATES,
        "ledger": view.follow_up.ledger_by_time,
        "survival_definitions": _survival_definitions(view),
        "subgroup_measures": [
            (measure, variant or view.primary_variant, time) for measure, variant, time in SUBGROUP_MEASURES
        ],
        "subgroup_tables": _subgroup_tables(view, language, numbers),
        "multiplicity": _multiplicity(view, language, numbers),
    }


def further_follow_up(view: Report, assessment: Row, language: Language, numbers: Numbers) -> str | None:
    """One sentence on what would decide an assumption that cannot be judged yet; None where there is none."""
    row = view.follow_up.further.get(assessment["assumption_id"])
    if row is None or row["answer"] in ("decided", "no_estimate", "not_forecast"):
        return None
    if row["answer"] != "later":
        return language.text(f"further.{row['answer']}")
    if row["further_months"] is None:
        return language.text("further.withheld")
    return language.text("further.later", months=numbers.whole(row["further_months"]))


def _survival_definitions(view: Report) -> list[tuple[str, str]]:
    """Variant and cohort of each row of the sensitivity table: main, others, earlier starters."""
    found = {
        (row["variant"], row["cohort"])
        for row in view.estimates
        if row["measure"] == "overall_survival" and row["subgroup"] == "all" and row["estimate"] is not None
    }
    asked = [
        ("kaplan_meier", view.cohort),
        *((variant, view.cohort) for variant in SENSITIVITY),
        ("landmark_365", "earlier_starter"),
    ]
    return [key for key in asked if key in found]


def _subgroup_tables(view: Report, language: Language, numbers: Numbers) -> list[dict[str, Any]]:
    tables = []
    for subgroup, levels in view.follow_up.subgroups.items():
        test = view.follow_up.test_of(subgroup, "overall_survival")
        tables.append(
            {
                "id": subgroup,
                "variable": language.text(f"by_level.variable.{levels[0]['variable']}"),
                "levels": [(language.of(level, "label"), level["level"]) for level in levels],
                "test": _test_text(test, language, numbers),
                "comparisons": _comparisons(view, subgroup, language, numbers),
            }
        )
    return tables


def _comparisons(view: Report, subgroup: str, language: Language, numbers: Numbers) -> list[dict[str, Any]]:
    """The weighted hazard ratio of each level against each comparator, and the test of interaction."""
    found = []
    for comparator_id, levels in view.follow_up.compared_in(subgroup).items():
        row = next(iter(levels.values()))
        test = "by_level.interaction" if row["p_value"] is not None else "by_level.no_interaction"
        p_value = "" if row["p_value"] is None else numbers.p_value(row["p_value"])
        found.append(
            {
                "name": language.of(view.follow_up.comparators[comparator_id], "description"),
                "levels": levels,
                "test": language.text(test, p_value=p_value, n=numbers.whole(row["n_tests"])),
            }
        )
    return found


def _test_text(test: Row | None, language: Language, numbers: Numbers) -> str:
    if test is None:
        return language.text("by_level.no_test")
    return language.text(
        "by_level.test",
        p_value=numbers.p_value(test["p_value"]),
        corrected=numbers.p_value(test["p_value_corrected"]),
    )


def _multiplicity(view: Report, language: Language, numbers: Numbers) -> str:
    """How many tests were made, said aloud, and how often chance alone would find something."""
    n_tests = view.follow_up.n_tests
    if n_tests < 2:
        return language.text("by_level.few_tests")
    return language.text(
        "by_level.multiplicity", n=numbers.whole(n_tests), chance=numbers.percent_axis(1 - 0.95**n_tests)
    )
