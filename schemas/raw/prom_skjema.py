"""raw.prom_skjema: what patients answered about their health (PROM), as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import PERSON
from schemas.ordering import ordered
from schemas.repeated_columns import repeated
from schemas.table import Table, column


class _Form(Table):
    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    invitert_dato: dt.date = column("Date of invitation", "Invitert dato", ge=date(2015, 1, 1))
    svardato: dt.date = column("Date of the answer", "Svardato", nullable=True, ge=date(2015, 1, 1))
    tidspunkt: dt.string = column(
        "Months since diagnosis that the form is meant for: T0, T12 …",
        "Måneder etter diagnose: T0, T12 …",
        str_matches=r"^T\d{1,2}$",
    )
    kreftform: dt.string = column(
        "Kind of cancer", "Kreftform", nullable=True, words=True, str_length={"max_value": 20}
    )
    gruppe: dt.int32 = column("Group: 1 patient, 2 control", "Gruppe: 1 pasient, 2 kontroll", isin=[1, 2])
    svarkanal: dt.string = column(
        "Channel of the answer", "Svarkanal", nullable=True, isin=["HELSENORGE", "DIGIPOST", "EBOKS"]
    )
    status: dt.string = column(
        "Status: B answered, D partly, I not answered, U unreachable",
        "Status: B besvart, D delvis, I ikke svart, U ikke nåbar",
        isin=["B", "D", "I", "U"],
    )


_WithHealthStates = repeated(
    _Form,
    ["eq5d_mo", "eq5d_sc", "eq5d_ua", "eq5d_pd", "eq5d_ad"],
    dt.int32,
    "EQ-5D-5L {name}: 1 no problems … 5 extreme problems",
    "EQ-5D-5L {name}: 1 ingen … 5 ekstreme problemer",
    ge=1,
    le=5,
)


class _WithValues(_WithHealthStates):
    eq_vas: dt.int32 = column(
        "EQ visual analogue scale", "EQ VAS", unit="points 0-100", nullable=True, ge=0, le=100
    )
    eq5d_indeks: dt.Decimal(6, 4) = column(
        "EQ-5D index under `tariff`; empty unless a tariff is named",
        "EQ-5D-indeks etter `tariff`; tom uten tariff",
        nullable=True,
        ge=-1,
        le=1,
    )
    tariff: dt.string = column(
        "Value set of the index", "Tariff for indeksen", nullable=True, isin=["NO5L_2024", "UK3L_VANHOUT"]
    )


_WithSymptoms = repeated(
    _WithValues,
    [f"qlq_{number}" for number in range(1, 29)],
    dt.int32,
    "QLQ-C30 item {name}: 1 not at all … 4 very much",
    "QLQ-C30 {name}: 1 ikke i det hele tatt … 4 svært mye",
    ge=1,
    le=4,
)
_WithGlobalHealth = repeated(
    _WithSymptoms,
    ["qlq_29", "qlq_30"],
    dt.int32,
    "QLQ-C30 global health {name}: 1 very poor … 7 excellent",
    "QLQ-C30 global helse {name}: 1 svært dårlig … 7 helt utmerket",
    ge=1,
    le=7,
)


class PromSkjema(_WithGlobalHealth):
    """One row per person and invitation, and snapshot.

    Who did not answer has a row without answers.
    """

    answered_after_invitation = ordered("invitert_dato", "svardato")

    class Config:
        unique = ["lopenr", "invitert_dato"]
