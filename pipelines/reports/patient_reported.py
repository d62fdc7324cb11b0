"""What a report shows of patient-reported outcomes: the agreed scales and times, and the released rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.prom_terms import INDEX
from pipelines.reports.edition import Edition, Row

Key = tuple[str, str, int]


@dataclass(frozen=True)
class PatientReported:
    """One agreement: scales and times in its order, released rows by measure, variant and time."""

    scales: list[Row]
    times: list[int]
    tariffs: list[Row]
    rows: Mapping[Key, Row]

    def of(self, measure: str, variant: str, time_days: int) -> Row | None:
        """A released row of the counted group; None where there is none."""
        return self.rows.get((measure, variant, time_days))

    def of_scale(self, name: str, scale: str, time_days: int) -> Row | None:
        """`mean`, `change`, `baseline_difference` … of a scale, whichever unit it has."""
        return self.of(f"{INDEX if scale == INDEX else 'prom'}_{name}", scale, time_days)

    @property
    def is_measured(self) -> bool:
        """Whether the register has delivered anything that could be counted."""
        return bool(self.rows)


def patient_reported_view(edition: Edition, agreement_id: str, estimates: list[Row]) -> PatientReported:
    """The part of one agreement, each row with what is withheld taken out."""
    times = edition.rows("agreement.patient_reported_time", agreement_id, order_by="time_days")
    scales = edition.rows("agreement.patient_reported", agreement_id, order_by="position")
    named = {row["eq5d_tariff"] for row in scales}
    return PatientReported(
        scales=scales,
        times=[row["time_days"] for row in times],
        tariffs=[
            row
            for row in edition.rows("released.eq5d_tariff", order_by="tariff, origin")
            if row["tariff"] in named
        ],
        rows={
            (row["measure"], row["variant"], row["time_days"]): row
            for row in estimates
            if row["measure"].startswith(("prom_", INDEX))
            and (row["cohort"], row["subgroup"]) == (COUNTED_COHORT, "all")
        },
    )
