"""Who a register does not have at all: no row there, contacts in NPR, and no say in any verdict."""

from datetime import date
from functools import cache

import polars as pl
import pytest

from sample_data.generator.groups.lung_in_hospital_only import KIND, MORE, SHARE_OF_HOSPITAL
from sample_data.generator.membership import (
    TREATED_HELD_SHARE,
    UNTREATED_HELD_SHARE,
    treated_held,
    untreated_held,
)
from sample_data.generator.person_truth import planted_persons
from sample_data.generator.registers import kreftregisteret, nornmd
from sample_data.generator.uptake import planted_uptake
from sample_data.generator.world import build_world

SEED = 21


@cache
def world():
    return build_world(0.6, SEED, 0.004)


def names(persons: pl.DataFrame) -> set[str]:
    return set(persons["lopenr"])


def in_nornmd() -> set[str]:
    return {
        name for _, sheets in nornmd.sheets(world(), SEED) for sheet in sheets for name in names(sheet.rows)
    }


def treated() -> pl.DataFrame:
    return (
        world()
        .person.filter(pl.col("agreement_id") == "EX005")
        .with_columns(
            is_held=pl.Series(
                treated_held(SEED, world().person.filter(pl.col("agreement_id") == "EX005").height)
            )
        )
    )


def background() -> pl.DataFrame:
    return world().person.filter(pl.col("kind") == "muscular_atrophy")


@pytest.mark.parametrize(
    ("held", "share"), [(treated_held, TREATED_HELD_SHARE), (untreated_held, UNTREATED_HELD_SHARE)]
)
@pytest.mark.parametrize("n", [0, 1, 2, 7, 100])
def test_as_many_are_held_as_the_share_says(held, share, n):
    assert len(held(5, n)) == n
    assert share * n <= held(5, n).sum() < share * n + 1


def test_another_seed_chooses_others():
    assert treated_held(1, 60).tolist() == treated_held(1, 60).tolist()
    assert treated_held(1, 60).tolist() != treated_held(2, 60).tolist()


def test_who_is_not_in_the_neuromuscular_register_has_no_row_there_and_contacts_in_hospital():
    left_out = treated().filter(~pl.col("is_held"))
    untreated = background().filter(~pl.col("is_registered"))
    assert left_out.height > 30 and untreated.height > 20
    assert not in_nornmd() & (names(left_out) | names(untreated))
    drug_seen = world().episode.filter(pl.col("atc") == "M09AX07").join(left_out, on="person", how="semi")
    assert drug_seen["person"].n_unique() > 0.9 * left_out.height
    disease_seen = world().episode.filter(pl.col("disease").str.starts_with("G12"))
    assert disease_seen.join(untreated, on="person", how="semi")["person"].n_unique() > 0.8 * untreated.height


def test_who_is_in_it_keeps_the_rows():
    recorded = treated().filter("is_held", pl.col("first_recorded_day").is_not_null())
    assert recorded.height > 50
    assert names(recorded) <= in_nornmd()


def test_truth_says_that_nothing_is_recorded_of_whom_the_register_does_not_have():
    persons = planted_persons(world(), SEED).filter(pl.col("agreement_id") == "EX005")
    assert names(persons) == names(treated())
    left_out = names(treated().filter(~pl.col("is_held")))
    of_left_out = persons.filter(pl.col("lopenr").is_in(list(left_out)))
    assert not of_left_out["is_recorded"].any()
    assert of_left_out["first_recorded_date"].null_count() == of_left_out.height
    # What stays without a record in the others lies after the register's last day.
    others = persons.filter(~pl.col("lopenr").is_in(list(left_out)) & ~pl.col("is_recorded"))
    assert (others["index_date"] > date(2026, 3, 31)).all()


def test_uptake_counts_only_whom_the_register_has():
    uptake = planted_uptake(world(), SEED).filter(pl.col("agreement_id") == "EX005")
    assert 0 < uptake["untreated"].sum() <= background()["is_registered"].sum()


def test_some_lung_cancer_of_hospitals_is_not_in_the_cancer_register():
    only_there = world().person.filter(pl.col("kind").is_in([KIND, MORE]))
    assert only_there["agreement_id"].null_count() == only_there.height
    registered = world().tumour.filter(pl.col("icd10").str.starts_with("C34"))["person"].n_unique()
    assert only_there.height == pytest.approx(SHARE_OF_HOSPITAL * (only_there.height + registered), rel=0.02)
    in_register = {
        name
        for _, sheets in kreftregisteret.sheets(world(), SEED)
        for sheet in sheets
        for name in names(sheet.rows)
    }
    assert not names(only_there) & in_register
    contacts = world().episode.join(only_there, on="person", how="semi")
    assert set(contacts["disease"]) == {"C34"} and set(contacts["atc"]) == {""}
    on_two_days = contacts.group_by("person").agg(pl.col("day").n_unique()).filter(pl.col("day") >= 2)
    assert on_two_days.height > 0.8 * only_there.height
