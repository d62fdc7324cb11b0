from tests.spec.result.test_cumulative_incidence import EVENTS, events
from tests.support.spec import expect, made


def estimates(*parts: str) -> list[dict]:
    return made("result.incidence_estimate", {"outcome.competing_event": EVENTS + "\n".join(parts)})


def test_each_cause_is_a_measure_at_its_times_and_missing_beyond_follow_up():
    """Stopped on day 100 and 250, dead on 300, and one still on treatment on day 400."""
    people = [(100, "stopped"), (250, "stopped"), (300, "death"), (400, "-")]
    rows = estimates(
        events("end_of_treatment", "gap_90", people),
        events("next_treatment", "new_line", [(100, "next_line"), (400, "-")]),
    )
    expect(
        rows,
        """
        measure                | variant  | time_days | estimate | n | n_events
        treatment_stopped      | gap_90   | 183       | 0.25     | 4 | 1
        treatment_changed      | gap_90   | 183       | 0        | 4 | 0
        death_on_treatment     | gap_90   | 183       | 0        | 4 | 0
        treatment_stopped      | gap_90   | 365       | 0.5      | 4 | 2
        treatment_changed      | gap_90   | 365       | 0        | 4 | 0
        death_on_treatment     | gap_90   | 365       | 0.25     | 4 | 1
        next_line              | new_line | 183       | 0.5      | 2 | 1
        death_before_next_line | new_line | 183       | 0        | 2 | 0
        next_line              | new_line | 365       | 0.5      | 2 | 1
        death_before_next_line | new_line | 365       | 0        | 2 | 0
        next_line              | new_line | 730       | -        | 2 | 1
        death_before_next_line | new_line | 730       | -        | 2 | 0
        """,
    )


def test_where_nobody_is_left_it_stays_known():
    """Everybody's treatment has ended by day 50: what became of them holds at every later time."""
    rows = estimates(events("end_of_treatment", "gap_90", [(10, "death"), (50, "next_line")]))
    found = {(row["measure"], row["time_days"]): row["estimate"] for row in rows}
    assert found == {
        (measure, time): share
        for time in (183, 365)
        for measure, share in (
            ("treatment_stopped", 0), ("treatment_changed", 0.5), ("death_on_treatment", 0.5),
        )
    }  # fmt: skip


def test_limits_are_between_zero_and_one_and_the_unit_is_probability():
    people = [(day, cause) for day in range(10, 100, 10) for cause in ("stopped", "death", "-")]
    for row in estimates(events("end_of_treatment", "gap_90", [*people, (500, "-")])):
        assert row["unit"] == "probability" and row["time_days"] in (183, 365)
        if row["measure"] != "treatment_changed":
            assert 0 < row["lower"] < row["estimate"] < row["upper"] < 1


def test_nobody_gives_no_row():
    assert estimates("") == []
