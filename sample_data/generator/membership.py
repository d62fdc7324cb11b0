"""Who the neuromuscular register has at all: joining asks for consent, and many with the disease never did.

A person who is not in it has neither a patient row nor a treatment row there, whatever was given in hospital.
Who joins does not depend on the outcome, so the truth of the agreement is that of all who are treated.
"""

import numpy as np

from sample_data.generator.randomness import stream

TREATED_HELD_SHARE = 0.60
UNTREATED_HELD_SHARE = 0.45  # who has no treatment to follow is asked later


def treated_held(seed: int, n: int) -> np.ndarray:
    """For each of `n` treated persons whether the register has the person."""
    return _held(seed, "nornmd_treated", n, TREATED_HELD_SHARE)


def untreated_held(seed: int, n: int) -> np.ndarray:
    """For each of `n` persons with the disease and no treatment whether the register has the person."""
    return _held(seed, "nornmd_untreated", n, UNTREATED_HELD_SHARE)


def _held(seed: int, stage: str, n: int, share: float) -> np.ndarray:
    # A fixed number of them: the coverage of a small sample is then the planted one, not chance.
    return stream(seed, stage).permutation(n) < np.ceil(share * n)
