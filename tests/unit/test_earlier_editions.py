"""What a cut freezes of the editions that stand when it is frozen."""

import json
import re
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.cut import build_id
from pipelines.earlier_editions import editions_before, told, write_published
from pipelines.file_tables import PUBLISHED, FileTableError, frame_of
from pipelines.frozen import CutError
from pipelines.home import Home
from pipelines.tables import all_tables

INPUTS = {"data_cut": "2026-06-30", "deliveries": []}
STEPS = (("treated", "earlier_starter"), ("new_starters", "outside"), ("not_outside", "undetermined"))


def attrition(n_outside: int | None, n_new: int | None) -> pl.DataFrame:
    n_in, n_out = (40, n_new, 30), (8, n_outside, 0)
    return pl.DataFrame(
        [
            ("EX004", date(2026, 3, 31), step, reason, reaching, leaving)
            for (step, reason), reaching, leaving in zip(STEPS, n_in, n_out, strict=True)
        ],
        schema=["agreement_id", "data_cut", "step", "reason", "n_in", "n_out"],
        orient="row",
    )


def contexts(ordinary: int | None, by_year: dict[str, int | None]) -> pl.DataFrame:
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "topic": "context", "item": "all"}
    row |= {"category": "ordinary", "suppressed": False}
    years = [row | {"grouping": "year", "level": level, "n": n} for level, n in by_year.items()]
    return pl.DataFrame(
        [row | {"grouping": "all", "level": "all", "n": ordinary}, *years], schema_overrides={"n": pl.Int64}
    )


def coverage(n_found: int | None) -> pl.DataFrame:
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "register": "inspire"}
    row |= {"denominator": "npr_drug", "grouping": "all", "is_delivered": True}
    levels = [("all", 40, n_found), ("delivered", 40, n_found)]
    names = ("level", "n_denominator", "n_found")
    return pl.DataFrame(
        [row | dict(zip(names, level, strict=True)) for level in levels],
        schema_overrides={"n_found": pl.Int64},
    )


def gaps(n_of_seven: int | None) -> pl.DataFrame:
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "register": "inspire"}
    regions = [("5", 0, False), ("7", n_of_seven, n_of_seven is None), (None, None, False)]
    names = ("region_code", "n_seen_elsewhere", "suppressed")
    return pl.DataFrame(
        [row | dict(zip(names, region, strict=True)) for region in regions],
        schema_overrides={"n_seen_elsewhere": pl.Int64},
    )


def compared(n_outside: int | None) -> pl.DataFrame:
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "comparator_id": "older"}
    categories = [("outside", n_outside), ("compared", 80)]
    return pl.DataFrame(
        [row | {"arm": "comparator", "category": category, "n": n} for category, n in categories],
        schema_overrides={"n": pl.Int64},
    )


def ledger(n_abroad: int | None) -> pl.DataFrame:
    """Of forty six died by 183 days, and of those not followed further some have emigrated."""
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "cohort": "inside", "time_days": 183}
    row |= {"measure": "overall_survival", "variant": "kaplan_meier", "suppressed": n_abroad is None}
    n_here = None if n_abroad is None else 9 - n_abroad
    states = [("death", 6), ("emigrated", n_abroad), ("complete_to", n_here)]
    return pl.DataFrame(
        [row | {"state": state, "n": n} for state, n in states], schema_overrides={"n": pl.Int64}
    )


def comparison(n_events: int | None) -> pl.DataFrame:
    row = {"agreement_id": "EX004", "data_cut": date(2026, 3, 31), "comparator_id": "older"}
    row |= {"cohort": "compared", "n_events_treated": None, "n_events_comparators": n_events}
    numbers = dict.fromkeys(("n_events_treated", "n_events_comparators"), pl.Int64)
    return pl.DataFrame([row], schema_overrides=numbers)


OF_SURVIVAL = {
    "agreement_id": "EX004", "data_cut": date(2026, 3, 31), "cohort": "inside", "subgroup": "all",
    "level": "all", "variant": "kaplan_meier",
}  # fmt: skip


TOLD_AT = ("time_days", "n_event", "n_risk", "n_censor", "survival")


