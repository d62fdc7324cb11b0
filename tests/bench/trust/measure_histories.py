"""Random histories of deliveries, loaded in the order in which they come.

The property is that of `tests/unit/ingest/test_histories.py`. Each history has two to four snapshots and
increments of two tables, late and out of order, with corrections, deletions, rows for quarantine, the same
delivery again and other content under the same name. What the stores say at every data cut is held against a
plain dictionary, and every line of every file is looked for. *Actions* are deliveries handed in.
*Differences* are histories in which anything was otherwise than
predicted; where one is found, no further history is tried. The seed is 1.
"""

import tempfile
import traceback
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from pipelines.ingest.load import DeliveryRefused
from tests.unit.ingest.test_histories import AGAIN, HOW, assert_as_predicted, histories

TITLE = "Histories of deliveries"
HEADINGS = (
    "histories", "actions", "of them snapshots", "deletion files", "rows for quarantine",
    "data cuts compared", "differences",
)  # fmt: skip
N_HISTORIES, SEED = 300, 1


def measure(n_histories: int = N_HISTORIES) -> list[tuple]:
    """One row for all histories."""
    tally = Counter[str]()

    @seed(SEED)
    @settings(
        max_examples=n_histories, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(history=histories(), again=AGAIN, how=HOW)
    def every_history(history, again, how) -> None:
        with tempfile.TemporaryDirectory() as folder:
            n_cuts = assert_as_predicted(Path(folder), history, again, how)
        tally.update(
            {
                "histories": 1,
                "actions": len(history) + 2,
                "of them snapshots": sum(sent.is_snapshot for sent in history),
                "deletion files": sum(len(sent.deleted) for sent in history),
                "rows for quarantine": sum(
                    value is None for sent in history for rows in sent.rows.values() for _, value in rows
                ),
                "data cuts compared": n_cuts,
            }
        )

    try:
        every_history()
    except (AssertionError, DeliveryRefused, pytest.fail.Exception):
        traceback.print_exc()
        tally["differences"] += 1
    return [tuple(tally[heading] for heading in HEADINGS)]
