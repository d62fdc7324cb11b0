"""result.subgroup_test: a log-rank test between the levels of each subgroup, corrected for their number."""

import polars as pl

from pipelines.building import Reader

READS = ("agreement.agreement", "outcome.time_to_event")

QUESTION = ["agreement_id", "cohort", "subgroup", "measure", "variant"]
FAMILY = ["agreement_id", "cohort", "measure", "variant"]
FEWEST_EVENTS = 10
"""With fewer in a level a test says more about luck than about the level."""


def subgroup_test(read: Reader) -> pl.DataFrame:
    """Overall survival and treatment duration by the primary rule, for every cohort and subgroup."""
    times = read.query(
        """
        select times.agreement_id, cohort, subgroup, level, measure, variant, time_days, is_event
        from outcome.time_to_event as times
        inner join agreement.agreement as agreement on agreement.agreement_id = times.agreement_id
        where subgroup <> 'all' and variant in ('kaplan_meier', agreement.primary_duration_variant)
        """
    )
    if times.is_empty():
        return pl.DataFrame(schema={"agreement_id": pl.String})
    tests = pl.concat([_test(key, rows) for key, rows in times.group_by(QUESTION, maintain_order=True)])
    families = tests.group_by(FAMILY, maintain_order=True)
    return pl.concat([_corrected(family) for _, family in families]).with_columns(
        data_cut=pl.lit(read.parameters["data_cut"]), suppressed=pl.lit(False)
    )


def _corrected(family: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.multiplicity import holm

    return family.with_columns(n_tests=pl.col("p_value").count(), p_value_corrected=holm(family["p_value"]))


def _test(key: tuple, rows: pl.DataFrame) -> pl.DataFrame:
    from pipelines.methods.survival import log_rank

    events = rows.group_by("level").agg(pl.col("is_event").sum())["is_event"]
    counted = pl.DataFrame(
        {
            **{name: [value] for name, value in zip(QUESTION, key, strict=True)},
            "n_levels": [len(events)],
            "n": [rows.height],
            "n_events": [int(events.sum())],
            "fewest_events": [int(events.min())],
        }
    )
    missing = pl.DataFrame(
        {"chi_square": [None], "degrees_of_freedom": [None], "p_value": [None]},
        schema={"chi_square": pl.Float64, "degrees_of_freedom": pl.Int32, "p_value": pl.Float64},
    )
    if len(events) < 2 or events.min() < FEWEST_EVENTS:
        return counted.hstack(missing)
    frame = rows.select(stratum="level", time=pl.col("time_days"), event=pl.col("is_event").cast(pl.Int32))
    return counted.hstack(log_rank(frame).head(1).select(missing.columns).cast(missing.schema))
