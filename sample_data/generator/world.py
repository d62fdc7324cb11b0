"""The whole synthetic world of one extract: persons and what happened to them, before any register."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator.agreement_models import MODELS, AgreementModel
from sample_data.generator.background import GROUPS, background
from sample_data.generator.confounding import AGREEMENT_ID as COMPARED
from sample_data.generator.confounding import with_planted_ages
from sample_data.generator.evidence import DISEASE_CODE, plant_evidence
from sample_data.generator.groups.breast import breast
from sample_data.generator.groups.frames import Group
from sample_data.generator.groups.lung_in_hospital_only import MORE as MORE_IN_HOSPITAL_ONLY
from sample_data.generator.groups.lung_in_hospital_only import lung_in_hospital_only
from sample_data.generator.groups.older_inhibitor import KIND as OLDER_INHIBITOR
from sample_data.generator.groups.older_inhibitor import LATER_KIND, older_inhibitor
from sample_data.generator.groups.pregnant import pregnant
from sample_data.generator.groups.untreated_lung import untreated_lung
from sample_data.generator.membership import treated_held, untreated_held
from sample_data.generator.places import draw_places
from sample_data.generator.planting import plant
from sample_data.generator.randomness import stream
from sample_data.generator.recording import is_recorded
from sample_data.generator.simulation import Simulated, simulate, start_days
from sample_data.generator.timeline import DATA_CUT
from sample_data.generator.verdicts import verdicts

EMIGRATION_PER_YEAR = 0.004
EPISODES_DAYS = 730  # hospital contacts of the treated are modelled for two years after the first dose
ADDED_KINDS = ("cdk46", "untreated_lung", "pregnant", "lung_in_hospital_only")
COMPARATOR_KINDS = (OLDER_INHIBITOR, LATER_KIND, MORE_IN_HOSPITAL_ONLY)
MEN_AMONG = {"EX001": 0.55, "EX002": 0.55, "EX003": 0.5, "EX004": 0.38, "EX005": 0.52}


@dataclass
class World:
    """Frames keyed by `person`; `day` is a calendar day.

    person: one row per person, with the agreement and the planted verdict where treated. hospital_drug,
    h_resept, quality_drug: drug records by the source that would hold them. episode, tumour, event.
    """

    person: pl.DataFrame
    hospital_drug: pl.DataFrame
    h_resept: pl.DataFrame
    quality_drug: pl.DataFrame
    episode: pl.DataFrame
    tumour: pl.DataFrame
    event: pl.DataFrame
    response: pl.DataFrame


def build_world(scale: float, seed: int, background_share: float) -> World:
    """Treated persons of every agreement and the background, numbered through."""
    collected: dict[str, list[pl.DataFrame]] = {
        name: []
        for name in ("person", "hospital_drug", "h_resept", "quality_drug", "episode", "tumour", "event")
    }
    count = 0
    for model in MODELS:
        frames = _treated(model, seed, scale)
        for name, frame in frames.items():
            collected[name].append(frame.with_columns(pl.col("person") + count))
        count += frames["person"].height
    for name, frame in _background(scale, seed, background_share).items():
        collected[name].append(frame.with_columns(pl.col("person") + count))
    count += collected["person"][-1].height
    groups = [make_group(scale, seed) for make_group in (breast, untreated_lung, pregnant)]
    lung = sum(_n_with_lung_cancer(tumour) for tumour in collected["tumour"])
    lung += sum(_n_with_lung_cancer(group.tumour) for group in groups)
    groups.append(lung_in_hospital_only(lung, seed))
    for group in groups:
        _collect(collected, group, count)
        count += group.person.height
    # The comparators come last: what is planted among the others is drawn as if they were not there.
    later = {name: [] for name in collected}
    comparators = older_inhibitor(scale, seed)
    in_hospital_only = lung_in_hospital_only(
        _n_with_lung_cancer(comparators.tumour), seed, MORE_IN_HOSPITAL_ONLY
    )
    for group in (comparators, in_hospital_only):
        _collect(later, group, count)
        count += group.person.height
    merged = {name: _concat(frames) for name, frames in collected.items() if name != "person"}
    person = _complete_persons(_concat(collected["person"] + later["person"]), seed)
    merged, response = plant_evidence(plant(merged, person, seed), person, seed)
    merged = {name: _concat([frame, *later[name]]) for name, frame in merged.items()}
    left = person.select("person", "emigration_day")
    for name in ("hospital_drug", "h_resept", "quality_drug", "episode"):
        merged[name] = (
            merged[name]
            .join(left, on="person", maintain_order="left")
            .filter(pl.col("emigration_day").is_null() | (pl.col("day") < pl.col("emigration_day")))
            .drop("emigration_day")
        )
    return World(**(merged | {"person": person, "response": response}))


def _concat(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames, how="diagonal_relaxed")


def _collect(collected: dict[str, list[pl.DataFrame]], group: Group, count: int) -> None:
    """Add a group's frames, its persons numbered on from `count`."""
    for name, frame in vars(group).items():
        collected[name].append(frame.with_columns(pl.col("person") + count))


