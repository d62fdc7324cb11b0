"""Notices of progression during treatment, and whether the drug was stopped in time after them.

Two agreements ask that treatment stops within 60 days of a progression. A notice is planted where its answer
is far from the limit: the treatment ends within six weeks of it, or goes on for three months.
"""

import polars as pl

from sample_data.generator.lines import lines_of_persons
from sample_data.generator.recording import complete_to, is_recorded
from sample_data.generator.timeline import last_complete_day

AGREEMENTS = ("EX003", "EX004")
KINDS = ("ntrk_metastatic", "egfr_metastatic")
GAP_DAYS = 90
STOP_WITHIN_DAYS = 60
EARLIEST_NOTICE_DAYS = 35
SHARE_FOLLOWED, SHARE_NOT_FOLLOWED = 0.35, 0.25


def notices(
    rng, person: pl.DataFrame, tumour: pl.DataFrame, dispensed: pl.DataFrame, other: pl.DataFrame
) -> pl.DataFrame:
    """Rows of `event`: one notice for a share of the persons whose treatment lasted long enough."""
    known = tumour.filter(pl.col("tumour") == 1).select("person")
    treated = person.filter(pl.col("kind").is_in(KINDS)).join(known, on="person", how="semi").sort("person")
    ends = treatment_ends(treated, dispensed, other)
    rows = []
    for who, index_day in treated.select("person", "index_day").iter_rows():
        drawn, soon, long = rng.random(), int(rng.integers(1, 41)), int(rng.integers(95, 171))
        if who not in ends:
            continue
        if drawn < SHARE_FOLLOWED:
            day = ends[who] - soon
        elif drawn < SHARE_FOLLOWED + SHARE_NOT_FOLLOWED:
            day = ends[who] - long
        else:
            continue
        if day >= index_day + EARLIEST_NOTICE_DAYS:
            rows.append((who, 1, day, "PR", "", ""))
    schema = dict.fromkeys(("person", "tumour", "day"), pl.Int64) | dict.fromkeys(
        ("kind", "biomarker", "result"), pl.String
    )
    return pl.DataFrame(rows, schema=schema, orient="row")


def treatment_ends(treated: pl.DataFrame, dispensed: pl.DataFrame, other: pl.DataFrame) -> dict[int, int]:
    """Day on which the treatment that began at the first recorded dose ended, by what is recorded.

    The first of the end of supply (the next dispensing comes more than 90 days later or not at all), death,
    emigration and the next line. What ends later than the source can show is the last day it can.
    """
    return {who: end for who, (end, _) in _ends_and_supplies(treated, dispensed, other).items()}


def _ends_and_supplies(
    treated: pl.DataFrame, dispensed: pl.DataFrame, other: pl.DataFrame
) -> dict[int, tuple[int, int]]:
    """Of each person the end of the treatment, and the day to which the drug at home would have lasted."""
    region = treated.select("person", "region")
    seen = dispensed.join(region, on="person").filter(is_recorded("h_resept", "day"))
    in_hospital = other.join(region, on="person").filter(is_recorded("hospital", "day"))
    both = pl.concat([seen.select("person", "day", "atc"), in_hospital.select("person", "day", "atc")])
    lines = lines_of_persons(both)
    packs: dict[int, list[tuple[int, int]]] = {}
    for who, day, supply in seen.sort("person", "day").select("person", "day", "supply_days").iter_rows():
        packs.setdefault(who, []).append((day, supply))
    found = {}
    for who, index_day, death, gone in treated.select(
        "person", "index_day", "death_day", "emigration_day"
    ).iter_rows():
        covered_to = None
        for day, supply in packs.get(who, []):
            if covered_to is not None and day - covered_to > GAP_DAYS:
                break
            covered_to = max(day, covered_to or day) + supply
        if covered_to is None:
            continue
        later = [line.begins for line in lines[who] if line.begins > index_day]
        limits = [
            covered_to,
            complete_to("h_resept"),
            *later,
            *(day for day in (death, gone) if day is not None),
        ]
        found[who] = min(limits), covered_to
    return found


def verdicts_of_stop_rule(
    person: pl.DataFrame,
    tumour: pl.DataFrame,
    event: pl.DataFrame,
    dispensed: pl.DataFrame,
    other: pl.DataFrame,
) -> dict[int, str]:
    """followed, not_followed, died or unknown for each treated person of the agreements, by what is recorded.

    Died: the person had the drug at home and died before the 60 days had passed.
    """
    closed = last_complete_day("kreftregisteret")
    treated = person.filter(pl.col("agreement_id").is_in(AGREEMENTS))
    ends = _ends_and_supplies(treated, dispensed, other)
    first_notice: dict[int, int] = {}
    noticed = event.filter((pl.col("kind") == "PR") & (pl.col("day") <= closed)).join(
        tumour.filter(pl.col("day") <= closed), on=["person", "tumour"], how="semi"
    )
    index_day = dict(treated.select("person", "index_day").iter_rows())
    for who, day in noticed.sort("day").select("person", "day").iter_rows():
        if who in index_day and day >= index_day[who]:
            first_notice.setdefault(who, day)
    last_known_end = complete_to("h_resept") - GAP_DAYS
    found = {}
    for who, death in treated.select("person", "death_day").iter_rows():
        notice, (end, supplied_to) = first_notice.get(who), ends.get(who, (None, None))
        if notice is None or end is None or notice > end:
            found[who] = "unknown"
        elif min(end, last_known_end) > notice + STOP_WITHIN_DAYS:
            found[who] = "not_followed"
        elif end < last_known_end:
            found[who] = "died" if end == death and death < supplied_to else "followed"
        else:
            found[who] = "unknown"
    return found
