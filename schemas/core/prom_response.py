"""core.prom_response: invitations to report outcomes, and the answers."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.shared_columns import person_id
from schemas.table import Table, column


def _eq5d(english: str, norwegian: str):
    return column(
        f"EQ-5D-5L, {english}: 1 no problems to 5 extreme problems",
        f"EQ-5D-5L, {norwegian}: 1 ingen problemer til 5 ekstreme problemer",
        nullable=True,
        ge=1,
        le=5,
    )


def _qlq(number: int, highest: int = 4):
    return column(
        f"EORTC QLQ-C30, item {number}, raw answer 1 to {highest}",
        f"EORTC QLQ-C30, spørsmål {number}, svar 1 til {highest}",
        nullable=True,
        ge=1,
        le=highest,
    )


class PromResponse(Table):
    """One row per invitation to answer a patient-reported outcome form.

    Rows without an answer are kept: they are the denominator of the response rate, and those who do not
    answer are often the sickest. No index is computed here: an index needs a named tariff.
    """

    person_id: dt.string = person_id()
    invited_date: dt.date = column("Date of invitation", "Invitasjonsdato")
    answered_date: dt.date = column("Date of answer", "Svardato", nullable=True)
    time_point: dt.string = column(
        "Planned time point, months after the first (T0, T12, T36)",
        "Planlagt tidspunkt, måneder etter det første (T0, T12, T36)",
    )
    respondent_group: dt.string = column(
        "Patient, or control from the population",
        "Pasient, eller kontroll fra befolkningen",
        isin=("patient", "control"),
    )
    response_status: dt.string = column(
        "What came of the invitation",
        "Hva som kom ut av invitasjonen",
        isin=("answered", "partial", "no_answer", "unreachable"),
    )
    eq5d_mobility: dt.int32 = _eq5d("mobility", "gange")
    eq5d_self_care: dt.int32 = _eq5d("self-care", "personlig stell")
    eq5d_usual_activities: dt.int32 = _eq5d("usual activities", "vanlige gjøremål")
    eq5d_pain: dt.int32 = _eq5d("pain or discomfort", "smerte eller ubehag")
    eq5d_anxiety: dt.int32 = _eq5d("anxiety or depression", "angst eller depresjon")
    eq_vas: dt.int32 = column(
        "Own health today, 0 worst to 100 best",
        "Egen helse i dag, 0 verst til 100 best",
        unit="points",
        nullable=True,
        ge=0,
        le=100,
    )
    eq5d_index: dt.float64 = column(
        "EQ-5D index as delivered, by the tariff named",
        "EQ-5D-indeks som levert, etter oppgitt tariff",
        nullable=True,
        le=1,
    )
    tariff: dt.string = column("Tariff of the delivered index", "Tariff for levert indeks", nullable=True)
    qlq_1: dt.int32 = _qlq(1)
    qlq_2: dt.int32 = _qlq(2)
    qlq_3: dt.int32 = _qlq(3)
    qlq_4: dt.int32 = _qlq(4)
    qlq_5: dt.int32 = _qlq(5)
    qlq_6: dt.int32 = _qlq(6)
    qlq_7: dt.int32 = _qlq(7)
    qlq_8: dt.int32 = _qlq(8)
    qlq_9: dt.int32 = _qlq(9)
    qlq_10: dt.int32 = _qlq(10)
    qlq_11: dt.int32 = _qlq(11)
    qlq_12: dt.int32 = _qlq(12)
    qlq_13: dt.int32 = _qlq(13)
    qlq_14: dt.int32 = _qlq(14)
    qlq_15: dt.int32 = _qlq(15)
    qlq_16: dt.int32 = _qlq(16)
    qlq_17: dt.int32 = _qlq(17)
    qlq_18: dt.int32 = _qlq(18)
    qlq_19: dt.int32 = _qlq(19)
    qlq_20: dt.int32 = _qlq(20)
    qlq_21: dt.int32 = _qlq(21)
    qlq_22: dt.int32 = _qlq(22)
    qlq_23: dt.int32 = _qlq(23)
    qlq_24: dt.int32 = _qlq(24)
    qlq_25: dt.int32 = _qlq(25)
    qlq_26: dt.int32 = _qlq(26)
    qlq_27: dt.int32 = _qlq(27)
    qlq_28: dt.int32 = _qlq(28)
    qlq_29: dt.int32 = _qlq(29, highest=7)
    qlq_30: dt.int32 = _qlq(30, highest=7)

    answered_after_invited = ordered("invited_date", "answered_date")

    class Config:
        unique = ["person_id", "invited_date"]
