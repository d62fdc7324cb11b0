"""What the past shows when the plan is laid on it: who was treated, what was known, what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.readiness.plan import Window
from pipelines.readiness.precision import FEWEST_FOR_COST, CostHistory, Question
from pipelines.readiness.replay import Replay
from pipelines.result.cost_estimate import COSTS

COST_SOURCES = {"mean_drug_cost": "drug", "mean_hospital_cost": "hospital"}


@dataclass(frozen=True)
class Judged:
    """For how many a criterion was met, not met or unknown."""

    met: int = 0
    not_met: int = 0
    unknown: int = 0

    @property
    def n(self) -> int:
        return self.met + self.not_met + self.unknown


@dataclass(frozen=True)
class Part:
    """So many of so many persons."""

    n: int
    of: int


@dataclass(frozen=True)
class Seen:
    """One estimate of the history: the number of the group and, where there are any, value and limits."""

    value: float | None
    n: int
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class History:
    """The plan tried on the past.

    `treated` and `candidates` count new starters and untreated persons with the disease by verdict, `cohorts`
    new starters by analysed group; `criteria_of_treated` and `criteria_of_candidates` say what could be known
    of each criterion.
    """

    treated: Mapping[str, int]
    candidates: Mapping[str, int]
    cohorts: Mapping[str, int]
    criteria_of_treated: Mapping[str, Judged]
    criteria_of_candidates: Mapping[str, Judged]
    starters_by_year: Mapping[int, int]
    starters_by_half: tuple[int, int]
    """New starters in the first and in the second half of the window."""
    estimates: Mapping[tuple, Seen]
    costs: Mapping[str, CostHistory]
    coverage: Mapping[tuple[str, str], Part]
    """By register and denominator: of the persons whom NPR shows with the drug, or with the diagnosis, those
    whom the register holds too."""
    gaps: tuple[tuple[str, str | None, str, str], ...]
    """Register, region (None: everywhere) and the reason in English and Norwegian."""
    supply_is_known: bool
    has_disease_criterion: bool
    """Whether untreated persons can be found at all: without a diagnosis nobody is a candidate."""

    @property
    def n_treated(self) -> int:
        return sum(self.treated.values())

    @property
    def n_candidates(self) -> int:
        return sum(self.candidates.values())


def history(past: Replay, questions: Sequence[Question], window: Window) -> History:
    """Look at the replay; estimates are made only where somebody was treated.

    Persons are counted who were judged in the window: of later ones less may be known than will be of the
    last starters before the reassessment.
    """
    judged_to = window.last
    treated_by_then = f"is_treated and starter = 'new_starter' and judged_at_date <= date '{judged_to}'"
    candidates_by_then = f"not is_treated and judged_at_date <= date '{judged_to}'"
    past.make(
        "cohort.eligibility", "cohort.criterion_verdict", "cohort.membership", "outcome.source_follow_up"
    )
    treated = _verdicts(past, treated_by_then)
    is_used = sum(treated.values()) > 0
    estimates, costs = {}, {}
    if is_used:
        past.make("result.estimate", "outcome.cost_follow_up", "outcome.drug_cost", "outcome.hospital_cost")
        estimates = _estimates(past)
        costs = {
            question.assumption_id: found
            for question in questions
            if question.unit == "NOK" and (found := _cost_history(past, question)) is not None
        }
    past.make("result.coverage")
    past.make("result.source_gap")
    return History(
        treated=treated,
        candidates=_verdicts(past, candidates_by_then),
        cohorts=dict(
            past.rows(
                f"select cohort, count(*) from cohort.membership where index_date <= date '{judged_to}' "
                "group by all order by all"
            )
        ),
        criteria_of_treated=_criteria(past, treated_by_then),
        criteria_of_candidates=_criteria(past, candidates_by_then),
        starters_by_year=dict(
            past.rows(
                "select year(index_date), count(*) from cohort.membership where cohort = 'all_treated' "
                f"and index_date <= date '{judged_to}' "
                "group by all order by all"
            )
        ),
        starters_by_half=_halves(past, window),
        estimates=estimates,
        costs=costs,
        coverage=_coverage(past),
        gaps=_gaps(past),
        supply_is_known=_supply_is_known(past),
        has_disease_criterion=bool(
            past.rows("select count(*) from agreement.criterion where kind = 'diagnosis'")[0][0]
        ),
    )


def _halves(past: Replay, window: Window) -> tuple[int, int]:
    middle = window.first + (window.last - window.first) / 2
    return past.rows(
        "select count(*) filter (where index_date <= ?), count(*) filter (where index_date > ?) "
        "from cohort.membership where cohort = 'all_treated' and index_date <= ?",
        middle, middle, window.last,
    )[0]  # fmt: skip


def _verdicts(past: Replay, who: str) -> dict[str, int]:
    return dict(
        past.rows(
            "select eligibility.verdict, count(*) from cohort.eligibility as eligibility "
            f"inner join cohort.assessed_person as person using (agreement_id, person_id) where {who} "
            "group by all order by all"
        )
    )


def _criteria(past: Replay, who: str) -> dict[str, Judged]:
    rows = past.rows(
        "select criterion_id, count(*) filter (where verdict = 'met'), "
        "count(*) filter (where verdict = 'not_met'), count(*) filter (where verdict = 'unknown') "
        "from cohort.criterion_verdict "
        f"inner join cohort.assessed_person as person using (agreement_id, person_id) where {who} "
        "group by all order by all"
    )
    return {criterion_id: Judged(*counts) for criterion_id, *counts in rows}


def _estimates(past: Replay) -> dict[tuple, Seen]:
    rows = past.rows(
        "select measure, variant, cohort, time_days, estimate, n, lower, upper from result.estimate "
        "where subgroup = 'all'"
    )
    return {tuple(key): Seen(value, n or 0, lower, upper) for *key, value, n, lower, upper in rows}


def _cost_history(past: Replay, question: Question) -> CostHistory | None:
    """Those of the group who started early enough to be followed over the whole horizon, dead or alive.

    Taking everybody with complete follow-up instead would take the dead of the last year without the living.
    """
    horizon = int(question.time_days)
    source = COST_SOURCES[question.measure]
    basis = "".join(name for name in ("_all_drg", "_without_drug_drg") if question.variant.endswith(name))
    donors = past.frame(
        f"""
        select follow_up.person_id, least(follow_up.follow_up_days, {horizon}) as follow_up_days
        from outcome.cost_follow_up as follow_up
        inner join cohort.membership as membership using (agreement_id, person_id)
        inner join outcome.vital_follow_up as vital using (agreement_id, person_id)
        inner join outcome.source_follow_up as source
            on source.agreement_id = follow_up.agreement_id and source.record_kind = follow_up.cost_source
        where membership.cohort = '{question.cohort}' and follow_up.cost_source = '{source}'
            and follow_up.is_complete
            and vital.index_date + {horizon} <= least(vital.followed_to_date, source.followed_to_date)
        order by person_id
        """
    ).with_row_index("donor")
    costs = past.frame(COSTS).filter(
        (pl.col("measure") == question.measure)
        & (pl.col("basis") == basis)
        & pl.col("days_from_index").is_between(0, horizon, closed="left")
    )
    spent = donors.join(costs, on="person_id").select("donor", "days_from_index", "cost_nok")
    if len(donors) < FEWEST_FOR_COST or not spent["cost_nok"].sum():
        return None
    return CostHistory(
        spent.with_columns(pl.col("donor").cast(pl.Int64)),
        donors.select(pl.col("donor").cast(pl.Int64), pl.col("follow_up_days").cast(pl.Float64)),
        horizon,
    )


def _coverage(past: Replay) -> dict[tuple[str, str], Part]:
    rows = past.rows(
        "select register, denominator, n_found, n_denominator from result.coverage "
        "where grouping = 'all' and level = 'all' and share is not null order by all"
    )
    return {(register, denominator): Part(n, of) for register, denominator, n, of in rows}


def _gaps(past: Replay) -> tuple[tuple[str, str | None, str, str], ...]:
    return tuple(
        past.rows(
            "select distinct register, region_code, reason_english, reason_norwegian from result.source_gap "
            "order by all"
        )
    )


def _supply_is_known(past: Replay) -> bool:
    """Whether the length of a record is known: the agreement's interval, or the supply of every pack."""
    past.make("agreement.agreement", "agreement.substance", "reference.drug_price")
    rows = past.rows(
        "select bool_and(agreement.administration_covers_days is not null or price.supply_days is not null) "
        "from agreement.agreement as agreement "
        "inner join agreement.substance as substance using (agreement_id) "
        "left join (select atc_code, max(supply_days) as supply_days from reference.drug_price group by all) "
        "as price using (atc_code)"
    )
    return bool(rows[0][0])
