"""result.cumulative_incidence: every curve of competing causes, of all agreements and groups in one pass."""

import polars as pl

from pipelines.building import Reader
from pipelines.methods.competitions import numbered_causes
from pipelines.methods.stratum import pack, unpack
from pipelines.result.survival_curve import GROUP

READS = ("outcome.competing_event",)

DIGITS = 10
"""The variance sums floats, whose last digits depend on how many threads add them: a build must not."""

CONF_TYPE = "log-log"
"""Limits on the scale of the Kaplan–Meier limits: they stay between 0 and 1."""


def cumulative_incidence(read: Reader) -> pl.DataFrame:
    """Aalen–Johansen with log-log limits for each agreement, group, measure, variant and cause."""
    from pipelines.methods.incidence import cumulative_incidence as aalen_johansen

    curves = aalen_johansen(causes_of(read.frame("outcome.competing_event")), conf_type=CONF_TYPE)
    return with_every_cause(curves, ["time", "n_risk", "n_censor"]).select(
        "agreement_id",
        pl.lit(read.parameters["data_cut"]).alias("data_cut"),
        "cohort",
        "subgroup",
        "level",
        "measure",
        "variant",
        "cause",
        pl.col("time").cast(pl.Int32).alias("time_days"),
        "n_risk",
        pl.col("n_event").fill_null(0),
        "n_censor",
        *(pl.col(name).fill_null(0).round(DIGITS) for name in ("incidence", "std_err")),
        *(pl.col(name).round(DIGITS) for name in ("lower", "upper")),
        pl.lit(False).alias("suppressed"),
    )


def causes_of(frame: pl.DataFrame) -> pl.DataFrame:
    """`outcome.competing_event` in the shape of the survival family: stratum, time, event (0 or a cause)."""
    numbered = frame.join(
        numbered_causes(), on=["measure", "cause"], how="left", maintain_order="left"
    ).with_columns(event=pl.col("number").fill_null(0))
    return pack(numbered, GROUP).select("stratum", pl.col("time_days").alias("time"), "event")


def with_every_cause(curves: pl.DataFrame, shared: list[str]) -> pl.DataFrame:
    """Curves by stratum and cause number, unpacked, with the causes of each measure by name and no others.

    The frame has all measures, so it has numbers that a measure does not use, and may lack a cause that
    nobody had: that one gets rows without numbers. `shared` are the columns that are the same for all
    causes of a stratum.
    """
    steps = unpack(curves.select("stratum", *shared).unique(maintain_order=True), GROUP)
    numbered = curves.with_columns(number=pl.col("cause").cast(pl.Int64)).drop("cause")
    return steps.join(numbered_causes(), on="measure", maintain_order="left").join(
        unpack(numbered, GROUP), on=[*GROUP, "number", *shared], how="left", maintain_order="left"
    )
