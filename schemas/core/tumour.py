"""core.tumour: the cancer cases of the study's persons."""

import ibis.expr.datatypes as dt

from schemas.shared_columns import person_id, residence_region_code
from schemas.table import Table, column


class Tumour(Table):
    """One row per cancer case of Kreftregisteret.

    `spread` is the extent at diagnosis only; later spread is a `core.course_event`. It is read from
    the register's code `metastase`:

    - localised: 0, and legacy 8 (microinvasive);
    - regional: A, D, and legacy 1 (lymph node, same body section), 3 (organ, same body section),
      5 and 6 (ingrowth);
    - distant: B, and legacy 2 (lymph node) and 4 (organ) outside the body section;
    - unknown: C and legacy 7 (spread shown, site unknown), 9, and missing.

    `region_code` is the region of residence at diagnosis, found from the county.

    C could be read as distant; it is declared unknown because the register does not say which. Cases
    known from a death certificate only (basis 90) are kept: who leaves them out says so.
    """

    person_id: dt.string = person_id()
    tumour_id: dt.string = column("Cancer case (SID)", "Sykdomstilfellenummer (SID)")
    diagnosis_date: dt.date = column("Date of diagnosis", "Diagnosedato")
    icd10_code: dt.string = column(
        "Diagnosis, ICD-10, upper case without dot",
        "Diagnose, ICD-10, store bokstaver uten punktum",
    )
    topography_code: dt.string = column(
        "Topography, ICD-O-3, with C and without dot",
        "Topografi, ICD-O-3, med C og uten punktum",
        nullable=True,
        str_matches=r"^C\d{2,3}$",
    )
    morphology_code: dt.string = column(
        "Morphology, ICD-O-3: histology and behaviour, five digits",
        "Morfologi, ICD-O-3: histologi og adferd, fem sifre",
        nullable=True,
        str_matches=r"^\d{5}$",
    )
    behaviour_code: dt.string = column(
        "Behaviour, ICD-O-3: the last digit of the morphology; 3 is malignant",
        "Adferd, ICD-O-3: siste siffer i morfologien; 3 er ondartet",
        nullable=True,
        str_matches=r"^\d$",
    )
    spread: dt.string = column(
        "Extent of disease at diagnosis",
        "Utbredelse ved diagnose",
        isin=("localised", "regional", "distant", "unknown"),
    )
    basis_code: dt.string = column(
        "Basis of the diagnosis, the register's code", "Diagnosegrunnlag, registerets kode", nullable=True
    )
    certainty_code: dt.string = column(
        "Certainty of the diagnosis (DS), 0 to 7", "Diagnosens sikkerhet (DS), 0 til 7", nullable=True
    )

    region_code: dt.string = residence_region_code()

    class Config:
        unique = ["tumour_id"]
