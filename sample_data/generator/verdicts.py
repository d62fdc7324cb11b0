"""The planted verdict: what the criteria say about each person given what the cancer register recorded.

Written from the agreements' wording, apart from the pipeline's own rules: a shared mistake would prove
nothing. A criterion gives 1 (met), 0 (not met) or 0.5 (unknown); the verdict is the smallest of them.
"""

import polars as pl

from sample_data.generator.agreement_models import AgreementModel
from sample_data.generator.diagnoses import NTRK_GENES
from sample_data.generator.simulation import Simulated
from sample_data.generator.timeline import last_complete_day

MET, UNKNOWN, NOT_MET = 1.0, 0.5, 0.0
VERDICT_NAME = {MET: "inside", UNKNOWN: "undetermined", NOT_MET: "outside"}
AFTER_FIRST_DOSE_DAYS = 30
STAGE_IS_CURRENT_DAYS = 120
B_PRECURSOR_MORPHOLOGY = ("98113", "98123", "98143", "98153", "98163", "98183", "98363")


def verdicts(model: AgreementModel, world: Simulated) -> pl.Series:
    """inside, undetermined or outside per row of `world.treated`, at the last cancer register delivery."""
    closed = last_complete_day("kreftregisteret")
    persons = world.treated.select("person", "index_day", "kind", "is_registered")
    index = persons.select("person", "index_day")
    recorded = world.tumour.filter(pl.col("day") <= closed)
    tumours = recorded.join(index, on="person").filter(
        pl.col("day") <= pl.col("index_day") + AFTER_FIRST_DOSE_DAYS
    )
    events = (
        world.event.filter(pl.col("day") <= closed)
        .join(recorded.select("person", "tumour"), on=["person", "tumour"], how="semi")
        .join(index, on="person")
    )
    criteria = {
        "EX001": lambda: [_diagnosis(persons, tumours, _leukaemia(), closed), _relapse(persons, events)],
        "EX002": lambda: [
            _diagnosis(persons, tumours, _leukaemia(), closed),
            _marker(persons, events, ("MRD",)),
        ],
        "EX003": lambda: [
            _marker(persons, events, NTRK_GENES),
            _stage(persons, tumours, events, pl.lit(True)),
        ],
        "EX004": lambda: [
            _diagnosis(persons, tumours, _lung(), closed),
            _marker(persons, events, ("EGFR",)),
            _stage(persons, tumours, events, _lung()),
        ],
        "EX005": lambda: [_adult(persons), _registered(persons)],
    }[model.agreement_id]()
    smallest = pl.DataFrame({f"criterion_{i}": value for i, value in enumerate(criteria)}).min_horizontal()
    return smallest.replace_strict(VERDICT_NAME, return_dtype=pl.String).alias("verdict")


def _leukaemia() -> pl.Expr:
    return pl.col("icd10").str.starts_with("C910") & pl.col("morphology").is_in(B_PRECURSOR_MORPHOLOGY)


def _lung() -> pl.Expr:
    return pl.col("icd10").str.slice(0, 3).is_in(["C33", "C34"])


def _flag(persons: pl.DataFrame, found: pl.DataFrame) -> pl.Series:
    return persons["person"].is_in(found["person"].unique().to_list())


def _three(met: pl.Series, not_met: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"met": met, "not_met": not_met})
    value = pl.when(pl.col("met")).then(MET).when(pl.col("not_met")).then(NOT_MET).otherwise(UNKNOWN)
    return frame.select(value.alias("value"))["value"]


def _diagnosis(persons, tumours, wanted: pl.Expr, closed: int) -> pl.Series:
    return _three(
        _flag(persons, tumours.filter(wanted)), _flag(persons, tumours) & (persons["index_day"] <= closed)
    )


def _relapse(persons, events) -> pl.Series:
    before = events.filter(pl.col("kind").is_in(["RE", "PR"]) & (pl.col("day") <= pl.col("index_day")))
    found = _flag(persons, before)
    return _three(found, found & False)


def _marker(persons, events, genes: tuple[str, ...]) -> pl.Series:
    tests = events.filter(
        pl.col("biomarker").is_in(genes) & (pl.col("day") <= pl.col("index_day") + AFTER_FIRST_DOSE_DAYS)
    )
    # Only who is negative for every gene is known to lack the change: an untested gene may carry it.
    negative = tests.filter(pl.col("result") == "NEG").group_by("person").agg(pl.col("biomarker").n_unique())
    return _three(
        _flag(persons, tests.filter(pl.col("result") == "POS")),
        _flag(persons, negative.filter(pl.col("biomarker") == len(genes))),
    )


def _stage(persons, tumours, events, wanted: pl.Expr) -> pl.Series:
    at_issue = tumours.filter(wanted)
    spread_later = events.filter(
        (pl.col("kind") == "ME") & (pl.col("day") <= pl.col("index_day") + AFTER_FIRST_DOSE_DAYS)
    )
    distant = _flag(persons, at_issue.filter(pl.col("spread") == "B"))
    noticed = _flag(persons, spread_later.join(at_issue, on=["person", "tumour"], how="semi"))
    is_current = pl.col("index_day") <= pl.col("day") + STAGE_IS_CURRENT_DAYS
    local = at_issue.filter(is_current & pl.col("spread").is_in(["0", "A", "D"]))
    return _three(distant | noticed, _flag(persons, local))


def _adult(persons) -> pl.Series:
    adult = persons["kind"] != "child"
    return _three(adult, ~adult)


def _registered(persons) -> pl.Series:
    return _three(persons["is_registered"], persons["is_registered"] & False)
