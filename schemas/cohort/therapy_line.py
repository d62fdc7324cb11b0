"""cohort.therapy_line: the lines of cancer treatment of everybody an agreement assesses."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id
from schemas.shared_columns import person_id
from schemas.table import Table, column


class TherapyLine(Table):
    """One row per agreement, assessed person and line of therapy.

    Lines are made of the records of antineoplastics (ATC L01) and of the agreement's own substances, from
    every source. A line begins with its first record; substances begun by the combination window (default:
    day 28 included) form it. The next line begins with the first record of a substance that is not among
    them, or with the first record after more than the gap (default 180 days) without any. Days are counted
    from record to record, whatever each covers. A dropped drug, a change of route or a biosimilar (same
    ATC code) begins nothing.

    Lines tell what was recorded: where a source does not cover a person there may be earlier ones, which
    `cohort.treatment_history` says. They are not tied to a disease.
    """

    agreement_id: dt.string = agreement_id()
    person_id: dt.string = person_id()
    line_number: dt.int32 = column(
        "Place among the person's recorded lines, from 1",
        "Plass blant personens registrerte linjer, fra 1",
        ge=1,
    )
    line_start: dt.date = column("First record of the line", "Første rad i linjen")
    line_end: dt.date = column("Last record of the line", "Siste rad i linjen")
    substances: dt.string = column(
        "ATC codes of the line, sorted and joined by +", "Linjens ATC-koder, sortert og skilt med +"
    )
    regimens: dt.string = column(
        "Regimens (KURID) recorded in the line, sorted and joined by +; empty where none is recorded",
        "Kurer (KURID) registrert i linjen, sortert og skilt med +; tomt der ingen er registrert",
        nullable=True,
    )
    n_records: dt.int32 = column("Records in the line", "Rader i linjen", ge=1)
    n_cycles: dt.int32 = column(
        "Cycles: as the source numbers them within each regimen, if all administrations of the line have a"
        " number; otherwise the agreement's drug is in a new cycle after more than its cycle gap without it;"
        " empty where neither tells",
        "Sykluser: slik kilden nummererer dem innen hver kur, hvis alle administreringer i linjen har nummer;"
        " ellers gis avtalens legemiddel i en ny syklus etter mer enn avtalens syklusopphold uten det; tomt"
        " der ingen av delene viser det",
        unit="cycles",
        nullable=True,
        ge=1,
    )
    is_index_line: dt.boolean = column(
        "The line with the index date; nobody untreated has one",
        "Linjen med indeksdatoen; ingen ubehandlede har noen",
    )
    is_rechallenge: dt.boolean = column(
        "All substances of the line were given in an earlier line",
        "Alle virkestoff i linjen er gitt i en tidligere linje",
    )
    transplant_date: dt.date = column(
        "First admission for a transplantation that came within the agreed days after the line's last record;"
        " a stay that holds the last record counts",
        "Første innleggelse for transplantasjon innen avtalt antall dager etter linjens siste rad; et opphold"
        " som omfatter siste rad, teller med",
        nullable=True,
    )
    is_bridge: dt.boolean = column(
        "The line led to a transplantation; empty while the line may go on, or NPR does not reach so far that"
        " it would be known",
        "Linjen førte til en transplantasjon; tomt så lenge linjen kan fortsette, eller NPR ikke rekker langt"
        " nok til at det ville vært kjent",
        nullable=True,
    )

    class Config:
        unique = ["agreement_id", "person_id", "line_number"]
