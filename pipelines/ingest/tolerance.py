"""How many lines may break a rule before somebody has to look: accept, accept with warning, or hold.

A few faulty lines are the everyday; they go to quarantine and the delivery is used. A rule that many lines
break means that the register changed something, and the delivery is held until somebody decides.
"""

from dataclasses import dataclass

ACCEPTED, WARNING, HELD = "accepted", "warning", "held"
FEWEST_LINES_WARNED = 5
FEWEST_LINES_HELD = 20
"""In short files a share says little: fewer lines than these never warn or hold."""

NEW_COLUMN, NEW_CODE = "new_column", "new_code"
"""Ends of names of what a register has added: never accepted by itself."""
DECIMAL_SIGN = "decimal_sign"
"""Numbers with commas and numbers with points in one file: of the latter a point may part thousands."""
ALL_RULES = "all rules"
"""Lines that break any rule, counted once."""


@dataclass(frozen=True)
class Tolerance:
    """Shares of a file's lines (0 to 1): from `warn` on a warning, from `hold` on the delivery is held."""

    warn: float
    hold: float


USUAL = Tolerance(warn=0.01, hold=0.05)

TOLERANCES = {
    # Every line belongs to a person and has its fields; where some do not, the others may be shifted too.
    "line.fields": Tolerance(warn=0.002, hold=0.01),
    "lopenr.str_matches": Tolerance(warn=0.002, hold=0.01),
    "lopenr.not_null": Tolerance(warn=0.002, hold=0.01),
    # Sex and month of birth enter every analysis and are recorded for nearly everybody.
    "kjonn.isin": Tolerance(warn=0.002, hold=0.01),
    "fodselsmnd.le": Tolerance(warn=0.002, hold=0.01),
    # Repeated lines do no harm: registers send corrections beside what they correct.
    "key.unique": Tolerance(warn=0.05, hold=0.20),
    # Text that a spreadsheet would run is odd wherever it stands, and nothing is lost by keeping it out.
    "formula": Tolerance(warn=0.001, hold=0.05),
    ALL_RULES: Tolerance(warn=0.02, hold=0.10),
    # One and the same unknown code on many lines is no slip of the pen: the register has a new code.
    "new_code": Tolerance(warn=0.0002, hold=0.001),
}
"""By `<table>.<rule>`, by the rule, or by the last part of its name; the first that is found counts."""


@dataclass(frozen=True)
class RuleCount:
    """Lines of one file that break one rule, of all its lines without the header."""

    source_file: str
    table: str
    rule: str
    n_lines: int
    n_rows: int

    @property
    def tolerance(self) -> Tolerance:
        names = (f"{self.table}.{self.rule}", self.rule, self.kind)
        return next((TOLERANCES[name] for name in names if name in TOLERANCES), USUAL)

    @property
    def kind(self) -> str:
        """The last part of the rule's name."""
        return self.rule.rsplit(".", 1)[-1]

    @property
    def verdict(self) -> str:
        """`accepted`, `warning` or `held`."""
        if self.kind == NEW_COLUMN:
            return HELD
        if self.kind == DECIMAL_SIGN:
            return WARNING
        share = self.n_lines / max(1, self.n_rows)
        if self.n_lines >= FEWEST_LINES_HELD and share >= self.tolerance.hold:
            return HELD
        return WARNING if self.n_lines >= FEWEST_LINES_WARNED and share >= self.tolerance.warn else ACCEPTED

    @property
    def sentence(self) -> str:
        """What was found, in words without a value."""
        column = self.rule.rsplit(".", 1)[0]
        if self.kind == NEW_COLUMN:
            return (
                f"{self.source_file}: found new column {column}, filled on {self.n_lines} of {self.n_rows} "
                "lines and left out; expected the columns of the schema"
            )
        if self.kind == NEW_CODE:
            return (
                f"{self.source_file}: found one code that is new in {column} on {self.n_lines} of "
                f"{self.n_rows} lines; expected the codes of its list"
            )
        if self.kind == DECIMAL_SIGN:
            return (
                f"{self.source_file}: found numbers with a point on {self.n_lines} of {self.n_rows} lines, "
                "read as decimal points, and on others with a decimal comma; expected one decimal sign in a "
                "file and nothing between thousands"
            )
        limit = self.tolerance.hold if self.verdict == HELD else self.tolerance.warn
        return (
            f"{self.source_file}: found {self.n_lines} of {self.n_rows} lines breaking "
            f"{'any rule' if self.rule == ALL_RULES else self.rule}; expected less than {limit:.1%}"
        )
