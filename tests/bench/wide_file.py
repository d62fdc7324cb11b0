"""A wide file of NPR episodes, written by one SELECT whose columns follow from the schema's constraints.

Not realistic in content, only in shape: as many columns filled and empty as in the deliveries of the sample.
"""

from pathlib import Path
from typing import Any

import duckdb

from schemas.code_lists import ORGANISATION_NUMBER, PERSON
from schemas.raw.npr_episode import CLOCK, NprEpisode

TEXT_OF_PATTERN = {
    PERSON: "'S' || lpad(cast(episode // 10 as varchar), 9, '0')",
    ORGANISATION_NUMBER: "cast(983970000 + {draw} % 25 as varchar)",
    CLOCK: "lpad(cast({draw} % 24 as varchar), 2, '0') || ':' || lpad(cast({draw} % 60 as varchar), 2, '0')",
    r"^\d{3}$": "cast(100 + {draw} % 900 as varchar)",
}
SHARE_FILLED = {
    "doddato": 0.4,
    "emigrertdato": 0.0,
    "tilstand_1_2": 0.02,
    "tilstand_2_1": 0.3,
    "tilstand_3_1": 0.1,
    "ncmp_1": 0.15,
    "atc_1": 0.13,
    "atc_2": 0.1,
}
"""Columns of the plain part are filled unless named here; of the repeated codes those not named are rare."""
REPEATED, SHARE_FILLED_RARE = ("tilstand_", "ncsp_", "ncmp_", "atc_"), 0.005


def write_wide_file(path: Path, rows: int, rows_per_fault: int) -> None:
    """`rows` episodes in UTF-8 with semicolons and decimal commas; one in `rows_per_fault` breaks a rule."""
    schema = NprEpisode.to_schema()
    values = {
        name: _filled(name, _text(name, column, number))
        for number, (name, column) in enumerate(schema.columns.items())
    }
    values["omsorgsniva"] = (
        f"case when episode % {rows_per_fault} = 0 then '4' else {values['omsorgsniva']} end"
    )
    columns = ", ".join(f"{value} as {name}" for name, value in values.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select {columns} from range({rows}) as made(episode)) "
            f"to '{path}' (format csv, delimiter ';', header true)"
        )


def _filled(name: str, text: str) -> str:
    usual = SHARE_FILLED_RARE if name.startswith(REPEATED) and name != "tilstand_1_1" else 1.0
    share = SHARE_FILLED.get(name, usual)
    return (
        text
        if share == 1
        else f"case when hash(episode, '{name}') % 1000 < {round(share * 1000)} then {text} end"
    )


def _text(name: str, column: Any, number: int) -> str:
    """SQL of a text that the column's constraints allow, varying from row to row."""
    draw = f"cast(hash(episode, {number}) % 1000003 as bigint)"
    limits = {check.name: check.statistics for check in column.checks}
    if "isin" in limits:
        values = sorted(limits["isin"]["allowed_values"])
        return f"cast({values!r}[1 + {draw} % {len(values)}] as varchar)"
    if "str_matches" in limits:
        pattern = limits["str_matches"]["pattern"]
        return TEXT_OF_PATTERN[getattr(pattern, "pattern", pattern)].format(draw=draw)
    type_ = column.dtype.type
    if type_.is_date():
        # Discharge is not before admission: both count from the same day.
        return (
            f"cast(date '2016-07-01' + cast(episode % 3500 as integer) + {int(name == 'utdato')} as varchar)"
        )
    if type_.is_decimal():
        return f"replace(cast(cast({draw} % 9000 / 1000 as decimal(10, 3)) as varchar), '.', ',')"
    if type_.is_integer():
        lowest = limits.get("greater_than_or_equal_to", {}).get("min_value", 0)
        highest = limits.get("less_than_or_equal_to", {}).get("max_value", lowest + 20)
        return f"cast({lowest} + {draw} % {highest - lowest + 1} as varchar)"
    if name == "episode_lnr":
        return "'E' || cast(10000000 + episode as varchar)"
    return f"'C' || cast(100 + {draw} % 300 as varchar)"
