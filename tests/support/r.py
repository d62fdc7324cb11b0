"""R as a yardstick: run a script on Polars frames and read what it answers.

    script = "fit <- survfit(Surv(time, event) ~ 1, data = person); answer <- list(survival = fit$surv)"
    answer = run_r(script, {"person": frame}, packages=["survival"])

Each frame is a data.frame of its name, its missing values NA, its numbers with all their digits. The script
leaves a named list `answer`. Starting R takes about a second: one script per test file, its answers in a
module fixture, is the rule.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

# Warnings of R go to its standard error and stay warnings; an error ends the script.
BEFORE = "options(digits = 17, warn = 1)\nsuppressPackageStartupMessages({{ {libraries} }})\n"
AFTER = """
writeLines(
    jsonlite::toJSON(answer, digits = NA, na = "null", dataframe = "columns", matrix = "rowmajor"),
    "answer.json"
)
"""


def run_r(
    script: str, frames: Mapping[str, pl.DataFrame], packages: Sequence[str] = ("survival",)
) -> dict[str, Any]:
    """The list `answer` of the script: every vector a list of values, a data.frame a dict of such lists.

    NA, NaN and infinite numbers come back as None, others with 15 significant digits. Skips the test where
    Rscript is missing, but fails it on a machine that says it is CI (the variable CI is set): there R is
    installed by `make r`. A script that fails is an AssertionError with what R said.
    """
    rscript = _rscript()
    with tempfile.TemporaryDirectory() as folder:
        lines = [BEFORE.format(libraries="; ".join(f"library({name})" for name in packages))]
        for name, frame in frames.items():
            true_as_in_r = pl.col(pl.Boolean).cast(pl.String).str.to_uppercase()
            frame.with_columns(true_as_in_r).write_csv(Path(folder) / f"{name}.csv", null_value="NA")
            lines.append(f'{name} <- read.csv("{name}.csv", check.names = FALSE)')
        (Path(folder) / "script.R").write_text("\n".join([*lines, script, AFTER]), encoding="utf-8")
        done = subprocess.run(
            [rscript, "--vanilla", "script.R"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"R failed:\n{done.stderr}"
        return json.loads((Path(folder) / "answer.json").read_text(encoding="utf-8"))


def r_table(columns: Mapping[str, list[Any]]) -> pl.DataFrame:
    """A data.frame of the answer: every column of numbers as Float64, missing where R has NA, NaN or Inf."""
    types = {
        name: pl.String if any(isinstance(value, str) for value in values) else pl.Float64
        for name, values in columns.items()
    }
    return pl.DataFrame(columns, schema=types, strict=False)


def _rscript() -> str:
    """Where Rscript is; no other reason than its absence skips a comparison."""
    found = shutil.which("Rscript")
    if found is None and os.environ.get("CI"):
        pytest.fail("Rscript is missing, and in CI the comparison with R is not optional: make r")
    if found is None:
        pytest.skip("Rscript is missing: `make r` installs it")
    return found
