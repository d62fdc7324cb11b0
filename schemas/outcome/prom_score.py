"""outcome.prom_score: what each person's answers come to on each scale."""

import ibis.expr.datatypes as dt

from schemas.agreement.patient_reported import INSTRUMENTS, SCALES
from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column

REASONS = ("items_missing", "tariff_not_for_age", "age_unknown")


class PromScore(Table):
    """One row per agreement, person, time with an answer, and scale of the instruments it asks for.

    Scales of QLQ-C30 take at least half of their items, the EQ-5D index all five dimensions and a tariff
    for the person's age. What cannot be scored has a row without a score, and the reason.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    time_days: dt.int32 = column(
        "Nominal time since the index date", "Nominelt tidspunkt siden indeksdato", unit="days", ge=0
    )
    instrument: dt.string = column("Instrument", "Instrument", isin=list(INSTRUMENTS))
    scale: dt.string = column("Scale", "Skala", isin=list(SCALES))
    answered_date: dt.date = column("Date of the answer that counts", "Dato for svaret som teller")
    score: dt.float64 = column(
        "Score: points 0–100, or the EQ-5D index",
        "Skår: poeng 0–100, eller EQ-5D-indeksen",
        nullable=True,
        le=100,
    )
    missing_reason: dt.string = column(
        "Why there is no score: too few items, a tariff for another age, or an unknown age",
        "Hvorfor det ikke er noen skår: for få spørsmål, tariff for en annen alder, eller ukjent alder",
        nullable=True,
        isin=REASONS,
    )

    class Config:
        unique = ["agreement_id", "person_id", "time_days", "scale"]
