"""What a report shows, as data: no words, no layout, no language. Made from released tables only."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pipelines.home import ASSESSOR
from pipelines.methods.group_terms import COHORTS
from pipelines.methods.measure import Measure
from pipelines.methods.measures import MEASURES
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.reports.agreed import AgreedTerms, agreed_terms
from pipelines.reports.compared import Compared, compared_view
from pipelines.reports.confidential import Confidential, confidential_view
from pipelines.reports.counts import PersonCounts, person_counts
from pipelines.reports.coverage import Coverage, coverage_view
from pipelines.reports.edition import PUBLIC, Edition, ReportError, Row
from pipelines.reports.follow_up import FollowUp, follow_up_view
from pipelines.reports.followed import Followed, followed_view
from pipelines.reports.patient_reported import PatientReported, patient_reported_view

VERDICTS = ("holds", "does_not_hold", "cannot_tell_yet")
FLOW_STEPS = {"inside": "inside", "inside_or_undetermined": "not_outside", "all_treated": "new_starters"}
"""The step of the patient flow that holds each group of the treated."""


@dataclass(frozen=True)
class Report:
    """One agreement at one data cut."""

    agreement: Row
    build: Row
    criteria: list[Row]
    criterion_values: Mapping[str, list[str]]
    duration_rules: list[Row]
    outcome_measures: list[Row]
    assumptions: list[Row]
    milestones: list[Row]
    data_sources: list[Row]
    price_terms: list[Row]
    statements: list[Row]
    estimates: list[Row]
    curves: list[Row]
    attrition: list[Row]
    assessments: list[Row]
    sources: list[Row]
    life_tables: list[Row]
    agreed: AgreedTerms
    counts: PersonCounts
    coverage: Coverage
    patient_reported: PatientReported
    follow_up: FollowUp
    followed: Followed
    compared: Compared
    confidential: Confidential

    @property
    def agreement_id(self) -> str:
        return self.agreement["agreement_id"]

    @property
    def data_cut(self) -> date:
        return self.build["data_cut"]

    @property
    def edition(self) -> str:
        """Whose edition it is: public, assessor or negotiator."""
        return self.build.get("edition") or PUBLIC

    @property
    def is_exact(self) -> bool:
        """Whether nothing of the agreement is withheld, and every curve has all its steps."""
        return self.edition == ASSESSOR

    @property
    def is_proposal(self) -> bool:
        return self.agreement["is_proposal"]

    @property
    def is_binding(self) -> bool:
        return self.agreement["reassessment_date"] == self.data_cut

    @property
    def has_stopped(self) -> bool:
        """True once the stop date has come: then it is counted who is still on treatment."""
        stop = self.agreement["stop_date"]
        return stop is not None and stop <= self.data_cut

    @cached_property
    def registers(self) -> set[str]:
        """The registers the agreement rests on."""
        return {row["register"] for row in self.data_sources}

    def registers_for(self, purposes: Collection[str]) -> set[str]:
        """The registers the agreement names for any of these purposes."""
        return {row["register"] for row in self.data_sources if row["purpose"] in purposes}

    @property
    def primary_variant(self) -> str:
        """The treatment-end rule that the agreement calls its primary one."""
        return self.agreement["primary_duration_variant"]

    @cached_property
    def cohort(self) -> str:
        """The group that the agreement's outcome measures speak of most; curves and summary show it."""
        asked = Counter(row["cohort"] for row in self.outcome_measures if row["cohort"] in COHORTS)
        return asked.most_common(1)[0][0] if asked else "inside"

    @cached_property
    def verdict_counts(self) -> dict[str, int]:
        found = Counter(row["verdict"] for row in self.assessments)
        return {verdict: found[verdict] for verdict in VERDICTS}

    @cached_property
    def withheld(self) -> dict[str, int]:
        """How many rows of each released table lack a number that was withheld: what was withheld is said."""
        tables = {
            "estimate": self.estimates,
            "survival_curve": [row for row in self.curves if row["subgroup"] == "all"],
            "attrition": self.attrition,
            "assessment": self.assessments,
            "person_count": self.counts.rows,
            "coverage": self.coverage.coverage,
            "completeness": self.coverage.completeness,
            "source_gap": self.coverage.gaps,
        }
        if self.is_exact:  # what belongs to no agreement is as in the public edition
            del tables["completeness"]
        counts = {
            name: sum(row["suppressed"] or row.get("n_risk", 0) is None for row in rows)
            for name, rows in tables.items()
        }
        return {name: count for name, count in counts.items() if count}

    @cached_property
    def _by_key(self) -> dict[tuple[Any, ...], Row]:
        return {
            (row["measure"], row["variant"], row["cohort"], row["time_days"]): row
            for row in self.estimates
            if row["subgroup"] == "all"
        }

    def said(self, kind: str) -> list[Row]:
        """The agreement's statements of one kind, in its order."""
        return [row for row in self.statements if row["kind"] == kind]

    def parts_not_judged(self) -> list[tuple[Row, Row]]:
        """Each part of the indication that no criterion judges, and the reason."""
        return list(zip(self.said("not_judged"), self.said("not_judged_reason"), strict=True))

    def estimate(
        self, measure: str, variant: str, cohort: str | None = None, time_days: int | None = None
    ) -> Row | None:
        """One number; None if the edition has no such row."""
        return self._by_key.get((measure, variant, cohort or self.cohort, time_days))

    def is_empty(self, cohort: str) -> bool:
        """Whether nobody is in a group of the treated, as far as its size may be told."""
        counted = self.estimate("number_treated", "new_starters", cohort)
        if counted is not None:
            return not counted["suppressed"] and counted["estimate"] == 0
        # A group without persons may have no row. Its size is withheld where the patient flow's is.
        steps = [row for row in self.attrition if row["step"] == FLOW_STEPS.get(cohort)]
        return bool(steps) and all(row["n_in"] == 0 for row in steps)

    @property
    def is_unobserved(self) -> bool:
        """Whether the register of the treatment has delivered nothing: who is treated is not known at all."""
        return not self.is_proposal and not self.attrition

    def times(self, measure: str) -> list[int]:
        """The fixed times a measure is released for."""
        found = {row["time_days"] for row in self.estimates if row["measure"] == measure}
        return sorted(time for time in found if time is not None)

    def rows_of(self, measure: str) -> list[tuple[str, int | None]]:
        """Variant and time of every released row of a measure, in the order of the catalogue."""
        variants = MEASURES[measure].variants
        found = {
            (row["variant"], row["time_days"])
            for row in self.estimates
            if row["measure"] == measure and row["subgroup"] == "all"
        }
        return sorted(found, key=lambda key: (variants.index(key[0]), key[1] or 0))

    def measures(self) -> list[str]:
        """The released measures, in the order of the catalogue."""
        found = {row["measure"] for row in self.estimates}
        return [measure for measure in MEASURES if measure in found]

    def outcomes(self) -> list[str]:
        """The released measures of those treated: all but the shares of those who could have been.

        Patient-reported outcomes have a section of their own.
        """
        return [
            name
            for name in self.measures()
            if set(MEASURES[name].cohorts) <= set(COHORTS)
            and "patient_reported" not in MEASURES[name].purposes
        ]

    def asked_variant(self, measure: Measure) -> str:
        """The definition the agreement asks for, else its primary rule, else the first of the measure."""
        asked = [row["variant"] for row in self.outcome_measures if row["measure"] == measure.name]
        primary = [name for name in (self.primary_variant,) if name in measure.variants]
        return next(iter((*asked, *primary, *measure.variants)))

    def levels(self, measure: str, variant: str, subgroup: str) -> list[Row]:
        """One measure for every level of a subgroup, the unknown level last."""
        wanted = (measure, variant, subgroup)
        found = (row for row in self.estimates if (row["measure"], row["variant"], row["subgroup"]) == wanted)
        return sorted(found, key=lambda row: (row["level"] == "unknown", row["level"]))

    def of_level(
        self, measure: str, variant: str, subgroup: str, level: str, time_days: int | None = None
    ) -> Row | None:
        """One number of one level of a subgroup, of the group whose subgroups leave."""
        wanted = (measure, variant, COUNTED_COHORT, level, time_days)
        for row in self.levels(measure, variant, subgroup):
            if (row["measure"], row["variant"], row["cohort"], row["level"], row["time_days"]) == wanted:
                return row
        return None

    def of_comparator(
        self,
        measure: str,
        variant: str,
        comparator_id: str,
        time_days: int | None = None,
        cohort: str = "compared",
    ) -> Row | None:
        """One number of a comparison."""
        wanted = (measure, variant, cohort, comparator_id, time_days)
        for row in self.estimates:
            if (row["measure"], row["variant"], row["cohort"], row["level"], row["time_days"]) == wanted:
                return row
        return None

    @property
    def published_cohort(self) -> str:
        """The group of ours that stands beside published numbers."""
        return self.cohort if self.cohort != "all_treated" else COUNTED_COHORT

    def curve(self, measure: str, variant: str, cohort: str | None = None) -> list[Row]:
        """Points of one curve in time order; suppressed ones have no numbers."""
        wanted = (measure, variant, cohort or self.cohort, "all")
        return sorted(
            (
                row
                for row in self.curves
                if (row["measure"], row["variant"], row["cohort"], row["subgroup"]) == wanted
            ),
            key=lambda row: row["time_days"],
        )

    def source_lines(self) -> list[tuple[Row | None, Row | None]]:
        """The agreement's own sources first, then every other register of the cut: (term, released row)."""
        released = {row["register"]: row for row in self.sources}
        named = [
            (term, released.pop(term["register"], None)) for term in _one_per_register(self.data_sources)
        ]
        return named + [(None, row) for row in released.values()]


