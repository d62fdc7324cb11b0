"""core.hospital_episode: contacts with somatic hospitals."""

import ibis.expr.datatypes as dt

from schemas.ordering import ordered
from schemas.shared_columns import hospital_id, person_id, region_code
from schemas.table import Table, column


class HospitalEpisode(Table):
    """One row per episode in NPR, as last corrected.

    DRG points are the episode's corrected weight, so that the episodes of one stay can be added up; where
    a year has no corrected weight, the uncorrected one.
    """

    person_id: dt.string = person_id()
    episode_id: dt.string = column(
        "Episode, NPR's key within the person", "Episode, NPRs nøkkel innen personen"
    )
    admission_date: dt.date = column("Date of admission or contact", "Inn- eller kontaktdato")
    discharge_date: dt.date = column("Date of discharge", "Utskrivningsdato")
    care_level: dt.string = column(
        "Level of care; outpatient radiotherapy of an inpatient counts as outpatient",
        "Omsorgsnivå; poliklinisk stråleterapi for inneliggende regnes som poliklinisk",
        isin=("inpatient", "day", "outpatient"),
    )
    is_acute: dt.boolean = column(
        "The admission was acute (NPR's innmatehast 1); empty where the urgency is not recorded",
        "Innleggelsen var akutt (NPRs innmatehast 1); tom der hastegraden ikke er registrert",
        nullable=True,
    )
    main_condition_code: dt.string = column(
        "Main condition, ICD-10, upper case without dot",
        "Hovedtilstand, ICD-10, store bokstaver uten punktum",
        nullable=True,
    )
    drg_code: dt.string = column("Diagnosis-related group", "Diagnoserelatert gruppe (DRG)", nullable=True)
    drg_points: dt.Decimal(10, 3) = column(
        "DRG points of the episode", "DRG-poeng for episoden", unit="DRG points", nullable=True, ge=0
    )
    is_drug_treatment_drg: dt.boolean = column(
        "The DRG is for drug treatment and may contain the drug's cost",
        "DRG-en gjelder legemiddelbehandling og kan inneholde legemiddelkostnaden",
    )
    payer_code: dt.string = column(
        "Who pays (debitor), NPR's code: 1 ordinary, 22 research programme, 30 the patient, 60 insurance",
        "Debitor, NPRs kode: 1 ordinær, 22 forskningsprogram, 30 selvbetalende, 60 forsikring",
        nullable=True,
    )
    hospital_id: dt.string = hospital_id()
    region_code: dt.string = region_code()

    discharge_after_admission = ordered("admission_date", "discharge_date")

    class Config:
        unique = ["person_id", "episode_id"]
