"""Quarantine rules that no schema states: they hang on the delivery, or hold for any free text.

`<column>.not_after_received`: a date after the day the delivery was received cannot be what happened.
`<column>.formula`: text that a spreadsheet would run when the quarantine or a list is opened in it.
"""

from dataclasses import replace
from datetime import date

from pipelines.ingest.casting import TEXT_TYPES
from pipelines.ingest.rules import Rule, TableRules, literal, quoted

FORMULA = "^([=@]|[+-].*[^0-9.,])"
"""Begins as a formula and is no number. Blanks and control characters before it are trimmed or refused."""


def with_delivery_rules(rules: TableRules, received: date) -> TableRules:
    """The rules of the schema, and those of a delivery received on that day."""
    listed = {rule.column for rule in rules.checks if rule.name.endswith((".isin", ".str_matches"))}
    added = [
        Rule(f"{column}.not_after_received", column, f"{quoted(column)} > {literal(received)}")
        for column, type_ in rules.types.items()
        if type_ == "DATE"
    ]
    added += [
        Rule(f"{column}.formula", column, f"regexp_matches({quoted(column)}, {literal(FORMULA)})")
        for column, type_ in rules.types.items()
        if type_ in TEXT_TYPES and column not in listed
    ]
    return replace(rules, checks=(*rules.checks, *added))
