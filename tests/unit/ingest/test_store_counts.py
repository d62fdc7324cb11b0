"""A store that lost rows after they were loaded is refused by every cut that uses it; what rewrites stores
leaves them adding up."""

import shutil
from datetime import date

import duckdb
import pytest

from pipelines.cut import Cut, current_inputs
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.ingest.erasing import Request, erase
from pipelines.ingest.holding import raw_store
from pipelines.ingest.line_release import LineDecision, release_lines
from pipelines.ingest.load import load_delivery
from pipelines.ingest.raw_tables import raw_models
from pipelines.ingest.store_counts import miscounted
from tests.support.delivery import csv_text, write_delivery
from tests.support.violating_rows import good_row

MODEL = raw_models()["nornmd"]["behandling"]
FILE, TABLE = "nornmd_behandling.csv", "nornmd_behandling"
CUT = date(2026, 6, 30)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """Three good rows, and two lines in quarantine, of which the first breaks two rules."""
    folder = tmp_path_factory.mktemp("store_counts")
    rows = [good_row(MODEL, number) for number in range(5)]
    rows[3] |= {"rad_id": "=R3", "sh_reg": "X"}
    rows[4] |= {"rad_id": "=R4"}
    path = write_delivery(folder / "in", "nornmd", "n-1", {"behandling": csv_text(MODEL, rows)})
    load_delivery(path, folder / "home")
    return folder / "home"


@pytest.fixture
def home(loaded, tmp_path):
    shutil.copytree(loaded, tmp_path / "home")
    return tmp_path / "home"


def cut_of(home):
    nothing = home / "nothing"
    return Cut(Home(home), CUT, current_inputs(Home(home), CUT, nothing, nothing))


def changed(home, *statements):
    with duckdb.connect(str(raw_store(home, "nornmd", "n-1"))) as connection:
        for statement in statements:
            connection.execute(statement)


ONE_LESS = f"delete from {TABLE} where rowid = 0"


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        ([ONE_LESS], f"{TABLE}: found 2 rows of 3"),
        ([f"insert into {TABLE} from {TABLE} limit 1"], f"{TABLE}: found 4 rows of 3"),
        ([f"drop table {TABLE}"], f"{TABLE}: found 0 rows of 3"),
        (["delete from quarantine where rule = 'rad_id.formula'"], "quarantine: found 1 rows of 2"),
        (["drop table quarantine"], "quarantine: found 0 rows of 2"),
        (["delete from delivery_file"], "delivery: found 2 rows of 5"),
        (
            [ONE_LESS, "update delivery_file set n_loaded = 2", "update delivery set n_loaded = 2"],
            "delivery: found 4 rows of 5",
        ),
    ],
    ids=["row lost", "row added", "table lost", "line lost", "lines lost", "file lost", "counts follow"],
)
def test_a_store_that_changed_after_it_was_loaded_is_refused(home, statements, said):
    cut = cut_of(home)
    assert [item.delivery_id for item in cut.received()] == ["n-1"]
    changed(home, *statements)
    for ask in (cut.received, cut.deliveries):
        with pytest.raises(CutError) as refused:
            ask()
        assert str(refused.value) == (
            f"{home / 'raw'}: nornmd/n-1: {said}; expected stores to hold what was loaded into them: put "
            "them back from a copy"
        )


def test_put_back_from_a_copy_it_is_used_again(home, tmp_path):
    cut, store = cut_of(home), raw_store(home, "nornmd", "n-1")
    shutil.copy2(store, tmp_path / "copy")
    changed(home, ONE_LESS)
    with pytest.raises(CutError, match="found 2 rows of 3"):
        cut.received()
    shutil.copy2(tmp_path / "copy", store)
    assert [item.delivery_id for item in cut.received()] == ["n-1"]


def test_stores_add_up_after_lines_are_released_and_persons_erased(home):
    asked = LineDecision("nornmd", "n-1", FILE, "rad_id.formula", (6,), "A. Engineer", "Old row ids")
    stores = [raw_store(home, "nornmd", "n-1"), release_lines(home, asked)]
    assert [miscounted(store) for store in stores] == ["", ""]
    for number in (4, 0, 3):
        person = frozenset({good_row(MODEL, number)["lopenr"]})
        assert erase(home, Request(person, "A. Owner", "Asked for it")), number
        assert [miscounted(store) for store in stores] == ["", ""], number
    assert [item.delivery_id for item in cut_of(home).received()] == ["n-1", "n-1-released-1"]
    changed(home, ONE_LESS)
    with pytest.raises(CutError, match=f"{TABLE}: found 1 rows of 2"):
        cut_of(home).received()
