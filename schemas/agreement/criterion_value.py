"""agreement.criterion_value: the codes, markers and events a criterion lists."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class CriterionValue(Table):
    """One row per agreement, criterion and listed value.

    diagnosis: start of an ICD-10 code without dot. topography: start of an ICD-O-3 topography without dot.
    morphology: five digits of ICD-O-3. behaviour: its last digit. biomarker: name of the marker (a positive
    result meets it). course_event: event type. stage: a spread at diagnosis, or an event type that gives it
    later. sex: female or male. earlier_treatment and combination: start of an ATC code, or KURID of a
    regimen. place: organisation number or region code. The words are those of the `core` tables.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    criterion_id: dt.string = column("Criterion within the agreement", "Kriterium i avtalen")
    value: dt.string = column("A value that meets the criterion", "En verdi som oppfyller kriteriet")

    class Config:
        unique = ["agreement_id", "criterion_id", "value"]
