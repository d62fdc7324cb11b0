"""What the templates show of the sources: coverage, completeness, delays, and gaps in words."""

from dataclasses import dataclass
from datetime import date

from pipelines.reports.bars import ShareBar, share_bar
from pipelines.reports.coverage import MONTHS_SHOWN, Filled
from pipelines.reports.divided import level_name
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import DASH, Numbers
from pipelines.reports.published_agreement import (
    DENOMINATOR,
    HIGHEST,
    LOWEST,
    PUBLISHED,
    REGISTER,
    published_cancer,
    standing,
)
from pipelines.reports.view import Report

RESTS_ON = {
    "flow": ("treatment", "eligibility"),
    "eligibility": ("treatment", "eligibility"),
    "survival": ("treatment", "vital_status"),
    "duration": ("treatment", "vital_status"),
    "response": ("treatment", "response", "hospital_contacts"),
    "complications": ("treatment", "vital_status", "hospital_contacts"),
    "patient_reported": ("treatment", "vital_status", "patient_reported"),
    "costs": ("treatment", "vital_status", "hospital_cost"),
    "practice": ("treatment", "eligibility"),
    "uptake": ("treatment", "eligibility"),
    "exit": ("treatment",),
}
"""What the numbers of each section are made from: a gap in such a register is said under its heading."""

HEAT_STEPS = (0.5, 0.8, 0.9, 0.98)
GROUPINGS = ("region", "hospital", "year")


@dataclass(frozen=True)
class CoverageRow:
    """One register in one place: what NPR shows, what the register holds, and their ratio."""

    label: str
    row: Row
    bar: ShareBar | None
    is_low: bool


@dataclass(frozen=True)
class HeatTable:
    """Shares of filled-in variables: a row per variable or hospital, a column per quarter or variable."""

    heading: str
    columns: list[str]
    rows: list[tuple[str, list[Filled]]]


