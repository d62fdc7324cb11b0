"""cohort.marker_testing: whom a criterion on a biomarker concerns, and whether a test is recorded."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id, residence_region_code
from schemas.table import Table, column


class MarkerTesting(Table):
    """One row per agreement, criterion on a biomarker and person diagnosed in the agreement's period.

    Persons whose first disease with the agreement's diagnosis, counted from the start of the agreement to
    the day to which the disease register is complete, was found at an age within the agreement's scope;
    who was treated is no matter. Tested is who has a report on one of the listed markers, whatever its
    result, of that disease or of none named; a report that the test was not done is none. Nothing
    recorded is not untested.
    """

    agreement_id: dt.string = agreement_id()
    criterion_id: dt.string = column("Criterion of the agreement", "Kriterium i avtalen")
    person_id: dt.string = person_id()
    diagnosis_date: dt.date = column("Date of diagnosis", "Diagnosedato")
    region_code: dt.string = residence_region_code()
    is_tested: dt.boolean = column("A test is recorded", "En prøve er registrert")

    class Config:
        unique = ["agreement_id", "criterion_id", "person_id"]
