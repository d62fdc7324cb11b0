"""agreement.agreement: one drug under one agreement (or one proposal), with the parameters that count."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.table import Table, column

TREATMENT_SOURCES = ("hospital", "h_resept", "quality_register")


class Agreement(Table):
    """One row per agreement.

    Made from the agreement file. A proposal has no start date: it is not in force. The protocol hash
    identifies everything the file states, so a changed term shows as a changed hash.
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
    protocol_hash: dt.string = column(
        "SHA-256 of everything the public file states",
        "SHA-256 av alt den offentlige filen sier",
        str_matches=r"^[0-9a-f]{64}$",
    )

    reassessment_after_start = ordered("start_date", "reassessment_date")
    stop_after_start = ordered("start_date", "stop_date")

    class Config:
        unique = ["agreement_id"]
