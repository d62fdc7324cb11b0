"""cohort.comparison_person: the two groups of a comparison, aligned at the first dose."""

import ibis.expr.datatypes as dt

from schemas.agreement_columns import agreement_id, comparator_id
from schemas.cohort.treated_person import PRIOR_USES
from schemas.shared_columns import person_id
from schemas.table import Table, column

ARMS = ("treated", "comparator")
STANDINGS = ("before_period", "after_period", "outside", "undetermined", "inside")


class ComparisonPerson(Table):
    """One row per agreement, comparator, group and person who got the group's drug.

    The comparator's persons are found and judged by the same SQL as the agreement's, at the first-ever dose
    of the comparator's drug. Whoever belongs to both groups counts in the one whose drug came first, to the
    end: what came later does not decide who is compared. Covariates are known on or before the index date; a
    disease registered within the evidence window after it has been known for 0 days. What is not known is
    empty.
    """

    agreement_id: dt.string = agreement_id()
    comparator_id: dt.string = comparator_id()
    arm: dt.string = column(
        "Group: the agreement's drug or the comparator's",
        "Gruppe: avtalens eller sammenligningens legemiddel",
        isin=list(ARMS),
    )  # fmt: skip
    person_id: dt.string = person_id()
    index_date: dt.date = column(
        "Time zero: the first-ever recorded dose of the group's drug",
        "Tidspunkt null: første registrerte dose noensinne av gruppens legemiddel",
    )
    prior_use: dt.string = column(
        "Use of the group's drug before the first recorded dose: none, or unknown where the source does not "
        "cover the look-back",
        "Bruk av gruppens legemiddel før første registrerte dose: ingen, eller ukjent der kilden ikke dekker "
        "perioden bakover",
        isin=PRIOR_USES,
    )
    standing: dt.string = column(
        "Whether the first dose came before or after the group's period, and the verdict on eligibility of "
        "those in it",
        "Om første dose kom før eller etter gruppens periode, og vurderingen av de som er i den",
        isin=list(STANDINGS),
    )
    is_counted: dt.boolean = column(
        "True if compared: inside, and not first in the other group",
        "Sann hvis sammenlignet: innenfor, og ikke først i den andre gruppen",
    )
    is_counted_with_undetermined: dt.boolean = column(
        "True if compared where the undetermined count as inside",
        "Sann hvis sammenlignet der de uavklarte teller som innenfor",
    )
    is_counted_new_user: dt.boolean = column(
        "True if compared, and known not to have used the drug before",
        "Sann hvis sammenlignet, og kjent for ikke å ha brukt legemidlet før",
    )
    age_years: dt.float64 = column(
        "Age at the index date", "Alder ved indeksdato", unit="years", nullable=True, ge=0
    )
    sex: dt.string = column("Sex", "Kjønn", isin=["female", "male", "unknown"])
    region_code: dt.string = column("Region of treatment", "Behandlende region", nullable=True)
    days_since_diagnosis: dt.int32 = column(
        "Days from the first diagnosis of the disease to the index date",
        "Dager fra første diagnose av sykdommen til indeksdato",
        unit="days",
        nullable=True,
        ge=0,
    )
    spread: dt.string = column(
        "Spread at that diagnosis",
        "Spredning ved den diagnosen",
        nullable=True,
        isin=["localised", "regional", "distant", "unknown"],
    )
    n_earlier_lines: dt.int32 = column(
        "Lines of therapy before, where all of them can be known",
        "Behandlingslinjer før, der alle kan være kjent",
        nullable=True,
        ge=0,
    )

    class Config:
        unique = ["agreement_id", "comparator_id", "arm", "person_id"]
