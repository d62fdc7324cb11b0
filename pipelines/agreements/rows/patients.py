"""Rows about patients: substances, criteria, attribution, rules of use, subgroups."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.rows.cells import Row, in_both_languages, limits, origin


def substance(agreement: Agreement) -> Iterator[Row]:
    """The substances whose records count as treatment."""
    yield from ({"atc_code": code} for code in agreement.drug.atc_codes)


def criterion(agreement: Agreement) -> Iterator[Row]:
    """The criteria, in the order of the file."""
    for position, criterion in enumerate(agreement.criteria, 1):
        yield {
            "criterion_id": criterion.id,
            "position": position,
            "kind": criterion.kind,
            "subject": criterion.subject,
            "within_days": criterion.within_days,
            "first_date": criterion.first_date,
            "last_date": criterion.last_date,
            "is_absence": criterion.must_be_absent,
            "alternative_group": criterion.alternative_group,
            **limits(criterion, "minimum", "maximum"),
            **in_both_languages(criterion.description),
        }


def criterion_value(agreement: Agreement) -> Iterator[Row]:
    """The values that the criteria list."""
    for criterion in agreement.criteria:
        yield from ({"criterion_id": criterion.id, "value": value} for value in criterion.values)


def regimen(agreement: Agreement) -> Iterator[Row]:
    """The regimens that point to the indication."""
    yield from ({"regimen_code": code} for code in agreement.attribution.regimens)


def refund_code(agreement: Agreement) -> Iterator[Row]:
    """The refund codes that point to the indication: those listed, or else the values of its diagnoses."""
    diagnoses = [
        value
        for criterion in agreement.criteria
        if criterion.kind == "diagnosis"
        for value in criterion.values
    ]
    codes = agreement.attribution.refund_codes or list(dict.fromkeys(diagnoses))
    yield from ({"code": code} for code in codes)


def use_rule(agreement: Agreement) -> Iterator[Row]:
    """The rules for when treatment starts and stops."""
    for rule in agreement.use_rules:
        yield {
            "rule_id": rule.id,
            "kind": rule.kind,
            "judged_by": rule.judged_by,
            "event_type": rule.event_type,
            "within_days": rule.within_days,
            **in_both_languages(rule.description),
            **origin(rule),
        }


def subgroup(agreement: Agreement) -> Iterator[Row]:
    """The levels of the subgroups."""
    for subgroup in agreement.subgroups:
        for level in subgroup.levels:
            yield {
                "subgroup_id": subgroup.id,
                "level": level.level,
                "variable": subgroup.variable,
                "value": level.value,
                **limits(level, "minimum", "maximum"),
                **in_both_languages(level.label, "label"),
            }
