"""agreement.patient_reported: the scales of patient-reported outcomes that the agreement asks for."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.table import Table, column

INSTRUMENTS: dict[str, tuple[str, ...]] = {
    "eq5d_5l": ("eq5d_index", "eq_vas"),
    "qlq_c30": (
        "qlq_ql", "qlq_pf", "qlq_rf", "qlq_ef", "qlq_cf", "qlq_sf", "qlq_fa", "qlq_nv", "qlq_pa", "qlq_dy",
        "qlq_sl", "qlq_ap", "qlq_co", "qlq_di", "qlq_fi", "qlq_summary",
    ),
}  # fmt: skip
"""Every scale under its instrument: EQ-5D-5L and EORTC QLQ-C30."""

SCALES = tuple(scale for scales in INSTRUMENTS.values() for scale in scales)


class PatientReported(Table):
    """One row per agreement and scale that it asks for, in the order of the file."""

    agreement_id: dt.string = agreement_id()
    position: dt.int32 = column("Place in the agreement file", "Plass i avtalefilen", ge=1)
    instrument: dt.string = column(
        "Instrument of the scale", "Instrumentet skalaen hører til", isin=list(INSTRUMENTS)
    )
    scale: dt.string = column("Scale of the instrument", "Skala i instrumentet", isin=list(SCALES))
    eq5d_tariff: dt.string = column(
        "Tariff (value set) of the EQ-5D index; for the scale eq5d_index only",
        "Tariff (verdisett) for EQ-5D-indeksen; bare for skalaen eq5d_index",
        nullable=True,
    )
    minimal_important_difference: dt.float64 = column(
        "Smallest change that matters to patients, in the unit of the scale, if the agreement states one",
        "Minste endring som betyr noe for pasientene, i skalaens enhet, hvis avtalen oppgir den",
        nullable=True,
        gt=0,
    )
    source: dt.string = column("Where it comes from", "Hvor det kommer fra", nullable=True)
    is_invented: dt.boolean = column(
        "True if it is invented for the example", "Sann hvis det er funnet på for eksemplet"
    )

    class Config:
        unique = ["agreement_id", "scale"]
