"""truth/person.csv: what was planted for each treated person, and what of it can be known."""

import polars as pl

from sample_data.generator.attribution import attributions, is_of
from sample_data.generator.hospital_marks import RESEARCH_PAYER, TRANSPLANT_PROCEDURE
from sample_data.generator.lines import (
    BRIDGING_DAYS,
    LONGEST_PAUSE_DAYS,
    Line,
    lines_of_persons,
    number_of_line,
)
from sample_data.generator.progression import AGREEMENTS, verdicts_of_stop_rule
from sample_data.generator.recording import is_recorded
from sample_data.generator.registers.nornmd import diagnosed
from sample_data.generator.registers.regimens import REGIMEN
from sample_data.generator.timeline import (
    DATA_START,
    H_RESEPT_FROM,
    HOSPITAL_DRUGS_NATIONAL_FROM,
    REGION_NORD,
    last_complete_day,
)
from sample_data.generator.world import World

EVIDENCE_AFTER_DAYS = 30
CONTACT_WITHIN_DAYS = 1


def planted_persons(world: World, seed: int) -> pl.DataFrame:
    """One row per treated person: what was planted and whether the study can see the treatment at all."""
    treated = world.person.filter(pl.col("agreement_id").is_not_null())
    more = _answers(treated, world, seed)
    return (
        treated.join(more, on="person", how="left", maintain_order="left")
        .select(
            "lopenr",
            "agreement_id",
            "is_new_starter",
            pl.col("first_recorded_day").is_not_null().alias("is_recorded"),
            pl.when("is_inside").then(pl.lit("inside")).otherwise(pl.lit("outside")).alias("planted_inside"),
            pl.col("verdict").alias("planted_verdict"),
            pl.from_epoch("index_day", time_unit="d").alias("index_date"),
            pl.from_epoch("first_recorded_day", time_unit="d").alias("first_recorded_date"),
            pl.col("survival_days").alias("planted_os_days"),
            pl.col("stopped_days").alias("planted_stop_days"),
            pl.from_epoch("emigration_day", time_unit="d").alias("emigration_date"),
            "region",
            "planted_line",
            "planted_line_known",
            "planted_attribution",
            "planted_attributed_to",
            "planted_bridge",
            "planted_context",
            "planted_stop_rule",
        )
        .sort("agreement_id", "lopenr")
    )


def _answers(treated: pl.DataFrame, world: World, seed: int) -> pl.DataFrame:
    """The planted answers of those with a recorded dose; the others have none."""
    # Who has left the country before the first dose that a source would have recorded is in none of them.
    leaves = pl.col("emigration_day")
    is_here = leaves.is_null() | (pl.col("first_recorded_day") < leaves)
    seen = treated.filter(pl.col("first_recorded_day").is_not_null() & is_here)
    records = _records(world).join(seen.select("person"), on="person", how="semi")
    lines = lines_of_persons(records)
    disease = registered_diseases(world, seed)
    study = _recorded_study_records(world)
    attributed = attributions(seen, disease, study)
    stop_rule = verdicts_of_stop_rule(
        seen.filter(pl.col("agreement_id").is_in(AGREEMENTS)),
        world.tumour,
        world.event,
        world.h_resept.filter("is_study"),
        world.hospital_drug,
    )
    transplanted = _transplants(world)
    contexts = _contexts(seen, world)
    begun = _disease_begun(seen, disease)
    known = _lines_known(seen, records, begun, _included(world, seed))
    rows = []
    for who, first, death in seen.select("person", "first_recorded_day", "death_day").iter_rows():
        number = number_of_line(lines[who], first)
        rows.append(
            (
                who,
                number - sum(1 for line in lines[who] if line.last < begun.get(who, line.last)),
                known[who],
                *attributed[who],
                _is_bridge(lines[who], number, transplanted.get(who, []), death),
                contexts.get(who, "unknown"),
                stop_rule.get(who),
            )
        )
    return pl.DataFrame(
        rows,
        schema={
            "person": pl.Int64,
            "planted_line": pl.Int64,
            "planted_line_known": pl.Boolean,
            "planted_attribution": pl.String,
            "planted_attributed_to": pl.String,
            "planted_bridge": pl.Boolean,
            "planted_context": pl.String,
            "planted_stop_rule": pl.String,
        },
        orient="row",
    )


def _records(world: World) -> pl.DataFrame:
    """Every record of an antineoplastic drug or a study drug, with whether any delivery holds it."""
    region = world.person.select("person", "region")
    parts = [
        frame.join(region, on="person").select("person", "day", "atc", is_seen=is_recorded(source, "day"))
        for source, frame in (
            ("hospital", world.hospital_drug),
            ("h_resept", world.h_resept),
            ("quality_register", world.quality_drug),
        )
    ]
    return pl.concat(parts)


def _recorded_study_records(world: World) -> pl.DataFrame:
    region = world.person.select("person", "region")
    usual = {atc: number for atc, (_, number, _) in REGIMEN.items()}
    hospital = (
        world.hospital_drug.filter("is_study")
        .join(region, on="person")
        .filter(is_recorded("hospital", "day"))
    )
    fetched = (
        world.h_resept.filter("is_study").join(region, on="person").filter(is_recorded("h_resept", "day"))
    )
    regimen = pl.coalesce(
        "regimen", pl.col("atc").replace_strict(usual, default=None, return_dtype=pl.String)
    )
    return pl.concat(
        [
            hospital.select(
                "person", regimen.alias("regimen"), pl.lit(None, dtype=pl.String).alias("refund_code")
            ),
            fetched.select("person", pl.lit(None, dtype=pl.String).alias("regimen"), "refund_code"),
        ]
    )


