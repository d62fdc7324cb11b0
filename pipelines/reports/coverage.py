"""What the registers hold and lack: coverage, completeness, delay and gaps, as data without words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipelines.reports.edition import Edition, Row

LOW_COVERAGE = 0.80
"""A reassessment that rests on a register below this share of those NPR shows must say so."""

QUARTERS_SHOWN = 6
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Filled:
    """How often a variable was filled in. Withheld are the months in which it was, or was not, in few rows.

    Leaving those months out would show the months that are complete: the share lies between the limits that
    their rows leave open, and is not known where not even their rows are.
    """

    n_known: int
    n_present: int
    n_withheld: int = 0
    has_unknown_months: bool = False

    @property
    def n(self) -> int:
        return self.n_known + self.n_withheld

    @property
    def limits(self) -> tuple[float, float] | None:
        """Lowest and highest possible share; the same where nothing is withheld."""
        if self.has_unknown_months or self.n == 0:
            return None
        return self.n_present / self.n, (self.n_present + self.n_withheld) / self.n


@dataclass(frozen=True)
class Coverage:
    """The released tables on the sources, those of one agreement's registers first."""

    coverage: Sequence[Row]
    completeness: Sequence[Row]
    delays: Sequence[Row]
    gaps: Sequence[Row]

    def series(self) -> list[tuple[str, str]]:
        """Every register with what NPR shows of the persons: its drug, or their diagnosis."""
        return sorted({(row["register"], row["denominator"]) for row in self.coverage})

    def of(self, register: str, denominator: str, grouping: str) -> list[Row]:
        """Coverage of one register, undivided or by region, hospital or year; the unknown level last."""
        wanted = (register, denominator, grouping)
        found = (
            row for row in self.coverage if (row["register"], row["denominator"], row["grouping"]) == wanted
        )
        return sorted(found, key=lambda row: (row["level"] == "unknown", row["level"]))

    def low(self, registers: Collection[str]) -> list[Row]:
        """Registers among the given ones that hold too few of those NPR shows in the whole country."""
        return [
            row
            for row in self.coverage
            if (row["grouping"], row["level"]) == ("all", "all")
            and row["register"] in registers
            and row["share"] is not None
            and row["share"] < LOW_COVERAGE
        ]

    def withheld(self, registers: Collection[str]) -> list[Row]:
        """Registers among the given ones whose coverage of the whole country may not be told."""
        return [
            row
            for row in self.coverage
            if (row["grouping"], row["level"]) == ("all", "all")
            and row["register"] in registers
            and row["suppressed"]
        ]

    def gaps_of(self, registers: Collection[str]) -> list[Row]:
        """What the given registers never got, by register, region and time."""
        return [row for row in self.gaps if row["register"] in registers]

    def filled_registers(self) -> list[str]:
        return sorted({register for register, _, _ in self._variables})

    def variables(self, register: str) -> list[str]:
        return sorted({variable for known, _, variable in self._variables if known == register})

    def hospitals(self, register: str) -> list[str]:
        """Hospitals with a row of their own; where a hospital is not known comes last."""
        found = {hospital for known, hospital, _ in self._variables if known == register} - {"all"}
        return sorted(found, key=lambda hospital: (hospital == "unknown", hospital))

    @cached_property
    def _variables(self) -> dict[tuple[str, str, str], list[Row]]:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in self.completeness:
            found.setdefault((row["register"], row["hospital_id"], row["variable"]), []).append(row)
        return found

    @cached_property
    def _months(self) -> dict[str, list[date]]:
        months: dict[str, set[date]] = {}
        for row in self.completeness:
            if row["month"] is not None:
                months.setdefault(row["register"], set()).add(row["month"])
        return {register: sorted(found) for register, found in months.items()}

    def last_month(self, register: str) -> date | None:
        """The newest month the register has a row of; None where no row has a date."""
        return max(self._months.get(register, ()), default=None)

    def has_undated(self, register: str) -> bool:
        return any(row["register"] == register and row["month"] is None for row in self.completeness)

    def quarters(self, register: str) -> list[date]:
        """First months of the newest quarters that the register has anything of, oldest first."""
        firsts = {
            month.replace(month=3 * ((month.month - 1) // 3) + 1) for month in self._months.get(register, ())
        }
        return sorted(firsts)[-QUARTERS_SHOWN:]

    def filled(
        self, register: str, hospital_id: str, variable: str, first: date | None, months: int
    ) -> Filled:
        """A variable over some months from `first`; without `first`, in the rows that have no date."""
        rows = [
            row
            for row in self._variables.get((register, hospital_id, variable), ())
            if _is_within(row["month"], first, months)
        ]
        known = [row for row in rows if row["n_present"] is not None]
        withheld = [row["n"] for row in rows if row["n_present"] is None]
        return Filled(
            n_known=sum(row["n"] for row in known),
            n_present=sum(row["n_present"] for row in known),
            n_withheld=sum(n for n in withheld if n is not None),
            has_unknown_months=None in withheld,
        )

    def last_year(self, register: str, hospital_id: str, variable: str) -> Filled:
        """A variable over the newest twelve months of the register."""
        last = self.last_month(register)
        first = None if last is None else _months_back(last, MONTHS_SHOWN - 1)
        return self.filled(register, hospital_id, variable, first, MONTHS_SHOWN)


def coverage_view(edition: Edition, agreement_id: str, registers: Collection[str]) -> Coverage:
    """The sources of one agreement: rows on other registers are left out, but no gap is."""
    return Coverage(
        coverage=edition.rows("released.coverage", agreement_id),
        completeness=[row for row in edition.completeness if row["register"] in registers],
        delays=[
            row
            for row in edition.rows("released.reporting_delay", order_by="register")
            if row["register"] in registers
        ],
        gaps=edition.rows(
            "released.source_gap", agreement_id, order_by="register, kind, region_code, hospital_id, gap_from"
        ),
    )


def _is_within(month: date | None, first: date | None, months: int) -> bool:
    if month is None or first is None:
        return month is first
    return 0 <= (month.year - first.year) * 12 + month.month - first.month < months


def _months_back(month: date, count: int) -> date:
    place = month.year * 12 + month.month - 1 - count
    return date(place // 12, place % 12 + 1, 1)
