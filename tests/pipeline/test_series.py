"""A series of cuts: what editions told is frozen with the next, and nothing leaves beside an unknown one."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from pipelines.cut import Cut, freeze
from pipelines.earlier_editions import FILES, TELLING
from pipelines.frozen import FROZEN, CutError
from pipelines.home import Home, private_folder
from pipelines.methods.counted_sums import AND
from pipelines.methods.ledger_told import TOPIC as LEDGER
from pipelines.methods.person_counts import NOT_COUNTED
from pipelines.methods.prom_told import TOPICS as TOPICS_REPORTED
from pipelines.publication import edition, partial_edition, publish, write_results
from pipelines.work import open_work
from tests.pipeline.conftest import DATA_CUT, SAMPLE

EARLIER = date(2026, 3, 31)


@pytest.fixture
def home(main_job, tmp_path) -> Home:
    """A copy of the home of the main job, with an edition of another cut beside its own."""
    shutil.copytree(main_job.home.root, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    own = home.editions(DATA_CUT) / main_job.published.resolve().name
    other = home.editions(EARLIER) / "elsewhere"
    shutil.copytree(own, other)
    inputs = json.loads((other / "inputs" / FROZEN).read_text(encoding="utf-8"))
    (other / "inputs" / FROZEN).write_text(
        json.dumps(inputs | {"data_cut": EARLIER.isoformat()}), encoding="utf-8"
    )
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
    others = ["flow", "coverage", "comparison", "followed", LEDGER, *TOPICS_REPORTED]
    of_topics = counts.filter(~pl.col("topic").is_in(others) & (pl.col("category") != NOT_COUNTED))
    is_sum = pl.any_horizontal(pl.col("item", "category").str.contains(AND, literal=True))
    assert of_topics.filter(~is_sum).height == told.height
    assert set(of_topics.filter(is_sum)["topic"]) == {"eligibility", "uptake", "testing"}
    compared = pl.read_parquet(main_job.published / "tables" / "comparison_count.parquet")
    assert counts.filter(topic="comparison").height == compared.height > 0
    ledger = pl.read_parquet(main_job.published / "tables" / "follow_up_ledger.parquet")
    by_cause = counts.filter(topic="follow_up_ledger")
    told_by_cause = ledger.filter(pl.col("state").is_in(["complete_to", "emigrated"]))["n"].drop_nulls()
    assert by_cause.filter(pl.col("n").cast(pl.Int64) > 0).height == told_by_cause.len()
    assert by_cause["n_exact"].null_count() == 0
    coverage = pl.read_parquet(main_job.published / "tables" / "coverage.parquet")
    of_coverage = counts.filter((pl.col("topic") == "coverage") & (pl.col("level") != "not_delivered"))
    n_shown = of_coverage.filter(pl.col("category") == "shown")["n"].drop_nulls().len()
    assert n_shown == coverage["n_denominator"].drop_nulls().len() > 0
    curves = pl.read_csv(renewed.files / "published" / "published_curve.csv", infer_schema=False)
    points = pl.read_parquet(main_job.published / "tables" / "survival_curve.parquet")
    n_told = points["n_event"].drop_nulls().len()
    assert curves["build_id"].unique().to_list() == ["elsewhere"]
    assert curves.filter(pl.col("n_beyond").is_not_null()).height == n_told > 0
    again = freeze(home, DATA_CUT, agreements, reference, renew=True, confidential=SAMPLE / "confidential")
    assert again.build_id == renewed.build_id, "its own edition tells the same and changes nothing"


def test_nothing_new_is_published_beside_an_edition_that_the_cut_does_not_know_of(main_job, home):
    cut = freeze(home, DATA_CUT, SAMPLE / "agreements", SAMPLE / "reference")
    own = home.editions(DATA_CUT) / main_job.published.resolve().name
    with open_work(cut, reads_raw=False) as work:
        folder = write_results(work)  # what it tells has been told
        assert {path.name for path in (folder / "person").glob("*.csv")} == set(FILES)
        shutil.rmtree(own)
        with pytest.raises(CutError, match=r"found 2026-03-31/elsewhere published since the cut was frozen"):
            write_results(work)


@pytest.fixture
def both_written(tmp_path) -> tuple[Cut, Cut]:
    """Two cuts frozen when no edition stood, each with an edition that is written and not yet published.

    Of an edition there is what its publication looks at: what it told, and that its reports are there.
    """
    home = Home(tmp_path / "home")
    cuts = [Cut(home, day, {"data_cut": day.isoformat(), "published": {}}) for day in (EARLIER, DATA_CUT)]
    for cut in cuts:
        private_folder(cut.folder)
        for name in ("reports", "tables", "inputs"):
            (partial_edition(cut) / name).mkdir(parents=True)
        (partial_edition(cut) / "inputs" / FROZEN).write_text(json.dumps(cut.inputs), encoding="utf-8")
        for table in TELLING:
            told = pl.DataFrame({"data_cut": [cut.data_cut], "n": [40]})
            told.write_parquet(partial_edition(cut) / "tables" / f"{table}.parquet")
    return cuts[0], cuts[1]


def test_what_was_written_before_another_was_published_is_not_published_beside_it(both_written):
    earlier, later = both_written
    publish(earlier)
    unknown = f"found 2026-03-31/{earlier.build_id} published since the cut was frozen"
    with pytest.raises(CutError, match=unknown):
        publish(later)
    assert not edition(later).exists()
    assert not later.home.published(DATA_CUT).exists()


def test_an_edition_that_stands_is_published_again_beside_one_that_came_later(both_written):
    earlier, later = both_written
    publish(earlier)
    shutil.copytree(edition(earlier), partial_edition(earlier))
    knowing = replace(later, inputs=later.inputs | {"published": {f"{EARLIER}/{earlier.build_id}": "told"}})
    partial_edition(later).rename(partial_edition(knowing))
    assert publish(knowing) == edition(knowing)
    assert publish(earlier) == edition(earlier)


def test_of_two_that_do_not_know_of_each_other_and_are_published_at_once_one_is_refused(both_written):
    with ThreadPoolExecutor() as threads:
        published = [threads.submit(publish, cut) for cut in both_written]
    refused = [error for one in published if (error := one.exception())]
    assert [type(error) for error in refused] == [CutError], refused
    assert "published since the cut was frozen" in str(refused[0])
    assert [edition(cut).exists() for cut in both_written].count(True) == 1


@pytest.mark.parametrize("table", TELLING)
def test_a_build_by_newer_code_that_tells_something_else_is_refused_until_the_cut_knows_of_the_older(
    both_written, table
):
    _, cut = both_written
    of_older_code = edition(cut).with_name("0123456789ab")
    shutil.copytree(partial_edition(cut), of_older_code)
    changed = pl.DataFrame({"data_cut": [DATA_CUT], "n": [41]})
    changed.write_parquet(of_older_code / "tables" / f"{table}.parquet")
    with pytest.raises(CutError, match="found 2026-06-30/0123456789ab published since the cut was frozen"):
        publish(cut)
    knowing = replace(cut, inputs=cut.inputs | {"published": {f"{DATA_CUT}/0123456789ab": "told"}})
    partial_edition(cut).rename(partial_edition(knowing))
    assert publish(knowing) == edition(knowing)


def test_a_build_by_newer_code_that_tells_the_same_is_published(both_written):
    _, cut = both_written
    shutil.copytree(partial_edition(cut), edition(cut).with_name("0123456789ab"))
    assert publish(cut) == edition(cut)
