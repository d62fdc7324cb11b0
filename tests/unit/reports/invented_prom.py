"""Invented released rows on patient-reported outcomes of EX004: changes of every kind, and what is withheld.

At 12 months one scale is withheld, at 24 months everything is; withheld rows carry numbers no page may show.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.unit.reports.invented_counts import WITHHELD_MARK

FLOW = {
    0: (520, 180, 110, 206, 0, 0),
    183: (430, 170, 100, 216, 60, 40),
    365: (300, 150, 80, None, 140, None),
    730: (None,) * 6,
}
STATES = ("answered", "no_answer", "unreachable", "not_invited", "dead", "not_due")
MEANS = {
    "eq5d_index": (0.71, 0.74, 0.76), "eq_vas": (64.2, 68.9, 71.0), "qlq_ql": (62.0, 63.0, None),
    "qlq_pf": (75.5, 64.1, 73.0), "qlq_fa": (41.0, 29.5, 30.2), "qlq_dy": (30.0, 28.0, 27.0),
}  # fmt: skip
CHANGES = {
    "eq5d_index": ((0.02, -0.01, 0.05), (0.08, 0.061, 0.099)),
    "eq_vas": ((9.5, 7.4, 11.6), (5.0, -2.0, 12.0)),
    "qlq_ql": ((0.5, -3.0, 4.0), None), "qlq_pf": ((-12.0, -14.9, -9.1), (-2.0, -9.0, 5.0)),
    "qlq_fa": ((-12.0, -13.5, -10.5), (11.8, 10.2, 13.4)), "qlq_dy": ((-2.0, -5.0, 1.0), (-3.0, -7.0, 1.0)),
}  # fmt: skip
TIMES = (183, 365)
Row = dict[str, Any]


def tariffs(data_cut: date) -> list[Row]:
    return [
        {"data_cut": data_cut, "tariff": "invented_2026", "population": "adult", "origin": "Invented here"}
    ]


def estimates(data_cut: date) -> Iterator[Row]:
    """The released rows, withheld ones with the telling number."""
    for measure, variant, time, unit, values, n in _numbers():
        hidden = values is None
        estimate, lower, upper = (float(WITHHELD_MARK),) * 3 if hidden else values
        yield {
            "agreement_id": "EX004", "data_cut": data_cut, "cohort": "inside", "subgroup": "all",
            "level": "all", "measure": measure, "variant": variant, "time_days": time, "estimate": estimate,
            "lower": lower, "upper": upper, "unit": unit, "n": WITHHELD_MARK if hidden else n,
            "n_events": None, "method": "invented", "suppressed": hidden,
        }  # fmt: skip


def _numbers() -> Iterator[tuple]:
    for time, counts in FLOW.items():
        for state, count in zip(STATES, counts, strict=True):
            values = None if count is None else (float(count), None, None)
            yield "prom_flow", state, time, "persons", values, count
    for time, share, died, lived in ((0, 0.51, 0.31, 0.55), (183, 0.47, 0.2, 0.52), (365, 0.4, None, None)):
        for variant, value in (("alive", share), ("died_within_183_days", died), ("lived_183_days", lived)):
            values = value and (value, value - 0.04, value + 0.04)
            yield "prom_response", variant, time, "share", values, 900
    yield "prom_response", "alive", 730, "share", None, None
    for scale, means in MEANS.items():
        name, unit = ("eq5d_index", "index") if scale == "eq5d_index" else ("prom", "points")
        width = 0.02 if unit == "index" else 2.5
        for time, mean in zip((0, 183, 365, 730), (*means, None), strict=True):
            yield f"{name}_mean", scale, time, unit, mean and (mean, mean - width, mean + width), 400
        for time, change in zip((183, 365, 730), (*CHANGES[scale], None), strict=True):
            yield f"{name}_change", scale, time, unit, change, 300
    for time, difference in zip(TIMES, ((8.0, 4.5, 11.5), (2.0, -3.0, 7.0)), strict=True):
        yield "prom_baseline_answered", "eq_vas", time, "points", (66.0, 64.0, 68.0), 300
        yield "prom_baseline_no_answer", "eq_vas", time, "points", (58.0, 55.0, 61.0), 200
        yield "prom_baseline_difference", "eq_vas", time, "points", difference, 500
