"""Persons whose hospital contacts say lung cancer and whom the cancer register does not have.

A suspicion that came to nothing, spread from elsewhere coded as lung, or a report that was never sent: about
one in twelve of those NPR shows. None of them is treated with a study drug.
"""

from sample_data.generator.agreement_models import HospitalUse
from sample_data.generator.groups.frames import NO_DRUGS, NO_EVENTS, NO_TUMOURS, Group, contacts, persons
from sample_data.generator.places import draw_places
from sample_data.generator.randomness import stream, weibull_days
from sample_data.generator.timeline import DATA_CUT, DATA_START

KIND = "lung_in_hospital_only"
MORE = "more_lung_in_hospital_only"  # beside the comparators
SHARE_OF_HOSPITAL = 0.085
USE = HospitalUse(6.0, 1.0, 3.0, "904C", 0.05, "82", 1.4, 5.0)


def lung_in_hospital_only(n_registered: int, seed: int, kind: str = KIND) -> Group:
    """All of the group, beside `n_registered` persons whose lung cancer the cancer register has.

    `kind` names the group and its stream of random numbers.
    """
    rng = stream(seed, kind)
    n = max(1, round(n_registered * SHARE_OF_HOSPITAL / (1 - SHARE_OF_HOSPITAL)))
    first_seen = rng.integers(DATA_START + 30, DATA_CUT + 1, n)
    survival = weibull_days(rng, 1.0, 900, n) + 120
    person = persons(
        kind, first_seen, rng.triangular(45, 74, 95, n), survival, rng.random(n) < 0.5, draw_places(rng, n)
    )
    return Group(
        person, NO_TUMOURS, NO_EVENTS, contacts(rng, USE, person, DATA_CUT, "C34"), NO_DRUGS, NO_DRUGS
    )
