"""Other software takes turns with ours, and what is not there is named instead of failing the measurement."""

import sys
from pathlib import Path

import polars as pl
import pytest

from tests.bench.measure_kaplan_meier import largest_difference
from tests.bench.our_curves import curves_and_medians
from tests.bench.yardstick import Yardstick

COUNTS = """
import sys
print("counts 1.0", flush=True)
for number, _ in enumerate(sys.stdin):
    print(number / 2, flush=True)
open(sys.argv[1], "w").write("done")
"""


def test_it_works_once_for_each_call_and_answers_at_the_end(tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    with Yardstick([sys.executable, "-c", COUNTS, answer]) as counts:
        assert counts.version == "counts 1.0"
        assert [counts.seconds() for _ in range(3)] == [0, 0.5, 1]
        assert not answer.exists()
    assert answer.read_text(encoding="utf-8") == "done"


def test_a_program_that_is_not_there_or_cannot_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Yardstick([tmp_path / "nothing", "x"])
    with pytest.raises(RuntimeError, match="No module named 'no_such_software'"):
        Yardstick([sys.executable, "-c", "import no_such_software"])


def test_medians_are_compared_also_where_one_is_missing() -> None:
    ours = curves_and_medians(pl.DataFrame({"stratum": [1, 1, 2], "time": [1, 2, 3], "event": [1, 1, 0]}))
    assert ours.rows() == [(1, 1.5, 1, None), (2, None, None, None)]
    assert largest_difference(ours, ours) == 0
    later = ours.with_columns(pl.col("estimate") + 0.25)
    assert largest_difference(ours, later) == 0.25
    assert largest_difference(ours, ours.with_columns(upper=7.0)) == float("inf")
    assert largest_difference(ours, ours.head(1)) == float("inf")
