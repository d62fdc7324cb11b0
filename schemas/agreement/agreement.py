"""agreement.agreement: one drug under one agreement (or one proposal), with the parameters that count."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column

TREATMENT_REGISTERS = {"hospital": "inspire", "h_resept": "inspire", "quality_register": "nornmd"}
"""Which register delivers each source of treatment."""

TREATMENT_SOURCES = tuple(TREATMENT_REGISTERS)
PROTOCOL_STATUSES = ("frozen_in_time", "frozen_late", "changed", "not_frozen")
"""Frozen before the first data cut, frozen after it, changed after it was frozen, or never frozen."""


class Agreement(Table):
    """One row per agreement.

    Made from the agreement file. A proposal has no start date: it is not in force. The protocol hash
    identifies everything the file states but its records, so a changed term shows as a changed hash.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    title_english: dt.string = column("Title in English", "Tittel på engelsk")
    title_norwegian: dt.string = column("Title in Norwegian", "Tittel på norsk")
    based_on: dt.string = column(
        "Case in Nye metoder that the example is built on, if any",
        "Saken i Nye metoder som eksemplet bygger på, hvis noen",
        nullable=True,
        str_matches=r"^ID20\d{2}_\d{3}$",
    )
    is_proposal: dt.boolean = column(
        "True for a proposal without an agreement", "Sann for et forslag uten avtale"
    )
    drug_name: dt.string = column("Name of the active substance", "Navn på virkestoffet")
    treatment_source: dt.string = column(
        "Where treatment is recorded: hospital administrations, H-resept or a quality register",
        "Hvor behandlingen er registrert: sykehusadministrasjoner, H-resept eller et kvalitetsregister",
        isin=list(TREATMENT_SOURCES),
    )
    treatment_register: dt.string = column(
        "Register that delivers the source of treatment",
        "Registeret som leverer kilden til behandling",
        isin=sorted(set(TREATMENT_REGISTERS.values())),
    )
    start_date: dt.date = column("First day of the agreement", "Første dag i avtalen", nullable=True)
    reassessment_date: dt.date = column(
        "Date of the data cut whose verdicts bind",
        "Dato for datakuttet der vurderingene er bindende",
        nullable=True,
    )
    stop_date: dt.date = column(
        "First day on which no new patient may start, once decided",
        "Første dag da ingen nye pasienter kan starte, når det er besluttet",
        nullable=True,
    )
    lookback_days: dt.int32 = column(
        "Days before the first dose that must be free of the drug",
        "Dager før første dose som må være uten legemidlet",
        unit="days",
        ge=0,
    )
    minimum_age_years: dt.int32 = column(
        "Youngest age at first dose that the agreement covers (included)",
        "Laveste alder ved første dose som avtalen omfatter (inkludert)",
        unit="years",
        nullable=True,
        ge=0,
        le=120,
    )
    maximum_age_years: dt.int32 = column(
        "Age at first dose from which the agreement no longer covers (excluded)",
        "Alder ved første dose som avtalen ikke lenger omfatter (ekskludert)",
        unit="years",
        nullable=True,
        ge=0,
        le=130,
    )
    administration_covers_days: dt.int32 = column(
        "Days that one administration covers; empty where the dispensed supply tells",
        "Dager én administrasjon dekker; tomt der utlevert mengde viser det",
        unit="days",
        nullable=True,
        gt=0,
    )
    cost_horizon_days: dt.int32 = column(
        "Days after the first dose over which cost is summed",
        "Dager etter første dose som kostnaden summeres over",
        unit="days",
        gt=0,
    )
    primary_duration_variant: dt.string = column(
        "The treatment-end rule that the agreement judges by",
        "Regelen for behandlingsslutt som avtalen vurderes etter",
    )
    combination_window_days: dt.int32 = column(
        "Days from the first record of a line within which other substances belong to the same line",
        "Dager fra første registrering i en linje der andre virkestoff hører til samme linje",
        unit="days",
        ge=0,
    )
    new_line_gap_days: dt.int32 = column(
        "Days without records after which the next record starts a new line",
        "Dager uten registreringer før neste registrering starter en ny linje",
        unit="days",
        gt=0,
    )
    bridging_days: dt.int32 = column(
        "A transplant within so many days after the last record of a line makes the line a bridge to it",
        "En transplantasjon innen så mange dager etter siste registrering i en linje gjør linjen til en bro",
        unit="days",
        ge=0,
    )
    cycle_gap_days: dt.int32 = column(
        "Days between records from which a new cycle is counted; empty where the source numbers the cycles",
        "Dager mellom registreringer før en ny syklus telles; tomt der kilden nummererer syklusene",
        unit="days",
        nullable=True,
        gt=0,
    )
    attribution_before_days: dt.int32 = column(
        "A disease counts as a possible reason for treatment if diagnosed at most so many days before it",
        "En sykdom regnes som mulig grunn til behandlingen hvis diagnosen kom høyst så mange dager før",
        unit="days",
        ge=0,
    )
    attribution_after_days: dt.int32 = column(
        "A disease counts as a possible reason for treatment if diagnosed at most so long after it began",
        "En sykdom regnes som mulig grunn til behandlingen hvis diagnosen kom høyst så lenge etter start",
        unit="days",
        ge=0,
    )
    stage_current_days: dt.int32 = column(
        "Days after diagnosis for which a stage other than distant spread is still known",
        "Dager etter diagnosen som et annet stadium enn fjernspredning fortsatt er kjent",
        unit="days",
        ge=0,
    )
    protocol_hash: dt.string = column(
        "SHA-256 of everything the public file states",
        "SHA-256 av alt den offentlige filen sier",
        str_matches=r"^[0-9a-f]{64}$",
    )
    protocol_status: dt.string = column(
        "Frozen before the first data cut (in time), frozen after it (late), changed after it was frozen, or "
        "never frozen",
        "Frosset før første datakutt (i tide), frosset etter (sent), endret etter at den ble frosset, eller "
        "aldri frosset",
        isin=list(PROTOCOL_STATUSES),
    )
    protocol_frozen_on: dt.date = column(
        "Day the protocol was first frozen", "Dagen protokollen først ble frosset", nullable=True
    )
    confidential_terms_hash: dt.string = column(
        "SHA-256 of the confidential terms with their salt; the terms themselves are nowhere in the data",
        "SHA-256 av de konfidensielle vilkårene med salt; vilkårene selv finnes ikke i dataene",
        nullable=True,
        str_matches=r"^[0-9a-f]{64}$",
    )

    reassessment_after_start = ordered("start_date", "reassessment_date")
    stop_after_start = ordered("start_date", "stop_date")

    class Config:
        unique = ["agreement_id"]
