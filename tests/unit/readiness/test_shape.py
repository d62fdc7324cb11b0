"""Whether the risk rises or falls, read off a curve."""

import numpy as np
import pytest

from pipelines.readiness.history import Seen
from pipelines.readiness.shape import weibull_shape

KEY = ("overall_survival", "kaplan_meier", "inside")


def curve(shape: float, n: int = 100, times: tuple[int, ...] = (183, 365, 730)) -> dict[tuple, Seen]:
    return {(*KEY, time): Seen(float(np.exp(-((time / 500) ** shape))), n) for time in times}


@pytest.mark.parametrize("shape", [0.7, 1.0, 1.6])
def test_the_shape_of_a_weibull_is_found(shape):
    assert weibull_shape(curve(shape), "overall_survival_median", *KEY[1:]) == pytest.approx(shape)
    assert weibull_shape(curve(shape), *KEY) == pytest.approx(shape)


def test_the_median_is_a_point_of_the_curve_too():
    median = {("overall_survival_median", "kaplan_meier", "inside", None): Seen(500 * np.log(2) ** 0.5, 100)}
    assert weibull_shape(curve(2.0, times=(183,)) | median, *KEY) == pytest.approx(2.0)


def test_too_little_to_see_is_a_constant_risk():
    assert weibull_shape({}, *KEY) == 1
    assert weibull_shape(curve(1.6, n=19), *KEY) == 1
    assert weibull_shape(curve(1.6, n=20), *KEY) == pytest.approx(1.6)
    assert weibull_shape(curve(1.6, times=(365,)), *KEY) == 1
    assert weibull_shape({(*KEY, 365): Seen(1.0, 50), (*KEY, 730): Seen(None, 50)}, *KEY) == 1


def test_a_wild_curve_is_kept_within_bounds():
    assert weibull_shape(curve(8.0, times=(400, 450)), *KEY) == 3.0
