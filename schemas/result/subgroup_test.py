"""result.subgroup_test: does survival differ between the levels of a subgroup named beforehand?"""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.group_columns import cohort, subgroup
from schemas.outcome.time_to_event import TIMED_MEASURES
from schemas.table import Table, column


class SubgroupTest(Table):
    """One row per agreement, data cut, cohort, subgroup, measure and variant.

    A log-rank test between the levels. Every test adds to the chance that one of them is positive by luck: so
    many were made for the same agreement, cohort and measure (`n_tests`), and the corrected p-value keeps the
    chance of any false positive at its level (Holm 1979). All were treated: a difference between levels says
    how patients fare, not that the drug works differently in them. No test is made where a level has fewer
    than ten events.
    """

    agreement_id: dt.string = agreement_id()
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    cohort: dt.string = cohort()
    subgroup: dt.string = subgroup()
    measure: dt.string = column("Measure", "Mål", isin=TIMED_MEASURES)
    variant: dt.string = column("Definition used", "Definisjon som er brukt")
    n_levels: dt.int32 = column("Levels with persons in them", "Nivåer med personer i", ge=1)
    n: dt.int64 = column("Persons", "Personer", unit="persons", nullable=True, ge=0)
    n_events: dt.int64 = column("Events", "Hendelser", nullable=True, ge=0)
    fewest_events: dt.int64 = column(
        "Events in the level with the fewest", "Hendelser i nivået med færrest", nullable=True, ge=0
    )
    chi_square: dt.float64 = column("Log-rank statistic", "Log-rank-testens verdi", nullable=True, ge=0)
    degrees_of_freedom: dt.int32 = column("Degrees of freedom", "Frihetsgrader", nullable=True, ge=1)
    p_value: dt.float64 = column("p-value", "p-verdi", nullable=True, ge=0, le=1)
    n_tests: dt.int32 = column(
        "Tests made for this agreement, cohort, measure and variant",
        "Tester gjort for denne avtalen, gruppen, målet og definisjonen",
        ge=0,
    )
    p_value_corrected: dt.float64 = column(
        "p-value corrected for the number of tests (Holm)",
        "p-verdi korrigert for antall tester (Holm)",
        nullable=True,
        ge=0,
        le=1,
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "cohort", "subgroup", "measure", "variant"]
