"""Our curves with limits and medians, by stratum, in a process of its own as the yardsticks are.

Arguments: the Parquet file of persons and the CSV file for the medians. The curves are made, and dropped.
"""

import sys
from time import perf_counter

import polars as pl

from pipelines.methods.survival import curve_quantile, kaplan_meier


def curves_and_medians(persons: pl.DataFrame) -> pl.DataFrame:
    """`stratum, estimate, lower, upper` of the median."""
    return curve_quantile(kaplan_meier(persons)).drop("q")


def main() -> None:
    persons = pl.read_parquet(sys.argv[1])
    print("ours, curves with limits and medians", flush=True)
    medians = pl.DataFrame()
    for _ in sys.stdin:
        start = perf_counter()
        medians = curves_and_medians(persons)
        print(perf_counter() - start, flush=True)
    medians.write_csv(sys.argv[2])


if __name__ == "__main__":
    main()
