"""The planted truth against counting by hand, against a formula, and against another group of patients."""

import math
from functools import cache

import numpy as np
import polars as pl
import pytest

from sample_data.generator.agreement_models import MODELS, model_of
from sample_data.generator.prices import PRICE_NOK
from sample_data.generator.recording import is_recorded
from sample_data.generator.truth import (
    GAP_DAYS,
    agreement_truth,
    coverage,
    drug_cost,
    hospital_cost,
    measure,
    treatment_duration,
    virtual_world,
)
from sample_data.generator.verdicts import verdicts

AGREEMENTS = [model.agreement_id for model in MODELS]


@cache
def small_world(agreement_id: str):
    return virtual_world(model_of(agreement_id), 250, seed=11)


def duration_by_hand(model, records, survival_days, other_days, variant) -> int:
    """The definition of treatment duration, one person and one record at a time."""
    covered_to = None
    last_record = None
    for offset, supply_days in records:
        if covered_to is not None and offset - covered_to > GAP_DAYS[variant]:
            break
        start = offset if covered_to is None else max(offset, covered_to)
        if model.supply_days:
            covered_to = start + supply_days
        else:
            covered_to = max(covered_to or 0, offset + model.administration_covers_days)
        last_record = offset
    end = last_record if variant == "last_dose" else covered_to
    return min([end, survival_days, *(day for day in other_days if day > 28)])


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
@pytest.mark.parametrize("variant", list(GAP_DAYS))
def test_treatment_duration_equals_counting_by_hand(agreement_id, variant):
    model, world = model_of(agreement_id), small_world(agreement_id)
    found = dict(treatment_duration(world, coverage(model, world), variant).iter_rows())
    study = world.study.sort("person", "offset").partition_by("person", as_dict=True)
    other = world.other.partition_by("person", as_dict=True)
    for person, survival_days in world.treated.select("person", "survival_days").iter_rows():
        records = study[(person,)].select("offset", "supply_days").rows()
        days = other[(person,)]["offset"].to_list() if (person,) in other else []
        assert found[person] == duration_by_hand(model, records, survival_days, days, variant)


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_cost_equals_counting_by_hand(agreement_id):
    model, world = model_of(agreement_id), small_world(agreement_id)
    content = {"L01FX07": 35.0, "M09AX07": 12.0}.get(model.atc)
    expected = dict.fromkeys(world.treated["person"], 0.0)
    for row in world.study.to_dicts():
        if row["offset"] < 365:
            packs = row["packs"] if row["packs"] is not None else math.ceil(row["dose"] / content)
            expected[row["person"]] += packs * PRICE_NOK[model.atc]
    assert dict(drug_cost(model, world).iter_rows()) == pytest.approx(expected)


def test_drug_treatment_visits_are_left_out_of_one_of_the_hospital_costs():
    costs = hospital_cost(small_world("EX004"))
    assert (costs["without_drug_drg"] <= costs["all_drg"] + 1e-6).all()
    assert (costs["without_drug_drg"] < costs["all_drg"] - 1).any()


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_survival_of_the_inside_group_is_the_weibull_that_was_planted(agreement_id):
    group = model_of(agreement_id).groups[0]
    planted = agreement_truth().filter(
        (pl.col("agreement_id") == agreement_id)
        & (pl.col("cohort") == "inside")
        & (pl.col("measure") == "overall_survival")
    )
    scale = group.survival_median_days / math.log(2) ** (1 / group.survival_shape)
    for row in planted.to_dicts():
        formula = math.exp(-((row["time_days"] / scale) ** group.survival_shape))
        assert row["value"] == pytest.approx(formula, abs=4 * math.sqrt(0.25 / 14_000))


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_another_group_of_patients_gives_the_same_truth_within_chance(agreement_id):
    model = model_of(agreement_id)
    again = measure(model, virtual_world(model, 4000, seed=12))
    keys = ["cohort", "measure", "variant", "time_days"]
    both = (
        agreement_truth()
        .filter(pl.col("agreement_id") == agreement_id)
        .join(again, on=keys, nulls_equal=True, suffix="_again")
    )
    shares = both.filter(pl.col("unit").is_in(["probability", "share"]))
    money = both.filter(pl.col("unit") == "NOK")
    assert shares.height >= 12 and money.height == 18
    assert (shares["value"] - shares["value_again"]).abs().max() < 4 * math.sqrt(0.25 / 2000)
    assert ((money["value"] - money["value_again"]).abs() / money["value"]).max() < 4 * 1.0 / math.sqrt(2000)


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_what_is_recorded_never_contradicts_what_is_true(agreement_id):
    world = virtual_world(model_of(agreement_id), 3000, seed=13)
    judged = world.treated.with_columns(verdicts(model_of(agreement_id), world))
    assert judged.filter(pl.col("is_inside") & (pl.col("verdict") == "outside")).is_empty()
    assert judged.filter(~pl.col("is_inside") & (pl.col("verdict") == "inside")).is_empty()
    assert judged["verdict"].n_unique() == 3


@pytest.mark.parametrize("agreement_id", AGREEMENTS)
def test_being_undetermined_says_nothing_about_survival_of_the_inside(agreement_id):
    world = virtual_world(model_of(agreement_id), 20_000, seed=14)
    inside = world.treated.with_columns(verdicts(model_of(agreement_id), world)).filter("is_inside")
    alive = pl.col("survival_days") > 365
    unknown, known = (inside.filter(pl.col("verdict") == name) for name in ("undetermined", "inside"))
    difference = unknown.select(alive.mean()).item() - known.select(alive.mean()).item()
    assert abs(difference) < 4 * math.sqrt(0.25 / unknown.height + 0.25 / known.height)


def test_medians_are_well_conditioned():
    """A median that sits on a flat stretch of the curve would jump with the smallest change."""
    for model in MODELS:
        world = virtual_world(model, 30_000)
        covered = coverage(model, world)
        for variant in GAP_DAYS:
            days = treatment_duration(world, covered, variant)["duration_days"].to_numpy()
            low, high = np.quantile(days, [0.485, 0.515], method="inverted_cdf")
            assert high - low <= 0.15 * high + 15, (model.agreement_id, variant)


def test_helse_nord_and_the_years_before_2019_are_not_recorded():
    rows = pl.DataFrame(
        {
            "region": [7, 5, 7, 3, 7],
            "day": [17_897, 17_897, 17_896, 17_896, 20_544],  # 2019-01-01, the day before, 2026-04-01
        }
    )
    assert rows.select(is_recorded("hospital", "day")).to_series().to_list() == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert rows.select(is_recorded("h_resept", "day")).to_series().to_list() == [
        True,
        True,
        False,
        False,
        False,
    ]
