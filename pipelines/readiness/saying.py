"""Say numbers, dates, measures, rules and findings of an answer in one language."""

from collections.abc import Iterator
from datetime import date

from pipelines.agreements.model import OutcomeMeasure
from pipelines.agreements.outcomes import Fact
from pipelines.agreements.words import Text
from pipelines.methods.group_terms import COHORTS
from pipelines.methods.measures import MEASURES, VARIANTS
from pipelines.methods.term import Words
from pipelines.readiness.accrual import Rate
from pipelines.readiness.answer import Facts, Finding
from pipelines.readiness.history import Part
from pipelines.readiness.precision import Question
from pipelines.readiness.rules import Rule
from pipelines.readiness.shown import about, about_share, shown_expected, shown_rate
from pipelines.readiness.wording import REGIONS, WORDS
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers

SHARES = (
    "no_rule_decidable",
    "only_use_decidable",
    "use_changes",
    "undetermined",
    "criterion_partly_observable",
    "low_coverage",
    "rule_not_decidable",
)
"""Rules whose limit is a share; the limit of the others is a number of patients."""
WORD_JOINER = "\u2060"
"""Keeps limits together on a page of HTML; a terminal gives it a column."""
FEW = 10
"""Below this, patients a year and patients expected are said with one decimal."""


