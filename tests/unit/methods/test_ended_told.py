"""What is frozen of how treatment ended: also which events the time to a next treatment does not see."""

from datetime import date

import polars as pl

from pipelines.methods.ended_told import Number, Within, ended_told, numbers_published

CUT = date(2026, 3, 31)


def test_unseen_events_are_frozen_under_the_name_of_their_measure():
    """Nobody is outside who died; of those who changed treatment two are, of another agreement one."""
    estimates = pl.DataFrame(
        {
            "agreement_id": ["EX004"],
            "data_cut": [CUT],
            "cohort": ["inside"],
            "subgroup": ["all"],
            "measure": ["treatment_changed"],
            "variant": ["gap_90"],
            "time_days": [365],
            "n": [60],
            "n_events": [9],
            "estimate": [0.15],
        }
    )
    withheld = {name: pl.lit(None, estimates.schema[name]) for name in ("n", "n_events", "estimate")}
    released = estimates.with_columns(**withheld)
    outside = pl.DataFrame(
        [
            ("EX004", "overall_survival", "kaplan_meier", "death", 0),
            ("EX004", "treatment_duration", "gap_90", "next_line", 2),
            ("EX005", "treatment_duration", "gap_90", "death", 1),
        ],
        schema=["agreement_id", "measure", "variant", "cause", "n_outside"],
        orient="row",
    )
    told = ended_told(released, estimates, outside, {}).with_columns(build_id=pl.lit("one"))
    ((_, numbers),) = numbers_published(told)
    assert {number: one for number, one in numbers.items() if number.time_days is None} == {
        Number("treatment_changed", "gap_90", None): Within(n=60),
        Number("treatment_changed_outside", "gap_90", None): Within(),
    }
