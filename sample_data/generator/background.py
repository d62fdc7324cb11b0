"""Cancer patients outside the study drugs: who they are, what the registers hold about them.

Sizes per year are those of Norway. A delivery for a study holds the treated and a share of these.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.generator import episodes, exposures
from sample_data.generator.agreement_models import HospitalUse
from sample_data.generator.randomness import choice, stream
from sample_data.generator.timeline import DATA_CUT, DATA_START

YEARS = (DATA_CUT - DATA_START + 1) / 365.25
FOLLOWED_DAYS = 730  # hospital contacts are modelled for two years after diagnosis
RETIRED_SPREAD_CODE_BEFORE = DATA_START + 900


@dataclass(frozen=True)
class PatientGroup:
    """One group of patients: size, age, sex, survival, drugs."""

    name: str
    icd10: str
    morphology: str
    per_year: float
    age: tuple[float, float, float]
    women_share: float
    survival_median_days: float
    spread_shares: tuple[float, float, float, float, float]  # 0, A, D, B, 9
    drug_share: float
    drugs: tuple[str, ...]
    drg: tuple[str, str, str]  # stay, visit, drug treatment
    prom_form: str = ""
    is_cancer: bool = True


GROUPS = (
    PatientGroup("lung", "C34", "81403", 3400, (40, 73, 95), 0.49, 510, (0.30, 0.18, 0.05, 0.44, 0.03),
                0.35, ("L01XA02", "L01BA04", "L01FF02"), ("82", "904C", "856D"), "LUNGE"),
    PatientGroup("breast", "C50", "85003", 4150, (28, 60, 95), 0.993, 7000, (0.62, 0.30, 0.01, 0.05, 0.02),
                0.40, ("L01CD02", "L01DB03", "L01AA01"), ("275", "930A", "856K"), "BRYST"),
    PatientGroup("childhood_leukaemia", "C910", "98363", 35, (0, 4, 17.9), 0.45, 40000, (0, 0, 0, 0, 1),
                0.95, ("L01CA02", "L01XX24", "L01BA01"), ("405", "917A", "856R")),
    PatientGroup("adult_leukaemia", "C910", "98363", 28, (18, 55, 90), 0.45, 1800, (0, 0, 0, 0, 1),
                0.85, ("L01CA02", "L01BC01"), ("403", "917A", "856R")),
    PatientGroup("chronic_leukaemia", "C921", "98753", 65, (18, 60, 92), 0.42, 9000, (0, 0, 0, 0, 1),
                0.0, (), ("403", "917A", "856R")),
    PatientGroup("colon", "C18", "81403", 3100, (35, 74, 96), 0.51, 3200, (0.45, 0.30, 0.05, 0.18, 0.02),
                0.30, ("L01BC06", "L01XA03"), ("172", "906A", "856X"), "TYKKTARM"),
    PatientGroup("prostate", "C61", "81403", 5400, (45, 70, 95), 0.0, 6500, (0.75, 0.08, 0.07, 0.07, 0.03),
                0.08, ("L01CD02",), ("346", "912A", "856X"), "PROSTATA"),
    PatientGroup("melanoma", "C43", "87203", 2500, (20, 66, 95), 0.47, 8000, (0.88, 0.07, 0.0, 0.03, 0.02),
                0.08, ("L01FF01",), ("283", "909A", "856J"), "MELANOM"),
    PatientGroup("other", "C25", "81403", 19000, (15, 72, 97), 0.47, 2400, (0.45, 0.2, 0.08, 0.2, 0.07),
                0.18, ("L01BC05", "L01XA03"), ("203", "907A", "856X")),
    # Known to the neuromuscular register and not treated there; kept in every extract.
    PatientGroup("muscular_atrophy", "G121", "", 8, (1, 35, 80), 0.48, 15000, (0, 0, 0, 0, 1),
                0.0, (), ("12", "901O", ""), is_cancer=False),
)  # fmt: skip
OTHER_SITES = ("C25", "C67", "C64", "C85", "C20", "C16", "C71", "C53", "C73", "C44")
CHRONIC_LEUKAEMIA_DRUG = "L01EA01"
PREGNANT_DRUG = "L03AB15"
PREGNANT_PER_SCALE = 6


@dataclass
class Background:
    """Frames with `person` counted from 0; days are calendar days except `offset` (days since diagnosis)."""

    persons: pl.DataFrame
    tumour: pl.DataFrame
    event: pl.DataFrame
    episode: pl.DataFrame
    hospital_drug: pl.DataFrame
    h_resept: pl.DataFrame


def background(scale: float, seed: int, share: float) -> Background:
    """Draw the background of one extract; `share` is the part of all cancer patients that is kept."""
    sizes = np.array(
        [round(group.per_year * YEARS * scale * (share if group.is_cancer else 1.0)) for group in GROUPS]
    )
    which = np.repeat(np.arange(len(GROUPS)), sizes)
    n = len(which)
    rng = stream(seed, "background")

    def of_group(field: str) -> np.ndarray:
        return np.array([getattr(group, field) for group in GROUPS])[which]

    diagnosis = rng.integers(DATA_START, DATA_CUT + 1, n)
    low, mode, high = (np.array([group.age[i] for group in GROUPS], dtype=float)[which] for i in range(3))
    age = rng.triangular(low, mode, high) if n else np.empty(0)
    cumulative = np.cumsum(np.array([group.spread_shares for group in GROUPS])[which], axis=1).reshape(n, 5)
    spread_number = (rng.random(n)[:, None] >= cumulative).sum(axis=1).clip(0, 4)
    # Who has spread at diagnosis lives shorter: a fifth of the group's median.
    factor = np.array([1.4, 0.9, 0.9, 0.2, 0.8])[spread_number]
    haematological = of_group("spread_shares")[:, 4] == 1.0 if n else np.zeros(0, dtype=bool)
    median = of_group("survival_median_days") * np.where(haematological, 1.0, factor)
    survival = np.maximum(1, np.ceil(median / np.log(2) * rng.exponential(size=n))).astype(np.int64)
    site = np.where(
        of_group("name") == "other", np.array(OTHER_SITES)[rng.integers(0, len(OTHER_SITES), n)], ""
    )
    persons = pl.DataFrame(
        {
            "person": np.arange(n),
            "kind": of_group("name").astype(str),
            "is_woman": rng.random(n) < of_group("women_share"),
            "diagnosis_day": diagnosis,
            "birth_day": diagnosis - np.floor(age * 365.25).astype(np.int64),
            "survival_days": survival,
        }
    )
    spread = np.array(["0", "A", "D", "B", "9"])[spread_number]
    tumour = persons.select(
        "person",
        pl.lit(1, dtype=pl.Int64).alias("tumour"),
        pl.col("diagnosis_day").alias("day"),
        pl.Series("icd10", np.where(site == "", of_group("icd10"), site), dtype=pl.String),
        pl.Series("morphology", of_group("morphology"), dtype=pl.String),
        pl.Series("spread", _with_retired_codes(rng, spread, diagnosis), dtype=pl.String),
    )
    tumour = tumour.filter(pl.Series(of_group("is_cancer")))
    end = np.minimum(np.minimum(survival, FOLLOWED_DAYS), DATA_CUT + 1 - diagnosis)
    drugs = _hospital_drugs(stream(seed, "background_drugs"), which, end)
    return Background(
        persons,
        tumour,
        _events(rng, persons, end),
        _episodes(stream(seed, "background_hospital"), which, end, survival, drugs),
        drugs,
        _dispensed(stream(seed, "proposal"), persons, scale),
    )


def _with_retired_codes(rng, spread: np.ndarray, diagnosis: np.ndarray) -> np.ndarray:
    """Some old cases still carry the retired numeric codes."""
    retired = choice(rng, tuple("12345678"), [1] * 8, len(spread))
    is_old = (diagnosis < RETIRED_SPREAD_CODE_BEFORE) & (spread != "9") & (rng.random(len(spread)) < 0.04)
    return np.where(is_old, retired, spread)


def _events(rng, persons: pl.DataFrame, end: np.ndarray) -> pl.DataFrame:
    """Biomarker tests of lung and breast cancer and sparse notices of relapse and metastasis."""
    kind = persons["kind"].to_numpy()
    day = persons["diagnosis_day"].to_numpy()
    parts = []
    for group, marker, tested, positive in (
        ("lung", "EGFR", 0.55, 0.04), ("lung", "ALK", 0.5, 0.03), ("lung", "PDL1_TPS", 0.6, 0.5),
        ("breast", "ER", 0.95, 0.84), ("breast", "HER2", 0.95, 0.13),
        ("chronic_leukaemia", "BCRABL1_IS", 0.9, 0.98),
        ("adult_leukaemia", "MRD", 0.5, 0.25), ("colon", "BRAF", 0.4, 0.1),
    ):  # fmt: skip
        who = np.flatnonzero((kind == group) & (rng.random(len(kind)) < tested))
        result = choice(rng, ("POS", "NEG", "IKO"), (positive * 0.97, (1 - positive) * 0.97, 0.03), len(who))
        parts.append(_event(who, day[who] + rng.integers(0, 15, len(who)), "BM", marker, result))
    for code, share in (("RE", 0.05), ("PR", 0.04), ("ME", 0.04), ("KR", 0.02), ("RS", 0.02)):
        who = np.flatnonzero((rng.random(len(kind)) < share) & (end > 60) & (kind != "muscular_atrophy"))
        parts.append(_event(who, day[who] + 30 + rng.integers(0, np.maximum(end[who] - 30, 1)), code, "", ""))
    return pl.concat(parts).sort("person", "day", "kind", "biomarker")


def _event(who, day, kind: str, biomarker: str, result) -> pl.DataFrame:
    n = len(who)
    return pl.DataFrame(
        {
            "person": np.asarray(who, dtype=np.int64),
            "tumour": np.ones(n, dtype=np.int64),
            "day": np.asarray(day, dtype=np.int64),
            "kind": pl.repeat(kind, n, dtype=pl.String, eager=True),
            "biomarker": pl.repeat(biomarker, n, dtype=pl.String, eager=True),
            "result": np.broadcast_to(np.asarray(result, dtype="U3"), n),
        }
    )


def _hospital_drugs(rng, which: np.ndarray, end: np.ndarray) -> pl.DataFrame:
    """Courses of infusions every third week: `person, offset, atc, cycle, dose`."""
    parts = []
    for number, group in enumerate(GROUPS):
        if not group.drugs:
            continue
        who = np.flatnonzero((which == number) & (rng.random(len(which)) < group.drug_share))
        times = rng.integers(2, 9, len(who))
        row = np.repeat(np.arange(len(who)), times)
        cycle = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        atc = np.array(group.drugs)[rng.integers(0, len(group.drugs), len(who))]
        offset = rng.integers(20, 60, len(who))[row] + 21 * cycle
        parts.append(
            pl.DataFrame(
                {
                    "person": who[row].astype(np.int64),
                    "offset": offset.astype(np.int64),
                    "atc": atc[row].astype(str),
                    "cycle": (cycle + 1).astype(np.int64),
                    "dose": np.round(rng.normal(150, 20, len(row)), 1),
                    "kept": offset < end[who[row]],
                }
            )
        )
    return pl.concat(parts).filter(pl.col("kept")).drop("kept").sort("person", "offset")


def _episodes(rng, which, end, survival, drugs: pl.DataFrame) -> pl.DataFrame:
    """Contacts of each group; `person` stays the row number in the whole background."""
    parts = []
    for number, group in enumerate(GROUPS):
        members = np.flatnonzero(which == number)
        stay, visit, treatment = group.drg
        use = HospitalUse(3.0, 0.6, 4.0, visit, 0.05, stay, 1.3, 4.0)
        begin = np.full(len(members), -20)
        local = episodes.contacts(rng, use, begin, end[members], survival[members])
        given = drugs.filter(pl.col("person").is_in(members.tolist())) if len(members) else drugs.head(0)
        visits = episodes.treatment_visits(rng, given, 0.9, episodes.OUTPATIENT, treatment, 0.137)
        parts += [
            local.with_columns(pl.Series("person", members[local["person"].to_numpy()], dtype=pl.Int64)),
            visits,
        ]
    return pl.concat(parts).sort("person", "offset", "level", "drg", "points", "atc", "stay_days")


def _dispensed(rng, persons: pl.DataFrame, scale: float) -> pl.DataFrame:
    """Imatinib for chronic leukaemia; some women also got the drug of the proposal: `atc` per record."""
    chronic = persons.filter(pl.col("kind") == "chronic_leukaemia")
    who, day = chronic["person"].to_numpy(), chronic["diagnosis_day"].to_numpy()
    end = np.minimum(chronic["survival_days"].to_numpy(), DATA_CUT + 1 - day)
    imatinib = exposures.dispensings(rng, end, np.full(len(who), 1500), 30) if len(who) else None
    young = np.flatnonzero(chronic["is_woman"].to_numpy())[: max(2, round(PREGNANT_PER_SCALE * scale))]
    parts = []
    if imatinib is not None:
        parts.append(imatinib.with_columns(pl.lit(CHRONIC_LEUKAEMIA_DRUG).alias("atc")))
        proposal = exposures.dispensings(rng, end[young], np.full(len(young), 200), 28)
        parts.append(
            proposal.with_columns(
                pl.Series("person", young[proposal["person"].to_numpy()], dtype=pl.Int64)
            ).with_columns(pl.lit(PREGNANT_DRUG).alias("atc"))
        )
    if not parts:
        return pl.DataFrame(
            schema={"person": pl.Int64, "offset": pl.Int64, "packs": pl.Float64, "atc": pl.String}
        )
    records = pl.concat(parts).select("person", "offset", "packs", "atc")
    return records.with_columns(pl.Series("person", who[records["person"].to_numpy()], dtype=pl.Int64)).sort(
        "person", "offset", "atc"
    )
