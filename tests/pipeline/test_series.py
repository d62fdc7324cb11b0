"""A series of cuts: what editions told is frozen with the next, and nothing leaves beside an unknown one."""

import json
import shutil

import polars as pl
import pytest

from pipelines.cut import FROZEN, CutError, freeze
from pipelines.home import Home
from pipelines.publication import write_results
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE


@pytest.fixture
def home(main_job, tmp_path) -> Home:
    """A copy of the home of the main job, with an edition of another cut beside its own."""
    shutil.copytree(main_job.home.root, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    own = home.editions(DATA_CUT) / main_job.published.resolve().name
    other = home.root / "editions" / "2026-03-31" / "elsewhere"
    shutil.copytree(own, other)
    inputs = json.loads((other / "inputs" / FROZEN).read_text(encoding="utf-8"))
    (other / "inputs" / FROZEN).write_text(json.dumps(inputs | {"data_cut": "2026-03-31"}), encoding="utf-8")
    return home


def test_what_editions_told_is_frozen_with_a_later_freezing_and_not_with_an_earlier_one(main_job, home):
    agreements, reference = SAMPLE / "agreements", SAMPLE / "reference"
    frozen = freeze(home, DATA_CUT, agreements, reference)
    assert frozen.inputs["published"] == {}
    renewed = freeze(home, DATA_CUT, agreements, reference, renew=True, confidential=SAMPLE / "confidential")
    assert list(renewed.inputs["published"]) == ["2026-03-31/elsewhere"]
    counts = pl.read_csv(renewed.files / "published" / "published_count.csv", infer_schema=False)
    assert counts["build_id"].unique().to_list() == ["elsewhere"]
    told = pl.read_parquet(main_job.published / "tables" / "person_count.parquet")
    assert counts.filter(pl.col("topic") != "flow").height == told.height
    again = freeze(home, DATA_CUT, agreements, reference, renew=True, confidential=SAMPLE / "confidential")
    assert again.build_id == renewed.build_id, "its own edition tells the same and changes nothing"


def test_nothing_new_is_published_beside_an_edition_that_the_cut_does_not_know_of(main_job, home):
    cut = freeze(home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")
    own = home.editions(DATA_CUT) / main_job.published.resolve().name
    with open_work(cut, reads_raw=False) as work:
        write_results(work)  # what it tells has been told
        shutil.rmtree(own)
        with pytest.raises(CutError, match=r"found 2026-03-31/elsewhere published since the cut was frozen"):
            write_results(work)
