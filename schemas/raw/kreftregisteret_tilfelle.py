"""raw.kreftregisteret_tilfelle: the cases of the Cancer Registry, as delivered."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import CANCER_BASIS, CANCER_SPREAD, CANCER_SURGERY, PERSON
from schemas.ordering import ordered
from schemas.table import Table, column


class KreftregisteretTilfelle(Table):
    """One row per case of cancer (sykdomstilfelle, SID) and snapshot.

    A person may have several cases. ICD-10 and ICD-O codes are as delivered: with or without dot, any
    letter case. `metastase` still holds the retired codes 1-8. Diagnosis date is the earliest of the
    clinician's date, the first histological verification and death.
    """

    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    sid: dt.string = column(
        "Case number", "Sykdomstilfellenummer", str_length={"min_value": 1, "max_value": 14}
    )
    kjonn: dt.int32 = column("Sex: 1 male, 2 female", "Kjønn: 1 mann, 2 kvinne", isin=[1, 2])
    fodselsaar: dt.int32 = column("Year of birth", "Fødselsår", unit="calendar year", ge=1880, le=2099)
    fodselsmnd: dt.int32 = column("Month of birth", "Fødselsmåned", unit="calendar month", ge=1, le=12)
    alder_diag: dt.int32 = column(
        "Age at diagnosis", "Alder ved diagnose", unit="years", nullable=True, ge=0, le=120
    )
    bofylke_diag: dt.string = column(
        "County of residence at diagnosis, Statistics Norway's number at that date",
        "Bostedsfylke ved diagnose (SSBs nummer den gang)",
        nullable=True,
        str_matches=r"^\d{2}$",
    )
    diagnosedato: dt.date = column("Date of diagnosis", "Diagnosedato", ge=date(1953, 1, 1))
    ds: dt.int32 = column(
        "Certainty of the diagnosis, 0-7 (3: malignant and site certain)",
        "Diagnosens sikkerhet, 0-7",
        nullable=True,
        ge=0,
        le=7,
    )
    basis: dt.string = column(
        "Basis of the diagnosis, two digits", "Diagnosegrunnlag, to sifre", nullable=True, isin=CANCER_BASIS
    )
    icd10: dt.string = column(
        "ICD-10 code as delivered", "ICD-10-kode slik den er levert", str_matches=r"^[A-Za-z]\d{2}"
    )
    topografi: dt.string = column(
        "ICD-O-3 topography as delivered",
        "Topografi (ICD-O-3) slik den er levert",
        nullable=True,
        str_matches=r"^[Cc]?\d{2}\.?\d?$",
    )
    morfologi: dt.string = column(
        "ICD-O-3 histology and behaviour, five digits without slash",
        "Morfologi (ICD-O-3), fem sifre uten skråstrek",
        nullable=True,
        str_matches=r"^\d{5}$",
    )
    diff_grad: dt.int32 = column(
        "Grade 1-4, cell type 5-8, 9 unknown", "Differensieringsgrad, 9 ukjent", nullable=True, ge=1, le=9
    )
    side: dt.int32 = column(
        "Side: 0 not applicable, 1 right, 2 left, 3 both, 9 unknown",
        "Side: 0 ikke aktuelt, 1 høyre, 2 venstre, 3 begge, 9 ukjent",
        nullable=True,
        isin=[0, 1, 2, 3, 9],
    )
    metastase: dt.string = column(
        "Spread at diagnosis: 0 none, A regional nodes, B distant, C unknown site, D adjacent tissue, "
        "9 unknown; 1-8 retired codes",
        "Utbredelse ved diagnose: 0, A, B, C, D, 9; 1-8 er utgåtte koder",
        nullable=True,
        isin=CANCER_SPREAD,
    )
    stadium_gr: dt.int32 = column(
        "Stage group: 1 localised, 2 regional, 3 distant, 9 other or unknown",
        "Stadiumgruppe: 1 lokalisert, 2 regional, 3 fjern, 9 annet/ukjent",
        nullable=True,
        isin=[1, 2, 3, 9],
    )
    ct: dt.string = column("Clinical T", "Klinisk T", nullable=True, str_length={"max_value": 8})
    cn: dt.string = column("Clinical N", "Klinisk N", nullable=True, str_length={"max_value": 8})
    cm: dt.string = column("Clinical M", "Klinisk M", nullable=True, str_length={"max_value": 8})
    pt: dt.string = column("Pathological T", "Patologisk T", nullable=True, str_length={"max_value": 8})
    pn: dt.string = column("Pathological N", "Patologisk N", nullable=True, str_length={"max_value": 8})
    pm: dt.string = column("Pathological M", "Patologisk M", nullable=True, str_length={"max_value": 8})
    tnm_utgave: dt.int32 = column("Edition of TNM", "TNM-utgave", nullable=True, ge=1, le=9)
    ecog: dt.int32 = column(
        "ECOG performance status at diagnosis, 9 unknown",
        "ECOG-status ved diagnose, 9 ukjent",
        nullable=True,
        isin=[0, 1, 2, 3, 4, 9],
    )
    royk: dt.int32 = column(
        "Smoking: 0 never, 1 former, 2 current, 9 unknown",
        "Røykestatus: 0 aldri, 1 tidligere, 2 nå, 9 ukjent",
        nullable=True,
        isin=[0, 1, 2, 9],
    )
    kirurgi: dt.string = column(
        "Surgery of the primary tumour, two digits",
        "Kirurgi på primærsvulst, to sifre",
        nullable=True,
        isin=CANCER_SURGERY,
    )
    kirurgidato: dt.date = column("Date of surgery", "Dato for kirurgi", nullable=True, ge=date(1953, 1, 1))
    straale: dt.int32 = column(
        "Radiotherapy registered: 0 no, 1 yes", "Strålebehandling registrert", nullable=True, isin=[0, 1]
    )
    straale_start: dt.date = column(
        "First day of radiotherapy", "Start på stråleserie", nullable=True, ge=date(1953, 1, 1)
    )
    straale_slutt: dt.date = column(
        "Last day of radiotherapy", "Slutt på stråleserie", nullable=True, ge=date(1953, 1, 1)
    )
    straale_intensjon: dt.string = column(
        "Intent of radiotherapy: A other, F prophylactic, K curative, L local, P palliative, U unknown",
        "Strålebehandlingens hensikt: A, F, K, L, P, U",
        nullable=True,
        isin=["A", "F", "K", "L", "P", "U"],
    )
    straale_senter: dt.string = column(
        "Radiotherapy centre", "Stråleenhet", nullable=True, str_matches=r"^\d{4}$"
    )
    straale_dose_gy: dt.Decimal(6, 2) = column(
        "Total dose of radiation", "Total stråledose", unit="Gy", nullable=True, ge=0, le=100
    )
    meldt_klinisk: dt.int32 = column(
        "Clinical notification received: 0 no, 1 yes", "Klinisk melding mottatt", nullable=True, isin=[0, 1]
    )
    uttrekksdato: dt.date = column("Date of the extract", "Uttrekksdato", ge=date(2000, 1, 1))
    lukket_tom: dt.date = column(
        "Cases diagnosed up to this day are complete", "Siste komplette diagnosedato", ge=date(2000, 1, 1)
    )

    radiotherapy_dates = ordered("straale_start", "straale_slutt")
    diagnosis_before_extract = ordered("diagnosedato", "uttrekksdato")
    closed_before_extract = ordered("lukket_tom", "uttrekksdato")

    class Config:
        unique = ["sid"]
