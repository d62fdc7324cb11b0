"""Work on many invented studies that takes hours: by parts, on all cores, going on where it was broken off.

What came of a part is kept beside this file for as long as the code that it depends on stays the same, and is
committed: another machine goes on where this one ends.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree

from tests.attack.study import Study, studies
from tests.bench.code_state import git

DEPENDS_ON = (
    "pipelines/agreements", "pipelines/building.py", "pipelines/cohort", "pipelines/comparator_arm.py",
    "pipelines/earlier_editions.py", "pipelines/methods", "pipelines/outcome", "pipelines/released",
    "pipelines/remade.py", "pipelines/result", "pipelines/tables.py", "requirements.lock", "schemas", "sql",
    "tests/attack",
)  # fmt: skip
"""What editions of invented studies are made and attacked by."""
BUT = ("tests/attack/test_", "tests/attack/conftest.py")
PART = 6
"""Studies published together: as many of each size."""
Work = Callable[[Sequence[Study]], list]
"""What is done to a part: something that JSON can hold of each study."""
MEASURED = Path(__file__).with_name("measured")


def in_parts(work: Work, n_studies: int, seed: int) -> list:
    """What `work`, a function of a module, gives for each study, in their order.

    Raises RuntimeError where the code has changes that no commit has: nothing could be kept by its name.
    """
    folder = folder_of(work.__module__)
    chosen = studies(n_studies, seed)
    parts = [chosen[first : first + PART] for first in range(0, n_studies, PART)]
    missing = [part for part in parts if not kept(folder, part).exists()]
    print(f"{len(missing)} of {len(parts)} parts to do", file=sys.stderr, flush=True)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for _ in pool.map(partial(_do, work, folder), missing):
            pass
    return [one for part in parts for one in json.loads(kept(folder, part).read_text())]


def _do(work: Work, folder: Path, part: Sequence[Study]) -> None:
    whole = kept(folder, part)
    begun = whole.with_suffix(".begun")
    begun.write_text(json.dumps(work(part)))
    begun.replace(whole)


def kept(folder: Path, part: Sequence[Study]) -> Path:
    return folder / f"{part[0].agreement_id}-{len(part)}.json"


def folder_of(name: str) -> Path:
    """One for each state of the code; those of other states are removed."""
    if git("status", "--porcelain", "--", *DEPENDS_ON):
        raise RuntimeError(f"changes that no commit has in {', '.join(DEPENDS_ON)}")
    files = git("ls-tree", "-r", "HEAD", "--", *DEPENDS_ON).splitlines()
    code = "\n".join(file for file in files if not any(part in file for part in BUT))
    name, state = name.rpartition(".")[2], sha256(code.encode()).hexdigest()[:12]
    folder = MEASURED / f"{name}-{state}"
    for other in MEASURED.glob(f"{name}-*"):
        if other != folder:
            rmtree(other)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