class Saying:
    """One answer in one language; called with the name of a text and what fills it."""

    def __init__(self, code: str, facts: Facts) -> None:
        self.language = language(code)
        self.numbers = Numbers(self.language)
        self.facts = facts

    def __call__(self, name: str, **values: object) -> str:
        return self.words(WORDS[name]).format(**values)

    def words(self, words: Words | Text) -> str:
        return words.norwegian if self.language.code == "nb" else words.english

    def date(self, day: date | None) -> str:
        return self.numbers.date(day)

    def percent(self, share: float) -> str:
        """Whole per cent: neither counts in fives nor simulated shares carry more."""
        return self.numbers.percent_axis(share)

    def number(self, value: float) -> str:
        return self.numbers.decimal(value)

    def ratio(self, value: float) -> str:
        """A factor with no more digits than it needs."""
        digits = next(digits for digits in range(4) if abs(value - round(value, digits)) < 1e-9)
        return self.numbers.decimal(value, digits)

    def count(self, n: int) -> str:
        """Persons in the registers: rounded to fives, small ones hidden."""
        shown = about(n)
        return self("few") if shown is None else self.numbers.whole(shown)

    def part(self, part: Part) -> str:
        """A share of persons, from rounded counts."""
        share = about_share(part)
        return self("few") if share is None else self.percent(share)

    def register(self, name: str) -> str:
        return self.language.name_of("register", name)

    def patients(self, n: float) -> str:
        """Patients to expect."""
        whole = n >= FEW or abs(n - round(n)) < 0.05
        return self.numbers.whole(n) if whole else self.number(n)

    def value(self, value: float, unit: str) -> str:
        return self.numbers.amount(_to_thousands(value, unit), unit)

    def width(self, width: float, unit: str) -> str:
        if unit == "days":
            return self.value(width, unit)
        return self.numbers.margin(_to_thousands(width, unit), unit)

    def measure(self, outcome: OutcomeMeasure) -> str:
        """'Overall survival after 24 months, inside the indication'."""
        parts = [self.language.label(MEASURES[outcome.measure])]
        if len(MEASURES[outcome.measure].variants) > 1:
            parts[0] += f" ({self.language.label(VARIANTS[outcome.variant])})"
        if outcome.time_days is not None:
            parts.append(self.numbers.time_in_prose(outcome.time_days))
        parts.append(self.language.label(COHORTS[outcome.cohort]).lower())
        return ", ".join(parts)

    def assumption(self, question: Question) -> str:
        """What was assumed and what the rule accepts."""
        limits = (question.lower, question.upper)
        assumed = self.numbers.with_interval(question.value, *limits, question.unit).replace(WORD_JOINER, "")
        if question.rule == "equal_within":
            accepted = self("equal_within", limit=self.width(question.margin, question.unit))
        else:
            sign = -1 if question.rule == "at_least" else 1
            limit = question.threshold
            if limit is None:
                limit = question.value + sign * question.margin
            name = "at_least" if question.rule == "at_least" else "at_most_rule"
            accepted = self(name, limit=self.value(limit, question.unit))
        return self("assumed_rule", assumed=assumed, rule=accepted)

    def rate(self, rate: Rate) -> str:
        """Where a figure for patients a year comes from, and the figure."""
        if rate.origin == "nobody":
            return self("rate_nobody")
        shown = shown_rate(rate)
        years = None if rate.years_seen is None else self.number(rate.years_seen)
        if shown is None:
            return self("rate_withheld", years=years)
        low, mid, high = (self.patients(number) for number in (shown.low, shown.mid, shown.high))
        limits = "" if low == high else f" ({low}–{high})"
        return self(f"rate_{rate.origin}", mid=mid, limits=limits, years=years)

    def facts_of_file(self) -> Iterator[str]:
        """Every fact that the file states, as its source gives it."""
        for fact in self.facts.agreement.facts_at_introduction:
            yield self("stated", text=self.words(fact.description), number=self._number_of(fact))

    def _number_of(self, fact: Fact) -> str:
        stated = [None if n is None else float(n) for n in (fact.value, fact.lower, fact.upper)]
        return self.numbers.fact(*stated, self.words(fact.unit)).replace(WORD_JOINER, "")

    def rule(self, rule: Rule) -> str:
        return self.words(rule.states).format(limit=self._limit(rule))

    def _limit(self, rule: Rule) -> str:
        if rule.limit is None:
            return ""
        return self.percent(rule.limit) if rule.rule_id in SHARES else self.numbers.whole(rule.limit)

    def finding(self, finding: Finding) -> str:
        """The sentence of a finding, its values said in this language."""
        values = {name: self._said(name, value) for name, value in finding.values.items()}
        values["limit"] = self._limit(finding.rule)
        if finding.rule.rule_id == "too_few_patients":
            values["expected"] = self._expected_inside()
            facts = "; ".join(
                f"{self.words(fact.description)}: {self._number_of(fact)}"
                for fact in self.facts.agreement.facts_at_introduction
            )
            values["facts"] = self("facts_too", text=facts) if facts else ""
        if finding.rule.rule_id == "rule_not_decidable":
            part = finding.values["undetermined"]
            values["because"] = "" if part is None else self("undetermined_too", share=self._said("", part))
        if finding.rule.rule_id == "nothing_assumed":
            text = self.words(self.facts.agreement.uncertainty)
            values["uncertainty"] = self("uncertain_too", text=text)
        return self.words(finding.rule.found).format(**values)

    def _expected_inside(self) -> str:
        expected = shown_expected(self.facts, "inside")
        if expected is None:
            return self("under_five")
        if self.facts.rate.is_upper_figure:
            return self("at_most", n=self.patients(expected.high))
        return self.patients(expected.mid)

    def _said(self, name: str, value: object) -> str:
        if isinstance(value, Words | Text):
            return self.words(value)
        if isinstance(value, OutcomeMeasure):
            return self.measure(value)
        if isinstance(value, Rate):
            return self.rate(value)
        if isinstance(value, Part):
            return self.part(value)
        if isinstance(value, date):
            return self.date(value)
        if name == "register":
            return self.register(str(value))
        if name == "region":
            return REGIONS.get(str(value), self("region_none"))
        if name in ("first_half", "second_half", "going_on"):
            return self.count(int(value))
        if name == "chance":
            return self.percent(float(value))
        return self.number(value) if isinstance(value, float) else str(value)


def _to_thousands(value: float, unit: str) -> float:
    """Simulated kroner carry no more than thousands."""
    return round(value, -3) if unit == "NOK" else value
