"""What else registers hold of the invented new starters: lines, diseases, and how treatment ended.

Drawn apart from the persons of `study.py`, who stay as they are.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from tests.attack import bases_study
from tests.attack.study import CRITERIA, DELAY_DAYS, Study

ATTRIBUTIONS = (
    *(
        (found, disease, primaries)
        for found in ("certain", "one_candidate")
        for disease in ("indication", "other_disease")
        for primaries in ("one", "several")
    ),
    ("several", "indication", "several"),
    ("several", "unknown", "several"),
    *(("none", "unknown", primaries) for primaries in ("none", "one", "several")),
)
"""How a treatment may have been attributed: class, to what, and how many primaries there were."""
RULES = {"after_progression": 60, "longest_use": 365}
"""Stop rules, and the days they allow: after an event, and after the first dose."""
AFTER = ("progression", "transplant", "next_line", "not_recorded")
"""Why treatment ends of those whom death does not take."""
N_PRIMARIES = {"none": 0, "one": 1, "several": 2}
GAP_DAYS, BRIDGING_DAYS = 90, 100
NEVER = 10**6
OWN_SEED = 20_260


def with_topics(
    chosen: Sequence[Study], cut: date, tables: Mapping[str, pl.DataFrame]
) -> dict[str, pl.DataFrame]:
    """The tables that the results are made from, with those that these topics need."""
    traits = [_traits(study) for study in chosen]
    everybody = pl.concat(traits)
    treated = _seen_at(cut, everybody.filter(pl.col("index_date") <= cut))
    new = treated.filter(pl.col("starter") == "new_starter")
    person = ("agreement_id", "person_id")
    ids = tables["agreement.agreement"].select("agreement_id")
    rules = pl.DataFrame(
        {"rule_id": list(RULES), "kind": "stop", "judged_by": ["course_event", "longest_use"]}
    )
    bridged = pl.when(pl.col("end_days") + BRIDGING_DAYS <= pl.col("followed_days")).then("is_bridge")
    return {
        **tables,
        **bases_study.tables_at(chosen, cut, tables, everybody, treated),
        "agreement.use_rule": ids.join(rules, how="cross").with_columns(kind=pl.lit("stop")),
        "cohort.attribution": treated.select(*person, "ambiguity", "attributed_to", "n_primaries"),
        "cohort.treatment_history": treated.select(*person, "n_earlier_lines", "is_complete"),
        "cohort.therapy_line": treated.select(*person, is_index_line=pl.lit(True), is_bridge=bridged),
        "outcome.stop_reason": new.select(*person, "reason"),
        "outcome.stop_rule": pl.concat(
            [
                new.select(*person, rule_id=pl.lit(rule), verdict=_judged(rule, allowed))
                for rule, allowed in RULES.items()
            ]
        ),
    }


def _traits(study: Study) -> pl.DataFrame:
    """One row per treated person, whatever the cut; some kinds are rare in some studies."""
    random, n = np.random.default_rng([OWN_SEED, int(study.agreement_id[2:])]), study.persons.height
    kinds = random.choice(len(ATTRIBUTIONS), n, p=random.dirichlet([6, *[0.6] * (len(ATTRIBUTIONS) - 1)]))
    found, disease, primaries = zip(*(ATTRIBUTIONS[kind] for kind in kinds), strict=True)
    return study.persons.with_columns(
        pl.when(pl.any_horizontal(pl.col(CRITERIA) == "not_met"))
        .then(pl.lit("outside"))
        .when(pl.any_horizontal(pl.col(CRITERIA) == "unknown"))
        .then(pl.lit("undetermined"))
        .otherwise(pl.lit("inside"))
        .alias("verdict"),
        pl.Series("ambiguity", found),
        pl.Series("attributed_to", disease),
        pl.Series("n_primaries", [N_PRIMARIES[name] for name in primaries]),
        pl.Series("n_earlier_lines", random.choice(4, n, p=random.dirichlet((4, 2, 1, 0.5)))),
        pl.Series("is_complete", random.random(n) < random.choice((0.6, 0.95, 1))),
        pl.Series("is_bridge", random.random(n) < random.choice((0, 0.03, 0.3))),
        pl.Series("treatment_days", random.exponential(random.choice((120, 300, 700)), n).astype(int)),
        pl.Series("after", random.choice(AFTER, n, p=random.dirichlet((3, 0.5, 2, 1)))),
        pl.Series("is_followed", random.random(n) >= random.choice((0, 0.02, 0.1))),
        pl.Series(
            "event_days",
            np.where(
                random.random(n) < random.choice((0.1, 0.6)), random.exponential(200, n).astype(int), NEVER
            ),
        ),
        agreement_id=pl.lit(study.agreement_id),
    )


def _seen_at(cut: date, persons: pl.DataFrame) -> pl.DataFrame:
    """Why treatment ended, as far as a cut can tell: what is settled stays."""
    end = pl.min_horizontal("treatment_days", "death_days")
    died = pl.col("death_days") <= pl.col("treatment_days")
    waited = end + pl.when(died).then(0).otherwise(GAP_DAYS)
    followed = pl.lit(cut - timedelta(days=DELAY_DAYS)) - pl.col("index_date")
    return (
        persons.with_columns(followed_days=followed.dt.total_days(), end_days=end)
        .with_columns(
            reason=pl.when(~pl.col("is_followed") | (pl.col("followed_days") < 0))
            .then(pl.lit("not_known"))
            .when(waited > pl.col("followed_days"))
            .then(pl.lit("on_treatment"))
            .when(died)
            .then(pl.lit("death"))
            .otherwise("after")
        )
        .with_columns(
            has_ended=~pl.col("reason").is_in(["not_known", "on_treatment"]),
            seen_days=pl.when(pl.col("reason") != "not_known").then(
                pl.min_horizontal("end_days", "followed_days")
            ),
        )
    )


def _judged(rule: str, allowed_days: int) -> pl.Expr:
    """The verdict on a stop rule, as `outcome.stop_rule` gives it."""
    is_reported = (pl.col("event_days") <= pl.col("followed_days")) & (
        pl.col("event_days") <= pl.col("end_days")
    )
    last_day = pl.lit(allowed_days) if rule == "longest_use" else pl.col("event_days") + allowed_days
    is_unknown = pl.lit(False) if rule == "longest_use" else ~is_reported
    return (
        pl.when(is_unknown)
        .then(pl.lit("unknown"))
        .when((pl.col("seen_days") > last_day).fill_null(False))
        .then(pl.lit("not_followed"))
        .when(pl.col("has_ended") & (pl.col("reason") == "death"))
        .then(pl.lit("died"))
        .when(pl.col("has_ended"))
        .then(pl.lit("followed"))
        .otherwise(pl.lit("not_due"))
    )