def _n_with_lung_cancer(tumour: pl.DataFrame) -> int:
    return tumour.filter(pl.col("icd10").str.starts_with("C34"))["person"].n_unique()


def _years(first: int, last: int) -> float:
    return (last - first + 1) / 365.25


def _treated(model: AgreementModel, seed: int, scale: float) -> dict[str, pl.DataFrame]:
    rng = stream(seed, model.agreement_id)
    # However small the scale, every agreement has somebody.
    n_new = max(1, round(model.new_starters_per_year * _years(model.start, DATA_CUT) * scale))
    n_earlier = round(model.earlier_starters_per_year * _years(model.earlier_from, model.start - 1) * scale)
    index_day = np.concatenate(
        [start_days(model, rng, n_new, DATA_CUT), rng.integers(model.earlier_from, model.start, n_earlier)]
    )
    world = simulate(model, index_day, rng, DATA_CUT, EPISODES_DAYS)
    places = draw_places(rng, len(index_day))
    is_held = np.full(len(index_day), True)
    if model.source == "quality_register":
        is_held = treated_held(seed, len(index_day))
    world.treated = world.treated.with_columns(is_registered=pl.col("is_registered") & pl.Series(is_held))
    world.study = world.study.join(world.treated.filter(pl.Series(is_held)), on="person", how="semi")
    origin = world.treated.select("person", origin_day="index_day")
    study = _on_calendar(world.study, origin).with_columns(is_study=pl.lit(True))
    other = _on_calendar(world.other, origin).with_columns(is_study=pl.lit(False))
    region = world.treated.select("person", places["region"])
    recorded = study.join(region, on="person").filter(is_recorded(model.source, "day"))
    first_recorded = recorded.group_by("person").agg(pl.col("day").min().alias("first_recorded_day"))
    seen = world.treated.join(first_recorded, on="person", how="left", maintain_order="left")
    # What the study can judge a person by is the first dose it has seen.
    world.treated = seen.with_columns(index_day=pl.coalesce("first_recorded_day", "index_day"))
    person = seen.with_columns(
        verdicts(model, world),
        *places,
        is_new_starter=pl.col("index_day") >= model.start,
        is_woman=pl.Series(rng.random(len(index_day)) >= MEN_AMONG[model.agreement_id]),
        origin_day=pl.col("index_day"),
    )
    if model.agreement_id == COMPARED:
        # The day the first dose was really given: `index_day` is the first one that is recorded.
        started = person.with_columns(origin_day=origin["origin_day"])
        person = person.with_columns(
            birth_day=with_planted_ages(stream(seed, "ages"), started, world.tumour)["birth_day"]
        )
    code = _disease_code(model, world)
    episode = _on_calendar(world.episode, origin).join(code, on="person", maintain_order="left")
    frames = {"person": person, "episode": episode, "tumour": world.tumour, "event": world.event}
    hospital = [other, study] if model.source == "hospital" else [other]
    frames["hospital_drug"] = pl.concat(hospital, how="diagonal_relaxed").sort(
        "person", "day", "atc", "cycle"
    )
    if model.source == "h_resept":
        frames["h_resept"] = study
    if model.source == "quality_register":
        frames["quality_drug"] = study
    return frames


