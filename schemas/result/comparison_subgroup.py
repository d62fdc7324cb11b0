"""result.comparison_subgroup: does the comparison differ between the levels of a subgroup?"""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, level, subgroup
from schemas.table import Table, column


class ComparisonSubgroup(Table):
    """One row per agreement, data cut, comparator, cohort, subgroup and level.

    Weighted hazard ratios of the levels, with the weights of the whole comparison taken as known, and the
    test of interaction between them. Ratios and test are missing unless both groups of every level have ten
    events. `n_tests` tells how many such tests were made for the same comparison.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    comparator_id: dt.string = column("Comparator within the agreement", "Sammenligning i avtalen")
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    level: dt.string = level()
    n_treated: dt.int64 = column("Treated", "Behandlede", unit="persons", nullable=True, ge=0)
    n_comparators: dt.int64 = column("Comparators", "Sammenlignede", unit="persons", nullable=True, ge=0)
    fewest_events: dt.int64 = column(
        "Events in the group with the fewest", "Hendelser i gruppen med færrest", nullable=True, ge=0
    )
    hazard_ratio: dt.float64 = column("Weighted hazard ratio", "Vektet hasardratio", nullable=True, gt=0)
    lower: dt.float64 = column("Lower 95 % limit", "Nedre 95 %-grense", nullable=True, gt=0)
    upper: dt.float64 = column("Upper 95 % limit", "Øvre 95 %-grense", nullable=True, gt=0)
    n_levels: dt.int32 = column("Levels with persons in them", "Nivåer med personer i", ge=1)
    chi_square: dt.float64 = column(
        "Statistic of the test of interaction", "Testverdi for interaksjon", nullable=True, ge=0
    )
    degrees_of_freedom: dt.int32 = column("Degrees of freedom", "Frihetsgrader", nullable=True, ge=1)
    p_value: dt.float64 = column(
        "p-value of the test of interaction", "p-verdi for interaksjon", nullable=True, ge=0, le=1
    )
    n_tests: dt.int32 = column(
        "Tests of interaction made for this comparison",
        "Tester av interaksjon gjort for denne sammenligningen",
        ge=0,
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "comparator_id", "cohort", "subgroup", "level"]
