"""What the project publishes of invented studies, and the exact numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.earlier_editions import CURVES, EXACTLY, TOLD, counts_told
from pipelines.methods.answers_told import answers_told
from pipelines.methods.comparison_told import comparison_told
from pipelines.methods.curves_drawn import curves_drawn, drawn_by_edition
from pipelines.methods.curves_told import curves_told
from pipelines.methods.ended_told import ended_told
from pipelines.methods.ledger_told import ledger_told
from pipelines.methods.prom_told import prom_told
from pipelines.remade import remade
from pipelines.tables import all_tables
from tests.attack.answers_study import answers_at
from tests.attack.comparison_study import comparison_tables
from tests.attack.courses_study import courses_at
from tests.attack.prom_study import prom_tables_at
from tests.attack.study import Study, tables_at
from tests.attack.times_study import EMPTY as NOT_TIMED
from tests.attack.times_study import times_at, unseen_at
from tests.attack.topics_study import with_topics

RELEASED = (
    "released.attrition",
    "released.criterion",
    "released.person_count",
    "released.survival_curve",
    "released.follow_up_ledger",
    "released.estimate",
    "released.comparison_count",
    "released.comparison_balance",
    "released.comparison",
)
OUTSIDE = "event_outside"
"""Is not released: frozen with what an edition tells of how treatment ended."""
UNSEEN = "unseen"
"""Is of no table: how many deaths the time to a next treatment does not know of, of studies with such."""
NONE_UNSEEN = pl.DataFrame(schema={"agreement_id": pl.String, "time_days": pl.Int64, "n": pl.Int64})
COMPARED = (
    "agreement.comparator_cohort", "cohort.comparison_person", "outcome.comparison_survival",
    "result.comparison", "result.comparison_balance", "result.comparison_curve", "result.comparison_estimate",
)  # fmt: skip
"""What is known of comparisons."""
COURSES = ("result.course_estimate",)
"""What is known of first courses of treatment."""
TOPICS = (
    "outcome.exit_status", "result.attribution_count", "result.contradiction_count", "result.exit_count",
    "result.line_count", "result.stop_reason_count", "result.stop_rule_count", "result.testing_count",
    "result.uptake_count", "result.use_estimate",
    "agreement.use_rule", "cohort.disease_register",
)  # fmt: skip
"""What they have something to say about only where asked: uptake, tests, lines, diseases, stops."""
ANSWERS = (
    "result.complication_estimate", "result.cost_estimate", "result.dose_estimate",
    "result.net_survival_estimate", "result.response_estimate",
)  # fmt: skip
"""Likewise: what became of persons beside their survival."""
TIMES = (
    "outcome.survival_sensitivity", "outcome.treatment_duration", "outcome.time_to_next_treatment",
    "result.incidence_estimate", "result.rule_difference",
)  # fmt: skip
"""Likewise: other times than that of death, and survival under other demands."""
PROM = ("agreement.patient_reported", "agreement.patient_reported_time")
"""Which agreements ask for what patients report."""


@dataclass(frozen=True)
class Edition:
    """Released and exact tables of all studies at one cut, by the name of the table without its layer."""

    cut: date
    released: dict[str, pl.DataFrame]
    exact: dict[str, pl.DataFrame]

    def of(self, *agreement_ids: str) -> "Edition":
        """The same of some studies."""
        is_it = pl.col("agreement_id").is_in(agreement_ids)
        return Edition(
            self.cut,
            {name: frame.filter(is_it) for name, frame in self.released.items()},
            {name: frame.filter(is_it) for name, frame in self.exact.items()},
        )


def published(
    chosen: Sequence[Study],
    cut: date,
    before: Sequence[Edition] = (),
    knows_curves: bool = True,
    has_topics: bool = False,
    has_times: bool = False,
    n_with_answers: int = 0,
    n_with_prom: int = 0,
    n_compared: int = 0,
    n_with_courses: int = 0,
) -> Edition:
    """The edition of a cut after those `before`, by the project's own definitions from the persons on.

    Where it does not know what those counted beside curves, it is as if none had been published. Topics
    beside the patient flow take as long as all the rest; so do numbers beside survival, which the first
    `n_with_answers` studies have, patient-reported outcomes, of the first `n_with_prom`, and the curves of
    comparisons, of the first `n_compared`. The first `n_with_courses` have first courses of treatment, beside
    answers.
    """
    asked = ((has_topics, TOPICS), (n_with_answers, ANSWERS), (has_times, TIMES))
    not_asked = [name for is_asked, names in asked if not is_asked for name in names]
    given = {name: empty(name) for name in (*COURSES, *not_asked)}
    given["reference.published_count"] = pl.concat(
        [empty("reference.published_count"), *map(_told, before)], how="diagonal_relaxed"
    )
    for table, told_by in (("curve", _counted), ("point", drawn_by), ("answer", _answered)):
        name = f"reference.published_{table}"
        given[name] = pl.concat(
            [empty(name), *(map(told_by, before) if knows_curves else ())], how="diagonal_relaxed"
        )
    known = tables_at(chosen, cut) | prom_tables_at(chosen, cut)
    asks = pl.col("agreement_id").is_in([study.agreement_id for study in chosen[:n_with_prom]])
    known |= {name: known[name].filter(asks) for name in PROM}
    known |= comparison_tables(chosen[:n_compared], cut) if n_compared else _none_compared()
    if has_topics:
        known = with_topics(chosen, cut, known)
    if n_with_answers:
        known |= answers_at(chosen[:n_with_answers], cut, known)
    if has_times:
        known |= times_at(chosen, cut, known)
        given |= {name: empty(name) for name in NOT_TIMED}
    if n_with_courses:
        known |= courses_at(chosen[:n_with_courses], cut, known)
    with remade(RELEASED, given | known, {"data_cut": cut}) as query:
        released = {name.partition(".")[2]: query(f"select * from {name}") for name in RELEASED}
        exact = {name: query(f"select * from result.{name}") for name in (*released, OUTSIDE)}
    exact[UNSEEN] = unseen_at(chosen, given | known) if has_times else NONE_UNSEEN
    return Edition(cut, released, exact)


def published_series(
    chosen: Sequence[Study],
    cuts: Sequence[date],
    knows_curves: bool = True,
    has_topics: bool = False,
    has_times: bool = False,
    n_with_answers: int = 0,
    n_with_prom: int = 0,
    n_compared: int = 0,
    n_with_courses: int = 0,
) -> list[Edition]:
    """The editions of several cuts, oldest first, each of which knows those before it."""
    editions: list[Edition] = []
    for cut in cuts:
        editions.append(
            published(
                chosen,
                cut,
                editions,
                knows_curves=knows_curves,
                has_topics=has_topics,
                has_times=has_times,
                n_with_answers=n_with_answers,
                n_with_prom=n_with_prom,
                n_compared=n_compared,
                n_with_courses=n_with_courses,
            )
        )
    return editions


def _told(edition: Edition) -> pl.DataFrame:
    """What an edition told, as a cut freezes it that comes later."""
    told = pl.concat(
        [
            counts_told(edition.released, edition.exact),
            prom_told(edition.released["estimate"], edition.exact["estimate"]),
            ledger_told(edition.released["follow_up_ledger"], edition.exact["follow_up_ledger"]),
            comparison_told(
                edition.released["comparison_count"],
                edition.exact["comparison_count"],
                edition.released["estimate"],
            ),
        ],
        how="diagonal_relaxed",
    )
    return told.select(*TOLD, EXACTLY, build_id=pl.lit(str(edition.cut)))


def _counted(edition: Edition) -> pl.DataFrame:
    """What it counted beside curves, likewise."""
    told = curves_told(*(edition.released[name] for name in CURVES))
    return told.with_columns(build_id=pl.lit(str(edition.cut)))


def drawn_by(edition: Edition) -> pl.DataFrame:
    """And where its curves lay, with the deaths in all of the groups of comparisons."""
    drawn = curves_drawn(
        *(edition.released[name] for name in CURVES),
        edition.exact["survival_curve"],
        edition.released["comparison"],
    )
    return drawn.with_columns(build_id=pl.lit(str(edition.cut)))


def _answered(edition: Edition) -> pl.DataFrame:
    """And what it told beside estimates."""
    estimates = edition.released["estimate"], edition.exact["estimate"]
    ended = ended_told(*estimates, edition.exact[OUTSIDE], drawn_by_edition(drawn_by(edition)))
    told = pl.concat([answers_told(*estimates), ended], how="vertical_relaxed")
    return told.with_columns(build_id=pl.lit(str(edition.cut)))


def _none_compared() -> dict[str, pl.DataFrame]:
    """Of a study without a comparator nobody is compared."""
    return {name: empty(name) for name in COMPARED}


def empty(name: str) -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema=dict.fromkeys(all_tables()[name].model.to_schema().columns, pl.Null))
