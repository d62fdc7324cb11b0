"""Where lines, labels and numbers at risk stand."""

from itertools import pairwise

import pytest

from pipelines.reports.charts import LABEL_GAP, SIZES, Line, Marker, curve_drawing
from pipelines.reports.comparison import LEFT, RIGHT, comparison
from pipelines.reports.flow import FLOW_SIZES, flow_drawing
from pipelines.reports.language import language
from pipelines.reports.numbers import Numbers

WIDE, NARROW = SIZES
NUMBERS = Numbers(language("en"))


def point(time_days, survival, n_risk=10, lower=None, upper=None):
    return {"time_days": time_days, "survival": survival, "n_risk": n_risk, "lower": lower, "upper": upper}


def drawn(*lines, markers=(), size=WIDE):
    return curve_drawing(lines, markers, size, NUMBERS, "–†")


def test_a_line_goes_from_released_point_to_released_point():
    drawing = drawn(Line("A", [point(0, 1.0), point(183, 0.75), point(365, 0.5)], 0))
    corners = [tuple(map(float, c.split(","))) for c in drawing.lines[0]["paths"][0][1:].split(" L")]
    assert corners == drawing.lines[0]["points"]
    assert [y for _, y in corners] == [drawing.top, drawing.y_ticks[3][0], drawing.y_ticks[2][0]]


def test_a_line_starts_with_everyone_even_where_the_first_point_is_not_released():
    drawing = drawn(Line("A", [point(90, 0.75), point(365, 0.5)], 0))
    assert drawing.lines[0]["paths"][0].startswith(f"M{drawing.x_ticks[0][0]},{drawing.top}.0 ")


def test_a_withheld_point_breaks_the_line_and_draws_nothing():
    rows = [point(0, 1.0), point(30, None), point(60, 0.6), point(90, 0.5)]
    assert len(drawn(Line("A", rows, 0)).lines[0]["paths"]) == 2


def test_a_wholly_withheld_line_is_left_out():
    drawing = drawn(Line("A", [point(0, 1.0), point(90, 0.5)], 0), Line("B", [point(0, None)], 1, True))
    assert [line["label"] for line in drawing.lines] == ["A"]
    assert drawing.risk == []


def test_a_line_of_which_only_the_start_is_released_is_left_out():
    """Its label would stand at the end of a line at 100 %, as if everybody went on."""
    start = [point(0, 1.0), point(60, None)]
    drawing = drawn(Line("A", [point(0, 1.0), point(90, 0.5)], 0), Line("B", start, 1, True))
    assert [line["label"] for line in drawing.lines] == ["A"]
    assert Line("B", start, 0).visible == []


def test_the_band_is_there_only_where_both_limits_are():
    rows = [point(0, 1.0), point(30, 0.9, lower=0.8, upper=0.95), point(60, 0.8, lower=0.7, upper=None)]
    (band,) = drawn(Line("A", rows, 0)).bands
    assert len(band.split()) == 4


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("last_day", [20, 100, 400, 1530, 3650])
def test_ticks_are_whole_months_that_fit_and_reach_the_end(size, last_day):
    drawing = drawn(Line("A", [point(0, 1.0), point(last_day, 0.5)], 0), size=size)
    assert 2 <= len(drawing.x_ticks) <= size.most_ticks
    assert drawing.x_ticks[-1][0] >= drawing.lines[0]["end"][0] - 1
    assert all(label.isdigit() for _, label in drawing.x_ticks)


def test_numbers_at_risk_stand_under_the_ticks_and_come_from_the_nearest_released_point():
    rows = [
        point(0, 1.0, 1412),
        point(91, 0.9, None),
        point(180, 0.8, 700),
        point(183, 0.8, None),
        point(200, 0.7, 650),
    ]
    drawing = drawn(Line("A", [*rows, point(365, 0.6, 300)], 0, True))
    assert [x for x, _ in drawing.risk[0]["numbers"]] == [x for x, _ in drawing.x_ticks]
    by_month = dict(zip((label for _, label in drawing.x_ticks), drawing.risk[0]["numbers"], strict=True))
    assert by_month["0"][1] == "1,412"
    assert by_month["3"][1] == "–†"
    assert by_month["6"][1] == "700"
    assert by_month["9"][1] == "–†"
    assert by_month["12"][1] == "300"


def test_no_number_at_risk_after_the_last_point():
    drawing = drawn(
        Line("A", [point(0, 1.0), point(90, 0.5)], 0, True), Line("B", [point(0, 1.0), point(365, 0.5)], 1)
    )
    assert drawing.risk[0]["numbers"][-1][1] == ""


def test_labels_at_the_line_ends_never_overlap_nor_leave_the_plot():
    lines = [Line(name, [point(0, 1.0), point(365, 0.01)], rank) for rank, name in enumerate("ABCD")]
    drawing = drawn(*lines, markers=[Marker("Assumed", 100, 0.5, None, 200, False)])
    places = sorted([*(line["label_y"] for line in drawing.lines), drawing.assumed_y])
    assert all(below - above >= LABEL_GAP for above, below in pairwise(places))
    assert places[-1] < drawing.bottom


