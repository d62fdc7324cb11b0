"""What one comparison cannot show, from its own facts: periods, covariates, likeness, sizes, follow-up."""

from collections.abc import Iterator

from pipelines.reports.balance_drawing import BALANCED
from pipelines.reports.compared_prior_use import prior_use_limits
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report
from schemas.agreement.comparator_covariate import COVARIATES

CHANGING = 0.05
"""A p-value below which the hazard ratio is said to change with time."""

SHORTER = 0.75
"""One group's follow-up is said to be shorter where it is below this share of the other's."""


def limits_of(view: Report, comparator_id: str, language: Language, numbers: Numbers) -> list[str]:
    """Sentences, the gravest first; each is there because of something in this comparison."""
    cohort = view.compared.cohorts[comparator_id]
    facts = view.compared.comparison(comparator_id)
    found = [*_of_design(view, comparator_id, cohort, language, numbers)]
    if facts is not None and facts["why_not"] is None and not facts["suppressed"]:
        found += _of_groups(view, facts, language, numbers)
    return found


def _of_design(
    view: Report, comparator_id: str, cohort: Row, language: Language, numbers: Numbers
) -> Iterator[str]:
    start = view.agreement["start_date"]
    yield language.text("compared.limit.not_randomised")
    if cohort["last_date"] < start:
        yield language.text(
            "compared.limit.earlier_period",
            years=numbers.decimal((start - cohort["first_date"]).days / 365.25),
        )
    else:
        yield language.text("compared.limit.same_period")
    adjusted = [row["covariate"] for row in view.compared.covariates_of(comparator_id)]
    others = [name for name in COVARIATES if name not in adjusted]
    unadjusted = [language.text(f"compared.covariate.{name}") for name in others]
    if unadjusted:
        yield language.text("compared.limit.not_adjusted", covariates=", ".join(unadjusted))
    yield language.text("compared.limit.not_in_registers")
    if view.parts_not_judged():
        yield language.text("compared.limit.not_judged", section=language.text("section.eligibility"))
    descriptions = {row["criterion_id"]: language.of(row, "description") for row in view.criteria}
    for row in view.compared.left_out_of(comparator_id):
        yield language.text(
            "compared.limit.criterion_left_out",
            criterion=descriptions[row["criterion_id"]],
            reason=language.of(row, "reason"),
        )


def _of_groups(view: Report, facts: Row, language: Language, numbers: Numbers) -> Iterator[str]:
    yield from prior_use_limits(view, facts, language, numbers)
    yield from _of_balance(facts, language, numbers)
    yield from _of_sizes(view, facts, language, numbers)
    yield from _of_follow_up(facts, language, numbers)
    p_value = facts["proportional_hazards_p_value"]
    if p_value is not None and p_value < CHANGING:
        yield language.text("compared.limit.changing", p_value=numbers.p_value(p_value))


def _of_balance(facts: Row, language: Language, numbers: Numbers) -> Iterator[str]:
    after, before = facts["largest_difference_after"], facts["largest_difference_before"]
    if after is None:
        return
    after_words = {
        "after_covariate": language.text(f"compared.covariate.{facts['largest_covariate_after']}"),
        "after": numbers.decimal(after, 2),
    }
    likeness = "unlike" if after > BALANCED else "alike"
    # What they differed by before may be withheld: it would tell a share of the treated.
    if before is None:
        yield language.text(f"compared.limit.{likeness}_after", **after_words)
        return
    yield language.text(
        f"compared.limit.{likeness}",
        before_covariate=language.text(f"compared.covariate.{facts['largest_covariate_before']}"),
        before=numbers.decimal(before, 2),
        **after_words,
    )


def _of_sizes(view: Report, facts: Row, language: Language, numbers: Numbers) -> Iterator[str]:
    sizes = [facts[f"{kind}_{arm}"] for arm in ("treated", "comparators") for kind in ("n", "effective_n")]
    if None not in sizes:
        n_treated, effective_treated, n_comparators, effective_comparators = map(numbers.whole, sizes)
        yield language.text(
            "compared.limit.effective",
            n_treated=n_treated,
            effective_treated=effective_treated,
            n_comparators=n_comparators,
            effective_comparators=effective_comparators,
        )
    both = view.compared.count(facts["comparator_id"], "treated", "other_group")
    if both is not None and both["n"]:
        yield language.text("compared.limit.both_drugs", n=numbers.whole(both["n"]))


def _of_follow_up(facts: Row, language: Language, numbers: Numbers) -> Iterator[str]:
    treated = facts["follow_up_median_treated_days"]
    comparators = facts["follow_up_median_comparators_days"]
    if treated is None or comparators is None:
        return
    shorter, longer = sorted((treated, comparators))
    if shorter < SHORTER * longer:
        yield language.text(
            "compared.limit.follow_up",
            treated=numbers.months(treated),
            comparators=numbers.months(comparators),
            horizon=numbers.months(facts["horizon_days"]),
        )
