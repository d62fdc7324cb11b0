"""cohort.judged_disease: how each registered disease stands to each criterion on the disease."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import VERDICTS, agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class JudgedDisease(Table):
    """One row per agreement, criterion on the disease, assessed person and registered disease.

    Criteria on the disease are those on diagnosis, topography, morphology, behaviour, stage, and time since
    the diagnosis, taken in that order. One and the same disease must fit all of them, so each is also judged
    together with those before it, by Kleene's logic; alternatives count as one.

    A code fits that begins with a listed one. A missing code, or one that is less precise than the listed
    ones (C91 where C910 is asked), is unknown.
    """

    agreement_id: dt.string = agreement_id()
    criterion_id: dt.string = column("Criterion of the agreement", "Kriterium i avtalen")
    person_id: dt.string = person_id()
    disease: dt.string = column("The disease: raw table and row key", "Sykdommen: råtabell og radnøkkel")
    verdict: dt.string = column(
        "The criterion alone: met, not met, or unknown",
        "Kriteriet alene: oppfylt, ikke oppfylt eller ukjent",
        isin=VERDICTS,
    )
    earlier_verdict: dt.string = column(
        "The criteria on the disease that come before it, together; met where it is the first",
        "Kriteriene om sykdommen som kommer før, samlet; oppfylt for det første",
        isin=VERDICTS,
    )
    joint_verdict: dt.string = column(
        "The criterion and those before it, together", "Kriteriet og de foregående, samlet", isin=VERDICTS
    )
    evidence: dt.string = column(
        "Source row that decides on the criterion alone: raw table and row key",
        "Kilderaden som avgjør kriteriet alene: råtabell og radnøkkel",
    )
    is_state: dt.boolean = column(
        "Asks how the disease is (stage, time since the diagnosis), not which disease it is",
        "Spør hvordan sykdommen er (stadium, tid siden diagnosen), ikke hvilken sykdom det er",
    )
    is_register_closed: dt.boolean = column(
        "The register declares itself complete on the day: what it does not hold is then absent",
        "Registeret oppgir å være komplett den dagen: det som mangler der, finnes da ikke",
    )

    class Config:
        unique = ["agreement_id", "criterion_id", "disease"]
