"""cohort.comparison_person: both groups of a comparison, judged by the same SQL."""

import polars as pl

from pipelines import comparator_arm
from pipelines.building import Reader
from pipelines.comparator_arm import arm_of, arm_terms
from pipelines.remade import remade

OF_THE_CUT = (
    "core.biomarker",
    "core.course_event",
    "core.drug_exposure",
    "core.episode_code",
    "core.hospital_episode",
    "core.person",
    "core.rare_disease_registration",
    "core.source",
    "core.tumour",
    "reference.code_list",
    "reference.source_coverage",
)
GIVEN = (*OF_THE_CUT, *comparator_arm.TERMS)
REMAKES = (
    "cohort.eligibility",
    "cohort.registered_disease",
    "cohort.treated_person",
    "cohort.treatment_history",
)
"""Made once more for the comparators, who stand in no table of the agreements' patients."""

READS = (*comparator_arm.READS, *OF_THE_CUT, *REMAKES)

# Asked of the agreement's patients and of the comparators alike. A disease that is registered in the evidence
# window after the first dose was there at the first dose: its time since diagnosis is 0.
PERSON = """
    with disease as (
        select
            agreement_id, person_id, diagnosis_date, is_diagnosis_dated, spread,
            row_number() over (
                partition by agreement_id, person_id order by diagnosis_date, evidence
            ) as place
        from cohort.registered_disease
        where is_diagnosis
    )
    select
        treated_person.agreement_id,
        treated_person.person_id,
        treated_person.index_date,
        treated_person.starter,
        treated_person.prior_use,
        eligibility.verdict,
        treated_person.age_years,
        treated_person.sex,
        treated_person.region_code,
        case
            when disease.is_diagnosis_dated
                then greatest(date_diff('day', disease.diagnosis_date, treated_person.index_date), 0)
        end as days_since_diagnosis,
        disease.spread,
        case when treatment_history.is_complete then treatment_history.n_earlier_lines end as n_earlier_lines
    from cohort.treated_person as treated_person
    inner join cohort.eligibility as eligibility
        on eligibility.agreement_id = treated_person.agreement_id
        and eligibility.person_id = treated_person.person_id
    left join disease
        on disease.agreement_id = treated_person.agreement_id
        and disease.person_id = treated_person.person_id
        and disease.place = 1
    left join cohort.treatment_history as treatment_history
        on treatment_history.agreement_id = treated_person.agreement_id
        and treatment_history.person_id = treated_person.person_id
"""
# Nobody else's records can make a comparator.
USERS = """(
    select person_id from core.drug_exposure
    where atc_code in (select atc_code from agreement.comparator_substance)
)"""
PAIR = ["agreement_id", "comparator_id"]
COUNTED = {"is_counted": ["inside"], "is_counted_with_undetermined": ["inside", "undetermined"]}


def comparison_person(read: Reader) -> pl.DataFrame:
    """Everybody of both groups of all comparisons, with what decides whether the person counts."""
    cohorts = read.frame("agreement.comparator_cohort")
    both = pl.concat([_treated(read, cohorts), _comparators(read)]).join(
        cohorts.select(*PAIR, "last_date"), on=PAIR
    )
    is_late = (pl.col("arm") == "comparator") & (pl.col("index_date") > pl.col("last_date"))
    standing = (
        pl.when(pl.col("starter") != "new_starter")
        .then(pl.lit("before_period"))
        .when(is_late)
        .then(pl.lit("after_period"))
        .otherwise(pl.col("verdict"))
    )
    both = both.with_columns(standing.alias("standing")).drop("starter", "verdict", "last_date")
    counted = both.with_columns(_first_of_both(standings).alias(name) for name, standings in COUNTED.items())
    # Nobody changes group by what is not known of an earlier use: such persons are left out, and that is all.
    return counted.with_columns(is_counted_new_user=pl.col("is_counted") & (pl.col("prior_use") == "none"))


def _treated(read: Reader, cohorts: pl.DataFrame) -> pl.DataFrame:
    found = read.query(PERSON).join(cohorts.select(PAIR), on="agreement_id")
    return _arm(found, "treated")


def _comparators(read: Reader) -> pl.DataFrame:
    """The comparators' persons, found and judged in memory by the definitions that the agreement's are."""
    given = arm_terms(read) | {name: read.query(_of_users(name)) for name in OF_THE_CUT}
    with remade(REMAKES, given, read.parameters) as query:
        return _arm(arm_of(query(PERSON)), "comparator")


def _of_users(name: str) -> str:
    of_a_person = name.startswith("core.") and name != "core.source"
    return f"select * from {name}" + (f" where person_id in {USERS}" if of_a_person else "")


def _arm(frame: pl.DataFrame, arm: str) -> pl.DataFrame:
    columns = [name for name in frame.columns if name not in PAIR]
    return frame.select(*PAIR, pl.lit(arm).alias("arm"), *columns)


def _first_of_both(standings: list[str]) -> pl.Expr:
    """Whoever belongs to both groups counts in the one begun first, whatever came later; who began both on
    one day, in neither."""
    admitted = pl.col("standing").is_in(standings)
    group = [*PAIR, "person_id"]
    began = pl.when(admitted).then(pl.col("index_date"))
    is_first = began == began.min().over(group)
    return admitted & is_first.fill_null(False) & (is_first.sum().over(group) == 1)
