"""reference.eq5d_tariff: the value of health states described with EQ-5D-5L."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column

POPULATIONS = ("adult", "youth")
DIMENSIONS = ("mobility", "self_care", "usual_activities", "pain", "anxiety")
CONSTANTS = ("full_health", "any_problem", "any_severe")
ADULT_FROM_YEARS = 18


class Eq5DTariff(Table):
    """One row per tariff, term and level.

    The index is `full_health` (1 if there is no such row) less the decrement of each dimension's level, less
    `any_problem` if any level is above 1, less `any_severe` if any level is 4 or 5. A tariff for adults is
    not used for persons under 18. Who uses the project replaces the invented tariff with a real one.
    """

    tariff: dt.string = column(
        "Name of the tariff, as agreements name it",
        "Navnet på tariffen, som i avtalene",
        str_matches=r"^[a-z][a-z0-9_]{0,39}$",
    )
    population: dt.string = column(
        "Whom the tariff is for: adults from 18 years, or those younger",
        "Hvem tariffen er for: voksne fra 18 år, eller yngre",
        isin=POPULATIONS,
    )
    term: dt.string = column(
        "Dimension, or a term without levels: full_health, any_problem, any_severe",
        "Dimensjon, eller et ledd uten nivåer: full_health, any_problem, any_severe",
        isin=[*DIMENSIONS, *CONSTANTS],
    )
    level: dt.int32 = column(
        "Level of the dimension, 1 no problems to 5 extreme; empty for terms without levels",
        "Nivå i dimensjonen, 1 ingen problemer til 5 ekstreme; tomt for ledd uten nivåer",
        nullable=True,
        ge=1,
        le=5,
    )
    decrement: dt.float64 = column(
        "What is taken from the index (for full_health: what it is taken from)",
        "Det som trekkes fra indeksen (for full_health: det som det trekkes fra)",
        ge=-2,
        le=2,
    )
    origin: dt.string = column("Where the number comes from", "Hvor tallet kommer fra")

    class Config:
        unique = ["tariff", "term", "level"]
