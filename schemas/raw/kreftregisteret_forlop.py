"""raw.kreftregisteret_forlop: events in the course of a cancer, as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import CANCER_BASIS, PERSON
from schemas.ordering import ordered
from schemas.table import Table, column


class KreftregisteretForlop(Table):
    """One row per event recorded on a case of cancer, and snapshot.

    Relapse and progression are recorded for a minority of those who have them: a missing event is not "no
    event". Biomarker results are events of type BM.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    sid: dt.string = column(
        "Case number", "Sykdomstilfellenummer", str_length={"min_value": 1, "max_value": 14}
    )
    hendelse_id: dt.string = column(
        "Event number", "Hendelses-ID", str_length={"min_value": 1, "max_value": 14}
    )
    hendelsestype: dt.string = column(
        "Event: RE relapse, PR progression, ME metastasis, BM biomarker, RS response, KR complete remission",
        "Hendelse: RE residiv, PR progresjon, ME metastase, BM biomarkør, RS respons, KR komplett remisjon",
        isin=["RE", "PR", "ME", "BM", "RS", "KR"],
    )
    hendelsesdato: dt.date = column("Date of the event", "Hendelsesdato", ge=date(1953, 1, 1))
    kilde: dt.string = column(
        "Source: KM clinical form, PA pathology, ST radiotherapy, NPR patient register",
        "Kilde: KM klinisk melding, PA patologi, ST stråle, NPR",
        nullable=True,
        isin=["KM", "PA", "ST", "NPR"],
    )
    basis: dt.string = column(
        "Basis of the finding, two digits", "Grunnlag, to sifre", nullable=True, isin=CANCER_BASIS
    )
    metastase_lok: dt.string = column(
        "ICD-O-3 topography of the metastasis",
        "Metastasens lokalisasjon (ICD-O-3 topografi)",
        nullable=True,
        str_matches=r"^[Cc]?\d{2}\.?\d?$",
    )
    biomarkor: dt.string = column(
        "Biomarker that was tested",
        "Biomarkør som er undersøkt",
        nullable=True,
        isin=[
            "EGFR",
            "ALK",
            "ROS1",
            "NTRK1",
            "NTRK2",
            "NTRK3",
            "PDL1_TPS",
            "BRAF",
            "KRAS_G12C",
            "ER",
            "PR",
            "HER2",
            "KI67",
            "BCRABL1_IS",
            "MRD",
            "SMN2_KOPI",
        ],
    )
    metode: dt.string = column(
        "Laboratory method",
        "Laboratoriemetode",
        nullable=True,
        isin=["IHC", "FISH", "NGS", "PCR", "RTQPCR", "FLOW"],
    )
    resultat: dt.string = column(
        "Result: POS positive, NEG negative, IKO inconclusive, IU not done",
        "Resultat: POS, NEG, IKO ikke konklusiv, IU ikke utført",
        nullable=True,
        isin=["POS", "NEG", "IKO", "IU"],
    )
    verdi: dt.Decimal(14, 4) = column("Measured value, in `enhet`", "Målt verdi, i `enhet`", nullable=True)
    enhet: dt.string = column(
        "Unit of the measured value",
        "Enhet for målt verdi",
        nullable=True,
        isin=["%", "IS%", "kopier", "log10"],
    )
    proevedato: dt.date = column("Date of the sample", "Prøvedato", nullable=True, ge=date(1953, 1, 1))
    svardato: dt.date = column("Date of the answer", "Svardato", nullable=True, ge=date(1953, 1, 1))

    answer_after_sample = ordered("proevedato", "svardato")

    class Config:
        unique = ["hendelse_id"]
