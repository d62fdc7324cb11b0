"""Every person-level SELECT is separable: what a person's rows are depends on that person's rows alone."""

from dataclasses import dataclass

import duckdb
import pytest

from pipelines.raw_state import attach_raw_state
from pipelines.tables import TableDefinition, all_tables, built_tables, tables_of
from tests.support.separable import WHOLE, inseparable_rows, person_column

PERSON_LEVEL = [
    definition
    for definition in built_tables()
    if definition.layer in ("core", "cohort", "outcome") and person_column(definition)
]


MORE_CRITERIA = """
    (1, 'sex', null), (2, 'place', 'region'), (3, 'calendar', null), (4, 'pregnancy', null),
    (5, 'combination', null), (6, 'not_observable', null), (7, 'time_since', 'relapse'),
    (8, 'time_since', 'diagnosis'), (9, 'earlier_treatment', 'lines'),
    (10, 'earlier_treatment', 'substances'), (11, 'earlier_treatment', 'transplant')
"""
"""Kinds of criteria that no agreement of the sample in force has: nobody would be judged by them."""


@pytest.fixture(scope="module")
def whole(main_job):
    """All tables of the sample's cut in the catalog `whole`, the raw ones copied from their stores."""
    cut = main_job.cut
    with duckdb.connect() as connection:
        attach_raw_state(connection, cut.deliveries())
        connection.execute(f"attach ':memory:' as {WHOLE}")
        connection.execute(f"attach '{cut.work}' as work (read_only)")
        for definition in (table for table in all_tables().values() if table.layer != "confidential"):
            source = definition.name if definition.layer == "raw" else f"work.{definition.name}"
            connection.execute(f"create schema if not exists {WHOLE}.{definition.layer}")
            connection.execute(f"create table {WHOLE}.{definition.name} as from {source}")
        connection.execute("detach work; detach raw")
        connection.execute(
            f"""
            insert into {WHOLE}.agreement.criterion by name
            select
                'EX004' as agreement_id, kind || position as criterion_id, 90 + position as position,
                kind, subject, 1 as minimum, false as is_absence
            from (values {MORE_CRITERIA}) as criterion (position, kind, subject)
            """
        )
        yield connection


def test_the_person_level_layers_are_looked_at():
    assert {definition.layer for definition in PERSON_LEVEL} == {"core", "cohort", "outcome"}
    assert {"core.tumour", "cohort.eligibility", "outcome.treatment_duration"} <= {
        definition.name for definition in PERSON_LEVEL
    }
    assert all(person_column(definition) for definition in tables_of("raw") if definition.table != "delivery")


@pytest.mark.parametrize("definition", PERSON_LEVEL, ids=lambda definition: definition.name)
def test_halves_of_the_persons_make_halves_of_the_rows(whole, definition):
    assert inseparable_rows(whole, definition) == (0, 0)


@dataclass(frozen=True)
class Entangled(TableDefinition):
    """A table of treatment courses whose SELECT looks at other persons."""

    sql: str = ""

    @property
    def model(self):
        return all_tables()["outcome.treatment_course"].model


COLUMNS = "agreement_id, person_id, variant, course_start, last_exposure_date, coverage_end"
ENTANGLED = {
    "a rank over all persons": f"""
        select {COLUMNS}, rank() over (order by course_start)::integer as n_exposures
        from outcome.treatment_course
    """,
    "a person taken for being the first": f"""
        select {COLUMNS}, n_exposures from outcome.treatment_course
        qualify row_number() over (partition by agreement_id, variant order by person_id) = 1
    """,
    "a sum over everybody": f"""
        select {COLUMNS}, (select sum(n_exposures) from outcome.treatment_course)::integer as n_exposures
        from outcome.treatment_course
    """,
}


@pytest.mark.parametrize("fault", ENTANGLED)
def test_a_select_that_looks_at_other_persons_is_caught(whole, fault):
    assert sum(inseparable_rows(whole, Entangled("result", "treatment_course", ENTANGLED[fault]))) > 0