def curve(n_event: int) -> pl.DataFrame:
    row = OF_SURVIVAL | {"measure": "overall_survival", "lower": None, "upper": None, "rounded_to": 0.1}
    points = [(0, 0, 40, 0, 1.0), (30, n_event, 34, 0, 0.8), (183, None, None, None, 0.6)]
    return pl.DataFrame(
        [row | dict(zip(TOLD_AT, point, strict=True)) for point in points],
        schema_overrides={"time_days": pl.Int32, "lower": pl.Float64, "upper": pl.Float64},
    )


def exact_curve() -> pl.DataFrame:
    """Of forty six have the event, and ten later on."""
    row = OF_SURVIVAL | {"measure": "overall_survival"}
    steps = [(20, 40, 6, 0), (200, 34, 10, 0), (300, 24, 0, 24)]
    names = ("time_days", "n_risk", "n_event", "n_censor")
    return pl.DataFrame([row | dict(zip(names, step, strict=True)) for step in steps])


def medians(n_events: int) -> pl.DataFrame:
    row = OF_SURVIVAL | {"measure": "overall_survival_median", "time_days": None, "n": 40, "unit": "days"}
    told = {"estimate": 210.0, "lower": None, "upper": None, "rounded_to": 28.0, "n_events": n_events}
    numbers = {"time_days": pl.Int32, "lower": pl.Float64, "upper": pl.Float64}
    return pl.DataFrame([row | told], schema_overrides=numbers)


def edition(home: Home, build_id: str, inputs: dict, has_persons: bool = True) -> Path:
    """An edition that withholds two outside, 32 new starters, 12 in ordinary context, 4 before 2025."""
    folder = home.editions(date(2026, 3, 31)) / build_id
    for name in ("tables", "inputs", "person"):
        (folder / name).mkdir(parents=True)
    attrition(None, None).write_parquet(folder / "tables" / "attrition.parquet")
    contexts(None, {"2023–2024": None, "2025": None}).write_parquet(
        folder / "tables" / "person_count.parquet"
    )
    compared(None).write_parquet(folder / "tables" / "comparison_count.parquet")
    comparison(None).write_parquet(folder / "tables" / "comparison.parquet")
    coverage(None).write_parquet(folder / "tables" / "coverage.parquet")
    gaps(None).write_parquet(folder / "tables" / "source_gap.parquet")
    ledger(None).write_parquet(folder / "tables" / "follow_up_ledger.parquet")
    curve(6).write_parquet(folder / "tables" / "survival_curve.parquet")
    medians(16).write_parquet(folder / "tables" / "estimate.parquet")
    (folder / "inputs" / "frozen.json").write_text(json.dumps(inputs), encoding="utf-8")
    if has_persons:
        with duckdb.connect(str(folder / "person" / "analysis.duckdb")) as connection:
            connection.execute("create schema result")
            for name, frame in (
                ("attrition", attrition(2, 32)),
                ("person_count", contexts(12, {"2024": 4, "2025": 8})),
                ("survival_curve", exact_curve()),
                ("estimate", medians(16).drop("rounded_to")),
                ("coverage", coverage(37)),
                ("source_gap", gaps(3)),
                ("comparison_count", compared(3)),
                ("follow_up_ledger", ledger(3)),
            ):
                connection.register("frame", frame)
                connection.execute(f"create table result.{name} as select * from frame")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def written(home: Home, tmp_path: Path) -> dict[tuple[str, ...], tuple[str | None, str | None]]:
    write_published(editions_before(home, INPUTS, build_id), tmp_path)
    rows = pl.read_csv(tmp_path / "published_count.csv", infer_schema=False)
    return {
        tuple(cell): (n, is_small)
        for *cell, n, is_small in rows.select("topic", "category", "level", "n", "is_small").iter_rows()
    }