def _disease_code(model: AgreementModel, world: Simulated) -> pl.DataFrame:
    """What the hospital codes the person's disease as; it need not be what the cancer register holds."""
    first = world.tumour.filter(pl.col("tumour") == 1).select("person", "icd10")
    return (
        world.treated.select("person")
        .join(first, on="person", how="left", maintain_order="left")
        .select("person", disease=pl.col("icd10").fill_null(DISEASE_CODE[model.agreement_id]))
    )


def _on_calendar(records: pl.DataFrame, origin: pl.DataFrame) -> pl.DataFrame:
    dated = records.join(origin, on="person", maintain_order="left")
    return dated.with_columns(day=pl.col("offset") + pl.col("origin_day")).drop("offset", "origin_day")


def _background(scale: float, seed: int, share: float) -> dict[str, pl.DataFrame]:
    others = background(scale, seed, share)
    places = draw_places(stream(seed, "people"), others.persons.height)
    origin = others.persons.select("person", origin_day="diagnosis_day")
    codes = {group.name: group.icd10 for group in GROUPS}
    disease = others.persons.join(others.tumour, on="person", how="left", maintain_order="left").select(
        "person",
        disease=pl.col("icd10").fill_null(pl.col("kind").replace_strict(codes, return_dtype=pl.String)),
    )
    is_muscular = others.persons["kind"] == "muscular_atrophy"
    is_registered = np.full(others.persons.height, True)
    is_registered[is_muscular.to_numpy()] = untreated_held(seed, int(is_muscular.sum()))
    return {
        "person": others.persons.drop("diagnosis_day").with_columns(
            *places, origin_day=origin["origin_day"], is_registered=pl.Series(is_registered)
        ),
        "tumour": others.tumour,
        "event": others.event,
        "episode": _on_calendar(others.episode, origin).join(disease, on="person", maintain_order="left"),
        "hospital_drug": _on_calendar(others.hospital_drug, origin).with_columns(is_study=pl.lit(False)),
        "h_resept": _on_calendar(others.h_resept, origin).with_columns(is_study=pl.lit(False)),
    }


def _complete_persons(person: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Give every person a pseudonym and dates of birth, death and emigration."""
    n = person.height
    rng = stream(seed, "emigration")
    days_to_emigration = np.ceil(rng.exponential(365.25 / EMIGRATION_PER_YEAR, n)).astype(np.int64)
    birth = pl.from_epoch("birth_day", time_unit="d")
    leaves = pl.col("emigration_day")
    return (
        person.with_columns(
            lopenr=pl.Series(_all_pseudonyms(person, seed)),
            death_day=pl.col("origin_day") + pl.col("survival_days"),
            emigration_day=pl.col("origin_day") + pl.Series(days_to_emigration),
            birth_year=birth.dt.year(),
            birth_month=birth.dt.month().cast(pl.Int32),
        )
        .with_columns(
            emigration_day=pl.when((leaves < pl.col("death_day")) & (leaves <= DATA_CUT)).then(leaves),
            death_day=pl.when(leaves.is_null() | (leaves > DATA_CUT) | (leaves >= pl.col("death_day"))).then(
                pl.col("death_day")
            ),
        )
        .drop("birth_day")
    )


def _all_pseudonyms(person: pl.DataFrame, seed: int) -> np.ndarray:
    """The added groups come last and have pseudonyms of streams of their own: nobody else's change."""
    n_added = int(person["kind"].is_in(ADDED_KINDS).sum())
    n_comparators = int(person["kind"].is_in(COMPARATOR_KINDS).sum())
    first = pseudonyms(stream(seed, "identifiers"), person.height - n_added - n_comparators)
    more = pseudonyms(stream(seed, "more_identifiers"), n_added, taken=first)
    both = np.concatenate([first, more])
    comparators = pseudonyms(stream(seed, "comparator_identifiers"), n_comparators, taken=both)
    return np.concatenate([both, comparators])


def pseudonyms(rng: np.random.Generator, n: int, taken: np.ndarray | None = None) -> np.ndarray:
    """`n` different random pseudonyms that are not `taken`: S and nine digits, never eleven."""
    numbers = np.unique(rng.integers(100_000_000, 1_000_000_000, n + n // 100 + 50))
    names = np.char.add("S", rng.permutation(numbers).astype(str))
    return names[:n] if taken is None else names[~np.isin(names, taken)][:n]
