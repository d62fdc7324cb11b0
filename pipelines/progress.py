"""The one logger for what a person watching wants to know: counts and names of tables, never a value.

Dagster shows its lines in the run's log (`dagster.yaml`), the command line on the terminal.
"""

import logging

PROGRESS = logging.getLogger("revurdering")
PROGRESS.setLevel(logging.INFO)
