"""An edition with invented numbers: the sample's agreements, and released rows that show every case.

EX004 is large and complete, EX003 has open medians and a thin curve, EX002 is wholly withheld, EX006 is a
proposal. Withheld rows carry telling numbers (8881 …) that no page may show.
"""

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import ddl
from pipelines.agreements.followed_rules import agreed_windows
from pipelines.agreements.model import Agreement
from pipelines.agreements.read import read_agreements
from pipelines.agreements.tables import agreement_tables
from pipelines.methods.measures import MEASURES
from pipelines.tables import tables_of
from tests.unit.reports import (
    invented_comparison,
    invented_counts,
    invented_follow_up,
    invented_prom,
    invented_sources,
    invented_terms,
)

DATA_CUT = date(2026, 6, 30)
AGREEMENTS = Path(__file__).resolve().parents[3] / "sample_data" / "agreements"
SIZES = {"EX001": 34, "EX002": 9, "EX003": 47, "EX004": 1412, "EX005": 96}
GROUP_SHARES = {"inside": 0.72, "inside_or_undetermined": 0.91, "all_treated": 1.0}
BASE_SHARES = {"eligible": 1.4, "diagnosed": 2.1, "compared": 0.6, "compared_with_undetermined": 0.7}
MEAN_SURVIVAL_DAYS = {"EX001": 700, "EX002": 900, "EX003": 4000, "EX004": 1150, "EX005": 9000}
MEAN_DURATION_DAYS = {"gap_60": 330, "gap_90": 390, "gap_120": 430, "last_dose": 360}
WITHHELD_MARK = invented_counts.WITHHELD_MARK
STOPPED = {"EX003": date(2026, 1, 15)}
Rows = list[dict[str, Any]]


def write_edition(path: Path) -> Path:
    """Write the database and return its path."""
    agreements = agreement_tables(read_agreements(AGREEMENTS))
    said = invented_terms.terms(agreements["agreement"]["agreement_id"])
    own = agreements["comparator"].filter(agreement_id="EX004")
    agreements |= {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in said.items()}
    agreements["comparator"] = pl.concat([own, agreements["comparator"]], how="diagonal_relaxed")
    criteria = {
        name: agreements["criterion"].filter(agreement_id=name)["criterion_id"].to_list() for name in SIZES
    }
    released = {
        "person_count": list(invented_counts.person_counts(SIZES, criteria, DATA_CUT, list(STOPPED))),
        "coverage": list(invented_sources.coverage(SIZES, DATA_CUT)),
        "completeness": list(invented_sources.completeness(DATA_CUT)),
        "reporting_delay": list(invented_sources.reporting_delays(DATA_CUT)),
        "source_gap": list(invented_sources.source_gaps(("EX003", "EX004"), DATA_CUT)),
        "source": _sources(),
        "life_table": _life_tables(),
        "code_list": list(_code_lists()),
        "attrition": _attrition(),
        "criterion": list(_criteria(agreements["criterion"])),
        "estimate": [
            *_estimates(),
            *invented_prom.estimates(DATA_CUT),
            *invented_comparison.estimates(DATA_CUT),
        ],
        "eq5d_tariff": invented_prom.tariffs(DATA_CUT),
        "survival_curve": [*_curves(), *invented_comparison.curves(DATA_CUT)],
        **invented_comparison.rows(DATA_CUT),
        **invented_follow_up.rows(DATA_CUT),
    }
    released["assessment"] = list(_assessments(agreements["assumption"], released["estimate"]))
    with duckdb.connect(str(path)) as connection:
        for layer in ("agreement", "released", "edition"):
            connection.execute(f"create schema {layer}")
        for definition in tables_of("agreement"):
            _fill(connection, definition, agreements[definition.table])
        for definition in tables_of("released"):
            rows = released.pop(definition.table, [])
            _fill(connection, definition, pl.DataFrame(rows, infer_schema_length=None))
        for agreement_id, (status, frozen_on, confidential) in invented_terms.PROTOCOLS.items():
            connection.execute(
                "update agreement.agreement set protocol_status = ?, protocol_frozen_on = ?, "
                "confidential_terms_hash = ?, stop_date = ? where agreement_id = ?",
                [status, frozen_on, confidential, STOPPED.get(agreement_id), agreement_id],
            )
        connection.execute(
            "create table edition.build as select ? as data_cut, 'b-3f2a91' as build_id, "
            "'c0ffee123456' as code_version, 5 as threshold, 'Synthetic data' as note",
            [DATA_CUT],
        )
    return path


