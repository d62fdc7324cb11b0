"""outcome.comparison_survival: how long both groups of a comparison lived."""

import polars as pl

from pipelines.building import Reader
from pipelines.comparator_arm import arm_agreements, arm_of
from pipelines.remade import remade

GIVEN = ("agreement.agreement", "cohort.treated_person", "core.person")
REMAKES = ("outcome.overall_survival",)
"""Made once more for the comparators, who stand in no table of the agreements' patients."""

READS = (
    "agreement.agreement",
    "agreement.comparator_cohort",
    "cohort.comparison_person",
    "core.person",
    "outcome.overall_survival",
)

TREATED = """
    select person.agreement_id, person.comparator_id, person.arm, survival.person_id,
        survival.time_days, survival.is_event, survival.end_reason
    from cohort.comparison_person as person
    inner join outcome.overall_survival as survival
        on survival.agreement_id = person.agreement_id and survival.person_id = person.person_id
    where person.arm = 'treated' and (person.is_counted or person.is_counted_with_undetermined)
"""
COMPARATORS = """
    select
        agreement_id || '/' || comparator_id as agreement_id, person_id, index_date, 'new_starter' as starter
    from cohort.comparison_person
    where arm = 'comparator' and (is_counted or is_counted_with_undetermined)
"""
PERSONS = "select * from core.person where person_id in (select person_id from cohort.comparison_person)"
COMPARED = """
    select agreement_id, 'comparator' as arm, person_id, time_days, is_event, end_reason
    from outcome.overall_survival
"""


def comparison_survival(read: Reader) -> pl.DataFrame:
    """Time from the index date to death or the end of follow-up, of everybody who counts."""
    given = {
        "agreement.agreement": arm_agreements(read),
        "cohort.treated_person": read.query(COMPARATORS),
        "core.person": read.query(PERSONS),
    }
    with remade(REMAKES, given, read.parameters) as query:
        comparators = arm_of(query(COMPARED))
    treated = read.query(TREATED)
    return pl.concat([treated, comparators.select(treated.columns)])
