"""What the outcome measures need beside survival and treatment: complications, responses, reduced doses.

Planted after everything else, each from a stream of its own: no contact, dose or notice drawn before changes,
except the dose of a bag that was reduced.
"""

import polars as pl

from sample_data.generator import dose_reductions
from sample_data.generator.complications import complication_stays
from sample_data.generator.randomness import stream
from sample_data.generator.response import response_events, responses, transplant_stays

DISEASE_CODE = {"EX001": "C910", "EX002": "C910", "EX003": "C80", "EX004": "C34", "EX005": "G121"}


def plant_evidence(
    frames: dict[str, pl.DataFrame], person: pl.DataFrame, seed: int
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """The frames with what is planted for the measures, and the responses (see `response.responses`)."""
    disease = _hospital_code(person, frames["tumour"])
    drugs = pl.concat([frames[name].select("person", "day", "atc") for name in ("hospital_drug", "h_resept")])
    response = responses(stream(seed, "response"), person, frames["tumour"], frames["episode"], drugs)
    planted = dict(frames)
    planted["event"] = pl.concat([frames["event"], response_events(response)], how="diagonal_relaxed")
    planted["episode"] = pl.concat(
        [
            frames["episode"],
            transplant_stays(response, disease),
            complication_stays(stream(seed, "complications"), person, disease),
        ],
        how="diagonal_relaxed",
    )
    children = person.filter(pl.col("agreement_id") == dose_reductions.AGREEMENT_ID)["person"].to_list()
    planted["hospital_drug"] = dose_reductions.reduced(
        stream(seed, "dose_reductions"),
        frames["hospital_drug"],
        pl.col("is_study") & pl.col("person").is_in(children),
        "day",
    )
    return planted, response


def _hospital_code(person: pl.DataFrame, tumour: pl.DataFrame) -> pl.DataFrame:
    """`person, disease` of the treated: what the hospital codes the disease as."""
    first = tumour.filter(pl.col("tumour") == 1).select("person", "icd10")
    usual = pl.col("agreement_id").replace_strict(DISEASE_CODE, return_dtype=pl.String)
    return (
        person.filter(pl.col("agreement_id").is_not_null())
        .join(first, on="person", how="left", maintain_order="left")
        .select("person", disease=pl.coalesce("icd10", usual))
    )
