"""outcome.prom_score: what each person's answers come to on each scale."""

import polars as pl

from pipelines.building import Reader
from schemas.reference.eq5d_tariff import ADULT_FROM_YEARS

READS = (
    "agreement.patient_reported",
    "cohort.treated_person",
    "core.prom_response",
    "outcome.prom_invitation",
    "reference.eq5d_tariff",
)
KEY = ["agreement_id", "person_id", "time_days"]
INDEX = "eq5d_index"

# Age in whole years is exact at the index date; from there on, days.
ANSWERED = """
    select
        prom_invitation.agreement_id,
        prom_invitation.time_days,
        prom_invitation.form_answered_date as answered_date,
        treated_person.age_years
            + date_diff('day', treated_person.index_date, prom_invitation.form_answered_date) / 365.25
            as age_years,
        prom_response.*
    from outcome.prom_invitation as prom_invitation
    inner join core.prom_response as prom_response
        on prom_response.person_id = prom_invitation.person_id
        and prom_response.invited_date = prom_invitation.form_invited_date
    inner join cohort.treated_person as treated_person
        on treated_person.agreement_id = prom_invitation.agreement_id
        and treated_person.person_id = prom_invitation.person_id
    where prom_invitation.state = 'answered'
"""


def prom_score(read: Reader) -> pl.DataFrame:
    """Every scale of the instruments that the agreement asks for, for every answer that counts.

    ValueError if an agreement names a tariff that the reference table does not hold whole.
    """
    from pipelines.methods.qlq_c30 import qlq_c30_scores
    from schemas.agreement.patient_reported import INSTRUMENTS

    asked = read.frame("agreement.patient_reported")
    answered = read.query(ANSWERED)
    scores = pl.concat([answered, qlq_c30_scores(answered)], how="horizontal").with_columns(
        pl.col("eq_vas").cast(pl.Float64)
    )
    parts = [
        _long(scores, scale, instrument).join(
            asked.filter(pl.col("instrument") == instrument), on="agreement_id", how="semi"
        )
        for instrument, scales in INSTRUMENTS.items()
        for scale in scales
        if scale != INDEX
    ]
    tariffs = asked.filter(pl.col("scale") == INDEX).select("agreement_id", "eq5d_tariff")
    parts += [
        _indexed(
            answered.join(tariffs.filter(pl.col("eq5d_tariff") == name), on="agreement_id", how="semi"),
            read.frame("reference.eq5d_tariff").filter(pl.col("tariff") == name),
        )
        for name in tariffs["eq5d_tariff"].unique().sort()
    ]
    return pl.concat(parts)


def _long(scores: pl.DataFrame, scale: str, instrument: str, reason: pl.Expr | None = None) -> pl.DataFrame:
    """The rows of one scale; without a score, items are missing unless another `reason` is given."""
    why = pl.lit("items_missing") if reason is None else reason
    return scores.select(
        *KEY,
        pl.lit(instrument).alias("instrument"),
        pl.lit(scale).alias("scale"),
        "answered_date",
        pl.col(scale).alias("score"),
        pl.when(pl.col(scale).is_null()).then(why).alias("missing_reason"),
    )


def _indexed(answered: pl.DataFrame, tariff: pl.DataFrame) -> pl.DataFrame:
    """The EQ-5D index by one tariff, of those whose age it is for."""
    from pipelines.methods.eq5d import DIMENSIONS, eq5d_index

    populations = tariff["population"].unique().to_list()
    if len(populations) > 1:
        raise ValueError(f"population: one tariff is for {len(populations)} populations")
    is_adult = pl.col("age_years") >= ADULT_FROM_YEARS
    fits = is_adult if populations == ["adult"] else ~is_adult
    states = answered.select(pl.col(f"eq5d_{name}").alias(name) for name in DIMENSIONS)
    scored = answered.with_columns(eq5d_index(states, tariff)).with_columns(
        pl.when(fits).then(INDEX).alias(INDEX)
    )
    reason = (
        pl.when(pl.col("age_years").is_null())
        .then(pl.lit("age_unknown"))
        .when(~fits)
        .then(pl.lit("tariff_not_for_age"))
        .otherwise(pl.lit("items_missing"))
    )
    return _long(scored, INDEX, "eq5d_5l", reason)
