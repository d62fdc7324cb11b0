"""result.hospital_region: where the hospitals lie that treated the persons of an agreement."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class HospitalRegion(Table):
    """One row per agreement, hospital and region of the persons treated with the drug."""

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    hospital: dt.string = column("Hospital, or unknown", "Sykehus, eller unknown")
    region: dt.string = column("Health region, or unknown", "Helseregion, eller unknown")

    class Config:
        unique = ["agreement_id", "hospital", "region"]
