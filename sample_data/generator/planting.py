"""What is planted on top of the drawn world, each from a stream of its own: the draws stay as they were."""

import polars as pl

from sample_data.generator import histories, hospital_marks, primaries, progression
from sample_data.generator.misleading import misleading_events
from sample_data.generator.randomness import stream
from sample_data.generator.recording import is_recorded

BREAST_DRUGS = "L01EF"


def plant(frames: dict[str, pl.DataFrame], person: pl.DataFrame, seed: int) -> dict[str, pl.DataFrame]:
    """The frames with histories, other primaries, codes, transplants, payers and notices of progression."""
    planted = dict(frames)
    extra = primaries.other_primaries(stream(seed, "primaries"), person, frames["tumour"])
    planted["tumour"] = pl.concat([frames["tumour"], extra], how="diagonal_relaxed")
    rng = stream(seed, "histories")
    hospital = histories.earlier_lines(rng, person, frames["hospital_drug"], frames["tumour"])
    is_study = pl.col("is_study")
    again_in_hospital = histories.same_drug_again(rng, person, hospital.filter(is_study), hospital)
    again_fetched = histories.same_drug_again(rng, person, frames["h_resept"].filter(is_study), hospital)
    codes = primaries.purpose_codes(stream(seed, "codes"), person, planted["tumour"])
    for_another = histories.lines_of_another_disease(rng, person, planted["tumour"])
    hospital = pl.concat([hospital, again_in_hospital, for_another], how="diagonal_relaxed")
    fetched = pl.concat([frames["h_resept"], again_fetched], how="diagonal_relaxed")
    planted["hospital_drug"] = _coded(hospital, codes, "regimen").sort("person", "day", "atc", "cycle")
    planted["h_resept"] = _coded(fetched, codes, "refund_code").sort("person", "day", "atc")
    planted["episode"] = _contacts(planted, person, seed)
    notices = progression.notices(
        stream(seed, "progression"),
        person,
        planted["tumour"],
        planted["h_resept"].filter(is_study),
        planted["hospital_drug"],
    )
    misleading = misleading_events(stream(seed, "misleading"), person, planted["tumour"], frames["event"])
    planted["event"] = pl.concat([frames["event"], notices, misleading], how="diagonal_relaxed")
    return planted


def _coded(records: pl.DataFrame, codes: pl.DataFrame, column: str) -> pl.DataFrame:
    """Records of the study drug with the code the person's have; the others keep what their drug has."""
    joined = records.join(codes.select("person", column), on="person", how="left", maintain_order="left")
    return joined.with_columns(pl.when("is_study").then(column).alias(column))


def _contacts(frames: dict[str, pl.DataFrame], person: pl.DataFrame, seed: int) -> pl.DataFrame:
    rng = stream(seed, "contacts")
    region = person.select("person", "region")
    is_wanted = pl.col("is_study") | pl.col("atc").str.starts_with(BREAST_DRUGS)
    dispensed = (
        frames["h_resept"].filter(is_wanted).join(region, on="person").filter(is_recorded("h_resept", "day"))
    )
    missing = [
        pl.lit(None, dtype=pl.String).alias(name)
        for name in ("procedure", "condition")
        if name not in frames["episode"].columns
    ]
    episode = frames["episode"].with_columns(missing)
    episode = hospital_marks.drug_at_visits(rng, episode, dispensed)
    drugs = pl.concat(
        [
            frames["hospital_drug"].select("person", "day", "atc"),
            frames["h_resept"].select("person", "day", "atc"),
        ]
    )
    episode = hospital_marks.transplants(rng, person, episode, drugs)
    return hospital_marks.payers(rng, person, episode)
