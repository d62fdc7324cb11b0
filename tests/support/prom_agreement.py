"""The small agreement with patient-reported outcomes, as text to change one thing in."""

from tests.support.small_agreement import changed

PART = """\
patient_reported:
  eq5d_tariff: invented_2026
  scales:
    - {scale: qlq_fa, minimal_important_difference: 10}
    - {scale: eq5d_index, minimal_important_difference: 0.06}
    - {scale: eq_vas}
  times:
    - {time_days: 0, from_days: -90, to_days: 15}
    - {time_days: 183, from_days: 92, to_days: 275}
  is_invented: true
facts_at_introduction:"""
DELIVERED = (
    "data_sources:\n  - {register: prom, responsible: KRG, purposes: [patient_reported], is_invented: true}"
)

WITH_PROM = changed(("facts_at_introduction:", PART), ("data_sources:", DELIVERED))


def prom_changed(*changes: tuple[str, str]) -> str:
    """WITH_PROM with each old text, which must be there once, replaced by the new one."""
    text = WITH_PROM
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the agreement"
        text = text.replace(old, new)
    return text