def test_counts_are_written_as_told_and_which_withheld_ones_are_small(home, tmp_path):
    edition(home, "abc", {})
    assert written(home, tmp_path) == {
        ("flow", "treated", "all"): ("40", None),
        ("flow", "earlier_starter", "all"): ("8", None),
        ("flow", "all_treated", "all"): (None, "false"),
        ("flow", "outside", "all"): (None, "true"),
        ("flow", "inside_or_undetermined", "all"): ("30", None),
        ("flow", "undetermined", "all"): ("0", None),
        ("context", "ordinary", "all"): (None, "false"),
        ("context", "ordinary", "2023–2024"): (None, "true"),
        ("context", "ordinary", "2025"): (None, "false"),
        **{
            ("coverage", category, level): numbers
            for level in ("all", "delivered")
            for category, numbers in (
                ("shown", ("40", None)), ("found", (None, "false")), ("missing", (None, "true")),
            )
        },
        ("comparison", "outside", "all"): (None, "true"),
        ("comparison", "compared", "all"): ("80", None),
        ("followed", "inside", "all"): ("40", None),
        ("coverage", "shown", "not_delivered"): ("0", None),
        ("coverage", "found", "not_delivered"): (None, "false"),
        ("coverage", "missing", "not_delivered"): (None, "false"),
        ("coverage", "missing", "treated"): (None, "true"),
        ("coverage", "not_delivered", "5"): ("0", None),
        ("coverage", "not_delivered", "7"): (None, "true"),
        ("follow_up_ledger", "emigrated", "all"): (None, "true"),
        ("follow_up_ledger", "complete_to", "all"): (None, "false"),
    }  # fmt: skip


def test_where_the_exact_numbers_are_gone_any_withheld_count_may_be_small(home, tmp_path):
    edition(home, "abc", {}, has_persons=False)
    assert written(home, tmp_path)["flow", "outside", "all"] == (None, None)


@pytest.mark.parametrize("has_persons", [True, False], ids=["with exact numbers", "which are gone"])
def test_of_the_ledger_of_follow_up_exact_numbers_are_frozen_too(home, tmp_path, has_persons):
    edition(home, "abc", {}, has_persons)
    write_published(editions_before(home, INPUTS, build_id), tmp_path / PUBLISHED)
    rows = frame_of(all_tables()["reference.published_count"], tmp_path, tmp_path / "reference")
    exactly = dict(rows.filter(topic="follow_up_ledger").select("category", "n_exact").iter_rows())
    assert exactly == ({"complete_to": "6", "emigrated": "3"} if has_persons else dict.fromkeys(exactly))
    assert rows.filter(pl.col("topic") != "follow_up_ledger")["n_exact"].drop_nulls().is_empty()


def test_editions_that_the_same_code_made_of_the_same_inputs_tell_the_same_and_are_not_named(home):
    theirs = INPUTS | {"published": {"an earlier list": "of editions"}}
    edition(home, build_id(theirs), theirs)
    changed = INPUTS | {"deliveries": ["one more"]}
    other = edition(home, build_id(changed), changed)
    assert editions_before(home, INPUTS, build_id) == {f"2026-03-31/{other.name}": other}


def test_an_edition_that_other_code_made_of_the_same_inputs_may_tell_something_else_and_is_named(home):
    edition(home, build_id(INPUTS), INPUTS)
    of_older_code = edition(home, "0123456789ab", INPUTS)
    assert editions_before(home, INPUTS, build_id) == {"2026-03-31/0123456789ab": of_older_code}


def test_an_edition_that_does_not_say_what_it_was_made_of_is_named(home):
    silent = edition(home, build_id(INPUTS), INPUTS)
    (silent / "inputs" / "frozen.json").unlink()
    assert editions_before(home, INPUTS, build_id) == {f"2026-03-31/{silent.name}": silent}


@pytest.mark.parametrize("content", ["", '{"deliveries": [', "[]", "\x00"])
def test_an_edition_whose_frozen_file_is_damaged_is_named_in_one_message(home, content):
    file = edition(home, build_id(INPUTS), INPUTS) / "inputs" / "frozen.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CutError, match="^" + re.escape(f"{file}: found a damaged file; expected")):
        editions_before(home, INPUTS, build_id)


def test_an_edition_that_is_being_written_is_none(home):
    edition(home, "abc", {}).rename(home.editions(date(2026, 3, 31)) / ".abc.partial")
    assert editions_before(home, INPUTS, build_id) == {}


def test_what_was_told_is_known_by_its_hash(home):
    for name in ("one", "same"):
        edition(home, name, {})
    changed = {"person_count": contexts(13, {}), "survival_curve": curve(7), "estimate": medians(17)}
    changed |= {"comparison": comparison(25)}
    for table, frame in changed.items():
        frame.write_parquet(edition(home, table, {}) / "tables" / f"{table}.parquet")
    hashes = told(editions_before(home, INPUTS, build_id))
    assert hashes["2026-03-31/one"] == hashes["2026-03-31/same"]
    assert not {hashes[f"2026-03-31/{table}"] for table in changed} & {hashes["2026-03-31/one"]}