def report_view(edition: Edition, agreement_id: str) -> Report:
    """Everything one report shows. Raises ReportError if the agreement is not in the edition."""
    found = edition.rows("agreement.agreement", agreement_id)
    if not found:
        raise ReportError(
            f"{edition.path}: expected agreement {agreement_id} in agreement.agreement, found none"
        )
    values: dict[str, list[str]] = {}
    for row in edition.rows("agreement.criterion_value", agreement_id):
        values.setdefault(row["criterion_id"], []).append(row["value"])
    estimates = edition.rows("released.estimate", agreement_id)
    data_sources = edition.rows("agreement.data_source", agreement_id)
    _check_catalogued(edition, estimates)
    return Report(
        agreement=found[0],
        build=edition.build(),
        criteria=edition.rows("agreement.criterion", agreement_id, order_by="position"),
        criterion_values=values,
        duration_rules=edition.rows("agreement.duration_rule", agreement_id),
        outcome_measures=edition.rows("agreement.outcome_measure", agreement_id),
        assumptions=edition.rows("agreement.assumption", agreement_id),
        milestones=edition.rows("agreement.milestone", agreement_id, order_by="milestone_date, kind"),
        data_sources=data_sources,
        price_terms=edition.rows("agreement.price_term", agreement_id),
        statements=edition.rows("agreement.statement", agreement_id, order_by="kind, position"),
        estimates=estimates,
        curves=edition.rows("released.survival_curve", agreement_id),
        attrition=edition.rows("released.attrition", agreement_id, order_by="step_order"),
        assessments=sorted(edition.rows("released.assessment", agreement_id), key=_catalogue_order),
        sources=edition.rows("released.source", order_by="register"),
        life_tables=edition.rows("released.life_table", order_by="first_calendar_year, origin"),
        agreed=agreed_terms(edition, found[0]),
        counts=person_counts(edition, agreement_id),
        patient_reported=patient_reported_view(edition, agreement_id, estimates),
        coverage=coverage_view(edition, agreement_id, {row["register"] for row in data_sources}),
        follow_up=follow_up_view(edition, agreement_id),
        followed=followed_view(edition, agreement_id),
        compared=compared_view(edition, agreement_id),
        confidential=confidential_view(edition, agreement_id),
    )


