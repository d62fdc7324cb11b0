"""What loading `pipelines.definitions` adds to the imports of the libraries, each time in a fresh process.

Every module outside the house that the definitions load is imported before the clock starts. Promised: below
one second. The second line has Dagster resolve all assets, checks and jobs besides, as a code location does.
"""

import json
import subprocess
import sys

from pipelines.tables import REPOSITORY
from tests.bench.figures import Figure

TITLE = "Loading the definitions"
RUNS = 5
MODULES = """
import json, sys
import pipelines.definitions
pipelines.definitions.definitions.get_repository_def()
own = ("pipelines", "schemas", "__main__")
print(json.dumps([name for name in sys.modules if name.split(".")[0] not in own]))
"""
TIMED = """
import contextlib, importlib, json, sys
from time import perf_counter
start = perf_counter()
for name in json.load(sys.stdin):
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
libraries = perf_counter()
from pipelines.definitions import definitions
loaded = perf_counter()
definitions.get_repository_def()
print(json.dumps([libraries - start, loaded - libraries, perf_counter() - libraries]))
"""


def measure() -> list[Figure]:
    """Seconds of the libraries' imports, of the definitions after them, and of these resolved."""
    modules = _fresh_process(MODULES, "")
    runs = [json.loads(_fresh_process(TIMED, modules)) for _ in range(RUNS)]
    libraries, loaded, resolved = ([run[position] for run in runs] for position in range(3))
    return [
        Figure("imports of the libraries", libraries),
        Figure("`import pipelines.definitions` after them", loaded, libraries),
        Figure("the same, and resolved", resolved, libraries),
    ]


def _fresh_process(code: str, given: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, input=given, capture_output=True, text=True, check=True
    ).stdout