def test_what_was_counted_beside_curves_is_written_as_a_reference_table(home, tmp_path):
    """As told, whether or not the exact numbers are gone."""
    edition(home, "abc", {}, has_persons=False)
    write_published(editions_before(home, INPUTS, build_id), tmp_path / PUBLISHED)
    table = all_tables()["reference.published_curve"]
    rows = frame_of(table, tmp_path, tmp_path / "reference")
    assert rows.select("build_id", "measure", "time_days", "n_events", "n_beyond", "n_lost").rows() == [
        ("abc", "overall_survival", None, "16", None, None),
        ("abc", "overall_survival", "0", "0", "40", "0"),
        ("abc", "overall_survival", "30", "6", "34", "0"),
    ]


@pytest.mark.parametrize("has_persons", [True, False], ids=["with exact numbers", "which are gone"])
def test_where_curves_lay_is_written_as_a_reference_table(home, tmp_path, has_persons):
    """Points, the weeks around a median, and, without a time, all events."""
    edition(home, "abc", {}, has_persons)
    write_published(editions_before(home, INPUTS, build_id), tmp_path / PUBLISHED)
    rows = frame_of(all_tables()["reference.published_point"], tmp_path, tmp_path / "reference")
    exactly = ("n_events_exact", "n_lost_exact")
    names = ("time_days", "survival_least", "survival_most", "n_events", "n_at_risk", *exactly)
    told = rows.sort(pl.col("time_days").cast(pl.Float64), nulls_last=True).select(names).rows()
    written = [
        ("0.0", "0.999999999", "1.000000001", "0", "40", "0", "0"),
        ("30.0", "0.75", "0.8500000000000001", "6", "34", "6", "0"),
        ("183.0", "0.5499999999999999", "0.65", None, None, "6", "0"),
        ("195.25", "0.5", "2.0", None, None, "6", "0"),
        ("224.25", "-1.0", "0.5", None, None, "16", "0"),
        (None, None, None, "16", "0", "16", "24"),
    ]
    assert told == [row if has_persons else (*row[:-2], None, None) for row in written]
    assert rows["n_at_start"].unique().to_list() == (["40"] if has_persons else [None])


def test_so_is_how_many_have_died_in_all_of_a_group_of_a_comparison(home, tmp_path):
    folder = edition(home, "abc", {}, has_persons=False)
    comparison(25).write_parquet(folder / "tables" / "comparison.parquet")
    write_published(editions_before(home, INPUTS, build_id), tmp_path / PUBLISHED)
    rows = frame_of(all_tables()["reference.published_point"], tmp_path, tmp_path / "reference")
    of_groups = rows.filter(cohort="compared").select("level", "variant", "time_days", "n_events")
    assert of_groups.rows() == [("older", "unadjusted_comparator", None, "25")]


@pytest.mark.parametrize("has_persons", [True, False], ids=["with exact numbers", "which are gone"])
def test_what_was_told_beside_estimates_is_written_as_a_reference_table(home, tmp_path, has_persons):
    """Of 40 followed 16 have died: the median says ten at least, its row how many."""
    edition(home, "abc", {}, has_persons)
    write_published(editions_before(home, INPUTS, build_id), tmp_path / PUBLISHED)
    rows = frame_of(all_tables()["reference.published_answer"], tmp_path, tmp_path / "reference")
    assert rows["question"].unique().to_list() == ["died/all"]
    exact = [("asked", "40", "40", "40"), ("no", "0", None, "24"), ("yes", "16", "16", "16")]
    told = [("asked", "40", "40", None), ("yes", "16", "16", None)]
    found = rows.select("answer", "at_least", "at_most", "n").rows()
    assert found == (exact if has_persons else told)


def test_a_home_without_editions_gives_an_empty_table(home, tmp_path):
    assert written(home, tmp_path) == {}
    assert pl.read_csv(tmp_path / "published_curve.csv", infer_schema=False).is_empty()


def test_a_cut_frozen_before_curves_were_says_what_is_missing(home, tmp_path):
    write_published({}, tmp_path / PUBLISHED)
    (tmp_path / PUBLISHED / "published_curve.csv").unlink()
    with pytest.raises(FileTableError, match=r"published_curve\.csv: found no file; .*--new-build"):
        frame_of(all_tables()["reference.published_curve"], tmp_path, tmp_path / "reference")
