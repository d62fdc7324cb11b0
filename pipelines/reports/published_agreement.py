"""How well Kreftregisteret and NPR were published to agree on a diagnosis, to hold a measured share against.

Source: Bakken and others 2012, on 2008: of NPR's patients with a cancer, the share whom Kreftregisteret holds
with the same one. Six groups of cancers were published; of others only the range of these can be said.
"""

from collections.abc import Collection

from pipelines.reports.edition import Row

REGISTER, DENOMINATOR = "kreftregisteret", "npr_diagnosis"
PUBLISHED = {
    "colon": (("C18",), 0.81),
    "rectum": (("C19", "C20", "C21"), 0.82),
    "lung": (("C33", "C34"), 0.90),
    "urinary": (("C64", "C65", "C66", "C67", "C68"), 0.93),
    "breast": (("C50",), 0.94),
    "prostate": (("C61",), 0.97),
}
"""Cancer → how its ICD-10 codes begin, and the published share."""
LOWEST, HIGHEST = (bound(share for _, share in PUBLISHED.values()) for bound in (min, max))


def published_cancer(codes: Collection[str]) -> str | None:
    """The one published cancer that all of the agreement's diagnosis codes belong to."""
    for cancer, (beginnings, _) in PUBLISHED.items():
        if codes and all(code.startswith(beginnings) for code in codes):
            return cancer
    return None


def standing(row: Row) -> str:
    """Where a measured share lies: its whole 95 % interval below, within or above the published range.

    Else it is `unclear`; `unknown` where there is no interval, or it is withheld.
    """
    lower, upper = row["lower"], row["upper"]
    if row["suppressed"] or lower is None or upper is None:
        return "unknown"
    if upper < LOWEST:
        return "below"
    if lower > HIGHEST:
        return "above"
    return "within" if lower >= LOWEST and upper <= HIGHEST else "unclear"
