"""Whom an agreement covers: ages, sexes and regions, by its scope and its criteria together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipelines.agreements.criterion_kinds import REGIONS, SEXES
from pipelines.agreements.model import Agreement
from pipelines.agreements.patients import Criterion
from pipelines.agreements.problems import Problem, problem


@dataclass(frozen=True)
class Covered:
    """Ages from `lowest_age` (included) to `highest_age` (excluded), sexes and regions."""

    lowest_age: Decimal | None
    highest_age: Decimal | None
    sexes: frozenset[str]
    regions: frozenset[str]


def covered(agreement: Agreement) -> Covered:
    """Whom the scope and every criterion that must be met leave; alternatives leave everybody."""
    scope = agreement.treated_scope
    ages = [criterion for _, criterion in _demands(agreement, "age")]
    lows = [age.minimum for age in ages] + [_number(scope.minimum_age_years)]
    highs = [age.maximum for age in ages] + [_number(scope.maximum_age_years)]
    return Covered(
        max((low for low in lows if low is not None), default=None),
        min((high for high in highs if high is not None), default=None),
        frozenset(SEXES).intersection(*_values(agreement, "sex")),
        frozenset(REGIONS).intersection(*_values(agreement, "place", "region")),
    )


def scope_problems(agreement: Agreement) -> Iterator[Problem]:
    """A scope that is upside down, and criteria that nobody can meet together, or within the scope."""
    scope = agreement.treated_scope
    lowest, highest = scope.minimum_age_years, scope.maximum_age_years
    if lowest is not None and highest is not None and lowest >= highest:
        yield problem("treated_scope.maximum_age_years", highest, f"more than minimum_age_years, {lowest}")
        return
    of = covered(agreement)
    if of.lowest_age is not None and of.highest_age is not None and of.lowest_age >= of.highest_age:
        for position, criterion in _demands(agreement, "age"):
            if _is_upright(criterion):
                yield Problem(
                    f"criteria[{position}]",
                    f"found ages that the other criteria and treated_scope leave nobody of "
                    f"(from {of.lowest_age}, below {of.highest_age}); expected ages that somebody can have",
                )
                break
    for kind, left, subject in (("sex", of.sexes, None), ("place", of.regions, "region")):
        demands = list(_demands(agreement, kind, subject))
        if not left and len(demands) > 1:
            position, criterion = demands[-1]
            yield problem(
                f"criteria[{position}].values",
                ", ".join(criterion.values),
                f"a value that the other criteria of kind {kind} accept too",
            )


def _is_upright(criterion: Criterion) -> bool:
    return None in (criterion.minimum, criterion.maximum) or criterion.minimum < criterion.maximum


def _demands(agreement: Agreement, kind: str, subject: str | None = None) -> Iterator[tuple[int, Criterion]]:
    """The criteria of a kind that everybody must meet, with their place in the file."""
    for position, criterion in enumerate(agreement.criteria):
        if (criterion.kind, criterion.subject) == (kind, subject) and criterion.alternative_group is None:
            yield position, criterion


def _values(agreement: Agreement, kind: str, subject: str | None = None) -> Iterable[list[str]]:
    return [criterion.values for _, criterion in _demands(agreement, kind, subject)]


def _number(years: int | None) -> Decimal | None:
    return None if years is None else Decimal(years)
