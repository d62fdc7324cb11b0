"""What a median beside a curve says of the curve."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.methods.curve_histories import ANY, Point


def median_points(median: Mapping[str, Any]) -> Iterator[Point]:
    """The points that a median and its limits tell, from `estimate`, `lower` and `upper` in days, rounded.

    They are where the curve and its limits come down to one half, within half of the step `rounded_to`.
    """
    half = median["rounded_to"] / 2
    for name, of in (("estimate", "survival"), ("lower", "lower"), ("upper", "upper")):
        if median[name] is not None:
            if median[name] - half > 1:
                yield Point(median[name] - half - 0.75, **{of: (0.5, ANY[1])})
            yield Point(median[name] + half + 0.25, **{of: (ANY[0], 0.5)})
