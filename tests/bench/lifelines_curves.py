"""lifelines' curves with limits and medians, by stratum: a yardstick (see `yardstick.py`).

Run by the Python of an environment of its own, not by the project's. Arguments: the Parquet file of persons,
and the CSV file for the medians.
"""

import sys
from time import perf_counter

import lifelines
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times


def curves_and_medians(persons: pd.DataFrame) -> list[tuple]:
    medians = []
    for stratum, of_stratum in persons.groupby("stratum"):
        curve = KaplanMeierFitter().fit(of_stratum["time"], of_stratum["event"])
        limits = median_survival_times(curve.confidence_interval_).iloc[0]
        medians.append((stratum, curve.median_survival_time_, *limits))
    return medians


def main() -> None:
    persons = pd.read_parquet(sys.argv[1])
    print(f"lifelines {lifelines.__version__}", flush=True)
    medians = []
    for _ in sys.stdin:
        start = perf_counter()
        medians = curves_and_medians(persons)
        print(perf_counter() - start, flush=True)
    answer = pd.DataFrame(medians, columns=["stratum", "estimate", "lower", "upper"])
    # What is not reached is infinite here, and missing elsewhere.
    answer.replace(float("inf"), float("nan")).to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
