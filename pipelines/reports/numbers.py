"""How numbers are written: per language, per unit, with open limits and missing values said in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipelines.methods.rounded_numbers import LIMITS
from pipelines.reports.language import Language

DASH = "\u2060–\u2060"
"""Between two limits: a dash at which no line is broken."""

MINUS = "\u2212"

DIGITS = {"points": 1, "index": 3, "per_100_person_years": 1, "doses": 1, "cycles": 1, "ratio": 2}
"""Digits of units that are neither days nor shares; the others are whole numbers."""

DAYS_PER_MONTH = 365.25 / 12
"""Only for showing days as months as well; nothing is calculated from it."""


@dataclass(frozen=True)
class Numbers:
    """Writes numbers as the language does; open limits are words, missing values the caller's to explain."""

    language: Language

    def whole(self, number: float) -> str:
        """12345 → '12,345' or '12 345' with a narrow space that does not break."""
        return self.decimal(number, 0)

    def persons(self, row: Mapping[str, Any], name: str) -> str | None:
        """A number of persons or events of a row: '41', or '40–49' where it is rounded; None if withheld.

        Only released rows can be rounded.
        """
        if row[name] is not None:
            return self.whole(row[name])
        low, high = (row.get(f"{name}_{limit}") for limit in LIMITS)
        return None if low is None else f"{self.whole(low)}{DASH}{self.whole(high)}"

    def most_persons(self, row: Mapping[str, Any]) -> int | None:
        """How many persons a row is of, at most, if it says so."""
        return row["n"] if row["n"] is not None else row.get("n_at_most")

    def decimal(self, number: float, digits: int = 1) -> str:
        """Rounded half up. What rounds to zero has no sign: '0.000', never '−0.000'."""
        rounded = Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        text = f"{rounded + 0:,.{digits}f}"
        separators = {
            ",": self.language.text("format.thousands"),
            ".": self.language.text("format.decimal"),
            "-": MINUS,
        }
        return "".join(separators.get(character, character) for character in text)

    def plain(self, number: Decimal) -> str:
        """An exact number with the digits it has: '0.41', '12'."""
        return self.decimal(number, max(-number.normalize().as_tuple().exponent, 0))

    def percent(self, share: float) -> str:
        """0.2857 → '28.6%' or '28,6 %'."""
        return self.decimal(share * 100) + self.language.text("format.percent")

    def rounded_percent(self, probability: float) -> str:
        """Without its unit: 0.63 → '63', as probabilities leave; an agreement's own 0.625 → '62.5'."""
        return self.decimal(probability * 100, _percent_digits(probability))

    def percent_axis(self, share: float) -> str:
        """Whole percent, for the ticks of an axis."""
        return self.decimal(share * 100, 0) + self.language.text("format.percent")

    def p_value(self, value: float) -> str:
        """'= 0.031', or '< 0.001'."""
        return f"<\u00a0{self.decimal(0.001, 3)}" if value < 0.001 else f"=\u00a0{self.decimal(value, 3)}"

    def months(self, days: float) -> str:
        return self.decimal(days / DAYS_PER_MONTH)

    def days(self, days: float) -> str:
        """Whole days, or one decimal where a median falls between two days."""
        return self.decimal(days, 0 if float(days).is_integer() else 1)

    def kroner(self, amount_nok: float) -> str:
        """Exact kroner, for tables."""
        return self.whole(amount_nok)

    def about_kroner(self, amount_nok: float) -> str:
        """To the nearest thousand, for prose."""
        return self.language.text("unit.about_nok", amount=self.whole(round(amount_nok / 1000) * 1000))

    def date(self, day: date | None) -> str:
        if day is None:
            return "–"
        months = self.language.texts["format.months"]
        return self.language.text("format.date", day=day.day, month=months[day.month - 1], year=day.year)

    def time(self, days: int) -> str:
        """A fixed time of follow-up: '12 months (365 days)'."""
        months = round(days / DAYS_PER_MONTH)
        return self.language.text("unit.time", months=self.whole(months), days=self.whole(days))

    def time_in_prose(self, days: int) -> str:
        return self.language.text("unit.days", amount=self.whole(round(days / DAYS_PER_MONTH)))

    def scale_end(self, value: float, unit: str) -> str:
        """The label at the round end of a scale that starts at 0."""
        if unit in ("probability", "share"):
            return self.percent_axis(value)
        months = value / DAYS_PER_MONTH
        shown = self.decimal(months, 0 if abs(months - round(months)) < 1e-6 else 1)
        return self.language.text(f"unit.{unit}", amount=shown if unit == "days" else self.whole(value))

    def bare(self, value: float, unit: str) -> str:
        """The number without its unit, as it stands inside an interval."""
        if unit == "probability":
            return self.rounded_percent(value)
        if unit == "share":
            return self.decimal(value * 100)
        return self.months(value) if unit == "days" else self.decimal(value, DIGITS.get(unit, 0))

    def amount(self, value: float, unit: str) -> str:
        """The number with its unit; days are written as months."""
        if unit in ("probability", "share"):
            return self.bare(value, unit) + self.language.text("format.percent")
        return self.language.text(f"unit.{unit}", amount=self.bare(value, unit))

    def interval(self, lower: float | None, upper: float | None, unit: str) -> str | None:
        """'9.1–not reached', '−6.0 to 1.0'. None if there is no limit at all."""
        if unit == "probability":
            # Both with the digits of the one that has more: '18.4–41.0', never '18.4–41'.
            digits = max((_percent_digits(limit) for limit in (lower, upper) if limit is not None), default=0)
            return self._interval(
                lower, upper, lambda limit: self.decimal(limit * 100, digits), is_time=False
            )
        return self._interval(lower, upper, lambda limit: self.bare(limit, unit), is_time=unit == "days")

    def interval_in_days(self, lower: float | None, upper: float | None) -> str | None:
        """The same in days."""
        return self._interval(lower, upper, self.days, is_time=True)

    def _interval(
        self, lower: float | None, upper: float | None, write: Callable[[float], str], is_time: bool
    ) -> str | None:
        if lower is None and upper is None:
            return None
        open_limit = self.language.text("value.not_reached" if is_time else "value.no_limit")
        limits = [open_limit if limit is None else write(limit) for limit in (lower, upper)]
        # A dash before a minus would be read as one. The word also says that zero lies between limits of
        # which rounding took the minus away: -0.0003 and 0.1 are "0.000 to 0.100".
        is_below_zero = any(limit is not None and limit < 0 for limit in (lower, upper))
        return (self.language.text("value.to") if is_below_zero else DASH).join(limits)

    def with_interval(self, value: float, lower: float | None, upper: float | None, unit: str) -> str:
        """'11.0 months (9.1–not reached)', '63% (55–70)'; no bracket where it would say nothing."""
        stated = None if lower == value == upper else self.interval(lower, upper, unit)
        return self.amount(value, unit) + (f" ({stated})" if stated else "")

    def difference(self, value: float, lower: float | None, upper: float | None, unit: str) -> str:
        """A difference of two numbers of the unit: percentage points of probabilities and shares."""
        stated = self.interval(lower, upper, unit)
        is_share = unit in ("probability", "share")
        amount = (
            self.language.text("unit.percentage_points", amount=self.bare(value, unit))
            if is_share
            else self.amount(value, unit)
        )
        return amount + (f" ({stated})" if stated else "")

    def fact(self, value: float | None, lower: float | None, upper: float | None, unit: str) -> str:
        """A fact as its source gives it: '28.6% (18.4–40.6)', '5–10 patients a year', '1.5 cycles'."""
        stated = [number for number in (value, lower, upper) if number is not None]
        digits = max(-min(Decimal(repr(number)).normalize().as_tuple().exponent, 0) for number in stated)
        limits = self._interval(lower, upper, lambda limit: self.decimal(limit, digits), is_time=False)
        ending = self.language.text("format.percent") if unit == "%" else f"\u00a0{unit}"
        if value is None:
            return f"{limits}{ending}"
        return self.decimal(value, digits) + ending + (f" ({limits})" if limits else "")

    def margin(self, margin: float, unit: str) -> str:
        """A margin in the unit of its rule: percentage points for probabilities and shares."""
        if unit in ("probability", "share"):
            return self.language.text("unit.percentage_points", amount=self.decimal(margin * 100))
        if unit == "days":
            return self.language.text("unit.days_plain", amount=self.days(margin))
        return self.language.text(f"unit.{unit}", amount=self.decimal(margin, DIGITS.get(unit, 0)))


def _percent_digits(probability: float) -> int:
    return 0 if float(round(probability * 100, 6)).is_integer() else 1