def _fill(connection: duckdb.DuckDBPyConnection, definition: Any, frame: pl.DataFrame) -> None:
    ddl.create_table(connection, definition.name, definition.model)
    if frame.is_empty():
        return
    connection.register("given", frame)
    connection.execute(f"insert into {definition.name} by name (select * from given)")
    connection.unregister("given")


def _sources() -> Rows:
    registers = {
        "kreftregisteret": (2, date(2025, 12, 31), date(2026, 6, 10), 61234, 41),
        "inspire": (4, date(2026, 3, 31), date(2026, 6, 10), 402118, 287),
        "npr": (5, date(2026, 4, 30), date(2026, 6, 5), 1204873, 1093),
        "folkeregisteret": (2, date(2026, 5, 31), date(2026, 6, 20), 88210, 0),
        "dar": (2, date(2025, 12, 31), date(2026, 6, 5), 9120, 3),
    }
    names = ("n_deliveries", "complete_to", "last_received", "n_rows", "n_quarantined")
    return [
        {"data_cut": DATA_CUT, "register": register} | dict(zip(names, values, strict=True))
        for register, values in registers.items()
    ]


def _life_tables() -> Rows:
    names = ("origin", "first_calendar_year", "last_calendar_year", "first_age_years", "last_age_years")
    of_office, of_nobody = (
        ("An office", 2000, 2024, 0, 110),
        ("Carried forward from 2024", 2025, 2026, 0, 110),
    )
    return [{"data_cut": DATA_CUT} | dict(zip(names, row, strict=True)) for row in (of_office, of_nobody)]


def _code_lists() -> Iterator[dict[str, Any]]:
    for name in ("infection", "neurotoxicity"):
        for code in ("X01", "X02"):
            yield {
                "data_cut": DATA_CUT, "list": name, "code_system": "icd10", "code": code,
                "valid_from": date(2008, 1, 1), "valid_to": None, "meaning_english": f"Meaning of {code}",
                "meaning_norwegian": f"Betydning av {code}", "origin": "An invented list",
            }  # fmt: skip


def _attrition() -> Rows:
    rows = []
    for agreement_id, n in SIZES.items():
        undetermined, inside = (round(n * GROUP_SHARES[g]) for g in ("inside_or_undetermined", "inside"))
        flow = [
            ("treated", round(n * 1.08), round(n * 1.08) - n, "earlier_starter"),
            ("new_starters", n, n - undetermined, "outside"),
            ("not_outside", undetermined, undetermined - inside, "undetermined"),
            ("inside", inside, 0, "analysed"),
        ]
        for order, (step, n_in, n_out, reason) in enumerate(flow, 1):
            small, after_small = 0 < n_out < 5, bool(rows) and rows[-1]["n_out"] is None
            rows.append(
                {
                    "agreement_id": agreement_id, "data_cut": DATA_CUT, "step_order": order, "step": step,
                    "n_in": None if after_small else n_in, "n_out": None if small else n_out,
                    "reason": reason, "suppressed": small or after_small,
                }
            )  # fmt: skip
    return rows


