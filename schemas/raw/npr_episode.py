"""raw.npr_episode: somatic episodes of the Norwegian Patient Registry in the wide shape it is sent in."""

from datetime import date

import ibis.expr.datatypes as dt

from schemas.code_lists import HEALTH_REGIONS, ORGANISATION_NUMBER, PERSON
from schemas.ordering import ordered
from schemas.repeated_columns import repeated
from schemas.table import Table, column

CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class _Episode(Table):
    lopenr: dt.string = column(
        "Person, project pseudonym", "Prosjektspesifikt løpenummer", str_matches=PERSON
    )
    episode_lnr: dt.string = column(
        "Episode number", "Episode, løpenummer", str_length={"min_value": 1, "max_value": 14}
    )
    aggrshoppid_lnr: dt.int64 = column(
        "Number of the joined hospital stay, 1: none",
        "Aggregert sykehusopphold, 1: ingen",
        nullable=True,
        ge=1,
    )
    aar: dt.int32 = column("Reporting year", "Rapporteringsår", unit="calendar year", ge=2000, le=2099)
    institusjonid: dt.string = column(
        "Reporting unit, organisation number",
        "Rapporterende enhet (org.nr)",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )
    behandlingsstedkode: dt.string = column(
        "Place of treatment, organisation number",
        "Behandlingssted (org.nr)",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )
    hf: dt.string = column(
        "Hospital trust, organisation number",
        "Helseforetak (org.nr)",
        nullable=True,
        str_matches=ORGANISATION_NUMBER,
    )
    sh_reg: dt.int32 = column(
        "Health region of the unit: 3 west, 4 central, 5 north, 7 south-east, 9 other",
        "Enhetens helseregion: 3 vest, 4 midt, 5 nord, 7 sør-øst, 9 annet",
        nullable=True,
        isin=HEALTH_REGIONS,
    )
    komnrhjem2: dt.string = column(
        "Municipality of residence", "Bostedskommune", nullable=True, str_length={"max_value": 4}
    )
    kjonn: dt.int32 = column(
        "Sex: 0 not known, 1 male, 2 female, 9 not specified",
        "Kjønn: 0 ikke kjent, 1 mann, 2 kvinne, 9 ikke spesifisert",
        nullable=True,
        isin=[0, 1, 2, 9],
    )
    fodselsar: dt.int32 = column(
        "Year of birth", "Fødselsår", unit="calendar year", nullable=True, ge=1880, le=2099
    )
    inndato: dt.date = column("Date of admission", "Inndato", ge=date(2000, 1, 1))
    inntid: dt.string = column("Time of admission", "Inntid", unit="clock", nullable=True, str_matches=CLOCK)
    utdato: dt.date = column("Date of discharge", "Utdato", ge=date(2000, 1, 1))
    uttid: dt.string = column("Time of discharge", "Uttid", unit="clock", nullable=True, str_matches=CLOCK)
    liggetid: dt.int32 = column("Length of stay", "Liggetid", unit="days", nullable=True, ge=0)
    omsorgsniva: dt.int32 = column(
        "Level of care: 1 inpatient, 2 day, 3 outpatient, 8 outpatient visit of an inpatient",
        "Omsorgsnivå: 1 døgn, 2 dag, 3 poliklinikk, 8 poliklinikk for inneliggende",
        isin=[1, 2, 3, 8],
    )
    kontakttype: dt.int32 = column(
        "Kind of contact", "Kontakttype", nullable=True, isin=[1, 2, 3, 5, 6, 7, 12, 13, 14, 99]
    )
    aktivitetskategori3: dt.int32 = column(
        "Activity: 1 inpatient, 2 day, 3 outpatient",
        "Aktivitetskategori: 1 døgn, 2 dag, 3 poliklinikk",
        nullable=True,
        isin=[1, 2, 3],
    )
    innmatehast: dt.int32 = column(
        "Urgency: 1 acute … 4 planned, 5 returned",
        "Hastegrad: 1 akutt … 4 planlagt, 5 tilbakeføring",
        nullable=True,
        ge=1,
        le=5,
    )
    uttilstand: dt.int32 = column(
        "State at discharge: 1 alive, 2 dead, 3 suicide",
        "Tilstand ut: 1 levende, 2 død, 3 suicid",
        nullable=True,
        isin=[1, 2, 3],
    )
    debitor: dt.int32 = column("Who pays", "Debitor", nullable=True, ge=1, le=99)
    episodefag: dt.string = column("Specialty", "Episodefag", nullable=True, str_matches=r"^\d{3}$")
    drg: dt.string = column("DRG", "DRG", nullable=True, str_length={"max_value": 5})
    drg_type: dt.string = column(
        "DRG type: M medical, K surgical",
        "DRG-type: M medisinsk, K kirurgisk",
        nullable=True,
        isin=["M", "K"],
    )
    hdg: dt.int32 = column("Main diagnostic group", "Hoveddiagnosegruppe", nullable=True, ge=0, le=99)
    vekt: dt.Decimal(10, 3) = column("Weight of the DRG", "DRG-vekt", unit="DRG points", nullable=True, ge=0)
    korrvekt: dt.Decimal(10, 3) = column(
        "Corrected weight", "Korrigert vekt", unit="DRG points", nullable=True, ge=0
    )
    npkopphold_drgbasispoeng: dt.Decimal(10, 3) = column(
        "DRG base points of the stay", "DRG-basispoeng for oppholdet", unit="DRG points", nullable=True, ge=0
    )
    npkopphold_isfpoeng: dt.Decimal(10, 3) = column(
        "Points that count for activity funding",
        "ISF-poeng for oppholdet",
        unit="DRG points",
        nullable=True,
        ge=0,
    )
    isf_opphold: dt.int32 = column(
        "Counts for activity funding: 1 yes, 2 no", "ISF-opphold: 1 ja, 2 nei", nullable=True, isin=[1, 2]
    )
    pakkeforlop: dt.int32 = column(
        "Cancer patient pathway: 1 yes, 2 no", "Pakkeforløp: 1 ja, 2 nei", nullable=True, isin=[1, 2]
    )
    nprid_reg: dt.int32 = column(
        "Quality of the person's identity, 1 good … 5 death before admission",
        "Kvalitet på personidentiteten, 1 god … 5 død før inndato",
        nullable=True,
        ge=1,
        le=5,
    )
    doddato: dt.date = column(
        "Date of death known to NPR", "Dødsdato i NPR", nullable=True, ge=date(2000, 1, 1)
    )
    emigrertdato: dt.date = column(
        "Date of emigration known to NPR", "Utvandringsdato i NPR", nullable=True, ge=date(1900, 1, 1)
    )

    discharge_after_admission = ordered("inndato", "utdato")


