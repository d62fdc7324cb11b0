"""A cut is rebuilt from what it froze: the same tables on any number of threads, whatever has come since."""

from datetime import date

import duckdb
import pytest

from pipelines.cut import freeze
from pipelines.difference.chain import build
from pipelines.difference.edition import edition_of
from pipelines.raw_state import attach_raw_state
from tests.support.small_home import EARLIER, REFERENCE, TABLES, SmallHome, case, dose, resident


@pytest.fixture(scope="module")
def corrected(tmp_path_factory) -> SmallHome:
    """An edition, and after it corrections of all registers that say they were received before the cut."""
    small = SmallHome.begun(tmp_path_factory.mktemp("small") / "home")
    small.published(EARLIER)
    came = {"received": "2023-06-20"}
    moved = [case(n, icd10="C920", morfologi="98613") for n in range(1, 4)]
    small.delivered("kreftregisteret", "krg-2", {"tilfelle": moved, "forlop": []}, kind="increment", **came)
    small.delivered("folkeregisteret", "folk-2", {"person": [resident(n) for n in range(1, 8)]}, **came)
    doses = [dose(n, dato=date(2022, 9, n)) for n in range(1, 8)]
    small.delivered("inspire", "inspire-2", {"legemiddelbehandling": doses, "hresept": []}, **came)
    return small


@pytest.mark.parametrize("threads", [1, 5])
def test_after_corrections_it_gives_the_same_tables_on_any_number_of_threads(corrected, threads):
    cut = freeze(corrected.home, EARLIER, corrected.agreements, REFERENCE)
    received = cut.received()

    def attach(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute(f"set threads = {threads}")
        attach_raw_state(connection, received)

    edition = edition_of(corrected.home, str(EARLIER))
    with (
        build(cut, attach, tuple(TABLES)) as query,
        duckdb.connect(str(edition.analysis), read_only=True) as analysis,
    ):
        for name in TABLES:
            sorted_rows = f"select * from {name} order by all"
            assert query(sorted_rows).equals(analysis.sql(sorted_rows).pl())
            assert query(f"select * from {name}").height > 0


def test_frozen_anew_it_takes_the_corrections_in(corrected):
    before = edition_of(corrected.home, str(EARLIER))
    after = edition_of(corrected.home, corrected.published(EARLIER))
    counted = []
    for edition in (before, after):
        with duckdb.connect(str(edition.analysis), read_only=True) as analysis:
            counted += analysis.execute("select n_in from result.attrition where step = 'inside'").fetchall()
    assert counted == [(6,), (4,)]
