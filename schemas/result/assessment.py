"""result.assessment: each assumption made at introduction beside what was seen."""

import ibis.expr.datatypes as dt

from schemas.table import Table, column


class Assessment(Table):
    """One row per agreement, data cut and assumption, judged by the rule agreed beforehand.

    The verdict compares the observed number with the assumed one, both with their own uncertainty. Only the
    cut at the reassessment date binds; all other cuts are indicative.

    Unknown is not no: the upper limit of a share inside or outside counts everybody undetermined as belonging
    to it. A count of persons is a lower limit, since registers miss persons: it can be too high, never surely
    low enough.
    """

    agreement_id: dt.string = column("Agreement", "Avtale", str_matches=r"^EX\d{3}$")
    data_cut: dt.date = column(
        "Data cut: deliveries received by this date", "Datauttrekk: leveranser til og med"
    )
    assumption_id: dt.string = column("Assumption", "Antakelse")
    measure: dt.string = column("Measure", "Mål")
    variant: dt.string = column("Definition or estimator used", "Definisjon eller estimator som er brukt")
    cohort: dt.string = column("Analysed group", "Analysert gruppe")
    time_days: dt.int32 = column(
        "Time since index date", "Tid siden indeksdato", unit="days", nullable=True, ge=0
    )
    unit: dt.string = column("Unit", "Enhet")
    assumed: dt.float64 = column("Assumed at introduction", "Antatt ved innføring")
    assumed_lower: dt.float64 = column(
        "Lower limit of the assumption", "Nedre grense for antakelsen", nullable=True
    )
    assumed_upper: dt.float64 = column(
        "Upper limit of the assumption", "Øvre grense for antakelsen", nullable=True
    )
    observed: dt.float64 = column("Observed", "Observert", nullable=True)
    observed_lower: dt.float64 = column("Lower 95 % limit", "Nedre 95 %-grense", nullable=True)
    observed_upper: dt.float64 = column("Upper 95 % limit", "Øvre 95 %-grense", nullable=True)
    rule: dt.string = column(
        "Rule agreed beforehand", "Regel avtalt på forhånd", isin=["at_least", "at_most", "equal_within"]
    )
    margin: dt.float64 = column("Margin of the rule, in the unit", "Margin i regelen, i enheten", ge=0)
    threshold: dt.float64 = column(
        "Value that the interval must lie beyond, where the rule names one in place of a margin",
        "Verdien som intervallet må ligge forbi, der regelen har en slik i stedet for en margin",
        nullable=True,
    )
    verdict: dt.string = column(
        "Verdict on the assumption", "Vurdering av antakelsen",
        isin=["holds", "does_not_hold", "cannot_tell_yet"],
    )  # fmt: skip
    binding: dt.string = column(
        "Whether the verdict binds", "Om vurderingen er bindende", isin=["binding", "indicative"]
    )
    suppressed: dt.boolean = column("Withheld to protect persons", "Holdt tilbake av personvernhensyn")

    class Config:
        unique = ["agreement_id", "data_cut", "assumption_id"]
