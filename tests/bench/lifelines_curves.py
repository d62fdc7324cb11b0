"""lifelines' curves with limits and medians, by stratum: a yardstick (see `yardstick.py`).

Run by the Python of an environment of its own, not by the project's. Arguments: the Parquet file of persons,
the CSV file for the medians, and whether the curves stay `apart`, as lifelines makes them, or end in
`one_table`, as ours and R's do: numbers at risk, with event and censored, survival and limits.
"""

import sys
from time import perf_counter

import lifelines
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times


def curves_and_medians(persons: pd.DataFrame, in_one_table: bool) -> list[tuple]:
    medians, curves = [], {}
    for stratum, of_stratum in persons.groupby("stratum"):
        curve = KaplanMeierFitter().fit(of_stratum["time"], of_stratum["event"])
        limits = median_survival_times(curve.confidence_interval_).iloc[0]
        medians.append((stratum, curve.median_survival_time_, *limits))
        if in_one_table:
            curves[stratum] = pd.concat(
                [
                    curve.event_table[["at_risk", "observed", "censored"]],
                    curve.survival_function_,
                    curve.confidence_interval_,
                ],
                axis=1,
            )
    if in_one_table:
        pd.concat(curves, names=["stratum"])
    return medians


def main() -> None:
    persons = pd.read_parquet(sys.argv[1])
    in_one_table = sys.argv[3] == "one_table"
    form = "curves in one table" if in_one_table else "a curve for each stratum"
    print(f"lifelines {lifelines.__version__}, {form}", flush=True)
    medians = []
    for _ in sys.stdin:
        start = perf_counter()
        medians = curves_and_medians(persons, in_one_table)
        print(perf_counter() - start, flush=True)
    answer = pd.DataFrame(medians, columns=["stratum", "estimate", "lower", "upper"])
    # What is not reached is infinite here, and missing elsewhere.
    answer.replace(float("inf"), float("nan")).to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