def _criteria(criteria: pl.DataFrame) -> Iterator[dict[str, Any]]:
    for place, row in enumerate(criteria.iter_rows(named=True)):
        if row["agreement_id"] not in SIZES:
            continue
        n = SIZES[row["agreement_id"]]
        counts = (n - 2 * (n // 10), n // 10, n // 10)
        hidden = n < 40 or place % 5 == 4
        names = ("n_met", "n_not_met", "n_unknown")
        yield {
            "agreement_id": row["agreement_id"], "data_cut": DATA_CUT, "criterion_id": row["criterion_id"],
            "kind": row["kind"], "suppressed": hidden,
        } | dict(zip(names, [WITHHELD_MARK] * 3 if hidden else counts, strict=True))  # fmt: skip


def _times(agreement: Agreement, measure: Any, variant: str) -> tuple[int | None, ...]:
    """When a measure is read; a measure at a window that the agreement has not agreed on has no row."""
    if measure.at_window_of:
        windows = agreed_windows(agreement, measure.at_window_of)
        return (windows[variant],) if variant in windows else ()
    return measure.times_days or ((365,) if measure.needs_time else (None,))


def _estimates() -> Iterator[dict[str, Any]]:
    agreements = {agreement.agreement_id: agreement for agreement in read_agreements(AGREEMENTS)}
    for agreement_id, n_all in SIZES.items():
        for measure in MEASURES.values():
            if "patient_reported" in measure.purposes:
                continue
            for cohort in (name for name in measure.cohorts if name in GROUP_SHARES | BASE_SHARES):
                n = round(n_all * (GROUP_SHARES | BASE_SHARES)[cohort])
                for variant in measure.variants:
                    for time in _times(agreements[agreement_id], measure, variant):
                        yield _estimate(agreement_id, measure, cohort, variant, time, n)
                    if measure.name in ("share_uptake", "share_tested"):
                        yield from _regional(agreement_id, measure, cohort, variant, n // 3)


def _regional(agreement_id: str, measure: Any, cohort: str, variant: str, n: int) -> Iterator[dict[str, Any]]:
    """Shares by region; one region delivers nothing and has no share."""
    for region in ("3", "4", "5", "7"):
        row = _estimate(agreement_id, measure, cohort, variant, None, n)
        if region == "5":
            row |= dict.fromkeys(("estimate", "lower", "upper")) | {"n": 0, "n_events": 0}
        yield row | {"subgroup": "region", "level": region}


def _estimate(
    agreement_id: str, measure: Any, cohort: str, variant: str, time: int | None, n: int
) -> dict[str, Any]:
    survival_mean, duration_mean = MEAN_SURVIVAL_DAYS[agreement_id], MEAN_DURATION_DAYS.get(variant, 1)
    width = 1 / math.sqrt(n)
    value = {
        "number_treated": lambda: float(n),
        "overall_survival": lambda: math.exp(-(time or 0) / survival_mean),
        "overall_survival_median": lambda: round(survival_mean * 0.693) + 0.5,
        "net_survival": lambda: 1.02 * math.exp(-(time or 0) / survival_mean),
        "expected_survival": lambda: 0.98,
        "treatment_duration": lambda: math.exp(-(time or 0) / duration_mean),
        "treatment_stopped": lambda: 0.5 * (1 - math.exp(-(time or 0) / duration_mean)),
        "treatment_changed": lambda: 0.3 * (1 - math.exp(-(time or 0) / duration_mean)),
        "death_on_treatment": lambda: 0.2 * (1 - math.exp(-(time or 0) / duration_mean)),
        "time_to_next_treatment": lambda: math.exp(-(time or 0) / 800),
        "next_line": lambda: 0.6 * (1 - math.exp(-(time or 0) / 800)),
        "death_before_next_line": lambda: 0.4 * (1 - math.exp(-(time or 0) / 800)),
        "doses": lambda: {"lower_quartile": 4.0, "median": 8.0, "upper_quartile": 12.0}.get(variant, 8.6),
        "cycles": lambda: {"lower_quartile": 1.0, "median": 2.0, "upper_quartile": 3.0}.get(variant, 2.1),
        "relative_dose_intensity": lambda: {
            "lower_quartile_of_persons": 0.8,
            "upper_quartile_of_persons": 1.0,
        }.get(variant, 0.9),
        "dose_given_of_ordered": lambda: {
            "lower_quartile_of_persons": 0.9,
            "upper_quartile_of_persons": 1.0,
        }.get(variant, 0.95),
        "drug_cost_on_treatment": lambda: 588123.0 + duration_mean * 100,
        "treatment_duration_median": lambda: float(round(duration_mean * 0.693)),
        "complication_rate": lambda: 62.4,
        "complication_rate_repeated": lambda: 80.1,
        "time_to_response_median": lambda: 29.0,
        "mean_drug_cost": lambda: 688123.0 + 31000 * len(variant),
        "mean_hospital_cost": lambda: 231456.0 + 9100 * len(variant),
    }.get(measure.name, lambda: {"share_inside": 0.72, "share_outside": 0.09}.get(measure.name, 0.19))()
    if variant == "best_case":
        value = 0.91
    lower, upper = value * (1 - width), value * (1 + width)
    if measure.unit in ("probability", "share"):
        lower, upper = max(0.0, value - width), min(1.0, value + width)
    if measure.unit == "persons":
        lower = upper = None
    open_median = measure.unit == "days" and "survival" in measure.name and agreement_id in ("EX003", "EX005")
    if open_median:
        value, lower, upper = None, (612.0 if agreement_id == "EX003" else None), None
    elif agreement_id == "EX001" and measure.unit == "days":
        upper = None
    hidden = agreement_id == "EX002" or (agreement_id == "EX001" and time == 730)
    if hidden:
        value, lower, upper, n = (float(WITHHELD_MARK),) * 3 + (WITHHELD_MARK,)
    return {
        "agreement_id": agreement_id, "data_cut": DATA_CUT, "cohort": cohort, "subgroup": "all",
        "level": "all", "measure": measure.name, "variant": variant, "time_days": time, "estimate": value,
        "lower": lower, "upper": upper, "unit": measure.unit, "n": n, "n_events": None if n < 40 else n // 2,
        "method": "invented", "suppressed": hidden,
    }  # fmt: skip


def _curves() -> Iterator[dict[str, Any]]:
    for agreement_id, n_all in SIZES.items():
        if agreement_id == "EX002":
            continue
        for cohort, share in GROUP_SHARES.items():
            n = round(n_all * share)
            mean = MEAN_SURVIVAL_DAYS[agreement_id] * (1 + 0.15 * (cohort == "inside"))
            yield from _curve(agreement_id, cohort, "overall_survival", "kaplan_meier", n, mean, 1530)
            for variant, mean in MEAN_DURATION_DAYS.items():
                yield from _curve(agreement_id, cohort, "treatment_duration", variant, n, mean, 1410)
            yield from _curve(agreement_id, cohort, "time_to_next_treatment", "new_line", n, 800, 1410)


def _curve(
    agreement_id: str, cohort: str, measure: str, variant: str, n: int, mean: float, last_day: int
) -> Iterator[dict[str, Any]]:
    """Points like the released ones: a 30-day grid and the agreed times, thinned where n is small."""
    at_risk = n
    step = 30 if n > 200 else 90 if n > 60 else 150
    for time in sorted({*range(0, last_day, step), 183, 365, 730}):
        survival = math.exp(-time / mean)
        width = 1.7 * math.sqrt(survival * (1 - survival) / max(at_risk, 1))
        remaining = round(n * survival * (1 - time / last_day * 0.85))
        if remaining < 5:
            return
        known = time > 0 and survival < 1
        yield {
            "agreement_id": agreement_id, "data_cut": DATA_CUT, "cohort": cohort, "subgroup": "all",
            "level": "all", "measure": measure, "variant": variant, "time_days": time,
            "n_risk": None if time == 365 and n < 40 else remaining, "n_event": 6, "n_censor": None,
            "survival": survival, "lower": max(0.0, survival - width) if known else None,
            "upper": min(1.0, survival + width) if known else None, "suppressed": False,
        }  # fmt: skip
        at_risk = remaining


def _assessments(assumptions: pl.DataFrame, estimates: Rows) -> Iterator[dict[str, Any]]:
    key = ("agreement_id", "measure", "variant", "cohort", "time_days")
    found = {tuple(row[name] for name in key): row for row in estimates}
    verdicts = ("holds", "does_not_hold", "cannot_tell_yet")
    for place, row in enumerate(assumptions.iter_rows(named=True)):
        seen = found.get(tuple(row[name] for name in key))
        if row["agreement_id"] not in SIZES:
            continue
        known = seen is not None and seen["estimate"] is not None and not seen["suppressed"]
        yield {
            **{name: row[name] for name in (*key, "assumption_id", "unit", "rule", "margin", "threshold")},
            "data_cut": DATA_CUT, "assumed": row["value"], "assumed_lower": row["lower"],
            "assumed_upper": row["upper"], "verdict": verdicts[place % 3] if known else "cannot_tell_yet",
            "observed": seen and seen["estimate"], "observed_lower": seen and seen["lower"],
            "observed_upper": seen and seen["upper"], "binding": "binding",
            "suppressed": bool(seen and seen["suppressed"]),
        }  # fmt: skip
