"""How surely the records tie a course of treatment to the indication, judged from what the registers hold.

Written from the wording of the rule: candidates are the diseases registered from five years before the first
recorded dose to 30 days after it; a code that points to one of them settles it.
"""

import polars as pl

BEFORE_DAYS, AFTER_DAYS = 1826, 30
# What the disease of each agreement is coded as, in registers and on prescriptions; no code: the indication
# is any tumour with the marker.
DISEASE = {"EX001": ("C910",), "EX002": ("C910",), "EX003": (), "EX004": ("C33", "C34"), "EX005": ("G12",)}
LISTED_REGIMENS: dict[str, tuple[str, ...]] = {}


def is_of(agreement_id: str, icd10: str) -> bool:
    """True where a registered disease is the agreement's."""
    codes = DISEASE[agreement_id]
    return not codes or icd10.startswith(codes)


def attributions(
    person: pl.DataFrame, disease: pl.DataFrame, records: pl.DataFrame
) -> dict[int, tuple[str, str]]:
    """(class, attributed to) of each treated person with a recorded dose.

    `disease` is what the registers hold (`person, day, icd10`), `records` what the study holds of the study
    drug, with its `refund_code` and `regimen`.
    """
    treated = person.filter(
        pl.col("agreement_id").is_not_null() & pl.col("first_recorded_day").is_not_null()
    ).select("person", "agreement_id", first="first_recorded_day")
    near = disease.join(treated, on="person").filter(
        pl.col("day").is_between(pl.col("first") - BEFORE_DAYS, pl.col("first") + AFTER_DAYS)
    )
    candidates = _listed(near, "icd10")
    refunds, regimens = _listed(records, "refund_code"), _listed(records, "regimen")
    return {
        who: judge(
            agreement_id, candidates.get(who, []), set(refunds.get(who, [])), set(regimens.get(who, []))
        )
        for who, agreement_id in treated.select("person", "agreement_id").iter_rows()
    }


def _listed(frame: pl.DataFrame, column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for who, value in frame.select("person", column).iter_rows():
        if value:
            found.setdefault(who, []).append(value)
    return found


def judge(
    agreement_id: str, candidates: list[str], refund_codes: set[str], regimens: set[str]
) -> tuple[str, str]:
    """Class and what the course is attributed to, from candidates' ICD-10 codes and the records' codes."""
    of_indication = [icd10 for icd10 in candidates if is_of(agreement_id, icd10)]
    if not candidates:
        return "none", "unknown"
    listed = DISEASE[agreement_id]
    names_indication = bool(regimens & set(LISTED_REGIMENS.get(agreement_id, ()))) or any(
        code.startswith(listed) for code in refund_codes if listed
    )
    pointed = [icd10 for icd10 in candidates if any(icd10.startswith(code) for code in refund_codes)]
    if len(pointed) == 1:
        return "certain", _name(agreement_id, pointed[0])
    if names_indication and len(of_indication) == 1:
        return "certain", "indication"
    if len(candidates) == 1:
        return "one_candidate", _name(agreement_id, candidates[0])
    return "several", "indication" if len(of_indication) == len(candidates) else "unknown"


def _name(agreement_id: str, icd10: str) -> str:
    return "indication" if is_of(agreement_id, icd10) else "other_disease"
