"""truth/uptake.csv: how many of those inside the indication got the drug and how many did not, by region.

Counted from what is recorded, in the agreement's period, person by person: a treated person counts with the
first recorded dose, an untreated one from the day everything the indication asks for was on record, or from
the first day of the agreement if that came before it and the person still lived here. Nobody counts who
became eligible less than 90 days before the source of treatment ends: the dose may still come. Not known is
who has the drug in NPR alone, and everybody where hospitals deliver no drug records: the treated alone would
be a share of everything.
"""

from datetime import date

import polars as pl

from sample_data.generator.agreement_models import MODELS, AgreementModel
from sample_data.generator.attribution import DISEASE
from sample_data.generator.person_truth import visible_contacts
from sample_data.generator.recording import SOURCE_REGISTER, complete_to
from sample_data.generator.registers.nornmd import diagnosed
from sample_data.generator.timeline import REGION_NORD, last_complete_day
from sample_data.generator.verdicts import B_PRECURSOR_MORPHOLOGY
from sample_data.generator.world import World

FOLLOWED_DAYS = 90
COLUMNS = ("agreement_id", "region", "treated", "untreated", "not_known")
MARKER = {"EX002": "MRD", "EX004": "EGFR"}
COURSE_EVENTS = {"EX001": ("RE", "PR")}
NEEDS_SPREAD = ("EX004",)
AGE_YEARS = {"EX001": (0, 18), "EX002": (18, 200), "EX004": (18, 200), "EX005": (18, 200)}
REGIONS = (3, 4, 5, 7)


def planted_uptake(world: World, seed: int) -> pl.DataFrame:
    """One row per region and agreement whose indication names a disease: the others have no base to count."""
    rows = []
    for model in (model for model in MODELS if DISEASE[model.agreement_id]):
        treated = world.person.filter(
            (pl.col("agreement_id") == model.agreement_id)
            & (pl.col("verdict") == "inside")
            & pl.col("first_recorded_day").is_between(model.start, _last_day(model))
        )
        eligible = _untreated(model, world, seed)
        for region in REGIONS:
            n_treated = treated.filter(pl.col("region") == region).height
            n_left, n_elsewhere = eligible.count((region, False)), eligible.count((region, True))
            hidden = model.source == "hospital" and region == REGION_NORD
            everybody = n_treated + n_left + n_elsewhere
            counts = (0, 0, everybody) if hidden else (n_treated, n_left, n_elsewhere)
            rows.append((model.agreement_id, region, *counts))
    return pl.DataFrame(
        rows,
        schema=dict(zip(COLUMNS, (pl.String, pl.Int64, pl.Int64, pl.Int64, pl.Int64), strict=True)),
        orient="row",
    )


def _last_day(model: AgreementModel) -> int:
    return complete_to(model.source) - FOLLOWED_DAYS


def _untreated(model: AgreementModel, world: World, seed: int) -> list[tuple[int, bool]]:
    """Of each person inside the indication without a recorded dose: region, and whether NPR has the drug."""
    agreement_id = model.agreement_id
    in_quality_register = model.source == "quality_register"
    closed = last_complete_day(SOURCE_REGISTER[model.source] if in_quality_register else "kreftregisteret")
    same_drug = [other.agreement_id for other in MODELS if other.atc == model.atc]
    had_it = set(
        world.person.filter(
            pl.col("agreement_id").is_in(same_drug) & pl.col("first_recorded_day").is_not_null()
        )["person"]
    )
    people = {
        row["person"]: row
        for row in world.person.select(
            "person", "region", "birth_year", "birth_month", "death_day", "emigration_day"
        ).iter_rows(named=True)
    }
    diseases = (
        _diseases(agreement_id, world, seed) if in_quality_register else _tumours(agreement_id, world, closed)
    )
    events = _events(world, closed)
    earliest: dict[int, int] = {}
    for who, tumour, day, spread in diseases:
        ready = _all_on_record(model, day, spread, events.get((who, tumour), []))
        if who in had_it or ready is None or not (ready >= model.start or _is_here(people[who], model.start)):
            continue
        ready = max(ready, model.start)
        if ready <= min(closed, _last_day(model)):
            earliest[who] = min(ready, earliest.get(who, ready))
    in_npr = set(visible_contacts(world).filter(pl.col("atc") == model.atc)["person"])
    youngest, oldest = AGE_YEARS[agreement_id]
    return [
        (people[who]["region"], who in in_npr)
        for who, ready in earliest.items()
        if youngest <= _age(people[who], ready) < oldest
    ]


def _all_on_record(model: AgreementModel, day: int, spread: str, events: list[tuple]) -> int | None:
    """First day on which everything is on record, or None if something never was."""
    needed = [day]
    agreement_id = model.agreement_id
    if agreement_id in MARKER:
        positive = [
            seen for seen, _, marker, result in events if marker == MARKER[agreement_id] and result == "POS"
        ]
        needed.append(min(positive, default=None))
    if agreement_id in COURSE_EVENTS:
        noticed = [seen for seen, kind, _, _ in events if kind in COURSE_EVENTS[agreement_id]]
        needed.append(min(noticed, default=None))
    if agreement_id in NEEDS_SPREAD and spread != "B":
        needed.append(min((seen for seen, kind, _, _ in events if kind == "ME"), default=None))
    return None if None in needed else max(needed)


def _tumours(agreement_id: str, world: World, closed: int) -> list[tuple]:
    held = world.tumour.filter(pl.col("day") <= closed)
    if agreement_id in ("EX001", "EX002"):
        held = held.filter(pl.col("morphology").is_in(B_PRECURSOR_MORPHOLOGY))
    rows = held.select("person", "tumour", "day", "spread", "icd10").iter_rows()
    return [row[:4] for row in rows if row[4].startswith(DISEASE[agreement_id])]


def _diseases(agreement_id: str, world: World, seed: int) -> list[tuple]:
    held = diagnosed(world, seed).join(world.person.select("person", "lopenr"), on="lopenr")
    rows = held.select("person", "day", "icd10").iter_rows()
    return [(who, 0, day, "") for who, day, icd10 in rows if icd10.startswith(DISEASE[agreement_id])]


def _events(world: World, closed: int) -> dict[tuple[int, int], list[tuple]]:
    found: dict[tuple[int, int], list[tuple]] = {}
    held = world.event.filter(pl.col("day") <= closed)
    for who, tumour, *event in held.select(
        "person", "tumour", "day", "kind", "biomarker", "result"
    ).iter_rows():
        found.setdefault((who, tumour), []).append(tuple(event))
    return found


def _is_here(person: dict, day: int) -> bool:
    """Whether the person lives, in Norway, after the day."""
    return all(person[name] is None or person[name] > day for name in ("death_day", "emigration_day"))


def _age(person: dict, day: int) -> float:
    born = (date(person["birth_year"], person["birth_month"], 15) - date(1970, 1, 1)).days
    return (day - born) / 365.25
