"""Latent treatment: the bags, packs and injections a person gets."""

import numpy as np
import polars as pl
import pytest

from sample_data.generator import exposures


def one_infusion(surface: float, heavy: bool = False, child: bool = True, cycles: int = 1) -> pl.DataFrame:
    return exposures.infusions(
        np.random.default_rng(1),
        end=np.array([1000]),
        body_surface_m2=np.array([surface]),
        is_heavy=np.array([heavy]),
        is_child=np.array([child]),
        planned=np.array([cycles]),
        stops_early=np.array([False]),
    )


@pytest.mark.parametrize(
    ("surface", "first_cycle_bags", "later_cycle_bags"),
    # Technology assessment ID2021_047, table 7: 96-hour bags, and 48-hour bags.
    [(0.25, 8, 7), (1.07, 15, 14)],
)
def test_bags_per_cycle_are_those_of_the_assessment(surface, first_cycle_bags, later_cycle_bags):
    bags = one_infusion(surface, cycles=2).group_by("cycle").len().sort("cycle")["len"].to_list()
    assert bags == [first_cycle_bags, later_cycle_bags]


def test_the_dose_of_a_child_steps_up_on_day_eight():
    bags = one_infusion(1.0)
    daily = bags.select("cycle_day", rate=pl.col("dose") / pl.col("offset").diff().shift(-1).fill_null(1))
    assert set(daily.filter(pl.col("cycle_day") <= 7)["rate"].round(1)) == {5.0}
    assert set(daily.filter(pl.col("cycle_day") > 7)["rate"].round(1)) == {15.0}


def test_an_adult_is_given_28_microgram_a_day_for_28_days():
    assert one_infusion(1.9, child=False)["dose"].sum() == pytest.approx(28 * 28)


def test_cycles_are_at_least_a_pause_apart():
    bags = one_infusion(0.25, cycles=4)
    starts = bags.filter(pl.col("cycle_day") == 1)["offset"]
    assert starts.diff().drop_nulls().min() >= exposures.CYCLE_DAYS + exposures.PAUSE_DAYS


def test_nothing_is_given_from_the_day_of_death():
    end = np.array([3, 40, 200])
    packs = exposures.dispensings(np.random.default_rng(1), end, np.full(3, 900), 30)
    latest = packs.group_by("person").agg(pl.col("offset").max()).sort("person")["offset"].to_numpy()
    assert (latest < end).all()


def test_injections_follow_the_loading_schedule():
    days = exposures.injections(np.random.default_rng(1), np.array([2000]), np.array([2000]))[
        "offset"
    ].to_numpy()
    assert np.abs(days[:4] - [0, 14, 28, 63]).max() <= 6
    assert np.abs(np.diff(days[3:]) - 120).max() <= 12