def test_markers_stand_at_their_time_and_share():
    upright = Marker("Assumed", 365, 0.5, 0.25, 0.75, True)
    median = Marker("Assumed", 365, 0.5, 183, None, False)
    drawing = drawn(Line("A", [point(0, 1.0), point(365, 0.5)], 0), markers=[upright, median])
    assert drawing.markers[0]["at"] == drawing.markers[1]["at"] == drawing.lines[0]["end"]
    assert len(drawing.markers[0]["ends"]) == 2
    assert len(drawing.markers[1]["ends"]) == 1


ASSESSED = {
    "unit": "probability", "rule": "at_least", "margin": 0.1, "threshold": None,
    "assumed": 0.6, "assumed_lower": None,
    "assumed_upper": None, "observed": 0.4, "observed_lower": 0.3, "observed_upper": 0.5,
}  # fmt: skip


def test_the_shaded_region_follows_the_rule():
    at_least = comparison(ASSESSED).region
    assert at_least[0] + at_least[1] == pytest.approx(RIGHT)
    assert at_least[0] == pytest.approx(LEFT + 0.5 * (RIGHT - LEFT))
    at_most = comparison(ASSESSED | {"rule": "at_most"}).region
    assert at_most == (LEFT, pytest.approx(0.7 * (RIGHT - LEFT)))


def test_a_threshold_stands_in_for_the_assumed_value():
    at_least = comparison(ASSESSED | {"margin": 0.0, "threshold": 0.45}).region
    assert at_least == (pytest.approx(LEFT + 0.45 * (RIGHT - LEFT)), pytest.approx(0.55 * (RIGHT - LEFT)))
    at_most = comparison(ASSESSED | {"rule": "at_most", "margin": 0.0, "threshold": 0.45}).region
    assert at_most == (LEFT, pytest.approx(0.45 * (RIGHT - LEFT), abs=0.1))


def test_an_open_median_runs_to_the_end_and_a_withheld_one_is_not_drawn():
    days = ASSESSED | {"unit": "days", "assumed": 200, "margin": 30, "observed": 300, "observed_lower": 250}
    opened = comparison(days | {"observed_upper": None}).observed
    assert opened.is_open and opened.high == RIGHT
    withheld = dict.fromkeys(("observed", "observed_lower", "observed_upper"))
    assert comparison(days | withheld).observed.at is None
    assert not comparison(days | withheld).observed.is_open


@pytest.mark.parametrize("size", FLOW_SIZES)
def test_the_flow_shows_what_is_withheld_and_its_boxes_do_not_overlap(size):
    steps = [
        {"step": "treated", "n_in": 1525, "n_out": 113, "reason": "earlier_starter"},
        {"step": "new_starters", "n_in": 1412, "n_out": None, "reason": "outside"},
        {"step": "not_outside", "n_in": None, "n_out": 30, "reason": "undetermined"},
        {"step": "inside", "n_in": 1017, "n_out": 0, "reason": "analysed"},
    ]
    drawing = flow_drawing(steps, size, language("en"), NUMBERS, "–†")
    assert [box.number for box in drawing.boxes] == ["1,525", "1,412", "–†", "1,017"]
    assert [box.number for box in drawing.side_boxes] == ["113", "–†", "30"]
    assert drawing.boxes[2].bar is None
    for column in (drawing.boxes, drawing.side_boxes):
        assert all(a.y + a.height < b.y for a, b in pairwise(column))
        assert max(box.y + box.height for box in column) <= drawing.height


def test_a_change_below_zero_has_its_place_on_the_scale():
    fall = ASSESSED | {
        "unit": "points", "assumed": -5.0, "assumed_lower": None, "assumed_upper": None, "observed": -2.0,
        "observed_lower": -4.0, "observed_upper": 1.0, "rule": "at_most", "margin": 2.0,
    }  # fmt: skip
    picture = comparison(fall)
    assert picture.start < -5 and picture.end >= 1
    assert LEFT < picture.assumed.at < picture.observed.low < picture.observed.at < picture.observed.high
    assert picture.region[0] == LEFT


def test_an_exact_curve_is_a_stair_without_points_and_its_numbers_are_those_of_the_day():
    rows = [point(100, 0.75, 8), point(365, 0.5, 4)]
    drawing = drawn(Line("A", rows, 0, True, is_exact=True))
    (line,) = drawing.lines
    corners = [tuple(map(float, corner.split(","))) for corner in line["paths"][0].strip("M").split(" L")]
    assert len(corners) == 5 and line["points"] == []
    for (x_before, y_before), (x, y) in pairwise(corners):
        assert x == x_before or y == y_before, "no slope anywhere"
    numbers = [number for _, number in drawing.risk[0]["numbers"]]
    assert numbers[:2] == ["8", "8"] and "4" in numbers
    assert set(numbers) == {"8", "4"}, "none is withheld"
