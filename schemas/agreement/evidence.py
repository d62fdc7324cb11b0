"""agreement.evidence: evidence received since introduction, shown beside what the registers say."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.ordering import ordered
from schemas.table import Table, column

KINDS = ("trial_cut", "foreign_register", "other")


class Evidence(Table):
    """One row per agreement and piece of evidence received; a record that grows after the protocol is frozen.

    A number belongs to a measure of the catalogue, in that measure's unit, so that it stands beside ours. It
    is never judged by the agreement's rules: those are for the registers.
    """

    agreement_id: dt.string = agreement_id()
    evidence_id: dt.string = column("Evidence within the agreement", "Dokumentasjon i avtalen")
    kind: dt.string = column("Kind of evidence", "Type dokumentasjon", isin=list(KINDS))
    provided_by: dt.string = column("Who provided it", "Hvem som leverte den")
    received_date: dt.date = column("Day it was received", "Dagen den ble mottatt")
    evidence_cut_date: dt.date = column(
        "Last day of the data it rests on", "Siste dag i dataene den bygger på", nullable=True
    )
    measure: dt.string = column("Measure it gives a number for", "Målet den gir et tall for", nullable=True)
    time_days: dt.int32 = column(
        "Time since the start of treatment", "Tid siden behandlingsstart", unit="days", nullable=True, gt=0
    )
    value: dt.float64 = column("Value", "Verdi", nullable=True, ge=0)
    lower: dt.float64 = column("Lower limit", "Nedre grense", nullable=True, ge=0)
    upper: dt.float64 = column("Upper limit", "Øvre grense", nullable=True, ge=0)
    unit: dt.string = column("Unit of value and limits", "Enhet for verdi og grenser", nullable=True)
    n: dt.int64 = column("Persons it rests on", "Personer den bygger på", nullable=True, gt=0)
    text_english: dt.string = column("What it shows, in English", "Hva den viser, på engelsk")
    text_norwegian: dt.string = column("What it shows, in Norwegian", "Hva den viser, på norsk")
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    received_after_cut = ordered("evidence_cut_date", "received_date")

    class Config:
        unique = ["agreement_id", "evidence_id"]