def registered_diseases(world: World, seed: int) -> pl.DataFrame:
    """`person, day, icd10` of what the cancer register and the neuromuscular register hold."""
    closed = last_complete_day("kreftregisteret")
    patients = diagnosed(world, seed).join(world.person.select("person", "lopenr"), on="lopenr")
    return pl.concat(
        [
            world.tumour.filter(pl.col("day") <= closed).select("person", "day", "icd10"),
            patients.select("person", "day", "icd10"),
        ]
    )


def _included(world: World, seed: int) -> dict[int, int]:
    """Day from which the neuromuscular register follows each patient."""
    patients = diagnosed(world, seed).join(world.person.select("person", "lopenr"), on="lopenr")
    return dict(patients.select("person", "included").iter_rows())


def _disease_begun(seen: pl.DataFrame, disease: pl.DataFrame) -> dict[int, int]:
    """Day of the first registered diagnosis of the agreement's disease, of those who have one."""
    index = dict(seen.select("person", "first_recorded_day").iter_rows())
    agreement = dict(seen.select("person", "agreement_id").iter_rows())
    begun: dict[int, int] = {}
    for who, day, icd10 in disease.select("person", "day", "icd10").iter_rows():
        if who in index and day <= index[who] + EVIDENCE_AFTER_DAYS and is_of(agreement[who], icd10):
            begun[who] = min(day, begun.get(who, day))
    return begun


def _lines_known(
    seen: pl.DataFrame, records: pl.DataFrame, begun: dict[int, int], included: dict[int, int]
) -> dict[int, bool]:
    """Whether no earlier line can be hidden: the disease began when the sources covered the person.

    Hospital drugs, H-resept and, for its own disease, the quality register may hold an earlier line;
    hospitals of Helse Nord never deliver.
    """
    covered_from = max(H_RESEPT_FROM, HOSPITAL_DRUGS_NATIONAL_FROM)
    index = dict(seen.select("person", "first_recorded_day").iter_rows())
    hidden = set()
    for who, day, is_seen in records.select("person", "day", "is_seen").iter_rows():
        if who in begun and begun[who] <= day <= index[who] and not is_seen:
            hidden.add(who)
    return {
        who: region != REGION_NORD
        and who not in hidden
        and who in begun
        and begun[who] >= max(covered_from, included.get(who, covered_from))
        for who, region in seen.select("person", "region").iter_rows()
    }


def visible_contacts(world: World) -> pl.DataFrame:
    """The hospital contacts that NPR has delivered."""
    death = world.person.select("person", "death_day")
    out_day = pl.min_horizontal(pl.col("day") + pl.col("stay_days"), "death_day")
    return world.episode.join(death, on="person").filter(
        (pl.col("day") >= DATA_START) & (out_day <= last_complete_day("npr"))
    )


def _transplants(world: World) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    done = visible_contacts(world).filter(pl.col("procedure") == TRANSPLANT_PROCEDURE)
    for who, day in done.select("person", "day").iter_rows():
        found.setdefault(who, []).append(day)
    return found


def _is_bridge(lines: list[Line], number: int, transplants: list[int], death_day: int | None) -> bool | None:
    """Whether a transplant soon follows the line; unknown while the line may go on or one may still come."""
    line, later = lines[number - 1], lines[number:]
    if any(line.last <= day <= line.last + BRIDGING_DAYS for day in transplants):
        return True
    complete_to = last_complete_day("inspire")
    is_dead = death_day is not None and death_day <= last_complete_day("folkeregisteret")
    has_ended = (
        is_dead
        or any(following.begins <= complete_to for following in later)
        or line.last + LONGEST_PAUSE_DAYS <= complete_to
    )
    latest = min(line.last + BRIDGING_DAYS, death_day) if is_dead else line.last + BRIDGING_DAYS
    return False if has_ended and latest <= last_complete_day("npr") else None


def _contexts(seen: pl.DataFrame, world: World) -> dict[int, str]:
    """trial or ordinary, where a contact with the drug lies within a day of the first recorded dose."""
    drugs = {
        "EX001": "L01FX07",
        "EX002": "L01FX07",
        "EX003": "L01EX12",
        "EX004": "L01EB04",
        "EX005": "M09AX07",
    }
    wanted = seen.select(
        "person",
        "first_recorded_day",
        drug=pl.col("agreement_id").replace_strict(drugs, return_dtype=pl.String),
    )
    near = (
        visible_contacts(world)
        .join(wanted, on="person")
        .filter(
            (pl.col("atc") == pl.col("drug"))
            & ((pl.col("day") - pl.col("first_recorded_day")).abs() <= CONTACT_WITHIN_DAYS)
        )
    )
    found: dict[int, str] = {}
    for who, payer in near.select("person", "payer").iter_rows():
        if payer == RESEARCH_PAYER or found.get(who) == "trial":
            found[who] = "trial"
        else:
            found[who] = "ordinary"
    return found