_WithConditions = repeated(
    _Episode,
    ["tilstand_1_1", "tilstand_1_2", *(f"tilstand_{number}_1" for number in range(2, 21))],
    dt.string,
    "ICD-10 code {name} as delivered; 1_1 main condition, 1_2 its pair, 2_1 … secondary conditions",
    "ICD-10-kode {name} slik den er levert; 1_1 hovedtilstand, 1_2 parkode, 2_1 … bitilstander",
)
_WithSurgery = repeated(
    _WithConditions,
    [f"ncsp_{number}" for number in range(1, 21)],
    dt.string,
    "Surgical procedure {name} as delivered",
    "Kirurgisk prosedyre {name} slik den er levert",
)
_WithProcedures = repeated(
    _WithSurgery,
    [f"ncmp_{number}" for number in range(1, 21)],
    dt.string,
    "Medical procedure {name} as delivered; may hold an ATC code",
    "Medisinsk prosedyre {name} slik den er levert; kan være en ATC-kode",
)
_WithDrugs = repeated(
    _WithProcedures,
    [f"atc_{number}" for number in range(1, 6)],
    dt.string,
    "ATC or special drug code {name} as delivered",
    "ATC-kode eller særkode {name} slik den er levert",
)


class NprEpisode(_WithDrugs):
    """One row per episode of care and delivery.

    Wide: up to 21 conditions, 20 surgical and 20 medical procedures and 5 drugs side by side. Codes are as
    delivered and unconstrained: with dots, in lower case, now and then in the wrong column. Main condition,
    corrected weight and municipality may be missing or wrong. Later deliveries correct earlier episodes.
    """

    class Config:
        unique = ["lopenr", "episode_lnr"]
