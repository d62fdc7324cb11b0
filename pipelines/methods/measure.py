"""What a result may be a measure of: its unit, definitions, times, groups and the registers it takes."""

from dataclasses import dataclass

from pipelines.methods.group_terms import COHORTS
from pipelines.methods.term import Term

ALL_COHORTS = tuple(COHORTS)


@dataclass(frozen=True)
class Measure(Term):
    """One measure.

    `variants` are the definitions it is computed under. `times_days` are the fixed times at which it is read;
    a measure `at_cost_horizon` is read at the agreement's own horizon; one `at_window_of` a part of the
    agreement file at the days which that part states for the variant; the others have no time.
    `cohorts` are the groups it is computed for. `purposes` are what registers must deliver for it.
    One that only explains others `may_be_agreed` by nobody: an agreement cannot ask for it.
    """

    unit: str
    variants: tuple[str, ...]
    cohorts: tuple[str, ...]
    purposes: tuple[str, ...]
    times_days: tuple[int, ...] = ()
    at_cost_horizon: bool = False
    at_window_of: str = ""
    may_be_agreed: bool = True

    @property
    def needs_time(self) -> bool:
        return bool(self.times_days) or self.at_cost_horizon or bool(self.at_window_of)
