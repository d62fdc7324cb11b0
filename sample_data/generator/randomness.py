"""One stream of random numbers per stage, so that a change in one stage leaves the others as they were."""

import numpy as np

STAGES = (
    "identifiers",
    "people",
    "EX001",
    "EX002",
    "EX003",
    "EX004",
    "EX005",
    "emigration",
    "background",
    "background_hospital",
    "background_drugs",
    "kreftregisteret",
    "inspire",
    "npr",
    "folkeregisteret",
    "dar",
    "prom",
    "nornmd",
    "corrections",
    "proposal",
    "histories",
    "primaries",
    "codes",
    "contacts",
    "progression",
    "breast",
    "untreated_lung",
    "pregnant",
    "more_identifiers",
    "misleading",
    "nornmd_treated",
    "nornmd_untreated",
    "lung_in_hospital_only",
    "ages",
    "older_inhibitor",
    "comparator_identifiers",
    "more_lung_in_hospital_only",
    "complications",
    "response",
    "dose_reductions",
    "prom_at_treatment",
    "comparison_truth",
    "evidence_truth",
)


def stream(seed: int, stage: str) -> np.random.Generator:
    """Generator of one stage. Raises ValueError for a stage that is not declared above."""
    return np.random.default_rng([seed, STAGES.index(stage)])


def choice(rng: np.random.Generator, values: list | tuple, shares: list | tuple, size: int) -> np.ndarray:
    """`size` independent draws of `values` with the given shares (they are normalised)."""
    weights = np.asarray(shares, dtype=float)
    cumulative = np.cumsum(weights / weights.sum())
    cumulative[-1] = 1.0
    return np.asarray(values)[np.searchsorted(cumulative, rng.random(size), side="right")]


def weibull_days(rng: np.random.Generator, shape, median_days, size: int) -> np.ndarray:
    """Whole days, at least 1, of a Weibull distribution given by its shape and median (arrays allowed)."""
    scale = np.asarray(median_days) / np.log(2.0) ** (1.0 / np.asarray(shape))
    return np.maximum(1, np.ceil(scale * (-np.log1p(-rng.random(size))) ** (1.0 / np.asarray(shape)))).astype(
        np.int64
    )
