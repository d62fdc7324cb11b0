"""Agreements to the rows of the `agreement.*` tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from pipelines.agreements.freezing import FrozenVersion, changes, first_frozen_on, protocol_status
from pipelines.agreements.model import Agreement
from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.rows import (
    comparators,
    followed,
    outcomes,
    patient_reported,
    patients,
    plan,
    planned_doses,
    records,
)
from pipelines.agreements.rows.cells import Row, in_both_languages
from pipelines.tables import TableDefinition
from schemas.agreement.agreement import TREATMENT_REGISTERS

Frozen = Sequence[FrozenVersion]


def agreement_tables(
    agreements: Sequence[Agreement], frozen: Mapping[str, Frozen] | None = None
) -> dict[str, pl.DataFrame]:
    """One frame per table of the layer `agreement`, by table name, typed as the table's schema says.

    `frozen` holds the frozen versions of each agreement's protocol, oldest first, by agreement.
    """
    versions = frozen or {}
    return {
        table: pl.DataFrame(
            [
                {"agreement_id": agreement.agreement_id} | row
                for agreement in agreements
                for row in rows(agreement, versions.get(agreement.agreement_id, ()))
            ],
            schema=_polars_schema(table),
            orient="row",
        )
        for table, rows in ROWS.items()
    }


def _polars_schema(table: str) -> dict[str, pl.DataType]:
    from ibis.formats.polars import PolarsType

    columns = TableDefinition("agreement", table).model.to_schema().columns
    return {name: PolarsType.from_ibis(column.dtype.type) for name, column in columns.items()}


def _agreement(agreement: Agreement, frozen: Frozen) -> Iterator[Row]:
    plan, scope = agreement.plan, agreement.treated_scope
    parameters = agreement.parameters.model_dump(
        exclude={"source", "is_invented", "duration_rules", "planned_doses"}
    )
    yield {
        **in_both_languages(agreement.title, "title"),
        "based_on": agreement.based_on,
        "is_proposal": agreement.is_proposal,
        "drug_name": agreement.drug.name,
        "start_date": plan.start_date,
        "reassessment_date": plan.reassessment_date,
        "stop_date": plan.stop_date,
        "minimum_age_years": scope.minimum_age_years,
        "maximum_age_years": scope.maximum_age_years,
        **parameters,
        "treatment_register": TREATMENT_REGISTERS[parameters["treatment_source"]],
        "protocol_hash": protocol_hash(agreement),
        "protocol_status": protocol_status(agreement, frozen),
        "protocol_frozen_on": first_frozen_on(frozen),
        "confidential_terms_hash": agreement.confidential_terms_hash,
    }


def _protocol_version(agreement: Agreement, frozen: Frozen) -> Iterator[Row]:
    for version in frozen:
        yield {
            "version": version.version,
            "frozen_on": version.frozen_on,
            "protocol_hash": version.protocol_hash,
        }


def _protocol_change(agreement: Agreement, frozen: Frozen) -> Iterator[Row]:
    for version, found in changes(agreement, frozen):
        for position, change in enumerate(found, 1):
            yield {
                "version": version.version,
                "position": position,
                "path": change.path,
                "before": change.before,
                "after": change.after,
            }


def _of_the_file(rows: Callable[[Agreement], Iterator[Row]]) -> Callable[[Agreement, Frozen], Iterator[Row]]:
    return lambda agreement, _: rows(agreement)


ROWS: dict[str, Callable[[Agreement, Frozen], Iterator[Row]]] = {
    "agreement": _agreement,
    "protocol_version": _protocol_version,
    "protocol_change": _protocol_change,
} | {
    rows.__name__: _of_the_file(rows)
    for rows in (
        plan.party,
        patients.substance,
        patients.criterion,
        patients.criterion_value,
        patients.regimen,
        patients.refund_code,
        patients.use_rule,
        patients.subgroup,
        outcomes.duration_rule,
        planned_doses.planned_dose,
        outcomes.outcome_measure,
        outcomes.assumption,
        comparators.comparator,
        comparators.comparator_cohort,
        comparators.comparator_substance,
        comparators.comparator_covariate,
        comparators.criterion_left_out,
        comparators.published_value,
        followed.complication,
        followed.response,
        outcomes.statement,
        patient_reported.patient_reported,
        patient_reported.patient_reported_time,
        plan.data_source,
        plan.milestone,
        plan.price_term,
        records.decision_elsewhere,
        records.evidence,
        records.reassessment_decision,
        records.legal_basis,
    )
}
