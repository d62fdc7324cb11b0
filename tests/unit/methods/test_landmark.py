"""Landmark: who is at risk then, and from when they are followed."""

import polars as pl
from polars.testing import assert_frame_equal

from pipelines.methods import survival

FRAME = pl.DataFrame(
    {
        "person": ["before", "event at it", "censored at it", "nearly at it", "after", "late", "just there"],
        "stratum": ["a"] * 7,
        "entry": [None, 0.0, None, None, 2.0, 4.0, 3.0],
        "time": [2.0, 3.0, 3.0, 3 + 1e-9, 5.0, 6.0, 7.5],
        "event": [1, 2, 0, 1, 2, 1, 0],
    }
)  # fmt: skip


def test_who_is_at_risk_is_followed_from_the_landmark() -> None:
    found = survival.landmark(FRAME, 3)
    assert found.select("person", "entry", "time", "event").rows() == [
        ("after", 0.0, 2.0, 2),
        ("just there", 0.0, 4.5, 0),
    ]
    assert found.columns == FRAME.columns


def test_without_entry_nobody_comes_late() -> None:
    found = survival.landmark(FRAME.drop("entry"), 3)
    assert found["person"].to_list() == ["after", "late", "just there"]
    assert found.columns == FRAME.drop("entry").columns


def test_the_curve_is_the_conditional_one() -> None:
    """Survival after the landmark among those at risk then: S(t) / S(landmark) of the whole curve."""
    frame = pl.DataFrame(
        {"stratum": "a", "time": [1, 2, 3, 4, 5, 6, 7, 8], "event": [1, 0, 1, 1, 0, 1, 1, 0]}
    )
    whole = survival.survival_at(frame, [3, 4, 6, 7])["survival"]
    after = survival.survival_at(survival.landmark(frame, 3), [1, 3, 4])["survival"]
    assert (after - whole[1:] / whole[0]).abs().max() < 1e-12


def test_immortal_time_is_not_given_to_responders() -> None:
    """All die alike, one at each time from 1 to 100; whoever lives at 50 responds at 50.

    Grouped by response from the start nobody of the responders dies before 50, by construction; from the
    landmark on, only those at risk then are compared, and there is nobody else left to compare them with.
    """
    frame = pl.DataFrame({"time": range(1, 101), "event": 1}).with_columns(
        stratum=pl.when(pl.col("time") > 50).then(pl.lit("responder")).otherwise(pl.lit("other"))
    )
    naive = survival.survival_at(frame, 50)
    assert dict(zip(naive["stratum"], naive["survival"], strict=True)) == {"other": 0.0, "responder": 1.0}
    later = survival.landmark(frame, 50)
    assert later["stratum"].unique().to_list() == ["responder"]
    assert_frame_equal(later.select("time"), pl.DataFrame({"time": range(1, 51)}), check_dtypes=False)


def test_a_landmark_after_everybody_leaves_nobody() -> None:
    assert survival.landmark(FRAME, 1000).is_empty()
