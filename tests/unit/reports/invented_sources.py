"""Invented rows of the released tables on the sources: coverage, completeness, delays and gaps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from tests.unit.reports.invented_counts import HOSPITALS, WITHHELD_MARK, YEARS

Rows = Iterator[dict[str, Any]]
MONTHS = [date(2025 + place // 12, place % 12 + 1, 1) for place in range(5, 15)]
VARIABLES = {
    "kreftregisteret": ("morphology_code", "basis_code", "spread", "topography_code"),
    "inspire": ("dose", "regimen_code", "refund_code"),
}
DELAYS = {
    "kreftregisteret": (2, 165.0, 180, 365.0, date(2025, 12, 31), date(2026, 6, 10), date(2027, 6, 10)),
    "inspire": (4, 72.0, 80, 91.5, date(2026, 3, 31), date(2026, 6, 10), date(2026, 9, 9)),
    "npr": (5, 46.0, 61, 122.0, date(2026, 4, 30), date(2026, 6, 5), date(2026, 10, 5)),
    "folkeregisteret": (1, 20.0, 20, None, date(2026, 5, 31), date(2026, 6, 20), None),
}
SHARES = {
    ("inspire", "npr_drug"): (0.71, ("3", "4", "5", "7", "unknown")),
    ("kreftregisteret", "npr_diagnosis"): (0.94, ("3", "4", "5", "7")),
}


def coverage(agreement_ids: Iterable[str], data_cut: date) -> Rows:
    """INSPIRE is thin and delivers nothing from region 5; EX002's numbers are withheld."""
    for agreement_id in agreement_ids:
        for (register, denominator), (share, regions) in SHARES.items():
            levels = [("all", "all"), ("all", "delivered")]
            levels += [("region", region) for region in regions]
            levels += [("hospital", hospital) for hospital in HOSPITALS] + [("year", year) for year in YEARS]
            for place, (grouping, level) in enumerate(levels):
                n = 400 - 20 * place
                is_delivered = not (register == "inspire" and level == "5")
                hidden = agreement_id == "EX002" or level == "unknown"
                found = round(n * share)
                row = {
                    "n_denominator": n, "n_found": found if is_delivered else None,
                    "share": found / n if is_delivered else None,
                    "lower": found / n - 0.05 if is_delivered else None,
                    "upper": found / n + 0.04 if is_delivered else None,
                }  # fmt: skip
                if hidden:
                    row |= {"n_denominator": None, "n_found": WITHHELD_MARK, "share": 0.8881}
                yield {
                    "agreement_id": agreement_id, "data_cut": data_cut, "register": register,
                    "denominator": denominator, "grouping": grouping, "level": level,
                    "is_delivered": is_delivered, "suppressed": hidden,
                } | row  # fmt: skip


def completeness(data_cut: date) -> Rows:
    """Everything from complete to nearly empty; small hospitals lack months."""
    for register, variables in VARIABLES.items():
        for hospital in ("all", *HOSPITALS):
            for month in (*MONTHS, None):
                for place, variable in enumerate(variables):
                    n = 60 if hospital == "all" else 14
                    hidden = hospital == HOSPITALS[3] or (hospital == HOSPITALS[2] and month == MONTHS[7])
                    present = round(n * (1 - 0.17 * place))
                    yield {
                        "data_cut": data_cut, "register": register, "hospital_id": hospital, "month": month,
                        "variable": variable, "n": None if hospital == HOSPITALS[3] else n,
                        "n_present": WITHHELD_MARK if hidden else present, "suppressed": hidden,
                    }  # fmt: skip


def reporting_delays(data_cut: date) -> Rows:
    names = (
        "n_deliveries", "lead_days_median", "lead_days_longest", "interval_days_median", "complete_to",
        "last_received", "next_expected_date",
    )  # fmt: skip
    for register, values in DELAYS.items():
        yield {"data_cut": data_cut, "register": register} | dict(zip(names, values, strict=True))


def source_gaps(agreement_ids: Iterable[str], data_cut: date) -> Rows:
    """A region that never delivers, one that began late (number withheld), and three months without any."""
    for agreement_id in agreement_ids:
        for kind, region, hospital, first, last, seen, hidden in (
            ("declared", "5", None, None, None, 12, False),
            ("declared", "7", None, None, date(2018, 12, 31), WITHHELD_MARK, True),
            ("not_delivered", None, None, date(2022, 1, 1), date(2022, 3, 31), None, False),
            ("suspected", None, HOSPITALS[1], date(2025, 1, 1), None, 0, False),
        ):
            yield {
                "agreement_id": agreement_id, "data_cut": data_cut, "register": "inspire",
                "kind": kind, "region_code": region, "hospital_id": hospital,
                "gap_from": first, "gap_to": last, "n_seen_elsewhere": seen,
                "reason_english": "The hospitals <deliver> no drug records",
                "reason_norwegian": "Sykehusene leverer ikke legemiddeldata", "suppressed": hidden,
            }  # fmt: skip
