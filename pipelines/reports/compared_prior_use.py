"""What is said of prior use in a comparison: of how many it is unknown if the first dose was the first."""

from collections.abc import Iterator

from pipelines.methods.comparison_release import NEW_USERS
from pipelines.reports.compared_groups import is_same
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

ARMS = ("comparators", "treated")


def prior_use_limits(view: Report, facts: Row, language: Language, numbers: Numbers) -> Iterator[str]:
    """Sentences on those who may have used their drug before the registers begin; `facts` are released."""
    lookback = numbers.whole(view.agreement["lookback_days"])
    unknown = {arm: facts[f"n_prior_use_unknown_{arm}"] for arm in ARMS}
    if is_same(view, facts["comparator_id"], NEW_USERS) or set(unknown.values()) == {0}:
        yield language.text("compared.limit.prior_use_known", lookback=lookback)
        return
    said = [
        language.text(
            f"compared.prior_use.{arm}", unknown=numbers.whole(n), n=numbers.whole(facts[f"n_{arm}"])
        )
        for arm, n in unknown.items()
        if n
    ]
    if said:
        persons = said[0] if len(said) == 1 else language.text("compared.and", first=said[0], last=said[1])
        yield language.text("compared.limit.prior_use_unknown", persons=persons, lookback=lookback)
    for arm, n in unknown.items():
        if n is None:
            yield language.text(f"compared.limit.prior_use_withheld.{arm}")


def unknown_prior_use(facts: Row | None) -> list[int | None] | None:
    """How many of the treated and of the comparators, for the table of counts; None where it is nobody."""
    if facts is None or facts["why_not"] is not None or facts["suppressed"]:
        return None
    counts = [facts[f"n_prior_use_unknown_{arm}"] for arm in ("treated", "comparators")]
    return counts if any(count != 0 for count in counts) else None