class SourceWords:
    """Makes what is said of the sources of one report in one language."""

    def __init__(self, view: Report, language: Language, numbers: Numbers) -> None:
        self.view = view
        self.coverage = view.coverage
        self.language = language
        self.numbers = numbers

    def register(self, name: str) -> str:
        return self.language.name_of("register", name)

    def series(self, register: str, denominator: str) -> str:
        """'INSPIRE drug treatment: patients whom NPR shows with the drug'."""
        return f"{self.register(register)}: {self.language.text(f'coverage.{denominator}')}"

    def coverage_rows(self, register: str, denominator: str, grouping: str) -> list[CoverageRow]:
        low = {id(row) for row in self.coverage.low([register])}
        return [
            CoverageRow(
                label=self._coverage_level(grouping, row["level"]),
                row=row,
                bar=None if row["share"] is None else share_bar(row["share"], row["lower"], row["upper"]),
                is_low=id(row) in low,
            )
            for row in self.coverage.of(register, denominator, grouping)
        ]

    def coverage_parts(self, register: str, denominator: str) -> list[tuple[str, list[CoverageRow]]]:
        """The groupings a register's coverage is divided by, with the words to fold them out by."""
        found = ((name, self.coverage_rows(register, denominator, name)) for name in GROUPINGS)
        return [(self.language.text(f"level.by.{name}"), rows) for name, rows in found if rows]

    def _coverage_level(self, grouping: str, level: str) -> str:
        if grouping == "all":
            return self.language.text(f"coverage.level.{level}")
        return level_name(grouping, level, self.language)

    def beside_published(self, register: str, denominator: str) -> str:
        """How the share of the whole country lies to what was published; empty for what nothing was."""
        rows = [row for row in self.coverage.of(register, denominator, "all") if row["level"] == "all"]
        if (register, denominator) != (REGISTER, DENOMINATOR) or not rows:
            return ""
        codes = [
            code
            for criterion in self.view.criteria
            if criterion["kind"] == "diagnosis"
            for code in self.view.criterion_values.get(criterion["criterion_id"], [])
        ]
        cancer = published_cancer(codes)
        said = [
            self.language.text(
                "published.range",
                lowest=self.numbers.percent(LOWEST),
                highest=self.numbers.percent(HIGHEST),
            )
        ]
        if cancer:
            name, share = (
                self.language.text(f"published.{cancer}"),
                self.numbers.percent(PUBLISHED[cancer][1]),
            )
            said.append(self.language.text("published.cancer", cancer=name, share=share))
        said.append(self.language.text(f"published.is.{standing(rows[0])}"))
        return " ".join(said)

    def not_measured(self) -> str:
        """The agreement's registers of treatment and disease whose coverage NPR cannot show; may be empty."""
        measured = {register for register, _ in self.coverage.series()}
        asked = self.view.registers_for(("treatment", "eligibility"))
        return ", ".join(self.register(register) for register in sorted(asked - measured))

    def warning(self, section: str) -> str:
        """One sentence on the gaps under a section's numbers; empty where there is none."""
        gaps = self.coverage.gaps_of(self.view.registers_for(RESTS_ON.get(section, ())))
        if not gaps:
            return ""
        registers = list(dict.fromkeys(gap["register"] for gap in gaps))
        said = [
            self.language.text(
                "gap.of_register",
                register=self.register(register),
                list=", ".join(self._seen_at(gap) for gap in gaps if gap["register"] == register),
            )
            for register in registers
        ]
        return self.language.text("gap.section", list="; ".join(said))

    def _seen_at(self, gap: Row) -> str:
        return self.language.text("gap.place", place=self.place(gap), persons=self.seen_elsewhere(gap))

    def gap_in_short(self, gap: Row) -> str:
        """'Helse Nord (INSPIRE drug treatment; 12 patients seen in NPR)'."""
        return self.language.text(
            "gap.short",
            place=self.place(gap),
            register=self.register(gap["register"]),
            persons=self.seen_elsewhere(gap),
        )

    def place(self, gap: Row) -> str:
        """Hospital or region of a gap, and its time."""
        if gap["hospital_id"] is not None:
            place = level_name("hospital", gap["hospital_id"], self.language)
        elif gap["region_code"] is not None:
            place = level_name("region", gap["region_code"], self.language)
        else:
            place = self.language.text("gap.everywhere")
        first, last = gap["gap_from"], gap["gap_to"]
        if first is None and last is None:
            return place
        key = "gap.between" if first and last else "gap.from" if first else "gap.to"
        period = self.language.text(key, first=self.numbers.date(first), last=self.numbers.date(last))
        return f"{place} {period}"

    def seen_elsewhere(self, gap: Row) -> str:
        """How many patients of the gap NPR shows: they are unknown, not zero."""
        number = gap["n_seen_elsewhere"]
        if number is None:
            return self.language.text("gap.withheld" if gap["suppressed"] else "gap.uncounted")
        return self.language.text("gap.seen", n=self.numbers.whole(number))

    def heat_by_quarter(self, register: str) -> HeatTable:
        """Every variable of a register over its newest quarters, all hospitals together."""
        quarters: list[date | None] = [*self.coverage.quarters(register)]
        if self.coverage.has_undated(register):
            quarters.append(None)
        return HeatTable(
            self.language.text("completeness.variable"),
            [self._quarter(first) for first in quarters],
            [
                (
                    self.variable(variable),
                    [self.coverage.filled(register, "all", variable, first, 3) for first in quarters],
                )
                for variable in self.coverage.variables(register)
            ],
        )

    def heat_by_hospital(self, register: str) -> HeatTable:
        """Every hospital over the newest twelve months, a column for each variable."""
        variables = self.coverage.variables(register)
        return HeatTable(
            self.language.text("level.heading.hospital"),
            [self.variable(variable) for variable in variables],
            [
                (
                    level_name("hospital", hospital, self.language),
                    [self.coverage.last_year(register, hospital, variable) for variable in variables],
                )
                for hospital in self.coverage.hospitals(register)
            ],
        )

    def months_shown(self, register: str) -> str:
        last = self.coverage.last_month(register)
        if last is None:
            return self.language.text("completeness.undated")
        return self.language.text(
            "completeness.months", count=MONTHS_SHOWN, month=f"{last.month:02d}/{last.year}"
        )

    def share(self, filled: Filled) -> str:
        """'83%', or '29–100%' where months are withheld; empty where the share is not known."""
        if filled.limits is None:
            return ""
        low, high = filled.limits
        if low == high:
            return self.numbers.percent_axis(low)
        return DASH.join((self.numbers.decimal(low * 100, 0), self.numbers.percent_axis(high)))

    def variable(self, name: str) -> str:
        return self.language.name_of("variable", name)

    def agreed_delivery(self, register: str) -> str:
        """'each quarter, 72 days after it' by the agreement; empty for registers it does not name."""
        term = next((row for row in self.view.data_sources if row["register"] == register), None)
        if term is None:
            return ""
        return self.language.text(
            "delay.agreed_text",
            period=self.language.text(f"cadence.{term['cadence']}"),
            days=self.numbers.whole(term["lead_days"]),
        )

    def _quarter(self, first: date | None) -> str:
        if first is None:
            return self.language.text("completeness.undated")
        return self.language.text("completeness.quarter", quarter=(first.month + 2) // 3, year=first.year)


def heat(filled: Filled) -> str:
    """The class that colours a cell: five steps, from mostly empty to complete; none where it is open."""
    steps = {sum(limit >= step for step in HEAT_STEPS) for limit in filled.limits or ()}
    return str(steps.pop()) if len(steps) == 1 else "none"
