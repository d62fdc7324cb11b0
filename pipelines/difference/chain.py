"""From the earlier edition to the later one by builds that differ in one thing at a time."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl

from pipelines.cut import code_version
from pipelines.difference.edition import DifferenceError, Edition
from pipelines.difference.numbers import NUMBERS, Numbers, Query, numbers_of
from pipelines.difference.split import EARLIER, LATER, STEPS
from pipelines.difference.states import attach_restated
from pipelines.private import private_files
from pipelines.raw_state import attach_raw_state
from pipelines.tables import needed_for
from pipelines.work import LOG, Work

Attach = Callable[[duckdb.DuckDBPyConnection], None]
Progress = Callable[[str], None]
PATIENTS = ("cohort.treated_person", "cohort.comparison_person")
"""Whoever is followed under an agreement: its patients, and those they are compared with."""


@private_files()
def chain(
    agreement_id: str,
    earlier: Edition,
    later: Edition,
    progress: Progress = lambda _: None,
    tables: Mapping[str, Numbers] = NUMBERS,
) -> dict[str, pl.DataFrame]:
    """The agreement's numbers in the earlier edition, after each step, and in the later edition.

    1. `code`: the earlier edition's inputs, built by today's code.
    2. `protocol`: with the later edition's agreement files and reference tables.
    3. `corrections`: with the rows known at the earlier cut as the later one knows them; followed no longer.
    4. `follow_up`: and all rows of those who were the agreement's patients then, followed to the later cut.
    5. `new_patients`: and all other rows: the later edition's inputs, built by today's code.

    A step in which nothing changed is not built. Raises CutError where a delivery is no longer what was
    frozen (as after an erasure), DifferenceError where an edition does not hold the agreement.
    """
    _assert_comparable(agreement_id, earlier, later)
    now = code_version()[:12]
    before, after = earlier.received(), later.received()
    is_later_data = before != after or earlier.data_cut != later.data_cut
    reworded = replace(later, data_cut=earlier.data_cut)
    patients: list[str] = []
    published = [_published(edition, agreement_id, tables) for edition in (earlier, later)]
    builds = {EARLIER: published[0]}
    last = published[0]
    for name, is_changed, cut, attach in (
        ("code", earlier.code_version != now, earlier, lambda to: attach_raw_state(to, before)),
        ("protocol", earlier.protocol != later.protocol, reworded, lambda to: attach_raw_state(to, before)),
        ("corrections", is_later_data, reworded, lambda to: attach_restated(to, before, after)),
        ("follow_up", is_later_data, later, lambda to: attach_restated(to, before, after, patients)),
        ("new_patients", is_later_data, later, lambda to: attach_raw_state(to, after)),
    ):
        if name == STEPS[-1] and later.code_version == now:
            # Today's code has made the whole of the later edition already.
            last = published[1]
        elif is_changed:
            progress(f"building: {name.replace('_', ' ')} …")
            with build(cut, attach, (*tables, *PATIENTS)) as query:
                if name == "corrections":
                    patients.extend(_patients(query, agreement_id))
                last = numbers_of(query, agreement_id, tables)
        builds[name] = last
    return builds | {LATER: published[1]}


@contextmanager
def build(cut: Edition, attach: Attach, targets: tuple[str, ...]) -> Iterator[Query]:
    """Make the targets and all they rest on by the definitions of a cut, of raw tables that `attach` gives.

    Nothing of a home is written to; what was built is gone when the context ends.
    """
    with tempfile.TemporaryDirectory(prefix="difference_") as folder:
        connection = duckdb.connect(str(Path(folder) / "difference.duckdb"))
        try:
            connection.execute(LOG)
            attach(connection)
            work = Work(cut, connection)
            for definition in needed_for(targets):
                work.make(definition)
            yield lambda sql: connection.sql(sql).pl()
        finally:
            connection.close()


def _patients(query: Query, agreement_id: str) -> list[str]:
    persons = " union ".join(
        f"select person_id from {table} where agreement_id = '{agreement_id}'" for table in PATIENTS
    )
    return query(persons)["person_id"].to_list()


def _published(edition: Edition, agreement_id: str, tables: Mapping[str, Numbers]) -> pl.DataFrame:
    with duckdb.connect(str(edition.analysis), read_only=True) as connection:
        return numbers_of(lambda sql: connection.sql(sql).pl(), agreement_id, tables)


def _assert_comparable(agreement_id: str, earlier: Edition, later: Edition) -> None:
    for edition in (earlier, later):
        known = edition.agreements_in()
        if agreement_id not in known:
            raise DifferenceError(
                f"{edition.place}: found no agreement {agreement_id}; expected one of {', '.join(known)}"
            )
    if later.data_cut < earlier.data_cut:
        raise DifferenceError(
            f"found {earlier.data_cut} before {later.data_cut}; expected the earlier data cut first"
        )
