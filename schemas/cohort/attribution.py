"""cohort.attribution: which disease each course of treatment was given for, and how surely that is known."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class Attribution(Table):
    """One row per agreement and treated person.

    Registers link a drug to the person, never to the tumour. Candidates are the diseases of
    `cohort.disease_candidate` that were diagnosed within the agreed window around the first dose.

    - certain: codes on the records of the agreement's drug in the index line point to exactly one candidate.
      A refund code points to the candidates whose ICD-10 code begins with it. A refund code or a regimen that
      the agreement lists points to the indication, which tells the candidate if only one is of it;
    - one_candidate: nothing points, and there is one candidate;
    - several: there are more, and codes point to none of them or to more than one. The course is attributed
      only if all candidates are of the indication;
    - none: no disease is registered that it could have been given for.

    A code that points to no candidate says nothing.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    ambiguity: dt.string = column(
        "How surely the disease is known",
        "Hvor sikkert sykdommen er kjent",
        isin=("certain", "one_candidate", "several", "none"),
    )
    attributed_to: dt.string = column(
        "What the drug was given for",
        "Hva legemidlet ble gitt for",
        isin=("indication", "other_disease", "unknown"),
    )
    tumour_id: dt.string = column(
        "The one cancer case (SID); empty where there are several or none, and for a rare disease",
        "Det ene sykdomstilfellet (SID); tomt der det er flere eller ingen, og for sjelden sykdom",
        nullable=True,
    )
    n_candidates: dt.int32 = column("Candidates", "Kandidater", ge=0)
    n_primaries: dt.int32 = column(
        "Diseases that count, diagnosed at any time before the window closes",
        "Sykdommer som teller, diagnostisert når som helst før vinduet lukkes",
        ge=0,
    )
    evidence: dt.string = column(
        "The drug record whose code points; without one, the disease that is the only candidate",
        "Legemiddelraden med koden som peker; ellers sykdommen som er eneste kandidat",
        nullable=True,
    )
    rule: dt.string = column(
        "What attributes the course: a refund code, a regimen, or the sites of the candidates",
        "Hva som knytter forløpet til sykdommen: refusjonskode, kur eller kandidatenes lokalisasjon",
        isin=("refund_code", "regimen", "site", "none"),
    )

    class Config:
        unique = ["agreement_id", "person_id"]
