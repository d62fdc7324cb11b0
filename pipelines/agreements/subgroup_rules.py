"""What a subgroup may hold: levels that share nobody, all inside the indication."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipelines.agreements.covered import Covered, covered
from pipelines.agreements.criterion_kinds import LIMITS, REGIONS, SEXES
from pipelines.agreements.model import Agreement
from pipelines.agreements.patients import Subgroup, SubgroupLevel
from pipelines.agreements.problems import Problem, one_of_words, problem
from pipelines.agreements.repetitions import repeated

OLDEST = Decimal(130)


def subgroup_problems(agreement: Agreement) -> Iterator[Problem]:
    """Subgroups with wrong keys, with levels that overlap, or wholly or partly outside the indication."""
    of = covered(agreement)
    yield from repeated("subgroups", [subgroup.id for subgroup in agreement.subgroups], ".id")
    for position, subgroup in enumerate(agreement.subgroups):
        path = f"subgroups[{position}]"
        yield from repeated(f"{path}.levels", [level.level for level in subgroup.levels], ".level")
        if subgroup.variable == "age":
            yield from _age_levels(path, subgroup, of)
        else:
            yield from _value_levels(path, subgroup, of)


def _age_levels(path: str, subgroup: Subgroup, of: Covered) -> Iterator[Problem]:
    for position, level in enumerate(subgroup.levels):
        place = f"{path}.levels[{position}]"
        if level.value is not None:
            yield problem(f"{place}.value", level.value, "no value with variable age")
        if level.minimum is None and level.maximum is None:
            yield problem(place, None, "a minimum or a maximum with variable age")
        if level.minimum is not None and level.maximum is not None and level.minimum >= level.maximum:
            yield problem(f"{place}.maximum", level.maximum, f"more than the minimum, {level.minimum}")
            continue
        yield from _outside(place, level, of)
    for (_, first), (position, second) in combinations(enumerate(subgroup.levels), 2):
        if max(_from(first), _from(second)) < min(_to(first), _to(second)):
            yield problem(
                f"{path}.levels[{position}]",
                second.level,
                f"ages that no other level holds; {first.level} holds some of them",
            )


def _outside(place: str, level: SubgroupLevel, of: Covered) -> Iterator[Problem]:
    low, high = of.lowest_age, of.highest_age
    for key in LIMITS:
        found = getattr(level, key)
        if found is None:
            continue
        below = low is not None and (found < low if key == LIMITS[0] else found <= low)
        above = high is not None and (found >= high if key == LIMITS[0] else found > high)
        if below or above:
            ages = " and ".join(
                text
                for text in (low is not None and f"from {low}", high is not None and f"below {high}")
                if text
            )
            yield problem(f"{place}.{key}", found, f"ages inside the indication, which is {ages} years")


def _from(level: SubgroupLevel) -> Decimal:
    return Decimal(0) if level.minimum is None else level.minimum


def _to(level: SubgroupLevel) -> Decimal:
    return OLDEST if level.maximum is None else level.maximum


def _value_levels(path: str, subgroup: Subgroup, of: Covered) -> Iterator[Problem]:
    words, inside = (SEXES, of.sexes) if subgroup.variable == "sex" else (REGIONS, of.regions)
    for position, level in enumerate(subgroup.levels):
        place = f"{path}.levels[{position}]"
        for key in LIMITS:
            if getattr(level, key) is not None:
                yield problem(
                    f"{place}.{key}", getattr(level, key), f"no {key} with variable {subgroup.variable}"
                )
        if level.value is None or level.value not in words:
            yield problem(f"{place}.value", level.value, one_of_words(level.value or "", words))
        elif level.value not in inside:
            accepted = ", ".join(sorted(inside)) or "none"
            yield problem(
                f"{place}.value", level.value, f"a {subgroup.variable} inside the indication: {accepted}"
            )
    values = [level.value for level in subgroup.levels if level.value is not None]
    for position, value in enumerate(values):
        if value in values[:position]:
            yield problem(f"{path}.levels[{position}].value", value, "each value in one level")