def assumption_of(report: Report, assessment: Row) -> Row:
    """The agreement's own words on a judged assumption."""
    for row in report.assumptions:
        if row["assumption_id"] == assessment["assumption_id"]:
            return row
    raise ReportError(
        f"released.assessment of {report.agreement_id}: expected assumption {assessment['assumption_id']} "
        "in agreement.assumption, found none"
    )


def _catalogue_order(row: Row) -> tuple[int, int, str]:
    measures = list(MEASURES)
    place = measures.index(row["measure"]) if row["measure"] in MEASURES else len(measures)
    return place, row["time_days"] or 0, row["assumption_id"]


def _one_per_register(terms: Iterable[Row]) -> list[Row]:
    """The terms with the purposes of a register put together."""
    merged: dict[str, dict[str, Any]] = {}
    for term in terms:
        entry = merged.setdefault(term["register"], {**term, "purposes": []})
        entry["purposes"].append(term["purpose"])
    return list(merged.values())


def _check_catalogued(edition: Edition, estimates: Iterable[Row]) -> None:
    for row in estimates:
        if row["measure"] not in MEASURES or row["variant"] not in MEASURES[row["measure"]].variants:
            raise ReportError(
                f"{edition.path}: released.estimate: expected a measure and variant of the catalogue, "
                f"found {row['measure']} / {row['variant']}"
            )
