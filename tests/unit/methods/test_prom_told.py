"""What an edition told of patient-reported outcomes, as a later cut freezes it."""

from datetime import date

import polars as pl
import pytest

from pipelines.methods.prom_told import AT_LEAST, TOPIC, prom_told, sizes_of_levels, small_before

STATES = {"answered": 52, "no_answer": 20, "unreachable": 3, "not_invited": 25, "dead": 0, "not_due": 0}


def estimates(mean: float | None, hidden: tuple[str, ...] = (), step: float | None = None) -> pl.DataFrame:
    rows = [
        ("prom_flow", state, None if state in hidden else float(n), None, None, "persons", None)
        for state, n in STATES.items()
    ]
    rows.append(("prom_response", "alive", 0.52, 100, 52, "share", None))
    rows.append(("prom_mean", "eq_vas", mean, None if step else 50, None, "points", step))
    names = ["measure", "variant", "estimate", "n", "n_events", "unit", "rounded_to"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(
        agreement_id=pl.lit("EX004"), data_cut=pl.lit(date(2026, 3, 31)), cohort=pl.lit("inside"),
        subgroup=pl.lit("all"), level=pl.lit("all"), time_days=pl.lit(0, pl.Int32),
        lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64), n=pl.col("n").cast(pl.Int64),
        rounded_to=pl.col("rounded_to").cast(pl.Float64),
    )  # fmt: skip


def told(exact: pl.DataFrame | None) -> dict[tuple[str, str], tuple[int | None, bool | None]]:
    released = estimates(60.0, ("unreachable", "not_invited"), step=5.0)
    rows = prom_told(released, exact).select("topic", "category", "n", "is_small").iter_rows()
    return {(topic, category): (n, is_small) for topic, category, n, is_small in rows}


def test_numbers_are_told_by_rows_and_by_the_steps_of_means():
    found = told(estimates(60.0))
    assert found[TOPIC, "answered/all/0"] == (52, None)
    assert found[TOPIC, "due/all/0"] == (100, None)
    assert found[AT_LEAST, "scored/eq_vas/0"] == (20, None)


def test_withheld_numbers_are_known_to_be_small_to_the_owner():
    found = told(estimates(60.0))
    assert found[TOPIC, "unreachable/all/0"] == (None, True)
    assert found[TOPIC, "not_scored/eq_vas/0"] == (None, True)
    assert (TOPIC, "not_invited/all/0") not in found, "withheld to hide the other"


def test_whatever_was_withheld_may_be_small_where_the_exact_table_is_gone():
    assert told(None)[TOPIC, "not_invited/all/0"] == (None, None)


def test_rows_that_there_are_not_tell_that_there_is_nobody():
    assert told(estimates(60.0))[TOPIC, "due/died/0"] == (0, None)


def sizes(
    n: int, topic: str = "eligibility", grouping: str = "region", category: str = "inside"
) -> list[int]:
    row = {"topic": topic, "grouping": grouping, "level": "3", "category": category, "n": n}
    return sizes_of_levels(pl.DataFrame([row]))["n"].to_list()


@pytest.mark.parametrize(("n", "known"), [(7, [7]), (0, [0]), (4, [])])
def test_how_many_are_at_a_level_is_known_now_for_a_later_cut_may_tell_it(n, known):
    """Seven are inside in a region, six of them due: a later cut that tells of eight leaves at most two."""
    assert sizes(n) == known


@pytest.mark.parametrize("other", [{"topic": "exit"}, {"grouping": "hospital"}, {"category": "outside"}])
def test_other_counts_are_known_only_where_they_are_told(other):
    assert sizes(7, **other) == []


def test_what_was_withheld_was_small_or_may_have_been_where_exact_numbers_are_gone():
    released = estimates(60.0, ("unreachable", "not_invited"), step=5.0)
    of_flow = {"unreachable", "not_invited", "answered"}

    def small(exact: pl.DataFrame | None) -> set[str]:
        found = small_before(prom_told(released, exact))
        return {number.what for number in found if number.variant == "all"} & of_flow

    assert small(estimates(60.0)) == {"unreachable"}
    assert small(None) == {"unreachable", "not_invited"}
